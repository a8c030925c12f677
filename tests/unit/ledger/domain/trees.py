"""Whole small trees in memory, kept as tiles."""

from collections.abc import Sequence

from muniment.ledger.domain import tiles
from muniment.ledger.domain.hashing import leaf_hash


def tiles_of(entries: Sequence[bytes]) -> dict[tuple[int, int], bytes]:
    """Make the tiles of a log with these entries, each at its final width."""
    made = tiles.grow(0, [leaf_hash(entry) for entry in entries], lambda *_: b"")
    return {(tile.level, tile.n): tile.hashes for tile in made}


def tree_of(entries: Sequence[bytes]) -> tiles.GetTile:
    """Make a source of tiles for a log with these entries."""
    kept = tiles_of(entries)
    return tiles.Pyramids(lambda level, n, _width: kept[level, n])
