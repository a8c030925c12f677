"""What of all cases lies on one person's desk: for Today, so in one query."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, Value

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
    """Collect what waits for a person, the longest waiting first; one query.

    Nothing is asked for somebody who reads no case.
    """
    if duties.reach(who.role) is duties.Reach.NONE:
        return Desk((), (), ())
    asked = Decision.objects.filter(case=OuterRef("pk"), state=Decision.State.WAITING)
    approves = duties.may_approve(who.role, asked_it=False)
    is_hers = Q(owner=who.id)
    is_due = Q(due_at__lte=at, state__in=_LIVING) & (Q() if who.role in _MINDING else is_hers)
    rows = (
        Case.objects.filter(cases_within_reach(who))
        .annotate(
            waits=Exists(asked.exclude(decided_by=who.id)) if approves else Value(value=False)
        )
        .filter(Q(waits=True) | is_due | (is_hers & Q(state=Case.State.OPEN)))
        .order_by("touched_at", "id")[: 3 * MOST]
    )
    found = [(head_of(row), bool(row.waits)) for row in rows]
    due = [head for head, _ in found if _is_due(head, who, at)]
    mine = [one for one, _ in found if one.owner_id == who.id and one.state == Case.State.OPEN]
    return Desk(
        waiting=tuple(head for head, waits in found if waits)[:MOST],
        due=tuple(sorted(due, key=lambda head: (head.due_at, head.id)))[:MOST],
        mine=tuple(mine[:MOST]),
    )


def _is_due(head: CaseHead, who: ReaderRow, at: datetime) -> bool:
    """The rule of the query once more, for the rows that came for another reason."""
    concerns_her = who.role in _MINDING or head.owner_id == who.id
    is_due = head.due_at is not None and head.due_at <= at
    return concerns_her and is_due and head.state in _LIVING


def looks(*, case_id: UUID, limit: int = 100) -> list[LookRow]:
    """Who read a case, and who tried, newest first; one query.

    The caller has a look at the case on record: whoever may read it may know who else did.
    """
    rows = CaseLook.objects.filter(case=case_id).order_by("-at", "-id")[:limit]
    return [LookRow(row.reader_id, row.given, row.at, row.entry) for row in rows]


def running(case_id: UUID) -> JobRow | None:
    """The run of checks that waits or goes on in a case, the oldest first; one query."""
    return next(iter(jobs.open_jobs_of(f"investigations.run:{case_id}:")), None)
