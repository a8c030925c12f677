"""What people make of findings and ties: confirm, dismiss, add what they saw themselves."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from muniment.core.actor import Actor
from muniment.investigations import checks as registry
from muniment.investigations.domain import duties
from muniment.investigations.domain.checks import Found, Mode
from muniment.investigations.domain.rating import State
from muniment.investigations.domain.signals import BY_PERSON, Direction, Signal
from muniment.investigations.domain.signals import signal as known_signal
from muniment.investigations.errors import (
    CaseNotYours,
    FindingNotFound,
    LinkNotFound,
    NotSeenByPeople,
    OwnFinding,
)
from muniment.investigations.models import Finding, HandsLink
from muniment.investigations.runs import insert_by_person, mark
from muniment.investigations.sealing import seal_of
from muniment.investigations.services.common import hand, reason_given, record, rerate
from muniment.investigations.services.keeping import require_evidence

MARKED = "investigations.finding.marked"
SEEN = "investigations.finding.added"
TIE_JUDGED = "investigations.link.judged"
MOST_WITHOUT_EVIDENCE = 60
"""Per cent of confidence that a good sign gets on a person's bare word."""


def confirm_finding(
    *, case_id: UUID, finding_id: UUID, reason: str, by: Actor, at: datetime
) -> None:
    """Say that a finding is so; it then counts with full confidence.

    Raises:
        FindingNotFound, ReasonMissing: nothing was written.
        CaseNotYours: a finding that ends the rating is not confirmed by whoever wants the order.
        OwnFinding: `by` added it.
        CaseNotFound, CaseClosed, CaseErased: see `common.hand`.
    """
    _judge(case_id, finding_id, State.CONFIRMED, reason, by=by, at=at)


def dismiss_finding(
    *, case_id: UUID, finding_id: UUID, reason: str, by: Actor, at: datetime
) -> None:
    """Say that a finding is not about this customer, or means nothing; it no longer counts.

    Lasts until the facts change: the same finding with another fingerprint is open again.

    Raises:
        As `confirm_finding`.
    """
    _judge(case_id, finding_id, State.DISMISSED, reason, by=by, at=at)


def mark_duplicate(
    *, case_id: UUID, finding_id: UUID, reason: str, by: Actor, at: datetime
) -> None:
    """Say that another finding tells the same; it no longer counts.

    Raises:
        As `confirm_finding`.
    """
    _judge(case_id, finding_id, State.DUPLICATE, reason, by=by, at=at)


def reopen_finding(
    *, case_id: UUID, finding_id: UUID, reason: str, by: Actor, at: datetime
) -> None:
    """Take a judgement back: the finding counts by its own confidence again.

    Raises:
        As `confirm_finding`.
    """
    _judge(case_id, finding_id, State.OPEN, reason, by=by, at=at)


def add_finding(
    *, case_id: UUID, signal: str, facts: Mapping[str, str | int], excerpt: str,
    evidence_ids: Sequence[UUID] = (), key: str = "", confidence: int = 80, by: Actor,
    at: datetime,
) -> UUID:  # fmt: skip
    """Put on record what a person saw, as a signal of the catalogue.

    A good sign without evidence gets `MOST_WITHOUT_EVIDENCE` at most.

    Raises:
        SignalUnknown, EvidenceNotFound: nothing was written.
        NotSeenByPeople: a good sign that only a check can find.
        CaseNotFound, CaseNotYours, CaseClosed, CaseErased: see `common.hand`.
    """
    about = known_signal(signal)
    if about.direction is Direction.TRUST:
        if not _seen_by_people(about):
            raise NotSeenByPeople
        if not evidence_ids:
            confidence = min(confidence, MOST_WITHOUT_EVIDENCE)
    with transaction.atomic():
        held = hand(by, case_id, duties.may_work, at)
        require_evidence(case_id, evidence_ids)
        found = Found(
            signal, key=key, facts=facts, excerpt=excerpt, confidence=confidence,
            evidence=tuple(str(one) for one in evidence_ids),
        )  # fmt: skip
        finding_id = insert_by_person(
            case_id, seal_of(case_id), found, by=by.person_id, at=at,
            evidence={str(one): one for one in evidence_ids},
        )  # fmt: skip
        record(SEEN, case_id, by=by, at=at, facts={"finding": str(finding_id)})
        rerate(held.case, at)
    return finding_id


def _seen_by_people(about: Signal) -> bool:
    known = registry.checks()
    return any(
        one == BY_PERSON or (one in known and known[one].mode is Mode.MANUAL)
        for one in about.seen_by
    )


def _judge(
    case_id: UUID, finding_id: UUID, state: State, reason: str, *, by: Actor, at: datetime
) -> None:
    told = reason_given(reason)
    with transaction.atomic():
        held = hand(by, case_id, duties.may_judge, at)
        row = Finding.objects.select_for_update().filter(pk=finding_id, case=case_id).first()
        if row is None or row.superseded_at is not None:
            raise FindingNotFound
        if state is State.CONFIRMED and row.by_id == held.reader.id:
            raise OwnFinding
        seal = seal_of(case_id)
        stops = seal.open("finding", row.id, row.sealed)["hard_stop"]
        if stops and not duties.may_judge_hard_stop(held.reader.role):
            raise CaseNotYours
        mark(row, seal, state, reason=told, by=held.reader.id, at=at)
        record(
            MARKED, case_id, by=by, at=at,
            facts={"finding": str(finding_id), "state": state.value}, sealed={"reason": told},
        )  # fmt: skip
        rerate(held.case, at)


def confirm_link(*, case_id: UUID, link_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Say that the same hands are behind this company and the other one.

    Raises:
        LinkNotFound, ReasonMissing: nothing was written.
        CaseNotYours: it accuses somebody, so not for everybody. Otherwise see `common.hand`.
    """
    _judge_link(case_id, link_id, HandsLink.State.CONFIRMED, reason, by=by, at=at)


def deny_link(*, case_id: UUID, link_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Say that a tie means nothing; it stays denied while its ties stay the same.

    Raises:
        As `confirm_link`.
    """
    _judge_link(case_id, link_id, HandsLink.State.DENIED, reason, by=by, at=at)


def _judge_link(
    case_id: UUID, link_id: UUID, state: HandsLink.State, reason: str, *, by: Actor, at: datetime
) -> None:
    told = reason_given(reason)
    with transaction.atomic():
        held = hand(by, case_id, lambda role, _: duties.may_judge_link(role), at)
        row = HandsLink.objects.select_for_update().filter(pk=link_id, case=case_id).first()
        if row is None or row.superseded_at is not None:
            raise LinkNotFound
        seal = seal_of(case_id)
        content = seal.open("link", row.id, row.sealed) | {"reason": told}
        row.sealed, row.state = seal.seal("link", row.id, content), state
        row.state_by_id, row.state_at = held.reader.id, at
        row.save(update_fields=["sealed", "state", "state_by", "state_at"])
        record(
            TIE_JUDGED, case_id, by=by, at=at,
            facts={
                "link": str(link_id), "state": state.value,
                "other": str(row.other_id or row.other_dossier_id),
            },
            sealed={"reason": told},
        )  # fmt: skip
        rerate(held.case, at)
