"""The verdict: terms against advice, a frozen copy of what it rests on, a second person."""

import hashlib
import json
import os
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from muniment.core import canonical
from muniment.core.actor import Actor
from muniment.core.clock import rfc3339
from muniment.core.errors import gettext_noop
from muniment.core.ids import new_id
from muniment.investigations.advising import ANY_DEAL, Deal, advice_for
from muniment.investigations.casefile import Assessment, FindingRow
from muniment.investigations.domain import duties
from muniment.investigations.domain.advice import Advice, Terms, Way, departs
from muniment.investigations.domain.deposit import Deposit, deposit
from muniment.investigations.errors import DecisionNotFound, DecisionUnfit, SecondPersonNeeded
from muniment.investigations.loading import Insides
from muniment.investigations.models import Case, Decision, Watch
from muniment.investigations.sealing import CaseSeal, seal_of
from muniment.investigations.services.common import (
    assessed,
    hand,
    reason_given,
    record,
    rerate,
)

DECIDED = "investigations.case.decided"
ASKED = "investigations.decision.asked"
APPROVED = "investigations.decision.approved"
REFUSED = "investigations.decision.refused"
_SALT_BYTES = 16


def decide(
    *, case_id: UUID, terms: Terms, reason: str, deal: Deal = ANY_DEAL, by: Actor, at: datetime
) -> UUID:
    """Give the verdict: on which terms, or `Way.DECLINE`.

    Advice, rating and coverage are worked out here and frozen with the verdict. Terms milder than
    the advice are an override; those, whatever the table gives to two people, and any while an open
    finding could end the rating, wait for `approve_override` by somebody else. All others are in
    force at once.

    Raises:
        ReasonMissing: say why. DecisionUnfit: another verdict waits for its second person.
        CaseNotFound, CaseNotYours, CaseClosed, CaseErased: see `common.hand`.
    """
    told = reason_given(reason)
    with transaction.atomic():
        held = hand(by, case_id, duties.may_decide, at)
        if Decision.objects.filter(case=case_id, state=Decision.State.WAITING).exists():
            raise DecisionUnfit(why=gettext_noop("another one waits for its second person"))
        seal = seal_of(case_id)
        inside, found = assessed(held.case, at, seal)
        cover = deposit(deal.costs) if deal.costs else None
        advice = advice_for(found, at_risk=inside.at_risk, deal=deal)
        written = {**_written(advice), "deposit": _working(cover)}
        row = _row(
            held.case, seal, inside, found, advice=advice, written=written, terms=terms,
            reason=told,
        )  # fmt: skip
        row.decided_by_id, row.decided_at = held.reader.id, at
        waits = row.state == Decision.State.WAITING
        if not waits:
            _replace(case_id)
        row.save(force_insert=True)
        record(ASKED if waits else DECIDED, case_id, by=by, at=at, facts=_facts(row))
        if waits:
            rerate(held.case, at)
        else:
            _put_in_force(held.case, advice.recheck_days, by=by, at=at)
    return row.id


def approve_override(
    *, case_id: UUID, decision_id: UUID, reason: str, by: Actor, at: datetime
) -> None:
    """Put a waiting verdict into force, as the second person.

    Raises:
        SecondPersonNeeded: `by` gave the verdict.
        DecisionUnfit: the case has changed since; a new verdict is needed.
        DecisionNotFound, ReasonMissing: nothing was written.
        CaseNotFound, CaseNotYours, CaseClosed, CaseErased: see `common.hand`.
    """
    told = reason_given(reason)
    with transaction.atomic():
        held = hand(by, case_id, lambda role, _: duties.may_approve(role, asked_it=False), at)
        row = _waiting(case_id, decision_id)
        if row.decided_by_id == held.reader.id:
            raise SecondPersonNeeded
        seal = seal_of(case_id)
        _, found = assessed(held.case, at, seal)
        if found.reading.value != row.risk:
            raise DecisionUnfit(why=gettext_noop("the case has changed since it was asked for"))
        _replace(case_id)
        _settle(row, seal, Decision.State.IN_FORCE, told, by=held.reader.id, at=at)
        record(APPROVED, case_id, by=by, at=at, facts=_facts(row), sealed={"reason": told})
        days = seal.open("decision", row.id, row.sealed)["advice"]["recheck_days"]
        _put_in_force(held.case, days, by=by, at=at)


def refuse_override(
    *, case_id: UUID, decision_id: UUID, reason: str, by: Actor, at: datetime
) -> None:
    """Turn a waiting verdict down, or take one's own back.

    Raises:
        DecisionNotFound, ReasonMissing: nothing was written. Otherwise see `common.hand`.
    """
    told = reason_given(reason)
    with transaction.atomic():
        held = hand(by, case_id, duties.may_decide, at)
        row = _waiting(case_id, decision_id)
        seal = seal_of(case_id)
        if row.decided_by_id == held.reader.id:
            _settle(row, seal, Decision.State.REFUSED, told, by=None, at=None)
        else:
            _settle(row, seal, Decision.State.REFUSED, told, by=held.reader.id, at=at)
        record(REFUSED, case_id, by=by, at=at, facts=_facts(row), sealed={"reason": told})
        rerate(held.case, at)


