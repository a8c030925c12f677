"""Tiles as other people's tools read them."""

import hashlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tlog_scales import tiles as scales_tiles
from tlog_scales import tlog as scales
from tlog_scales.backend import LocalBackend
from tlog_scales.reader import TilesReader
from tlog_scales.writer import TilesWriter

from muniment.ledger.domain import merkle, tiles
from muniment.ledger.domain.tiles import TileInvalid, TileRef
from tests.unit.ledger.domain.trees import tiles_of, tree_of


def test_seventy_thousand_entries_make_the_tiles_of_the_specification():
    touched = tiles.tiles_touched(0, 70_000)

    assert [ref.width for ref in touched if ref.level == 0] == [256] * 273 + [112]
    assert [ref for ref in touched if ref.level == 1] == [TileRef(1, 0, 256), TileRef(1, 1, 17)]
    assert [ref for ref in touched if ref.level == 2] == [TileRef(2, 0, 1)]


@given(st.integers(0, 700), st.integers(0, 700))
def test_growing_makes_just_the_tiles_that_it_touches(a, b):
    old, new = min(a, b), max(a, b)
    hashes = [merkle.leaf_hash(n.to_bytes(2, "big")) for n in range(new)]
    before = {(tile.level, tile.n): tile.hashes for tile in tiles.grow(0, hashes[:old], no_tile)}

    grown = tiles.grow(old, hashes[old:], lambda level, n, _width: before[level, n])

    made = [TileRef(tile.level, tile.n, tile.width) for tile in grown]
    assert made == tiles.tiles_touched(old, new)
    after = before | {(tile.level, tile.n): tile.hashes for tile in grown}
    assert after == {(tile.level, tile.n): tile.hashes for tile in tiles.grow(0, hashes, no_tile)}


def no_tile(level: int, n: int, width: int) -> bytes:
    raise AssertionError("a new log reads no tile")


@pytest.mark.parametrize(
    ("ref", "path"),
    [
        (TileRef(0, 0), "tile/0/000"),
        (TileRef(0, 273, 112), "tile/0/273.p/112"),
        (TileRef(1, 1_234_067), "tile/1/x001/x234/067"),
        (TileRef(tiles.ENTRIES, 1000, 1), "tile/entries/x001/000.p/1"),
    ],
)
def test_tile_paths_are_written_and_read(ref, path):
    assert tiles.tile_path(*ref) == path
    assert tiles.parse_tile_path(path) == ref


@given(st.integers(0, 63), st.integers(0, 10**12), st.integers(1, 256))
def test_tile_paths_are_those_of_another_implementation(level, n, width):
    theirs = "/".join(scales_tiles.tile_path(level, n, width % 256))

    assert tiles.tile_path(level, n, width) == theirs
    assert tiles.parse_tile_path(theirs) == TileRef(level, n, width)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "tile/0/0",
        "tile/0/0000",
        "tile/00/000",
        "tile/64/000",
        "tile/0/x000/000",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/257",
        "tile/0/000/",
        "tile/0/000\n",
        "tile/0/../000",
        "tile/0/٠٠٠",
        "tile/-1/000",
        "tile/8/0/000",
        "tile/0/x999/x999/x999/x999/x999/x999/999",
    ],
)
def test_other_paths_are_refused(path):
    with pytest.raises(TileInvalid):
        tiles.parse_tile_path(path)


@given(st.text(max_size=90))
def test_any_path_is_read_or_refused(path):
    try:
        ref = tiles.parse_tile_path(path)
    except TileInvalid:
        return
    assert tiles.tile_path(*ref) == path


def test_bundles_are_packed_and_unpacked():
    entries = [b"", b"a", b"\x00" * 65_535]

    assert tiles.unpack_bundle(tiles.pack_bundle(entries)) == entries


