"""The Merkle tree of the ledger: roots, proofs, and the checks that a stranger makes.

Leaves are counted from 0. Everything here takes *leaf hashes* (`leaf_hash(entry)`), 32
bytes each, and never sees an entry.

Source: RFC 6962, section 2.1; RFC 9162, section 2.1.
"""

import hmac
from collections.abc import Iterable, Sequence
from typing import Final, Self

from muniment.ledger.domain.hashing import (
    EMPTY_ROOT,
    HASH_SIZE,
    LARGEST_SIZE,
    ProofInvalid,
    TileInvalid,
    leaf_hash,
    node_hash,
    pair_up,
)
from muniment.ledger.domain.tiles import GetTile, Pyramids

__all__ = [
    "EMPTY_ROOT",
    "LONGEST_PATH",
    "Frontier",
    "ProofInvalid",
    "consistency",
    "inclusion",
    "leaf_hash",
    "node_hash",
    "root",
    "root_from_inclusion",
    "verify_consistency",
    "verify_inclusion",
]

LONGEST_PATH: Final = 63


class Frontier:
    """The right edge of a growing tree: enough to append for ever and to know the root.

    Holds one hash for each complete subtree, the largest first: at most 63.
    """

    __slots__ = ("_peaks", "_size")

    def __init__(self) -> None:
        self._size = 0
        self._peaks: list[bytes] = []

    @property
    def size(self) -> int:
        """How many leaves were appended."""
        return self._size

    def append(self, leaf: bytes) -> None:
        """Append one leaf hash. Time O(1) on average, O(log size) at worst."""
        size = self._size
        while size & 1:
            leaf = node_hash(self._peaks.pop(), leaf)
            size >>= 1
        self._peaks.append(leaf)
        self._size += 1

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Append many leaf hashes, row by row: several times faster than one by one."""
        row, size, edge = list(leaves), self._size, list[bytes]()
        grown = size + len(row)
        while row or self._peaks:
            if size & 1:
                row.insert(0, self._peaks.pop())
            if len(row) & 1:
                edge.append(row[-1])
            row, size = pair_up(row), size >> 1
        self._peaks, self._size = edge[::-1], grown

    def root(self) -> bytes:
        """Hash the edge to the root of the tree; `EMPTY_ROOT` when nothing was appended."""
        return _fold(self._peaks)

    def to_bytes(self) -> bytes:
        """Write it down: the size in 8 bytes, then the hashes, the largest subtree first."""
        return self._size.to_bytes(8, "big") + b"".join(self._peaks)

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read what `to_bytes` wrote.

        Raises:
            TileInvalid: the size and the number of hashes do not fit each other.
        """
        size = int.from_bytes(data[:8], "big")
        if size > LARGEST_SIZE or len(data) != 8 + size.bit_count() * HASH_SIZE:
            raise TileInvalid(why="frontier")
        frontier = cls()
        frontier._size = size
        frontier._peaks = [data[at : at + HASH_SIZE] for at in range(8, len(data), HASH_SIZE)]
        return frontier


def root(size: int, get_tile: GetTile) -> bytes:
    """Find the root that the log had at `size` entries. Reads O(log size) tiles."""
    _demand(_is_size(size), "size")
    return _span(0, size, size, _nodes(get_tile))


def inclusion(index: int, size: int, get_tile: GetTile) -> list[bytes]:
    """Prove that leaf `index` is in the tree of `size` leaves: sibling hashes, lowest first.

    Hand in a `Pyramids` that lives longer than the call, and its cache serves.

    Raises:
        ProofInvalid: there is no such leaf.

    Source: RFC 9162, section 2.1.3.1. Reads O(log size) tiles.
    """
    _demand(_is_size(size) and _is_size(index) and index < size, "index")
    return _siblings(index, 0, size, _nodes(get_tile))


def consistency(m: int, n: int, get_tile: GetTile) -> list[bytes]:
    """Prove that the tree of `m` leaves is the beginning of the tree of `n` leaves.

    Raises:
        ProofInvalid: not 1 <= m <= n; there is nothing to prove about an empty tree.

    Source: RFC 9162, section 2.1.4.1. Reads O(log n) tiles.
    """
    _demand(_is_size(m) and _is_size(n) and 1 <= m <= n, "size")
    if m == n:
        return []
    nodes = _nodes(get_tile)
    height = _trailing_zeros(m)
    block = m >> height  # complete subtrees of this height in the old tree
    start = [] if block == 1 else [nodes.node(height, block - 1, n)]
    return start + _siblings(m - 1, height, n, nodes)


