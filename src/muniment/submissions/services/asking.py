"""What is asked of whom: rhythms, limits of freshness, and the commission tail."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from muniment.core.actor import Actor
from muniment.ledger.services import append_entry
from muniment.people import queries as people
from muniment.people.domain.employment import State
from muniment.people.domain.roles import Role
from muniment.submissions.domain.rhythm import LONGEST_WEEKS
from muniment.submissions.errors import (
    NotForLeaders,
    RhythmInvalid,
    TailRuleInvalid,
    ThresholdInvalid,
)
from muniment.submissions.models import Rhythm, TailRule, Threshold
from muniment.vault.catalogue import current
from muniment.vault.domain.duties import KEEPERS, LEADING

RHYTHM_SET = "submissions.rhythm.set"
THRESHOLD_SET = "submissions.threshold.set"
TAIL_RULE_SET = "submissions.tail_rule.set"
LONGEST_DAYS = 3650
MOST_BASIS_POINTS = 10_000
LONGEST_MONTHS = 60


def set_rhythm(
    *, role: str = "", team_id: UUID | None = None, weeks: int, weekday: int, by: Actor,
    at: datetime,
) -> None:  # fmt: skip
    """Ask the company, one role or one team to hand in every `weeks` weeks; 0 asks nothing.

    Args:
        weekday: the day it is due, 0 for Monday.

    Raises:
        NotForLeaders, RhythmInvalid: nothing was written.
    """
    leader = _leader(by)
    _require_rhythm(role, team_id, weeks, weekday)
    with transaction.atomic():
        Rhythm.objects.filter(role=role, team=team_id, ends_at=None).update(ends_at=at)
        row = Rhythm.objects.create(
            role=role, team_id=team_id, weeks=weeks, weekday=weekday, set_by_id=leader, starts_at=at
        )
        facts = {"role": role, "team": str(team_id or ""), "weeks": weeks, "weekday": weekday}
        append_entry(kind=RHYTHM_SET, subject=row.id, by=by, at=at, facts=facts)


def set_threshold(*, code: str, days: int, by: Actor, at: datetime) -> None:
    """Say after how many days the values of a compartment or a field want a fresh word.

    Raises:
        NotForLeaders, ThresholdInvalid: nothing was written.
    """
    leader, catalogue = _leader(by), current()
    known = code in catalogue.fields or catalogue.compartment(code) is not None
    if not known or not 1 <= days <= LONGEST_DAYS:
        raise ThresholdInvalid
    with transaction.atomic():
        Threshold.objects.filter(code=code, ends_at=None).update(ends_at=at)
        row = Threshold.objects.create(code=code, days=days, set_by_id=leader, starts_at=at)
        facts = {"code": code, "days": days}
        append_entry(kind=THRESHOLD_SET, subject=row.id, by=by, at=at, facts=facts)


def set_tail_rule(*, basis_points: int, months: int, by: Actor, at: datetime) -> None:
    """Say what a clean hand-over earns; tails that run already keep their terms.

    Args:
        basis_points: hundredths of a percent of each order's money.

    Raises:
        NotForLeaders, TailRuleInvalid: nothing was written.
    """
    leader = _leader(by, roles=frozenset({Role.OWNER}))
    if not (0 <= basis_points <= MOST_BASIS_POINTS and 0 <= months <= LONGEST_MONTHS):
        raise TailRuleInvalid
    with transaction.atomic():
        row: Model = TailRule.objects.create(
            basis_points=basis_points, months=months, set_by_id=leader, at=at
        )
        facts = {"basis_points": basis_points, "months": months}
        append_entry(kind=TAIL_RULE_SET, subject=row.pk, by=by, at=at, facts=facts)


def _require_rhythm(role: str, team_id: UUID | None, weeks: int, weekday: int) -> None:
    roles = {one.value for one in KEEPERS}
    teams = {one.id for one in people.teams()} if team_id else {None}
    fits = 0 <= weeks <= LONGEST_WEEKS and 0 <= weekday <= 6
    if not fits or (role and (role not in roles or team_id)) or team_id not in teams:
        raise RhythmInvalid


def _leader(by: Actor, *, roles: frozenset[Role] = LEADING) -> UUID:
    row = people.reader(by.person_id) if by.person_id else None
    if row is None or row.state is not State.ACTIVE or row.role not in roles:
        raise NotForLeaders
    return row.id
