"""Deep check, second pass: each log's tree is built again from its leaves, tile by tile."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from muniment.ledger import tree
from muniment.ledger.domain import merkle, tiles
from muniment.ledger.domain.hashing import HASH_SIZE, TileInvalid
from muniment.ledger.domain.merkle import Frontier
from muniment.ledger.domain.tiles import TILE_WIDTH
from muniment.ledger.models import Checkpoint, Entry, Head, Leaf, Log, Tile
from muniment.ledger.services.fsck.report import Findings

_UNKNOWN: Final = b"\0" * HASH_SIZE


class Tree:
    """Rebuilds one log; memory stays constant but for one partial tile a level."""

    def __init__(self, log: Log, findings: Findings) -> None:
        self._log = log
        self._found = findings
        self._frontier = Frontier()
        self._grown: dict[tuple[int, int], bytes] = {}
        self._strange: list[int] = []  # indexes where leaf and tile disagree
        self._last: tuple[int, int, bytes] = (-1, -1, b"")
        signed = Checkpoint.objects.filter(log_id=log.pk).order_by("size")
        self._signed = signed.values_list("size", "root").iterator(chunk_size=TILE_WIDTH)
        self._next = next(self._signed, None)  # the signed size and root that come next

    def check(self, step: Callable[[int], None]) -> None:
        """Check leaves, tiles, head and the roots of the checkpoints of this log."""
        head = Head.objects.filter(log_id=self._log.pk).first()
        if head is None:
            self._found.add("head", self._log.pk, "head.gone")
        for leaves in self._bundles(head.size if head else 0):
            self._check_bundle(leaves)
            step(len(leaves))
        self._check_upper_tiles()
        self._blame(head)
        while self._next is not None:  # signed beyond the last leaf
            self._contradict(self._next[0])

    def _bundles(self, size: int) -> Iterator[list[bytes]]:
        """Give the leaf hashes 256 at a time; a missing one comes as the tile remembers it."""
        start = 0
        while rows := self._rows(start, size):
            found = {row.idx: row for row in rows if row is not None}
            end = max([min(size, start + TILE_WIDTH), *(idx + 1 for idx in found)])
            self._check_entries(list(found.values()))
            yield [self._leaf(idx, found.get(idx)) for idx in range(start, end)]
            start += TILE_WIDTH

    def _rows(self, start: int, size: int) -> Sequence[Leaf | None]:
        """Read one bundle of leaves; something true as long as there should be one."""
        found = Leaf.objects.filter(log_id=self._log.pk, idx__gte=start, idx__lt=start + TILE_WIDTH)
        return list(found) or ([None] if start < size else [])

    def _leaf(self, idx: int, row: Leaf | None) -> bytes:
        self._found.leaves += row is not None
        remembered = self._remembered(idx)
        if row is None:
            self._found.add("leaf", f"{self._log.pk}/{idx}", "leaf.gone")
            return remembered
        if remembered not in (bytes(row.leaf_hash), _UNKNOWN):
            self._strange.append(idx)
        return bytes(row.leaf_hash)

    def _remembered(self, idx: int) -> bytes:
        n, at = divmod(idx, TILE_WIDTH)
        hashes = self._stored(0, n)
        return hashes[at * HASH_SIZE : (at + 1) * HASH_SIZE] or _UNKNOWN

    def _check_entries(self, rows: list[Leaf]) -> None:
        numbers = [row.entry_number for row in rows]
        here = set(Entry.objects.filter(pk__in=numbers).values_list("pk", flat=True))
        for row in rows:
            if row.entry_number not in here:
                name, entry = f"{self._log.pk}/{row.idx}", f"entry {row.entry_number}"
                self._found.add("leaf", name, "leaf.entry_gone", entry)

    def _check_bundle(self, leaves: list[bytes]) -> None:
        start = self._frontier.size
        for tile in tiles.grow(start, leaves, self._partial):
            self._grown[tile.level, tile.n] = tile.hashes
            if tile.level and tile.width == TILE_WIDTH:
                self._compare(tile.level, tile.n, self._grown.pop((tile.level, tile.n)))
        while self._next is not None and self._next[0] <= start + len(leaves):
            size, root = self._next
            self._append(leaves, start, size)
            if bytes(root) == self._frontier.root():
                self._next = next(self._signed, None)
            else:
                self._contradict(size)
        self._append(leaves, start, start + len(leaves))
        n = start // TILE_WIDTH
        width = len(self._grown.pop((0, n), b"")) // HASH_SIZE
        if len(self._stored(0, n)) != width * HASH_SIZE:
            self._found.add("tile", f"{self._log.pk}/0/{n}", _lost(self._stored(0, n)))

    def _contradict(self, size: int) -> None:
        self._found.add("checkpoint", f"{self._log.pk}/{size}", "checkpoint.contradicted")
        self._next = next(self._signed, None)

    def _append(self, leaves: list[bytes], start: int, size: int) -> None:
        self._frontier.extend(leaves[self._frontier.size - start : size - start])

    def _partial(self, level: int, n: int, width: int, /) -> bytes:
        return self._grown[level, n][: width * HASH_SIZE]

    def _compare(self, level: int, n: int, hashes: bytes) -> None:
        if self._strange:
            return  # what stands above a strange leaf is judged by `_blame`
        stored = self._stored(level, n)
        if stored != hashes:
            self._found.add("tile", f"{self._log.pk}/{level}/{n}", _lost(stored))

    def _check_upper_tiles(self) -> None:
        for (level, n), hashes in sorted(self._grown.items()):
            self._compare(level, n, hashes)
        size = self._frontier.size
        for tile in Tile.objects.filter(log_id=self._log.pk).defer("hashes").iterator():
            if tiles.width(tile.level, tile.n, size) == 0:
                self._found.add("tile", f"{self._log.pk}/{tile.level}/{tile.n}", "tile.extra")

    def _blame(self, head: Head | None) -> None:
        """Say which of three stores is wrong where two of them agree: leaves, tiles, head."""
        if head is None:
            return
        root, stored = self._frontier.root(), bytes(head.root)
        tiles_are_wrong = root == stored
        for idx in self._strange:
            if tiles_are_wrong:
                row = f"{self._log.pk}/0/{idx // TILE_WIDTH}"
                self._found.add("tile", row, "tile.changed")
            else:
                self._found.add("leaf", f"{self._log.pk}/{idx}", "leaf.out_of_place")
        fits = tiles_are_wrong or self._root_of_tiles(head) == stored
        if not fits or not _is_whole(head):
            self._found.add("head", self._log.pk, "head.changed")

    def _root_of_tiles(self, head: Head) -> bytes:
        try:
            return merkle.root(head.size, tree.tiles_of(self._log.pk))
        except TileInvalid:
            return bytes(head.root)  # the missing tile is named already

    def _stored(self, level: int, n: int) -> bytes:
        if self._last[:2] != (level, n):
            row = Tile.objects.filter(log_id=self._log.pk, level=level, n=n).first()
            self._last = (level, n, bytes(row.hashes) if row else b"")
        return self._last[2]


def _is_whole(head: Head) -> bool:
    """Say whether size, root and frontier of a head tell the same."""
    try:
        frontier = Frontier.from_bytes(bytes(head.frontier))
    except TileInvalid:
        return False
    return frontier.size == head.size and frontier.root() == bytes(head.root)


def _lost(stored: bytes) -> str:
    return "tile.changed" if stored else "tile.gone"
