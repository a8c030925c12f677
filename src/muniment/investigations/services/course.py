"""The course of a case: who leads it, when it is looked at again, closing and reopening."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from muniment.core.actor import Actor
from muniment.investigations import checks as registry
from muniment.investigations.domain import duties
from muniment.investigations.errors import (
    CaseNotYours,
    CaseOpenAlready,
    CheckUnknown,
    WatchUnfit,
)
from muniment.investigations.models import Case, Decision, Watch
from muniment.investigations.services.common import hand, reason_given, record
from muniment.people import queries as people

WATCH_SET = "investigations.watch.set"
LONGEST_WATCH = 730
EVERY_DAYS = 90
"""How often a customer on a schedule is looked at, until somebody sets it otherwise."""


def assign_case(*, case_id: UUID, owner_id: UUID, by: Actor, at: datetime) -> None:
    """Hand a case to somebody else, who leads it from now on.

    Raises:
        CaseNotYours: `by` assigns no cases, or the other person leads none.
        CaseNotFound, CaseErased: see `common.hand`.
    """
    with transaction.atomic():
        held = hand(by, case_id, lambda role, _: duties.may_assign(role), at, open_only=False)
        owner = people.reader(owner_id)
        if owner is None or not owner.is_active or not duties.may_lead(owner.role):
            raise CaseNotYours
        before = held.case.owner_id
        held.case.owner_id, held.case.touched_at = owner_id, at
        held.case.save(update_fields=["owner", "touched_at"])
        record(
            "investigations.case.assigned", case_id, by=by, at=at,
            facts={"before": str(before), "owner": str(owner_id)},
        )  # fmt: skip


def close_case(*, case_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Close a case; its re-check ends with it.

    Raises:
        ReasonMissing, CaseClosed: nothing was written. Otherwise see `common.hand`.
    """
    told = reason_given(reason)
    with transaction.atomic():
        held = hand(by, case_id, duties.may_close, at)
        Watch.objects.filter(case=case_id, ended_at=None).update(ended_at=at)
        _move(held.case, Case.State.CLOSED, at, closed_at=at)
        record(
            "investigations.case.closed", case_id, by=by, at=at, facts={}, sealed={"reason": told}
        )


def reopen_case(*, case_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Take a closed case up again.

    Raises:
        CaseOpenAlready, ReasonMissing: nothing was written. Otherwise see `common.hand`.
    """
    told = reason_given(reason)
    with transaction.atomic():
        held = hand(by, case_id, duties.may_close, at, open_only=False)
        if held.case.state != Case.State.CLOSED:
            raise CaseOpenAlready
        in_force = Decision.objects.filter(case=case_id, state=Decision.State.IN_FORCE)
        state = Case.State.DECIDED if in_force.exists() else Case.State.OPEN
        _move(held.case, state, at, closed_at=None)
        record(
            "investigations.case.reopened", case_id, by=by, at=at, facts={}, sealed={"reason": told}
        )


def watch_case(
    *, case_id: UUID, every_days: int, checks: Sequence[str] = (), by: Actor, at: datetime
) -> UUID:
    """Have a case checked again every so many days; replaces the schedule before.

    Args:
        checks: ids; none means all that run unattended.

    Raises:
        WatchUnfit, CheckUnknown: nothing was written. Otherwise see `common.hand`.
    """
    if not 1 <= every_days <= LONGEST_WATCH:
        raise WatchUnfit
    for one in checks:
        if one not in registry.checks():
            raise CheckUnknown(check=one[:64])
    with transaction.atomic():
        held = hand(by, case_id, duties.may_work, at)
        Watch.objects.filter(case=case_id, ended_at=None).update(ended_at=at)
        row = Watch.objects.create(
            case_id=case_id, every_days=every_days, checks=list(checks), set_at=at,
            due_at=at + timedelta(days=every_days), set_by_id=by.person_id,
        )  # fmt: skip
        held.case.due_at, held.case.due_because = row.due_at, "schedule"
        held.case.save(update_fields=["due_at", "due_because"])
        record(
            WATCH_SET, case_id, by=by, at=at,
            facts={"every_days": every_days, "checks": sorted(checks)},
        )  # fmt: skip
    return row.id


def end_watch(*, case_id: UUID, by: Actor, at: datetime) -> None:
    """End the re-check of a case; nothing happens when there is none.

    Raises:
        CaseNotFound, CaseNotYours, CaseClosed, CaseErased: see `common.hand`.
    """
    with transaction.atomic():
        held = hand(by, case_id, duties.may_work, at)
        if Watch.objects.filter(case=case_id, ended_at=None).update(ended_at=at):
            held.case.due_at, held.case.due_because = None, ""
            held.case.save(update_fields=["due_at", "due_because"])
            record("investigations.watch.ended", case_id, by=by, at=at, facts={})


def _move(case: Case, state: Case.State, at: datetime, *, closed_at: datetime | None) -> None:
    case.state, case.closed_at, case.touched_at = state, closed_at, at
    case.due_at, case.due_because = None, ""
    case.save(update_fields=["state", "closed_at", "touched_at", "due_at", "due_because"])
