"""After the last day: what is still open on paper is ended, and the record says so."""

from datetime import datetime

from django.db import transaction

from muniment.core.actor import HOUSE
from muniment.handover.domain.states import Kind, Stage
from muniment.handover.exits import doors_of
from muniment.handover.models import Handover
from muniment.ledger.services import append_entry
from muniment.people import queries as people
from muniment.people.domain.employment import State
from muniment.touches.services.feeds import close_feed_of
from muniment.vault.services.handing import close_access

CLOSED = "handover.doors.closed"
_LATER = ("feed", "grants", "list", "customers")
"""Doors that leaving itself does not shut; sign-in, tokens and sessions end with the account."""


def close_doors(*, at: datetime) -> int:
    """End what those who left still hold; how many people had something.

    The house does it daily. Customers that somebody still keeps are not given away here: they
    stay counted among her doors until a person hands them over.
    """
    rows = Handover.objects.filter(kind=Kind.LEAVER, stage__in=[Stage.RUNNING, Stage.COMPLETE])
    return sum(_close(row, at) for row in rows.order_by("begun_at", "id"))


def _close(row: Handover, at: datetime) -> bool:
    person = people.reader(row.person_id)
    if person is None or person.state is not State.LEFT:
        return False
    before = {door.code: door.open for door in doors_of(row.person_id, at=at)}
    if not any(before[code] for code in _LATER):
        return False
    with transaction.atomic():
        closed = close_access(person_id=row.person_id, cause=row.id, by=HOUSE, at=at)
        feed = close_feed_of(person_id=row.person_id, by=HOUSE, at=at)
        after = {door.code: door.open for door in doors_of(row.person_id, at=at)}
        if before == after:
            return False
        facts = {
            "person": str(row.person_id), "grants": len(closed.grants), "feed": feed,
            "deputyships": len(closed.deputyships), "before": before, "after": after,
        }  # fmt: skip
        append_entry(
            kind=CLOSED, subject=row.id, by=HOUSE, at=at, facts=facts, refs=[row.person_id]
        )
    return True
