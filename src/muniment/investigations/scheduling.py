"""Opening cases by rule: for customers who have none, a few a week, in the name of the house.

What goes into such a case is read by the house, on record before it begins. Nobody sees more by
it: a case about a customer shows what the access table shows of the dossier.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Max, Q

from muniment.core.actor import HOUSE, Actor
from muniment.investigations.domain import duties
from muniment.investigations.domain.schedule import WEEK, Candidate, Lead, Rule, in_need
from muniment.investigations.errors import CaseNotYours
from muniment.investigations.models import Bookmark, Case, Fact, Watch
from muniment.investigations.queries.schedule import schedule_in_force
from muniment.investigations.sealing import new_seal
from muniment.investigations.services.common import record, rerate
from muniment.investigations.services.course import EVERY_DAYS, WATCH_SET
from muniment.investigations.services.facts import Facts, Origin, checked, write
from muniment.investigations.services.opening import (
    FROM_FIELDS,
    PEOPLE,
    Occasion,
    facts_in,
    new_case,
    next_number,
)
from muniment.investigations.worth import worth_of
from muniment.jobs.services import enqueue
from muniment.people import queries as people
from muniment.people.domain.employment import State
from muniment.people.domain.roles import Role
from muniment.people.queries import PeopleFilter
from muniment.vault import gate as vault
from muniment.vault.catalogue import current
from muniment.vault.gate import SweepPurpose
from muniment.vault.gate.standing import reader_of
from muniment.vault.queries.keeping import kept_now
from muniment.vault.queries.whole import opened_when

Progress = Callable[[int, int, str], None]
BY_RULE: Final = Q(trigger=Case.Trigger.SCHEDULE, opened_by=None)
_TURN = "schedule"
_MOST_STAFF = 5_000


def _silent(done: int, total: int, message: str) -> None:
    """Report nothing."""


@dataclass(frozen=True, slots=True)
class NextRow:
    """A customer for whom the rule would open a case, and who would lead it."""

    dossier_id: UUID
    codename: str
    leader_id: UUID
    last_case_at: datetime | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a rule would do now.

    Attributes:
        next: those whose case would be opened with what is left of this week.
        wanting: how many customers want a case by the rule, those included.
        opened: how many cases the rule has opened in the last seven days.
        leaderless: nobody at work could lead a case; then none is opened.
    """

    next: tuple[NextRow, ...]
    wanting: int
    opened: int
    leaderless: bool


def outlook(*, reader: Actor, rule: Rule | None = None, at: datetime) -> Outlook:
    """Say what a rule would open now, switched on or not; unseals nothing, eleven queries.

    Args:
        rule: None takes the one in force.

    Raises:
        CaseNotYours: neither owner nor compliance.
    """
    if not duties.may_schedule(reader_of(reader).role):
        raise CaseNotYours
    return _look_out(rule or schedule_in_force().rule, at)


def open_cases(*, at: datetime, progress: Progress = _silent) -> int:
    """Open what the rule in force asks for, each with a run of its checks; say how many.

    Raises:
        RuntimeError: inside a transaction, which could undo the record of the reading.
    """
    held = schedule_in_force()
    found = _look_out(held.rule, at).next if held.rule.is_on else ()
    if not found:
        return 0
    wanted = {row.dossier_id: row for row in found}
    fields = (*FROM_FIELDS, PEOPLE)
    told = dict(
        vault.sweep(purpose=SweepPurpose.INVESTIGATING, fields=fields, at=at, only=list(wanted))
    )
    opened = 0
    for done, row in enumerate(found):
        progress(done, len(found), "opening")
        facts = checked(facts_in(_fields(told.get(row.dossier_id, {}))))
        opened += bool(facts) and _open(row, facts, held.number, held.rule, at)
    return opened


def _fields(told: dict[str, str]) -> Iterator[tuple[str, str, bool]]:
    specs = current().fields
    return ((code, text, specs[code].several) for code, text in told.items() if code in specs)


def _open(row: NextRow, facts: Facts, number: int, rule: Rule, at: datetime) -> bool:
    """Open one case, unless somebody was faster."""
    Bookmark.objects.get_or_create(name=_TURN)
    with transaction.atomic():
        Bookmark.objects.select_for_update().get(name=_TURN)  # one process at a time
        if _opened_lately(at) >= rule.a_week or _has_recent(row.dossier_id, rule, at):
            return False
        case = new_case(
            next_number(at), row.dossier_id, row.codename, Occasion(Case.Trigger.SCHEDULE),
            by=HOUSE, at=at, owner_id=row.leader_id, rule=number,
        )  # fmt: skip
        write(case.id, new_seal(case.id), facts, Origin(Fact.Source.DOSSIER), by=None, at=at)
        _watch(case.id, at)
        case.refresh_from_db()
        rerate(case, at)
    return True