def root_from_inclusion(leaf: bytes, *, index: int, size: int, path: Sequence[bytes]) -> bytes:
    """Climb from one leaf to the root it belongs to.

    Compare the answer with the root in a signed checkpoint; on its own it proves nothing.

    Args:
        leaf: leaf hash, 32 bytes; `index` counts leaves from 0, `size` is at least 1.
        path: sibling hashes, lowest first, 32 bytes each; at most 63.

    Raises:
        ProofInvalid: `index` lies outside the tree, or `path` is too short or too long.

    Source: RFC 9162, section 2.1.3.2. Time O(log size).
    """
    _demand(_is_hash(leaf), "leaf")
    _demand(_is_size(size) and _is_size(index) and index < size, "index")
    _demand(_is_path(path), "path")
    at, last, climbed = index, size - 1, leaf
    for sibling in path:
        _demand(last > 0, "path_too_long")
        if at & 1 or at == last:
            climbed = node_hash(sibling, climbed)
            rest = _trailing_zeros(at)  # an edge node has no sibling here: it moves up as it is
            at, last = at >> rest, last >> rest
        else:
            climbed = node_hash(climbed, sibling)
        at, last = at >> 1, last >> 1
    _demand(last == 0, "path_too_short")
    return climbed


def verify_inclusion(
    leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes
) -> None:
    """Check that the leaf hash stands at `index` in the tree of `size` leaves with this root.

    Raises:
        ProofInvalid: it does not, or an argument is not what it should be. Nothing else,
            whatever is handed in.
    """
    _demand(_is_hash(root), "root")
    climbed = root_from_inclusion(leaf, index=index, size=size, path=path)
    _demand(hmac.compare_digest(climbed, root), "root_differs")


def verify_consistency(
    m: int, n: int, path: Sequence[bytes], old_root: bytes, new_root: bytes
) -> None:
    """Check that nothing of the first `m` leaves changed when the log grew to `n`.

    Strict: `m` is at least 1; whoever starts from nothing has nothing to check.

    Raises:
        ProofInvalid: it did, or an argument is not what it should be. Nothing else.

    Source: RFC 9162, section 2.1.4.2. Time O(log n).
    """
    _demand(_is_size(m) and _is_size(n) and 1 <= m <= n, "size")
    _demand(_is_hash(old_root) and _is_hash(new_root), "root")
    _demand(_is_path(path), "path")
    hashes = list(path) if m & (m - 1) else [old_root, *path]
    if m == n:
        _demand(not path, "path_too_long")
        hashes = [old_root]
    _demand(bool(hashes), "path_too_short")
    old, new = _climb_both(m - 1, n - 1, hashes)
    _demand(hmac.compare_digest(old, old_root), "old_root_differs")
    _demand(hmac.compare_digest(new, new_root), "root_differs")


def _climb_both(at: int, last: int, hashes: Sequence[bytes]) -> tuple[bytes, bytes]:
    """Climb from the old tree's right edge to the old and the new root at once."""
    rest = _trailing_zeros(at + 1)
    if at == last:
        return hashes[0], hashes[0]
    at, last = at >> rest, last >> rest
    old = new = hashes[0]
    for sibling in hashes[1:]:
        _demand(last > 0, "path_too_long")
        if at & 1 or at == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            rest = _trailing_zeros(at)
            at, last = at >> rest, last >> rest
        else:
            new = node_hash(new, sibling)
        at, last = at >> 1, last >> 1
    _demand(last == 0, "path_too_short")
    return old, new


def _siblings(index: int, height: int, size: int, nodes: Pyramids) -> list[bytes]:
    """Collect what stands beside the way up from a node; where nothing does, nothing."""
    path = []
    while 1 << height < size:
        beside = index >> height ^ 1
        start = beside << height
        if start + (1 << height) <= size:
            path.append(nodes.node(height, beside, size))
        elif start < size:
            path.append(_span(start, size, size, nodes))
        height += 1
    return path


def _span(start: int, end: int, size: int, nodes: Pyramids) -> bytes:
    """Hash the leaves `[start, end)` to one root; `start` begins a subtree that covers them."""
    peaks = []
    while start < end:
        height = (end - start).bit_length() - 1
        peaks.append(nodes.node(height, start >> height, size))
        start += 1 << height
    return _fold(peaks)


def _fold(peaks: Sequence[bytes]) -> bytes:
    """Hash complete subtrees, the largest first, to the root above them."""
    if not peaks:
        return EMPTY_ROOT
    whole = peaks[-1]
    for peak in reversed(peaks[:-1]):
        whole = node_hash(peak, whole)
    return whole


def _nodes(get_tile: GetTile) -> Pyramids:
    return get_tile if isinstance(get_tile, Pyramids) else Pyramids(get_tile)


def _trailing_zeros(number: int) -> int:
    return (number & -number).bit_length() - 1 if number else 0


def _demand(holds: bool, why: str) -> None:
    if not holds:
        raise ProofInvalid(why=why)


def _is_size(value: object) -> bool:
    return type(value) is int and 0 <= value <= LARGEST_SIZE


def _is_hash(value: object) -> bool:
    return type(value) is bytes and len(value) == HASH_SIZE


def _is_path(value: object) -> bool:
    if not isinstance(value, list | tuple) or len(value) > LONGEST_PATH:
        return False
    return all(_is_hash(item) for item in value)
