"""The tray, checked imports and the calendar feed, without a word of them."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self
from uuid import UUID

from django.db.models import Value

from muniment.keys import ring
from muniment.touches.domain.kinds import PromiseState, VisitState
from muniment.touches.models import FeedLink, Import, Promise, Visit, WaitingMail

FEED_INDEX = "touches-feed"


@dataclass(frozen=True, slots=True)
class ImportRow:
    """A file that was checked: how much was in it, and what became of it."""

    id: UUID
    person_id: UUID
    brought_by: UUID
    state: str
    checked_at: datetime
    seen: int
    matched: int
    unmatched: int
    known: int
    bad: int

    @classmethod
    def of(cls, row: Import) -> Self:
        """Take a row over."""
        return cls(
            row.id, row.person_id, row.brought_by_id, row.state, row.checked_at, row.seen,
            row.matched, row.unmatched, row.known, row.bad,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A calendar feed that is open."""

    id: UUID
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Waits:
    """How much waits for one person."""

    due: int
    mails: int


def waits_for(person_id: UUID, *, until: date) -> Waits:
    """Count what waits for a person: visits and promises due by a day, mails; one query."""
    visits = Visit.objects.filter(
        person=person_id, state=VisitState.PLANNED.value, planned_on__lte=until
    )
    promises = Promise.objects.filter(
        person=person_id, state=PromiseState.OPEN.value, due_on__lte=until
    )
    mails = WaitingMail.objects.filter(person=person_id)
    due = visits.order_by().annotate(what=Value("due")).values_list("id", "what")
    more = (
        promises.order_by().annotate(what=Value("due")).values_list("id", "what"),
        mails.order_by().annotate(what=Value("mail")).values_list("id", "what"),
    )
    counted = Counter(what for _, what in due.union(*more, all=True))
    return Waits(due=counted["due"], mails=counted["mail"])


def waiting_count(person_id: UUID) -> int:
    """How many mails wait in somebody's tray; one query."""
    return WaitingMail.objects.filter(person=person_id).count()


def import_named(import_id: UUID) -> ImportRow | None:
    """One import; one query."""
    row = Import.objects.filter(pk=import_id).first()
    return ImportRow.of(row) if row else None


def imports_of(brought_by: UUID, *, limit: int = 20) -> list[ImportRow]:
    """The newest imports that somebody brought; one query."""
    rows = Import.objects.filter(brought_by=brought_by).order_by("-checked_at", "-id")
    return [ImportRow.of(row) for row in rows[:limit]]


def unloaded_of(person_id: UUID) -> list[ImportRow]:
    """Files of one person's mail that were checked and neither loaded nor given up; one query."""
    rows = Import.objects.filter(person=person_id, state=Import.State.CHECKED)
    return [ImportRow.of(row) for row in rows.order_by("-checked_at", "-id")]


def feed_of(person_id: UUID) -> FeedRow | None:
    """Somebody's open feed; one query."""
    row = FeedLink.objects.filter(person=person_id, ended_at=None).first()
    return FeedRow(row.id, row.made_at) if row else None


def feed_owner(token: str) -> UUID | None:
    """Whose feed a secret address names, if it is open; one query."""
    digest = ring.blind(FEED_INDEX, token)
    row = FeedLink.objects.filter(digest=digest, ended_at=None).first()
    return row.person_id if row else None
