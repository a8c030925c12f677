"""Tiles: the tree cut into files of at most 256 hashes, as C2SP tlog-tiles has them.

Tile `(level, n)` holds the hashes of complete subtrees of 256^level leaves, numbers
`256 n` and up. A tile only ever grows, so a narrower one is a prefix of a wider one, and
a partial tile never feeds the level above.

Source: https://c2sp.org/tlog-tiles
"""

import re
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, Protocol

from muniment.ledger.domain.hashing import (
    HASH_SIZE,
    LARGEST_SIZE,
    TileInvalid,
    pair_up,
)

TILE_WIDTH: Final = 256
HIGHEST_LEVEL: Final = 63
LONGEST_ENTRY: Final = 65_535
_PATH = re.compile(
    r"tile/(?P<level>0|[1-9][0-9]?|entries)/(?P<n>(?:x[0-9]{3}/)*[0-9]{3})"
    r"(?:\.p/(?P<width>[1-9][0-9]{0,2}))?",
    re.ASCII,
)


class GetTile(Protocol):
    """Where tiles come from: the database, a folder, another log.

    Returns at least `width * 32` bytes; more (the same tile, grown since) is welcome.
    """

    def __call__(self, level: int, n: int, width: int, /) -> bytes:
        """Fetch `width` hashes (1 to 256) of tile `n` on `level`."""
        ...


class TileRef(NamedTuple):
    """Names one tile: `width` hashes, 1 to 256, of tile `n` on `level` (-1: entries)."""

    level: int
    n: int
    width: int = TILE_WIDTH


class Tile(NamedTuple):
    """One tile and its bytes, 32 for each hash."""

    level: int
    n: int
    hashes: bytes

    @property
    def width(self) -> int:
        """How many hashes it holds, 1 to 256."""
        return len(self.hashes) // HASH_SIZE


ENTRIES: Final = -1


def width(level: int, n: int, size: int) -> int:
    """Say how many hashes tile `n` on `level` holds when the log has `size` entries; 0 to 256."""
    return max(0, min(TILE_WIDTH, (size >> 8 * level) - n * TILE_WIDTH))


