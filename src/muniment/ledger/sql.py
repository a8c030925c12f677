"""Where the two engines differ, and the statements of the hot path.

`append_entry` runs on every look: there the ORM would cost more than the database.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

from django.db import connection

WAKE_CHANNEL: Final = "muniment_ledger"
# Any number that no other program uses in this database; "muniment" in ASCII, halved.
_SEQUENCER_LOCK: Final = 0x6D756E69_6D656E74 >> 1

ACTIVE_LOG: Final = "SELECT id, origin FROM ledger_log WHERE state = 'active'"
# One statement counts the chain up and says where it stands: two appends to one subject wait
# for each other here, so numbers follow the order of commits. No row: no active log yet.
NEXT_IN_CHAIN: Final = """
INSERT INTO ledger_subject (log_id, ref, seq)
  SELECT id, %s, 1 FROM ledger_log WHERE state = 'active'
ON CONFLICT (log_id, ref) DO UPDATE SET seq = ledger_subject.seq + 1
RETURNING log_id, (SELECT origin FROM ledger_log l WHERE l.id = log_id), seq, last_leaf"""
INSERT_ENTRY: Final = """
INSERT INTO ledger_entry
  (log_id, uuid, kind, at, actor, subject, subject_seq, body, leaf_hash)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING number"""

# The rest of a frozen log that could not be sequenced any more waits for ever, and nobody for it.
_OF_ACTIVE_LOG: Final = "p.log_id = (SELECT id FROM ledger_log WHERE state = 'active')"
OLDEST_PENDING: Final = (
    f"SELECT p.queued_ms FROM ledger_pending p WHERE {_OF_ACTIVE_LOG}"  # noqa: S608 - a constant
    " ORDER BY p.entry_number LIMIT 1"
)
# Only what waits is taken, never "everything after the last number": a transaction that
# commits late has a small number, and a cursor would pass it by.
NEXT_PENDING: Final = f"""
SELECT p.log_id, p.entry_number, e.leaf_hash
FROM ledger_pending p JOIN ledger_entry e ON e.number = p.entry_number
WHERE {_OF_ACTIVE_LOG} ORDER BY p.entry_number LIMIT %s"""  # noqa: S608 - a constant
INSERT_LEAF: Final = (
    "INSERT INTO ledger_leaf (log_id, idx, entry_number, leaf_hash) VALUES (%s, %s, %s, %s)"
)
DELETE_PENDING: Final = "DELETE FROM ledger_pending WHERE entry_number = %s"
UPSERT_TILE: Final = """
INSERT INTO ledger_tile (log_id, level, n, hashes) VALUES (%s, %s, %s, %s)
ON CONFLICT (log_id, level, n) DO UPDATE SET hashes = excluded.hashes"""
SELECT_TILE: Final = "SELECT hashes FROM ledger_tile WHERE log_id = %s AND level = %s AND n = %s"
MOVE_HEAD: Final = """
UPDATE ledger_head SET size = %s, root = %s, frontier = %s, drained_ms = %s
WHERE log_id = %s AND size = %s"""
DRAINED_MS: Final = "SELECT max(drained_ms) FROM ledger_head"


@cache
def insert_openings(count: int) -> str:
    """Write the statement that lays this many openings beside an entry."""
    into = "INSERT INTO ledger_opening (entry_number, field, owner, compartment, sealed)"
    return f"{into} VALUES {', '.join(['(%s, %s, %s, %s, %s)'] * count)}"


@cache
def is_sqlite() -> bool:
    """Say whether the embedded engine runs; a process has one engine for life."""
    return connection.vendor == "sqlite"


def uuid(value: UUID | None) -> Any:
    """Write an id as the engine stores it."""
    return value.hex if value is not None and is_sqlite() else value


def moment(at: datetime) -> Any:
    """Write a moment as the engine stores it."""
    return connection.ops.adapt_datetimefield_value(at)


def become_sequencer(cursor: Any) -> bool:
    """Take the sequencer's place until the transaction ends; False: somebody else has it.

    SQLite needs nothing: its transactions are IMMEDIATE, so there is one writer anyway.
    """
    if is_sqlite():
        return True
    cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_SEQUENCER_LOCK])
    return bool(cursor.fetchone()[0])


def close_the_entries(cursor: Any) -> None:
    """Wait for every transaction that writes entries, and let no new one in until ours ends."""
    if not is_sqlite():
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_SEQUENCER_LOCK])
        cursor.execute("LOCK TABLE ledger_entry IN SHARE ROW EXCLUSIVE MODE")


@contextmanager
def snapshot() -> Iterator[None]:
    """Read one moment of the database for as long as it takes, without blocking a writer.

    Django's own transaction would take SQLite's write lock. Inside a transaction it does nothing.
    """
    if connection.in_atomic_block:
        yield
        return
    begin = "BEGIN" if is_sqlite() else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    with connection.cursor() as cursor:
        cursor.execute(begin)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK")
