"""What of all cases lies on one person's desk: for Today, so within three queries."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from muniment.investigations.casefile import CaseHead
from muniment.investigations.domain import duties
from muniment.investigations.gate.standing import cases_within_reach
from muniment.investigations.heads import head_of
from muniment.investigations.models import Case, CaseLook, Decision
from muniment.jobs import queries as jobs
from muniment.jobs.queries import JobRow
from muniment.people.domain.roles import Role
from muniment.people.queries import ReaderRow

MOST = 50
_LIVING = (Case.State.OPEN, Case.State.DECIDED)
_MINDING = frozenset({Role.COMPLIANCE, Role.SALES_MANAGER})
"""Roles that see every case come due, also those that somebody else leads."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What waits for one person.

    Attributes:
        waiting: cases whose verdict she could approve; due: to be looked at again now;
        mine: cases that she leads and that have no verdict yet. At most `MOST` of each.
    """

    waiting: tuple[CaseHead, ...]
    due: tuple[CaseHead, ...]
    mine: tuple[CaseHead, ...]


@dataclass(frozen=True, slots=True)
class LookRow:
    """One attempt to read a case; `entry` is what the ledger has of it."""

    reader: UUID
    given: bool
    at: datetime
    entry: UUID


def desk(who: ReaderRow, *, at: datetime) -> Desk:
    """Collect what waits for a person; three queries at the most, none for who reads no case."""
    if duties.reach(who.role) is duties.Reach.NONE:
        return Desk((), (), ())
    within = Case.objects.filter(cases_within_reach(who))
    waiting: list[CaseHead] = []
    if duties.may_approve(who.role, asked_it=False):
        asked = Decision.objects.filter(state=Decision.State.WAITING).exclude(decided_by=who.id)
        rows = within.filter(pk__in=asked.values("case"))
        waiting = [head_of(row) for row in rows.order_by("touched_at", "id")[:MOST]]
    whose = Q() if who.role in _MINDING else Q(owner=who.id)
    due = within.filter(whose, due_at__lte=at, state__in=_LIVING).order_by("due_at", "id")
    mine = within.filter(owner=who.id, state=Case.State.OPEN).order_by("touched_at", "id")
    return Desk(
        tuple(waiting),
        tuple(head_of(row) for row in due[:MOST]),
        tuple(head_of(row) for row in mine[:MOST]),
    )


def looks(*, case_id: UUID, limit: int = 100) -> list[LookRow]:
    """Who read a case, and who tried, newest first; one query.

    The caller has a look at the case on record: whoever may read it may know who else did.
    """
    rows = CaseLook.objects.filter(case=case_id).order_by("-at", "-id")[:limit]
    return [LookRow(row.reader_id, row.given, row.at, row.entry) for row in rows]


def running(case_id: UUID) -> JobRow | None:
    """The run of checks that waits or goes on in a case, the oldest first; one query."""
    return next(iter(jobs.open_jobs_of(f"investigations.run:{case_id}:")), None)
