"""The sequencer: gives each committed entry its index, exactly once and without a gap.

It consumes a queue in one transaction with the leaves, the tiles and the head, so a kill at
any moment leaves either everything or nothing. If act A committed before act B began, A's
index is the smaller one; nothing is promised about acts that overlap.
"""

import time
from collections.abc import Sequence
from typing import Any, Final

from django.db import connection, transaction

from muniment.ledger import halt, sql, tree
from muniment.ledger.domain.hashing import TileInvalid
from muniment.ledger.domain.merkle import Frontier
from muniment.ledger.domain.tiles import grow

BATCH: Final = 1000
# Embedded, a drain is a second durable commit: at most four a second are paid by requests.
COALESCE_SECONDS: Final = 0.25

_last_wake = 0.0  # monotonic; of this process


class _HeadMoved(Exception):
    """Another sequencer was faster; our transaction is undone."""


def drain(*, limit: int = BATCH) -> int:
    """Give waiting entries their index, at most `limit` in one transaction; say how many.

    Safe to call from anywhere at any time: beside another sequencer it does nothing, and while
    the ledger is halted everything keeps waiting. Not inside a transaction.

    Raises:
        TileInvalid: the stored tree is damaged and cannot grow; everything keeps waiting.

    Costs one tiny query when nothing waits; otherwise one durable commit per `limit` entries.
    """
    total = 0
    while not halt.is_halted() and _something_waits():
        try:
            moved = _drain_once(limit)
        except _HeadMoved:
            moved = 0
        total += moved
        if moved < limit:
            break
    return total


def wake() -> None:
    """Call for the sequencer after a commit: embedded it runs here, otherwise a worker is woken.

    At most once each 0.25 s, whatever the load; the worker's own round takes the rest.
    """
    global _last_wake  # noqa: PLW0603 - one moment a process is the point
    now = time.monotonic()
    if now - _last_wake < COALESCE_SECONDS:
        return
    _last_wake = now
    if not sql.is_sqlite():
        with connection.cursor() as cursor:
            cursor.execute(f"NOTIFY {sql.WAKE_CHANNEL}")
    elif _idle_seconds() >= COALESCE_SECONDS:
        drain()


def _idle_seconds() -> float:
    """Say how long ago any process of this installation drained."""
    with connection.cursor() as cursor:
        cursor.execute(sql.DRAINED_MS)
        row = cursor.fetchone()
    return time.time() - (row[0] or 0) / 1000


def _something_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(sql.OLDEST_PENDING)
        return cursor.fetchone() is not None


def _drain_once(limit: int) -> int:
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        if not sql.become_sequencer(cursor):
            return 0
        return sequence(cursor, limit)


def sequence(cursor: Any, limit: int) -> int:
    """Sequence a batch inside the caller's transaction, who is the sequencer.

    Raises:
        _HeadMoved: the head is not where this transaction saw it.
        TileInvalid: the stored tree is damaged and cannot grow.
    """
    cursor.execute(sql.NEXT_PENDING, [limit])
    waiting = cursor.fetchall()
    if not waiting:
        return 0
    log_id = waiting[0][0]
    batch = [(number, bytes(leaf)) for _, number, leaf in waiting]
    frontier = _frontier(cursor, log_id)
    start = frontier.size
    leaves = [leaf for _, leaf in batch]
    tiles = grow(start, leaves, tree.tiles_of(log_id))
    frontier.extend(leaves)
    _move_head(cursor, log_id, start, frontier)  # first: a second sequencer waits, then yields
    cursor.executemany(
        sql.INSERT_LEAF,
        [(log_id, start + k, number, leaf) for k, (number, leaf) in enumerate(batch)],
    )
    cursor.executemany(sql.UPSERT_TILE, [(log_id, t.level, t.n, t.hashes) for t in tiles])
    cursor.executemany(sql.DELETE_PENDING, [(number,) for number, _ in batch])
    return len(batch)


def _frontier(cursor: Any, log_id: int) -> Frontier:
    cursor.execute("SELECT frontier FROM ledger_head WHERE log_id = %s", [log_id])
    row = cursor.fetchone()
    if row is None:
        raise TileInvalid(why="head")
    return Frontier.from_bytes(bytes(row[0]))


def _move_head(cursor: Any, log_id: int, start: int, frontier: Frontier) -> None:
    moved: Sequence[Any] = [
        frontier.size,
        frontier.root(),
        frontier.to_bytes(),
        int(time.time() * 1000),
        log_id,
        start,
    ]
    cursor.execute(sql.MOVE_HEAD, moved)
    if cursor.rowcount != 1:
        raise _HeadMoved
