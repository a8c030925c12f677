"""The tree: published vectors, another implementation, and every way to lie to a verifier."""

from functools import cache

import pymerkle
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import core as pymerkle_core

from muniment.ledger.domain import merkle, tiles
from muniment.ledger.domain.merkle import ProofInvalid
from tests.unit.ledger.domain.trees import tree_of

# The eight-leaf tree of RFC 6962 implementations (certificate-transparency, transparency-dev).
LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
A = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
B = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
C = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
D = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
E = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
F = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
INCLUSIONS = {
    (0, 1): [],
    (0, 8): [A, B, C],
    (5, 8): [D, E, ROOTS[4]],
    (2, 3): [ROOTS[2]],
    (1, 5): [ROOTS[1], B, D],
}
CONSISTENCIES = {(1, 1): [], (1, 8): [A, B, C], (6, 8): [F, E, ROOTS[4]], (2, 5): [B, D]}

EIGHT = tree_of(LEAVES)
MANY = tree_of([n.to_bytes(4, "big") for n in range(70_000)])


@cache
def oracle(size: int) -> pymerkle_core.BaseMerkleTree:
    tree = pymerkle.InmemoryTree(algorithm="sha256")
    for n in range(size):
        tree.append_entry(n.to_bytes(4, "big"))
    return tree


@pytest.mark.parametrize("size", range(9))
def test_the_published_roots_come_out(size):
    frontier = merkle.Frontier()
    for leaf in LEAVES[:size]:
        frontier.append(merkle.leaf_hash(leaf))

    assert frontier.root().hex() == ROOTS[size]
    assert merkle.root(size, EIGHT).hex() == ROOTS[size]


@pytest.mark.parametrize(("place", "path"), INCLUSIONS.items())
def test_the_published_inclusion_proofs_come_out_and_hold(place, path):
    index, size = place

    made = merkle.inclusion(index, size, EIGHT)

    assert [step.hex() for step in made] == path
    leaf = merkle.leaf_hash(LEAVES[index])
    merkle.verify_inclusion(leaf, index, size, made, bytes.fromhex(ROOTS[size]))


@pytest.mark.parametrize(("sizes", "path"), CONSISTENCIES.items())
def test_the_published_consistency_proofs_come_out_and_hold(sizes, path):
    m, n = sizes

    made = merkle.consistency(m, n, EIGHT)

    assert [step.hex() for step in made] == path
    merkle.verify_consistency(m, n, made, bytes.fromhex(ROOTS[m]), bytes.fromhex(ROOTS[n]))


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 255, 256, 257, 511, 513, 1000])
def test_roots_and_paths_are_those_of_another_implementation(size):
    tree = oracle(1000)

    assert merkle.root(size, MANY) == tree.get_root(size)
    for index in {0, size // 3, size // 2, size - 1}:
        theirs = tree.prove_inclusion(index + 1, size).path
        assert merkle.inclusion(index, size, MANY) == theirs[1:]


@given(st.integers(1, 70_000), st.integers(1, 70_000))
def test_every_older_tree_is_the_beginning_of_every_newer_one(a, b):
    m, n = min(a, b), max(a, b)
    path = merkle.consistency(m, n, MANY)

    merkle.verify_consistency(m, n, path, merkle.root(m, MANY), merkle.root(n, MANY))


@given(st.integers(1, 70_000), st.data())
def test_every_leaf_of_every_size_can_be_proved(size, data):
    index = data.draw(st.integers(0, size - 1))
    leaf = merkle.leaf_hash(index.to_bytes(4, "big"))

    path = merkle.inclusion(index, size, MANY)

    merkle.verify_inclusion(leaf, index, size, path, merkle.root(size, MANY))


def test_appending_one_by_one_or_in_heaps_gives_the_same_edge():
    hashes = [merkle.leaf_hash(bytes([n % 256])) for n in range(3000)]
    singly, heaped = merkle.Frontier(), merkle.Frontier()
    for leaf in hashes:
        singly.append(leaf)
    for start, end in [(0, 0), (0, 1), (1, 8), (8, 300), (300, 1024), (1024, 3000)]:
        heaped.extend(hashes[start:end])

    assert heaped.to_bytes() == singly.to_bytes()
    assert heaped.size == 3000
    again = merkle.Frontier.from_bytes(heaped.to_bytes())
    again.append(hashes[0])
    singly.append(hashes[0])
    assert again.root() == singly.root()


@given(st.binary(max_size=200))
def test_a_damaged_edge_is_refused(data):
    try:
        frontier = merkle.Frontier.from_bytes(data)
    except tiles.TileInvalid:
        return
    assert frontier.to_bytes() == data


def exhaustive_lies(size: int, path: list[bytes]) -> list[list[bytes]]:
    """Each way to bend a path a little: a bit, a step more, a step less, two swapped."""
    bent = [[*path, bytes(32)], [bytes(32), *path]]
    for at, step in enumerate(path):
        bent.append(path[:at] + path[at + 1 :])
        bent.append([*path[:at], bytes([step[0] ^ 1]) + step[1:], *path[at + 1 :]])
    return [*bent, path[::-1]] if path != path[::-1] else bent


@pytest.mark.parametrize("size", [1, 2, 5, 8, 13])
def test_a_bent_inclusion_proof_never_holds(size):
    for index in range(size):
        leaf, root = merkle.leaf_hash(index.to_bytes(4, "big")), merkle.root(size, MANY)
        path = merkle.inclusion(index, size, MANY)
        for bent in exhaustive_lies(size, path):
            with pytest.raises(ProofInvalid):
                merkle.verify_inclusion(leaf, index, size, bent, root)
        for other in set(range(size + 2)) - {index}:
            with pytest.raises(ProofInvalid):
                merkle.verify_inclusion(leaf, other, size, path, root)


@pytest.mark.parametrize("n", [1, 2, 6, 8, 13])
def test_a_bent_consistency_proof_never_holds(n):
    for m in range(1, n + 1):
        path = merkle.consistency(m, n, MANY)
        old, new = merkle.root(m, MANY), merkle.root(n, MANY)
        for bent in exhaustive_lies(n, path):
            with pytest.raises(ProofInvalid):
                merkle.verify_consistency(m, n, bent, old, new)
        for wrong in [(old, bytes(32)), (bytes(32), new)]:
            with pytest.raises(ProofInvalid):
                merkle.verify_consistency(m, n, path, *wrong)


def test_nothing_can_be_proved_about_an_empty_tree_or_a_leaf_that_is_not_there():
    for ask in (lambda: merkle.inclusion(0, 0, MANY), lambda: merkle.inclusion(8, 8, MANY)):
        with pytest.raises(ProofInvalid):
            ask()
    for m, n in [(0, 0), (0, 5), (6, 5), (-1, 5)]:
        with pytest.raises(ProofInvalid):
            merkle.consistency(m, n, MANY)
        with pytest.raises(ProofInvalid):
            merkle.verify_consistency(m, n, [], merkle.EMPTY_ROOT, merkle.EMPTY_ROOT)
    assert merkle.root(0, MANY) == merkle.EMPTY_ROOT


ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=5),
    st.binary(max_size=40),
    st.just(bytes(32)),
    st.lists(st.binary(min_size=32, max_size=32), max_size=70),
    st.lists(st.one_of(st.integers(), st.text(max_size=3)), max_size=3),
)


