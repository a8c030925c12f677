"""What a person brings in: evidence, and how a manual check ended."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from muniment.core.actor import Actor
from muniment.investigations import checks as registry
from muniment.investigations import evidence
from muniment.investigations.domain import duties
from muniment.investigations.domain.checks import Mode, Outcome
from muniment.investigations.errors import (
    CheckUnknown,
    EvidenceNotFound,
    EvidenceUnfit,
    OutcomeUnfit,
)
from muniment.investigations.evidence import Kept
from muniment.investigations.models import Case, CheckRun, Evidence
from muniment.investigations.runs import write_run
from muniment.investigations.sealing import seal_of
from muniment.investigations.services.common import hand, reason_given, record, rerate

SETTLED = "investigations.check.settled"
_SAYABLE = frozenset({Outcome.DONE, Outcome.NOTHING_FOUND, Outcome.NOT_APPLICABLE})


def add_evidence(
    *, case_id: UUID, content: bytes, kind: str, source: str, by: Actor, at: datetime,
    method: str = "uploaded", supersedes: UUID | None = None,
) -> Kept:  # fmt: skip
    """Keep what a person saw: an upload, a paste, a screenshot, a link.

    Args:
        kind: `upload`, `paste`, `screenshot`, `link`, `letter`, `call`.
        source: the address it was seen at, or who gave it.
        supersedes: an earlier piece that this one replaces; both stay.

    Raises:
        EvidenceUnfit, EvidenceNotFound: nothing was written.
        CaseNotFound, CaseNotYours, CaseClosed, CaseErased: see `common.hand`.
    """
    if not content:
        raise EvidenceUnfit(most_megabytes=evidence.LARGEST // 1_000_000)
    with transaction.atomic():
        hand(by, case_id, duties.may_work, at)
        if supersedes is not None:
            require_evidence(case_id, [supersedes])
        kept = evidence.keep(
            case_id=case_id, content=content, kind=kind, source=source, method=method, by=by,
            at=at, supersedes=supersedes,
        )  # fmt: skip
        Case.objects.filter(pk=case_id).update(touched_at=at)
    return kept


def record_manual_outcome(
    *, case_id: UUID, check: str, outcome: Outcome, note: str, evidence_ids: Sequence[UUID] = (),
    by: Actor, at: datetime,
) -> UUID:  # fmt: skip
    """Put on record how a check ended that a person did herself.

    Only checks that a person does, or that asked for one, can be settled so: nobody can say of a
    source which was not reached that it was clean.

    Raises:
        CheckUnknown, OutcomeUnfit, EvidenceNotFound, ReasonMissing: nothing was written.
        Otherwise as `add_evidence`.
    """
    told, known = reason_given(note), registry.checks().get(check)
    if known is None:
        raise CheckUnknown(check=check[:64])
    if outcome not in _SAYABLE:
        raise OutcomeUnfit
    with transaction.atomic():
        held = hand(by, case_id, duties.may_work, at)
        require_evidence(case_id, evidence_ids)
        if known.mode is not Mode.MANUAL and not _asked_a_person(case_id, check):
            raise OutcomeUnfit
        run_id = write_run(
            case_id, seal_of(case_id), check, known.version, outcome,
            reason="by_person" if outcome is Outcome.NOT_APPLICABLE else "",
            told={"note": told, "evidence": [str(one) for one in evidence_ids]},
            by=by.person_id, by_person=True, started_at=at, ended_at=at,
        )  # fmt: skip
        record(
            SETTLED, case_id, by=by, at=at,
            facts={"check": check, "outcome": outcome.value, "run": str(run_id)},
            sealed={"note": told},
        )  # fmt: skip
        rerate(held.case, at)
    return run_id


def require_evidence(case_id: UUID, evidence_ids: Sequence[UUID]) -> None:
    """Check that all pieces belong to the case; one query.

    Raises:
        EvidenceNotFound: one does not.
    """
    wanted = set(evidence_ids)
    if wanted and Evidence.objects.filter(case=case_id, pk__in=wanted).count() != len(wanted):
        raise EvidenceNotFound


def _asked_a_person(case_id: UUID, check: str) -> bool:
    standing = CheckRun.objects.filter(case=case_id, check_id=check, superseded_at=None)
    return standing.filter(outcome=Outcome.NEEDS_PERSON.value).exists() or (
        standing.filter(by_person=True).exists()
    )
