"""Writing runs and findings: a newer run replaces the older, a finding keeps what people said."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog

from muniment.core.clock import rfc3339
from muniment.core.ids import new_id
from muniment.investigations.domain.checks import REACHED, Found, Outcome
from muniment.investigations.domain.rating import State
from muniment.investigations.domain.signals import Dimension, Direction, catalogue
from muniment.investigations.models import CheckRun, Finding
from muniment.investigations.sealing import CaseSeal

log = structlog.get_logger(__name__)

LONGEST_EXCERPT = 2000
_LONGEST_DETAIL = 2_000_000


def write_run(
    case_id: UUID, seal: CaseSeal, check: str, version: int, outcome: Outcome, *,
    reason: str = "", retry_at: datetime | None = None, told: Mapping[str, Any],
    by: UUID | None, by_person: bool = False, started_at: datetime, ended_at: datetime,
    run_id: UUID | None = None,
) -> UUID:  # fmt: skip
    """Write the newest run of a check inside the caller's transaction."""
    CheckRun.objects.filter(case=case_id, check_id=check, superseded_at=None).update(
        superseded_at=ended_at
    )
    row_id = run_id or new_id()
    CheckRun.objects.create(
        id=row_id, case_id=case_id, check_id=check, version=version, outcome=outcome.value,
        reason=reason[:32], retry_at=retry_at, by_person=by_person, by_id=by,
        started_at=started_at, ended_at=ended_at, sealed=seal.seal("run", row_id, _sized(told)),
    )  # fmt: skip
    return row_id


def _sized(told: Mapping[str, Any]) -> Mapping[str, Any]:
    """Leave a detail out that no page could show; what it rested on is evidence."""
    detail = told.get("detail")
    if detail and len(json.dumps(detail)) > _LONGEST_DETAIL:
        return {**told, "detail": {"too_large": True}}
    return told


def merge_findings(
    case_id: UUID, seal: CaseSeal, check: str, outcome: Outcome, found: Iterable[Found], *,
    run_id: UUID, evidence: Mapping[str, UUID], at: datetime,
) -> int:  # fmt: skip
    """Bring what a run saw together with what was seen before; return how many are new.

    The same signal, key and fingerprint is the same finding and keeps what a person made of it,
    also when it was gone for a while. What a reached source no longer shows, or shows with other
    facts, is superseded, unless it waits for a person: what is confirmed stands until a person
    takes it back, and an open hard stop until somebody who may dismisses it. Asking under another
    name must not remove a hit.

    Args:
        evidence: SHA-256 → id, for the evidence that the check names.
    """
    rows = list(Finding.objects.filter(case=case_id, check_id=check).order_by("found_at", "id"))
    known = {row.id: seal.open("finding", row.id, row.sealed) for row in rows}
    newest = {(told["signal"], told["key"]): row_id for row_id, told in known.items()}
    standing = {_exactly(known[row.id]): row.id for row in rows if row.superseded_at is None}
    by_id = {row.id: row for row in rows}
    seen: set[UUID] = set()
    fresh = 0
    for one in once(found):
        told = _told(one, evidence)
        row_id = standing.get(_exactly(told)) or newest.get((one.signal, one.key))
        if row_id is not None and known[row_id]["fingerprint"] == one.fingerprint:
            told["marks"] = known[row_id]["marks"]
            _see_again(by_id[row_id], seal, told, one, run_id=run_id, at=at)
            seen.add(row_id)
            continue
        fresh += 1
        seen.add(_insert(case_id, seal, check, told, one, run_id=run_id, at=at))
        if row_id is not None and not _stays(by_id[row_id], known[row_id]):
            _supersede([by_id[row_id]], at)
    if outcome in REACHED:
        gone = [row for row in rows if row.id not in seen and not _stays(row, known[row.id])]
        _supersede(gone, at)
    return fresh