def _watch(case_id: UUID, at: datetime) -> None:
    """Let all unattended checks run now, and again on the usual rhythm."""
    Watch.objects.create(case_id=case_id, every_days=EVERY_DAYS, set_at=at, due_at=at)
    facts: dict[str, object] = {"every_days": EVERY_DAYS, "checks": []}
    record(WATCH_SET, case_id, by=HOUSE, at=at, facts=facts)
    enqueue("investigations.recheck", {"case_id": case_id}, at,
            once=f"investigations.recheck:{case_id}")  # fmt: skip


def _look_out(rule: Rule, at: datetime) -> Outlook:
    wanting, opened = in_need(_candidates(at), rule, at=at), _opened_lately(at)
    chosen = wanting[: max(0, rule.a_week - opened)]
    leaders = _leaders(chosen, rule)
    rows = (
        NextRow(one.dossier_id, one.codename, leader, one.last_case_at)
        for one, leader in zip(chosen, leaders, strict=False)
    )
    return Outlook(tuple(rows), len(wanting), opened, leaderless=bool(chosen) and not leaders)


def _candidates(at: datetime) -> list[Candidate]:
    kept, since = kept_now(), opened_when()
    worth = worth_of([row.dossier_id for row in kept], on=at.date())
    about = _cases_by_dossier()
    candidates = []
    for row in kept:
        last, is_in_hand = about.get(row.dossier_id, (None, False))
        candidates.append(
            Candidate(
                row.dossier_id, row.codename, since.get(row.dossier_id, at), row.keeper_id,
                last, is_in_hand, worth.get(row.dossier_id),
            )
        )  # fmt: skip
    return candidates


def _cases_by_dossier() -> dict[UUID, tuple[datetime, bool]]:
    """When each customer's newest case was opened, and whether one is in hand; two queries."""
    living = Case.objects.exclude(state=Case.State.ERASED).exclude(dossier=None)
    is_watched = Q(watches__isnull=False, watches__ended_at=None)
    open_or_watched = living.filter(Q(state=Case.State.OPEN) | is_watched)
    in_hand = set(open_or_watched.values_list("dossier_id", flat=True))
    newest = living.order_by().values_list("dossier_id").annotate(Max("opened_at"))
    return {dossier: (opened_at, dossier in in_hand) for dossier, opened_at in newest}


def _has_recent(dossier_id: UUID, rule: Rule, at: datetime) -> bool:
    cases = Case.objects.filter(dossier=dossier_id).exclude(state=Case.State.ERASED)
    return cases.filter(Q(state=Case.State.OPEN) | Q(opened_at__gte=rule.since(at))).exists()


def _opened_lately(at: datetime) -> int:
    return Case.objects.filter(BY_RULE, opened_at__gt=at - WEEK).count()


def _leaders(chosen: Sequence[Candidate], rule: Rule) -> list[UUID]:
    """Who leads each: the keeper if she is at work, else whoever of compliance leads fewest.

    Where nobody of compliance is at work, an owner does; where no owner is, nobody can.
    """
    staff = people.people(PeopleFilter(state=State.ACTIVE), limit=_MOST_STAFF).rows
    leading = {row.id: row.role for row in staff if duties.may_lead(row.role)}
    others = _with_role(leading, Role.COMPLIANCE) or _with_role(leading, Role.OWNER)
    if not others:
        return []
    busy = Counter(_open_cases_of(others))
    leaders = []
    for one in chosen:
        if rule.lead is Lead.KEEPER and one.keeper_id in leading:
            leaders.append(one.keeper_id)
            continue
        least = min(others, key=lambda who: (busy[who], others.index(who)))
        busy[least] += 1
        leaders.append(least)
    return leaders


def _with_role(leading: Mapping[UUID, Role], role: Role) -> list[UUID]:
    return [person_id for person_id, held in leading.items() if held is role]


def _open_cases_of(leaders: Sequence[UUID]) -> dict[UUID, int]:
    rows = Case.objects.filter(owner__in=leaders, state=Case.State.OPEN)
    return dict(rows.values_list("owner").annotate(n=Count("id")))
