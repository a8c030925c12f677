"""The log as files that other people's tools read: C2SP tlog-tiles.

Entry bundles hold the entries themselves: hand them to those only who may see them. Hash
tiles and checkpoints say nothing about content.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import connection

from muniment.ledger import tree
from muniment.ledger.domain import tiles
from muniment.ledger.domain.hashing import TileInvalid
from muniment.ledger.domain.tiles import ENTRIES, TILE_WIDTH, TileRef
from muniment.ledger.services.checkpoints import checkpoint
from muniment.ledger.services.sequencer import drain

Progress = Callable[[int, int], None]  # done, total


@dataclass(frozen=True, slots=True)
class Exported:
    """What lies in the folder now: `size` entries, `files` of which `written` are new."""

    size: int
    files: int
    written: int
    vkey: str


def export_tiles(
    folder: Path, progress: Progress = lambda _done, _total: None, *, at: datetime
) -> Exported:
    """Write the active log as tiles, entry bundles, and its checkpoint last.

    A full tile never changes, so one that is there already is not written again: exporting
    into the same folder each night costs the new entries only.

    Raises:
        NothingToSign: the log is empty.
        SignerRefuses: nothing can be signed; the ledger is halted.
        TileInvalid: the stored tree is damaged or an entry is gone; `fsck` names the place.
    """
    drain()
    signed = checkpoint(reason="export", at=at)
    refs = tiles.tiles_touched(0, signed.size)
    todo = [*refs, *(TileRef(ENTRIES, it.n, it.width) for it in refs if it.level == 0)]
    written = 0
    for done, ref in enumerate(todo, start=1):
        written += _write(folder / tiles.tile_path(*ref), ref, signed.log_id)
        progress(done, len(todo))
    _replace(folder / "checkpoint", signed.note.encode())
    return Exported(signed.size, len(todo) + 1, written + 1, signed.vkey)


def _write(path: Path, ref: TileRef, log_id: int) -> bool:
    if path.exists() and ref.width == TILE_WIDTH:
        return False
    _replace(path, bundle(ref, log_id) if ref.level == ENTRIES else _tile(ref, log_id))
    return True


def _tile(ref: TileRef, log_id: int) -> bytes:
    return tree.tiles_of(log_id)(*ref)[: ref.width * 32]


def bundle(ref: TileRef, log_id: int) -> bytes:
    """Pack the entries below one tile; for those only who may see them.

    Raises:
        TileInvalid: an entry is gone.
    """
    bodies = list(_bodies(log_id, ref.n * TILE_WIDTH, ref.width))
    if len(bodies) != ref.width:
        raise TileInvalid(why=f"entries_{ref.n}")
    return tiles.pack_bundle(bodies)


def _bodies(log_id: int, start: int, count: int) -> Iterator[bytes]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.body FROM ledger_leaf l JOIN ledger_entry e ON e.number = l.entry_number"
            " WHERE l.log_id = %s AND l.idx >= %s AND l.idx < %s ORDER BY l.idx",
            [log_id, start, start + count],
        )
        for (body,) in cursor.fetchall():
            yield bytes(body)


def _replace(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; a reader beside us never sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_bytes(data)
    fresh.replace(path)
