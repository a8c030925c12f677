"""Acts for the ledger's own tests, made with the real verb."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from muniment.core.actor import Actor, Door
from muniment.core.ids import new_id
from muniment.ledger.services import EntryRef, append_entry

NOON = datetime(2026, 5, 3, 12, tzinfo=UTC)
ADA = Actor(person_id=new_id(), door=Door.WEB)
HERON = new_id()


def later(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def look(subject: UUID | None = HERON, *, at: datetime = NOON, **more: object) -> EntryRef:
    """Put one look on record."""
    given = {"kind": "vault.compartment.opened", "facts": {"fields": 3}, "by": ADA} | more
    with transaction.atomic():
        return append_entry(subject=subject, at=at, **given)  # type: ignore[arg-type]


def looks(count: int, subject: UUID | None = HERON) -> list[EntryRef]:
    with transaction.atomic():
        return [look(subject) for _ in range(count)]


def look_in_vain() -> None:
    """Put a look on record and roll it back."""
    with transaction.atomic():
        look()
        transaction.set_rollback(True)


def rows(query: str, *values: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchall()
