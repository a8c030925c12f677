"""What people have read, from looks and from lists on record."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from muniment.exposure.domain.seen import Looked, Seen, summed
from muniment.ledger import queries as ledger
from muniment.ledger.queries import EntryRow
from muniment.vault.queries import reading

_LISTS = "vault.list.shown"
_PAGE = 500


def seen_by(person_id: UUID, *, since: datetime, until: datetime) -> Seen:
    """Add up what one person read from `since` up to, not including, `until`.

    Looks come from consultations, lists from the ledger. Three queries, and two for each 500
    pages of a list.
    """
    facts = reading.look_facts([person_id], since=since - (until - since), until=until)
    looked = [
        Looked(one.dossier_id, one.compartment, one.given, timezone.localtime(one.at))
        for one in facts
    ]
    return summed(
        looked, listed=_listed(person_id, since, until), since=timezone.localtime(since),
        until=timezone.localtime(until),
    )  # fmt: skip


def _listed(person_id: UUID, since: datetime, until: datetime) -> set[UUID]:
    pages = _pages(person_id, since, until)
    return {UUID(str(one)) for row in pages for one in _dossiers(row)}


def _dossiers(row: EntryRow) -> list[object]:
    told = row.facts.get("dossiers")
    return list(told) if isinstance(told, list) else []


def _pages(person_id: UUID, since: datetime, until: datetime) -> Iterator[EntryRow]:
    cursor = None
    while True:
        page = ledger.entries(
            kinds=[_LISTS], actor=person_id, since=since, before=until, cursor=cursor, limit=_PAGE
        )
        yield from page.rows
        cursor = page.next_cursor
        if cursor is None:
            return
