"""Handing a run to the worker, and saying that a due case was looked at."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from muniment.core.actor import Actor
from muniment.investigations import checks as registry
from muniment.investigations.domain import duties
from muniment.investigations.errors import CheckUnknown
from muniment.investigations.models import Watch
from muniment.investigations.services.common import hand, record
from muniment.jobs.services import enqueue

_LONGEST_CODE = 100


def queue_run(*, case_id: UUID, checks: Sequence[str] = (), by: Actor, at: datetime) -> UUID:
    """Queue a run of checks; while one waits or runs for the case, its job is returned.

    Args:
        checks: ids; none runs all that have no fresh answer.

    Returns:
        The id of the job, for `jobs.queries.job`; where it took several, of the last.

    Raises:
        CheckUnknown: nothing was queued. Otherwise see `common.hand`.
    """
    for one in checks:
        if one not in registry.checks():
            raise CheckUnknown(check=one[:64])
    with transaction.atomic():
        hand(by, case_id, duties.may_work, at)
        # A payload holds short codes: many names go as one job each.
        named = "+".join(checks)
        parts = [named] if len(named) <= _LONGEST_CODE else list(checks)
        return [_enqueue(case_id, part, by, at) for part in parts][-1]


def _enqueue(case_id: UUID, checks: str, by: Actor, at: datetime) -> UUID:
    payload = {
        "case_id": case_id, "person_id": by.person_id, "door": by.door.value,
        "session": by.session_id, "checks": checks,
    }  # fmt: skip
    mark = hashlib.sha256(checks.encode()).hexdigest()[:16]
    once = f"investigations.run:{case_id}:{mark}"
    return enqueue("investigations.run", payload, at, once=once, priority=10)


def settle_due(*, case_id: UUID, by: Actor, at: datetime) -> None:
    """Say that a due case was looked at; it comes back on the day of its watch.

    Raises:
        CaseNotFound, CaseNotYours, CaseClosed, CaseErased: see `common.hand`.
    """
    with transaction.atomic():
        held = hand(by, case_id, duties.may_work, at)
        watch = Watch.objects.filter(case=case_id, ended_at=None).first()
        held.case.due_at = watch.due_at if watch else None
        held.case.due_because = "schedule" if watch else ""
        held.case.save(update_fields=["due_at", "due_because"])
        record("investigations.case.settled", case_id, by=by, at=at, facts={})