def tiles_touched(old: int, new: int) -> list[TileRef]:
    """List the tiles that differ between two sizes, lowest level first, with their new widths."""
    touched = []
    level = 0
    while (have := old >> 8 * level) != (want := new >> 8 * level):
        numbers = range(have // TILE_WIDTH, -(-want // TILE_WIDTH))
        touched += [TileRef(level, n, width(level, n, new)) for n in numbers]
        level += 1
    return touched


def grow(old: int, leaves: Sequence[bytes], get_tile: GetTile) -> list[Tile]:
    """Make every tile that `leaves` (leaf hashes) change in a log of `old` entries.

    The answer names the same tiles as `tiles_touched(old, old + len(leaves))`; write them
    as they are. Reads at most one partial tile a level. Time O(leaves).
    """
    made: list[Tile] = []
    level, fresh = 0, list(leaves)
    while fresh:
        n, kept = divmod(old >> 8 * level, TILE_WIDTH)
        before = _exactly(get_tile(level, n, kept), kept) if kept else b""
        cut = [Tile(level, n + k, piece) for k, piece in enumerate(_cut(before, fresh))]
        made += cut
        fresh = [_top(tile.hashes) for tile in cut if tile.width == TILE_WIDTH]
        level += 1
    return made


def tile_path(level: int, n: int, width: int = TILE_WIDTH) -> str:
    """Write the path of a tile: `tile/1/x001/x234/067.p/8`; level `ENTRIES` is a bundle."""
    groups = [f"{n % 1000:03}"]
    while n := n // 1000:
        groups.insert(0, f"x{n % 1000:03}")
    partial = "" if width == TILE_WIDTH else f".p/{width}"
    name = "entries" if level == ENTRIES else str(level)
    return f"tile/{name}/{'/'.join(groups)}{partial}"


def parse_tile_path(path: str) -> TileRef:
    """Read the path of a tile or an entry bundle.

    Raises:
        TileInvalid: anything that `tile_path` would not write.
    """
    found = _PATH.fullmatch(path) if len(path) < 80 else None
    if not found:
        raise TileInvalid(why="path")
    level = ENTRIES if found["level"] == "entries" else int(found["level"])
    ref = TileRef(level, int(re.sub("[x/]", "", found["n"])), int(found["width"] or TILE_WIDTH))
    in_range = level <= HIGHEST_LEVEL and ref.n <= LARGEST_SIZE and ref.width <= TILE_WIDTH
    if not in_range or tile_path(*ref) != path:
        raise TileInvalid(why="path")
    return ref


def pack_bundle(entries: Sequence[bytes]) -> bytes:
    """Write 1 to 256 entries as a bundle: each with its length in two bytes before it.

    Raises:
        TileInvalid: too many entries, or one of them over 65,535 bytes.
    """
    if not 1 <= len(entries) <= TILE_WIDTH:
        raise TileInvalid(why="bundle_count")
    if any(len(entry) > LONGEST_ENTRY for entry in entries):
        raise TileInvalid(why="entry_too_long")
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def unpack_bundle(bundle: bytes) -> list[bytes]:
    """Read the entries of a bundle.

    Raises:
        TileInvalid: no or more than 256 entries, or the last one is cut off.
    """
    entries, at = [], 0
    while at < len(bundle):
        start = at + 2
        at = start + int.from_bytes(bundle[at:start], "big")
        entries.append(bundle[start:at])
    if at != len(bundle) or not 1 <= len(entries) <= TILE_WIDTH:
        raise TileInvalid(why="bundle_length")
    return entries


class Pyramids:
    """Tiles with the tree inside each, the least recently used forgotten first.

    A tile holds only its lowest row of hashes; the 255 above are hashed once and kept, so a
    cached proof costs look-ups only. It is a `GetTile` itself: hand the same object to
    `root`, `inclusion` and `consistency`. Feed it committed tiles only, since it keeps them.
    A full pyramid is 16 kB; `capacity` counts pyramids. Threads may share one.
    """

    def __init__(self, get_tile: GetTile, capacity: int = 1024) -> None:
        self._get_tile = get_tile
        self._capacity = capacity
        self._kept: OrderedDict[tuple[int, int], list[bytes]] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, level: int, n: int, width: int, /) -> bytes:
        """Fetch a tile through the cache, exactly `width` hashes."""
        return self.rows(level, n, width)[0][: width * HASH_SIZE]

    def rows(self, level: int, n: int, width: int) -> list[bytes]:
        """Fetch the pyramid of a tile: row `k` holds the hashes of 2^k tile hashes each."""
        with self._lock:
            rows = self._kept.get((level, n))
            if rows and len(rows[0]) >= width * HASH_SIZE:
                self._kept.move_to_end((level, n))
                return rows
        made = _pyramid(_exactly(self._get_tile(level, n, width), width))
        with self._lock:
            self._kept[level, n] = made
            self._kept.move_to_end((level, n))
            if len(self._kept) > self._capacity:
                self._kept.popitem(last=False)
        return made

    def node(self, height: int, index: int, size: int) -> bytes:
        """Look up the hash of the complete subtree `index` of 2^height leaves."""
        level, row = height >> 3, height & 7
        n = index >> 8 - row
        hashes = self.rows(level, n, min(TILE_WIDTH, (size >> 8 * level) - n * TILE_WIDTH))[row]
        at = (index & (TILE_WIDTH >> row) - 1) * HASH_SIZE
        return hashes[at : at + HASH_SIZE]


def split(hashes: bytes) -> list[bytes]:
    """Cut a tile into its hashes."""
    return [hashes[at : at + HASH_SIZE] for at in range(0, len(hashes), HASH_SIZE)]


def _pyramid(tile: bytes) -> list[bytes]:
    row, rows = split(tile), [tile]
    while len(row) > 1:
        row = pair_up(row)
        rows.append(b"".join(row))
    return rows


def _top(tile: bytes) -> bytes:
    row = split(tile)
    while len(row) > 1:
        row = pair_up(row)
    return row[0]


def _cut(before: bytes, fresh: Sequence[bytes]) -> Iterator[bytes]:
    joined = before + b"".join(fresh)
    step = TILE_WIDTH * HASH_SIZE
    return (joined[at : at + step] for at in range(0, len(joined), step))


def _exactly(tile: bytes, width: int) -> bytes:
    if len(tile) < width * HASH_SIZE:
        raise TileInvalid(why="tile_too_short")
    return tile[: width * HASH_SIZE]
