"""The small Merkle tree over the orders of one batch; hashes as in the ledger (RFC 9162)."""

from collections.abc import Sequence

from muniment.ledger.domain.merkle import Frontier, leaf_hash, node_hash


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Give the root over the leaves, 32 bytes."""
    frontier = Frontier()
    frontier.extend(leaf_hash(leaf) for leaf in leaves)
    return frontier.root()


def path_of(leaves: Sequence[bytes], place: int) -> list[bytes]:
    """Give the sibling hashes of one leaf, lowest first; check with `merkle.verify_inclusion`.

    Source: RFC 9162, section 2.1.3.1. Hashes every leaf: a batch is small.
    """
    return _path([leaf_hash(leaf) for leaf in leaves], place)


def _path(hashes: Sequence[bytes], place: int) -> list[bytes]:
    if len(hashes) == 1:
        return []
    split = 1 << (len(hashes) - 1).bit_length() - 1
    left, right = hashes[:split], hashes[split:]
    if place < split:
        return [*_path(left, place), _root(right)]
    return [*_path(right, place - split), _root(left)]


def _root(hashes: Sequence[bytes]) -> bytes:
    if len(hashes) == 1:
        return hashes[0]
    split = 1 << (len(hashes) - 1).bit_length() - 1
    return node_hash(_root(hashes[:split]), _root(hashes[split:]))