def _row(
    case: Case, seal: CaseSeal, inside: Insides, found: Assessment, *, advice: Advice,
    written: Mapping[str, Any], terms: Terms, reason: str,
) -> Decision:  # fmt: skip
    row_id, overrides = new_id(), departs(advice, terms)
    needs_second = overrides or advice.needs_second
    frozen = _frozen(case, inside, found)
    told = {
        "verdict": "declined" if terms.way is Way.DECLINE else "accepted",
        "terms": json.dumps(_terms(terms), sort_keys=True),
        "reason": reason,
        "advice": written,
        "frozen": frozen,
    }
    newest = Decision.objects.filter(case=case.id).order_by("-number").first()
    return Decision(
        id=row_id, case_id=case.id, number=newest.number + 1 if newest else 1,
        state=Decision.State.WAITING if needs_second else Decision.State.IN_FORCE,
        risk=found.reading.value, coverage=found.coverage.percent, is_override=overrides,
        needs_second=needs_second, sealed=seal.seal("decision", row_id, told),
        digest=hashlib.sha256(frozen.encode()).hexdigest(), evidence_head=case.evidence_head,
    )  # fmt: skip


def _terms(terms: Terms) -> dict[str, Any]:
    return {
        "way": terms.way.value, "deposit": list(terms.deposit), "days": terms.days,
        "insured": terms.insured,
    }  # fmt: skip


def _working(cover: Deposit | None) -> dict[str, Any] | None:
    """The deposit line by line, as it was worked out at this moment."""
    if cover is None:
        return None
    lines = [
        {
            "sentence": line.sentence, "facts": dict(line.facts), "basis": line.basis.value,
            "amount": str(line.amount) if line.amount else None,
        }
        for line in cover.lines
    ]  # fmt: skip
    return {"lines": lines, "total": str(cover.total), "percent": cover.percent}


def _written(advice: Advice) -> dict[str, Any]:
    return {
        "row": advice.row.value,
        "terms": [_terms(one) for one in advice.terms],
        "conditions": list(advice.conditions),
        "dropped": [[way.value, why] for way, why in advice.dropped],
        "needs_second": advice.needs_second,
        "recheck_days": advice.recheck_days,
    }


def _frozen(case: Case, inside: Insides, found: Assessment) -> str:
    """Write down what the verdict rests on; the salt keeps anybody from confirming a guess."""
    return json.dumps(
        {
            "salt": canonical.b64(os.urandom(_SALT_BYTES)),
            "number": case.number,
            "evidence_head": case.evidence_head,
            "letter": found.rating.letter.value,
            "reading": found.reading.value,
            "score": found.rating.score,
            "coverage": found.coverage.percent,
            "floor": found.coverage.floor,
            "unchecked": [[one.check, one.why] for one in found.coverage.unchecked],
            "facts": [
                [row.code, row.value, row.state] for row in inside.facts if row.state == "adopted"
            ],
            "findings": [_finding(row) for row in inside.standing],
        },
        ensure_ascii=False,
        separators=(",", ":"),
        sort_keys=True,
    )


def _finding(row: FindingRow) -> Mapping[str, Any]:
    return {
        "id": str(row.id), "signal": row.signal, "key": row.key, "facts": dict(row.facts),
        "excerpt": row.excerpt, "direction": row.direction.value, "weight": row.weight,
        "confidence": row.confidence, "state": row.state.value, "reason": row.reason,
        "evidence": [str(one) for one in row.evidence], "seen_at": rfc3339(row.seen_at),
    }  # fmt: skip


def _waiting(case_id: UUID, decision_id: UUID) -> Decision:
    rows = Decision.objects.select_for_update().filter(pk=decision_id, case=case_id)
    row = rows.filter(state=Decision.State.WAITING).first()
    if row is None:
        raise DecisionNotFound
    return row


def _settle(
    row: Decision, seal: CaseSeal, state: Decision.State, reason: str, *, by: UUID | None,
    at: datetime | None,
) -> None:  # fmt: skip
    told = seal.open("decision", row.id, row.sealed) | {"second_reason": reason}
    row.sealed, row.state = seal.seal("decision", row.id, told), state
    row.second_by_id, row.second_at = by, at
    row.save(update_fields=["sealed", "state", "second_by", "second_at"])


def _replace(case_id: UUID) -> None:
    standing = Decision.objects.filter(case=case_id, state=Decision.State.IN_FORCE)
    standing.update(state=Decision.State.REPLACED)


def _put_in_force(case: Case, recheck_days: int, *, by: Actor, at: datetime) -> None:
    """The case is decided and comes back by itself when the table says so."""
    Watch.objects.filter(case=case.id, ended_at=None).update(ended_at=at)
    due = at + timedelta(days=recheck_days)
    Watch.objects.create(
        case_id=case.id, every_days=recheck_days, due_at=due, set_by_id=by.person_id, set_at=at
    )
    case.state, case.due_at, case.due_because = Case.State.DECIDED, due, "schedule"
    case.save(update_fields=["state", "due_at", "due_because"])
    rerate(case, at)


def _facts(row: Decision) -> dict[str, object]:
    return {
        "decision": str(row.id), "number": row.number, "risk": row.risk,
        "coverage": row.coverage, "override": row.is_override, "state": row.state,
        "digest": row.digest, "evidence_head": row.evidence_head,
    }  # fmt: skip