@pytest.mark.parametrize("entries", [[], [b""] * 257, [b"x" * 65_536]])
def test_what_does_not_fit_a_bundle_is_refused(entries):
    with pytest.raises(TileInvalid):
        tiles.pack_bundle(entries)


@given(st.binary(max_size=300))
def test_any_bundle_is_read_or_refused(bundle):
    try:
        entries = tiles.unpack_bundle(bundle)
    except TileInvalid:
        return
    assert tiles.pack_bundle(entries) == bundle


@pytest.mark.parametrize("size", [1, 255, 256, 257, 1000])
def test_another_tool_reads_our_tiles_and_agrees(size, tmp_path):
    entries = [f"entry {n}".encode() for n in range(size)]
    for (level, n), hashes in tiles_of(entries).items():
        path = tmp_path / tiles.tile_path(level, n, len(hashes) // 32)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(hashes)
    for n, start in enumerate(range(0, size, 256)):
        heap = entries[start : start + 256]
        path = tmp_path / tiles.tile_path(tiles.ENTRIES, n, len(heap))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(tiles.pack_bundle(heap))

    reader = TilesReader(LocalBackend(tmp_path))
    reader.set_size(size)

    tree = tree_of(entries)
    root = merkle.root(size, tree)
    assert reader.calculate_root_hash() == root
    assert reader.get_entry(size - 1) == entries[-1]
    for index in {0, size // 2, size - 1}:
        ours = merkle.inclusion(index, size, tree)
        assert reader.get_inclusion_proof(index, size).node_hashes == ours
        scales.InclusionProof(index, size, ours).check(merkle.leaf_hash(entries[index]), root)
    old = (size + 1) // 2
    ours = merkle.consistency(old, size, tree)
    assert reader.get_consistency_proof(old, size).node_hashes == ours


def test_we_read_the_tiles_of_another_tool(tmp_path):
    writer = TilesWriter.create(tmp_path / "log", "example.com/log")
    for n in range(600):
        writer.add_leaf(b"%d" % n)
    writer.commit([])

    def get_tile(level: int, n: int, width: int) -> bytes:
        return (tmp_path / "log" / tiles.tile_path(level, n, width)).read_bytes()

    frontier = merkle.Frontier()
    frontier.extend(merkle.leaf_hash(b"%d" % n) for n in range(600))
    assert merkle.root(600, get_tile) == frontier.root()


def test_the_cache_forgets_the_least_recently_used_and_stays_right():
    entries = [b"%d" % n for n in range(2000)]
    kept, read = tiles_of(entries), []

    def get_tile(level: int, n: int, width: int) -> bytes:
        read.append((level, n))
        return kept[level, n][: width * 32]

    small = tiles.Pyramids(get_tile, capacity=3)
    roots = {merkle.root(size, small) for size in range(1, 2001, 37)}
    again = {merkle.root(size, tree_of(entries)) for size in range(1, 2001, 37)}

    assert roots == again
    read.clear()
    merkle.inclusion(3, 2000, small)
    merkle.inclusion(4, 2000, small)
    assert read.count((0, 0)) == 1


def test_threads_may_share_one_small_cache():
    entries = [b"%d" % n for n in range(2000)]
    shared = tiles.Pyramids(tree_of(entries), capacity=1)

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda size: merkle.root(size, shared), range(1, 2000, 19)))

    assert found == [merkle.root(size, tree_of(entries)) for size in range(1, 2000, 19)]


def test_a_tile_that_is_cut_off_is_named_not_hashed():
    with pytest.raises(TileInvalid):
        merkle.root(5, lambda _level, _n, _width: bytes(4 * 32))


def test_a_grown_tile_serves_an_older_size():
    entries = [b"%d" % n for n in range(300)]
    kept = tiles_of(entries)

    old = merkle.root(200, lambda level, n, _width: kept[level, n])

    assert old == merkle.root(200, tree_of(entries[:200]))
    assert hashlib.sha256(b"").digest() == merkle.root(0, tree_of([]))
