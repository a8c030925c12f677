"""Running checks: each in a transaction of its own, and whatever happens is an outcome.

The order that matters: what came in is evidence, durable, before the check reads it; the outcome
and its findings follow in one transaction with their ledger entry. A program that dies between
the two has lost nothing of the answer, and the check counts as not run.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from muniment.core import clock
from muniment.core.actor import HOUSE, Actor
from muniment.core.config import Config
from muniment.core.errors import MunimentError
from muniment.core.ids import new_id
from muniment.investigations import checks as registry
from muniment.investigations.assessing import (
    is_stale,
    missing_input,
    subject_of,
    why_not_applicable,
)
from muniment.investigations.domain import duties
from muniment.investigations.domain.checks import (
    REACHED,
    Check,
    Mode,
    NotReached,
    Outcome,
    Result,
    Subject,
    World,
)
from muniment.investigations.domain.coverage import MISSING_INPUT
from muniment.investigations.errors import CaseNotFound, CheckUnknown, FactInvalid
from muniment.investigations.loading import Insides, load
from muniment.investigations.models import Case, Fact
from muniment.investigations.questions import Asking
from muniment.investigations.runs import merge_findings, write_run
from muniment.investigations.sealing import CaseSeal, seal_of
from muniment.investigations.services.common import hand, record, refuse_gone, rerate
from muniment.investigations.services.facts import Facts, Origin, checked, write
from muniment.investigations.world import CaseWorld
from muniment.vault.gate.recording import on_record

BEGUN = "investigations.run.begun"
RAN = "investigations.check.ran"
Progress = Callable[[int, int, str], None]

log = structlog.get_logger(__name__)

_HOUSE = ("ledger.", "keys.")
"""Errors of the house itself: without ledger and keys nothing may go on."""


class TimedWorld(World, Protocol):
    """A world that knows how long a check may take, and whether it may ask outside."""

    @property
    def is_offline(self) -> bool:
        """Whether nothing may be asked outside."""
        ...

    def begin(self, timeout_s: float) -> None:
        """Start the clock of one check."""
        ...


@dataclass(frozen=True, slots=True)
class Ran:
    """How one check ended."""

    check: str
    outcome: Outcome
    reason: str
    new_findings: int = 0


def _silent(done: int, total: int, message: str) -> None:
    """Report nothing."""


def answer_of(check: Check, subject: Subject, world: TimedWorld) -> Result:
    """Run one check in any world; whatever goes wrong is an outcome, never an exception.

    A check that asks outside is never “reached” while the switch is off, whatever it says.

    Raises:
        MunimentError: only when the house itself cannot work (no ledger, no keys).
    """
    if why := why_not_applicable(check, subject):
        return Result(Outcome.NOT_APPLICABLE, reason=why)
    if missing_input(check, subject):
        return Result(Outcome.NOT_APPLICABLE, reason=MISSING_INPUT)
    if not all(world.setting(name) for name in check.needs_key):
        return Result(Outcome.UNAVAILABLE, reason="no_key")
    world.begin(check.timeout_s)
    result = _guarded(check, subject, world)
    if check.mode is Mode.LIVE and world.is_offline and result.outcome in REACHED:
        return Result(Outcome.UNAVAILABLE, found=result.found, reason="offline")
    return result


def _guarded(check: Check, subject: Subject, world: World) -> Result:
    try:
        result = check.run(subject, world)
        return _sound(result)
    except NotReached as none:
        return Result(Outcome.UNAVAILABLE, reason=none.reason, retry_at=none.retry_at)
    except MunimentError as trouble:
        if trouble.code.startswith(_HOUSE):
            raise
        log.warning("check_failed", check=check.id, error=trouble.code)
        return Result(Outcome.FAILED, reason=trouble.code.rpartition(".")[2])
    except Exception as error:
        # Only the kind of error: its words may hold what the check was reading.
        log.warning("check_failed", check=check.id, error=type(error).__name__)
        return Result(Outcome.FAILED, reason="error")


def _sound(result: object) -> Result:
    """Refuse an answer that has not the agreed form."""
    if not isinstance(result, Result) or not isinstance(result.outcome, Outcome):
        return Result(Outcome.FAILED, reason="malformed_result")
    try:
        json.dumps([dict(result.detail), [dict(one.facts) for one in result.found]])
    except (TypeError, ValueError):
        return Result(Outcome.FAILED, reason="malformed_result")
    return result


def run_checks(
    *, case_id: UUID, ids: Sequence[str] | None = None, by: Actor, at: datetime,
    progress: Progress = _silent, config: Config | None = None,
) -> tuple[Ran, ...]:  # fmt: skip
    """Run checks of a case, one after the other.

    Args:
        ids: which; None runs all that have no fresh answer. What a person settled is left alone
            unless it is named.
        by: whoever asked for it, or the house for re-checks.

    Raises:
        CheckUnknown: nothing ran. LedgerUnavailable: nothing can be put on record.
        CaseNotFound, CaseNotYours, CaseClosed, CaseErased: see `services.common.hand`.
        RuntimeError: inside a transaction, which could undo what was kept.
    """
    wanted = _wanted(ids)
    with on_record():
        case = _begin(case_id, by, at)
        record(
            BEGUN, case_id, by=by, at=at,
            facts={"checks": sorted(wanted) if ids is not None else [], "all": ids is None},
        )  # fmt: skip
    seal = seal_of(case_id)
    inside = load(case, seal)
    due = [one for one in wanted.values() if ids is not None or _needs_run(one, inside, at)]
    subject = subject_of(inside.facts, timezone.localdate(at))
    world = CaseWorld(config or settings.CONFIG, Asking(case_id, subject, at), by=by)
    world.kept.update({row.sha256: row.id for row in inside.evidence})
    ran = []
    for number, check in enumerate(due):
        progress(number, len(due), check.id)
        ran.append(_run_one(case_id, seal, check, subject, world, by=by))
    with transaction.atomic():
        rerate(Case.objects.select_for_update(of=("self",)).get(pk=case_id), clock.now())
    progress(len(due), len(due), "")
    return tuple(ran)


def _wanted(ids: Iterable[str] | None) -> Mapping[str, Check]:
    known = registry.checks()
    if ids is None:
        return known
    for one in ids:
        if one not in known:
            raise CheckUnknown(check=one[:64])
    return {one: known[one] for one in ids}


def _begin(case_id: UUID, by: Actor, at: datetime) -> Case:
    if by.person_id is not None:
        return hand(by, case_id, duties.may_work, at).case
    case = Case.objects.select_for_update(of=("self",)).filter(pk=case_id).first()
    if case is None or by != HOUSE:
        raise CaseNotFound
    refuse_gone(case)
    return case


def _needs_run(check: Check, inside: Insides, at: datetime) -> bool:
    run = inside.runs.get(check.id)
    if run is None or is_stale(check, run, inside.facts, at):
        return True
    if run.retry_at is not None and run.retry_at > at:
        return False
    return not run.by_person and run.outcome not in REACHED


def _run_one(
    case_id: UUID, seal: CaseSeal, check: Check, subject: Subject, world: CaseWorld, *, by: Actor
) -> Ran:
    started_at, run_id = clock.now(), new_id()
    world.run_id, world.check_id = run_id, check.id
    result = answer_of(check, subject, world)
    ended_at = max(clock.now(), started_at + timedelta(microseconds=1))
    with transaction.atomic():
        refuse_gone(Case.objects.select_for_update(of=("self",)).get(pk=case_id), open_only=False)
        write_run(
            case_id, seal, check.id, check.version, result.outcome, reason=result.reason,
            retry_at=result.retry_at, told={"task": result.task, "detail": dict(result.detail)},
            by=by.person_id, started_at=started_at, ended_at=ended_at, run_id=run_id,
        )  # fmt: skip
        fresh = merge_findings(
            case_id, seal, check.id, result.outcome, result.found, run_id=run_id,
            evidence=world.kept, at=ended_at,
        )  # fmt: skip
        _propose(case_id, seal, check.id, result.learnt, at=ended_at)
        record(
            RAN, case_id, by=by, at=ended_at,
            facts={
                "check": check.id, "version": check.version, "outcome": result.outcome.value,
                "run": str(run_id), "found": len(result.found),
            },
        )  # fmt: skip
    return Ran(check.id, result.outcome, result.reason, fresh)


def _propose(case_id: UUID, seal: CaseSeal, check: str, learnt: Facts, *, at: datetime) -> None:
    """Take in what a check learnt as proposals; a malformed one is left out, not the run."""
    try:
        told = checked(learnt)
    except FactInvalid:
        log.warning("learnt_facts_refused", check=check)
        return
    origin = Origin(Fact.Source.CHECK, Fact.State.PROPOSED, check=check)
    write(case_id, seal, told, origin, by=None, at=at)