def test_a_path_that_is_too_long_is_told_from_one_that_leads_elsewhere():
    root, path = merkle.root(8, EIGHT), [*merkle.inclusion(3, 8, EIGHT), bytes(32)]
    with pytest.raises(ProofInvalid) as refusal:
        merkle.root_from_inclusion(merkle.leaf_hash(LEAVES[3]), index=3, size=8, path=path)
    assert refusal.value.facts == {"why": "path_too_long"}

    longer = [*merkle.consistency(3, 8, EIGHT), bytes(32)]
    with pytest.raises(ProofInvalid) as refusal:
        merkle.verify_consistency(3, 8, longer, merkle.root(3, EIGHT), root)
    assert refusal.value.facts == {"why": "path_too_long"}


def test_the_largest_tree_there_can_be_has_paths_of_sixty_three_steps():
    largest = 2**63 - 1
    leaf, path = bytes(32), [bytes(32)] * 63

    root = merkle.root_from_inclusion(leaf, index=0, size=largest, path=path)

    merkle.verify_inclusion(leaf, 0, largest, path, root)
    full = largest.to_bytes(8, "big") + bytes(32) * 63
    assert merkle.Frontier.from_bytes(full).to_bytes() == full
    with pytest.raises(ProofInvalid):
        merkle.root_from_inclusion(leaf, index=0, size=largest + 1, path=path)
    with pytest.raises(tiles.TileInvalid):
        merkle.Frontier.from_bytes((largest + 1).to_bytes(8, "big") + bytes(32))


@pytest.mark.parametrize("path", [None, b"", "x", {}, [b"x"], [bytes(33)], [0], [bytes(32)] * 64])
def test_what_is_not_a_path_is_refused(path):
    root = merkle.root(8, EIGHT)
    with pytest.raises(ProofInvalid):
        merkle.verify_inclusion(root, 0, 8, path, root)
    with pytest.raises(ProofInvalid):
        merkle.verify_consistency(4, 8, path, root, root)


@given(*[ANYTHING] * 5)
def test_verifiers_refuse_anything_with_one_kind_of_error(a, b, c, d, e):
    for verify in (merkle.verify_inclusion, merkle.verify_consistency):
        with pytest.raises(ProofInvalid):
            verify(a, b, c, d, e)
