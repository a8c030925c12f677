"""Writing how a check of third parties stands, whenever somebody was asked or answered."""

from datetime import datetime

from django.utils import timezone

from muniment.core.actor import Actor
from muniment.investigations import checks as registry
from muniment.investigations.asking import asked_in
from muniment.investigations.assessing import subject_of
from muniment.investigations.checks.third_parties import THIRD_PARTIES, result_of
from muniment.investigations.domain.checks import REACHED, Check, Result
from muniment.investigations.domain.questionnaires import forms
from muniment.investigations.loading import Insides, load
from muniment.investigations.models import Case, CheckRun
from muniment.investigations.runs import merge_findings, write_run
from muniment.investigations.sealing import CaseSeal
from muniment.investigations.services.common import rerate


def settle(case: Case, seal: CaseSeal, check: str, *, by: Actor, at: datetime) -> None:
    """Bring a check of third parties up to date inside the caller's transaction.

    What a person settled by hand is left alone as long as no answer has come.
    """
    known = registry.checks().get(check)
    if known is not None:
        inside = load(case, seal)
        result = _result(case, seal, known, inside, at)
        if result.outcome in REACHED or not _is_settled_by_hand(case, check):
            _write(case, seal, known, result, inside, by=by, at=at)
    rerate(case, at)


def _result(case: Case, seal: CaseSeal, check: Check, inside: Insides, at: datetime) -> Result:
    task = next((one.task for one in THIRD_PARTIES if one.id == check.id), "")
    known = forms()
    asked = [
        one
        for one in asked_in(case.id, at, seal)
        if one.form in known and known[one.form].check == check.id
    ]
    return result_of(check.id, task, asked, subject_of(inside.facts, timezone.localdate(at)))


def _is_settled_by_hand(case: Case, check: str) -> bool:
    standing = CheckRun.objects.filter(case=case, check_id=check, superseded_at=None)
    return standing.filter(by_person=True).exists()


def _write(
    case: Case, seal: CaseSeal, check: Check, result: Result, inside: Insides, *, by: Actor,
    at: datetime,
) -> None:  # fmt: skip
    run_id = write_run(
        case.id, seal, check.id, check.version, result.outcome, reason=result.reason,
        retry_at=result.retry_at, told={"task": result.task, "detail": dict(result.detail)},
        by=by.person_id, started_at=at, ended_at=at,
    )  # fmt: skip
    merge_findings(
        case.id, seal, check.id, result.outcome, result.found, run_id=run_id,
        evidence={row.sha256: row.id for row in inside.evidence}, at=at,
    )  # fmt: skip
