"""The drawing of a proof climbs to the same root as the verifier."""

from hashlib import sha256

import pytest

from muniment.web.ledger.checking import check
from muniment.web.ledger.drawing import MIDDLE, MOST, draw
from muniment_verify.tree import root_above


def tree(size):
    leaves = [sha256(bytes([number])).digest() for number in range(size)]

    def node(start, end):
        if end - start == 1:
            return leaves[start]
        half = 1 << ((end - start - 1).bit_length() - 1)
        pair = node(start, start + half) + node(start + half, end)
        return sha256(b"\x01" + pair).digest()

    def path(index, start, end):
        if end - start == 1:
            return []
        half = 1 << ((end - start - 1).bit_length() - 1)
        if index < start + half:
            return [*path(index, start, start + half), node(start + half, end)]
        return [*path(index, start + half, end), node(start, start + half)]

    return leaves, node, path


@pytest.mark.parametrize("size", [1, 2, 3, 5, 8, 13, 21])
def test_every_place_of_a_tree_is_drawn_up_to_its_root(size):
    leaves, node, path = tree(size)
    root = node(0, size)

    for index in range(size):
        steps = path(index, 0, size)
        drawn = draw(leaves[index], index=index, size=size, path=steps)
        assert root_above(leaves[index], index, size, steps) == root
        assert drawn.root == root.hex()[:8]
        assert drawn.steps == len(steps)


def test_a_sibling_stands_on_the_side_from_which_it_is_hashed():
    leaves, _, path = tree(2)

    left = draw(leaves[1], index=1, size=2, path=path(1, 0, 2)).levels[0]
    right = draw(leaves[0], index=0, size=2, path=path(0, 0, 2)).levels[0]

    assert left.x < MIDDLE < right.x


def test_a_long_climb_is_drawn_at_its_ends():
    path = [bytes([step]) * 32 for step in range(20)]

    drawn = draw(bytes(32), index=0, size=2**20, path=path)

    assert len(drawn.levels) == MOST
    assert [level.skipped for level in drawn.levels] == [0, 0, 0, 14, 0, 0, 0]
    assert drawn.steps == 20


def test_a_proof_that_does_not_hold_names_the_step():
    found = check(b"nonsense", b"{}", "no key")

    assert not found.is_good
    assert [step.state for step in found.steps][:2] == ["good", "bad"]
    assert found.drawing is None