def once(found: Iterable[Found]) -> list[Found]:
    """One finding a signal and key; the surest of several wins."""
    best: dict[tuple[str, str], Found] = {}
    for one in found:
        standing = best.get((one.signal, one.key))
        if standing is None or one.confidence > standing.confidence:
            best[one.signal, one.key] = one
    return list(best.values())


def _told(one: Found, evidence: Mapping[str, UUID]) -> dict[str, Any]:
    signal = catalogue().get(one.signal)
    if signal is None:
        # A plug-in may see what the catalogue does not know: shown, and weighing nothing.
        log.warning("signal_unknown", signal=one.signal[:64])
    return {
        "signal": one.signal,
        "key": one.key,
        "fingerprint": one.fingerprint,
        "facts": {str(name): value for name, value in one.facts.items()},
        "excerpt": one.excerpt[:LONGEST_EXCERPT],
        "direction": (signal.direction if signal else Direction.NEUTRAL).value,
        "dimension": (signal.dimension if signal else Dimension.IDENTITY).value,
        "weight": signal.weight if signal else 0,
        "hard_stop": bool(signal and signal.hard_stop),
        "confidence": max(0, min(one.confidence, 100)),
        "evidence": [str(evidence[sha]) for sha in dict.fromkeys(one.evidence) if sha in evidence],
        "marks": [],
    }


def _see_again(
    row: Finding, seal: CaseSeal, told: Mapping[str, Any], one: Found, *, run_id: UUID, at: datetime
) -> None:
    row.sealed = seal.seal("finding", row.id, told)
    row.run, row.seen_at, row.superseded_at = run_id, at, None
    row.expires_at = at + timedelta(days=one.valid_days)
    row.save(update_fields=["sealed", "run", "seen_at", "superseded_at", "expires_at"])


def _insert(
    case_id: UUID, seal: CaseSeal, check: str, told: Mapping[str, Any], one: Found, *,
    run_id: UUID, at: datetime,
) -> UUID:  # fmt: skip
    row_id = new_id()
    Finding.objects.create(
        id=row_id, case_id=case_id, check_id=check, run=run_id, found_at=at, seen_at=at,
        expires_at=at + timedelta(days=one.valid_days),
        sealed=seal.seal("finding", row_id, told),
    )  # fmt: skip
    return row_id


def _supersede(rows: Iterable[Finding], at: datetime) -> None:
    standing = [row.id for row in rows if row.superseded_at is None]
    Finding.objects.filter(pk__in=standing).update(superseded_at=at)


def _exactly(told: Mapping[str, Any]) -> tuple[str, str, str]:
    return told["signal"], told["key"], told["fingerprint"]


def _stays(row: Finding, told: Mapping[str, Any]) -> bool:
    """Whether only a person takes it away."""
    is_open_stop = row.state == State.OPEN.value and bool(told["hard_stop"])
    return is_open_stop or row.state == State.CONFIRMED.value


def insert_by_person(
    case_id: UUID, seal: CaseSeal, one: Found, *, evidence: Mapping[str, UUID], by: UUID | None,
    at: datetime,
) -> UUID:  # fmt: skip
    """Write a finding that a person saw; no run ever takes it away."""
    row_id = new_id()
    Finding.objects.create(
        id=row_id, case_id=case_id, check_id="", found_at=at, seen_at=at, by_id=by,
        expires_at=at + timedelta(days=one.valid_days),
        sealed=seal.seal("finding", row_id, _told(one, evidence)),
    )  # fmt: skip
    return row_id


def mark(
    row: Finding, seal: CaseSeal, state: State, *, reason: str, by: UUID, at: datetime
) -> None:
    """Write down what a person made of a finding, with the history before it."""
    told = seal.open("finding", row.id, row.sealed)
    said = {"state": state.value, "reason": reason, "by": str(by), "at": rfc3339(at)}
    told["marks"] = [said, *told["marks"]]
    row.sealed, row.state = seal.seal("finding", row.id, told), state.value
    row.save(update_fields=["sealed", "state"])
