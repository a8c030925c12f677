"""SQL of the hot path, and the few places where the two engines differ."""

from datetime import UTC, datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection

STANDING = """
SELECT d.codename, d.state, d.keeper_id, d.deputy_id, e.table_number, e.catalogue,
  (SELECT count(*) FROM vault_grant g
    WHERE g.dossier_id = d.id AND g.compartment = %s AND g.holder_id = %s
      AND g.starts_at <= %s AND g.until > %s AND (g.ends_at IS NULL OR g.ends_at > %s)),
  (SELECT max(c.look) FROM vault_consultation c
    WHERE c.dossier_id = d.id AND c.compartment = %s AND c.reader_id = %s),
  (SELECT sum(a.looks) FROM vault_lookallowance a
    WHERE a.dossier_id = d.id AND a.compartment = %s AND a.person_id = %s),
  (SELECT s.id FROM vault_consultation s
    WHERE s.dossier_id = d.id AND s.compartment = %s AND s.reader_id = %s AND s.session = %s
      AND s.sitting_ends_at > %s ORDER BY s.at DESC, s.id DESC LIMIT 1)
FROM vault_dossier d CROSS JOIN vault_epoch e
WHERE d.id = %s
"""


CURRENT_VALUES = """
SELECT field, version, sealed, submitted_by_id, submitted_at, verified_by_id, verified_at
FROM vault_fieldvalue
WHERE dossier_id = %s AND compartment = %s AND superseded_at IS NULL AND erased_at IS NULL
"""
INSERT_CONSULTATION = """
INSERT INTO vault_consultation
  (id, dossier_id, compartment, reader_id, outcome, reason, fields, reference_kind, at,
   sitting_ends_at, look, session, entry)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""


@cache
def is_sqlite() -> bool:
    """Say whether the embedded engine runs; a process has one engine for life."""
    return connection.vendor == "sqlite"


def key(value: UUID) -> Any:
    """Write an id the way the engine stores it."""
    return value.hex if is_sqlite() else value


def unkey(value: Any) -> UUID | None:
    """Read an id as the engine returns it."""
    if value is None or isinstance(value, UUID):
        return value
    return UUID(value)


def moment(at: datetime) -> Any:
    """Write a moment the way the engine compares it."""
    return connection.ops.adapt_datetimefield_value(at.astimezone(UTC))


def unmoment(value: Any) -> datetime | None:
    """Read a moment as the engine returns it: aware, or SQLite's without a zone, which is UTC."""
    if value is None:
        return None
    read = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def lock_dossier(cursor: Any, dossier_id: UUID) -> None:
    """Keep others from looking at this dossier until the transaction ends.

    A statement of its own: PostgreSQL takes the snapshot of a statement before it waits for
    the lock, so counting looks in the locking statement would count those of before the wait.
    SQLite has one writer at a time and begins every transaction as that writer.
    """
    if not is_sqlite():
        cursor.execute("SELECT 1 FROM vault_dossier WHERE id = %s FOR UPDATE", [key(dossier_id)])
