"""What a person brings back from search engines: captures, goals without result, what a piece is.

A capture is evidence like any other; its `method` names the goal it was made for. What a person
says of a piece (about this customer, or about somebody of the same name) is a note in the same
chain, so that it cannot be slipped in later; the newest note counts.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import transaction

from muniment.core.actor import Actor
from muniment.investigations import checks as registry
from muniment.investigations.casefile import EvidenceRow
from muniment.investigations.checks.search import CAPTURED
from muniment.investigations.domain import duties
from muniment.investigations.domain.search import Goal
from muniment.investigations.errors import EvidenceNotFound
from muniment.investigations.evidence import Kept
from muniment.investigations.models import Evidence
from muniment.investigations.services.common import hand, reason_given
from muniment.investigations.services.facts import add_facts
from muniment.investigations.services.keeping import add_evidence
from muniment.investigations.services.queueing import queue_run

_FOR = "search:"


class Bearing(StrEnum):
    """What a piece of evidence has to do with the customer."""

    RELEVANT = "relevant"
    OTHER_PARTY = "other_party"


def capture_search(
    *, case_id: UUID, goal: Goal, content: bytes, kind: str, source: str, by: Actor, at: datetime
) -> Kept:
    """Keep what a search for a goal showed; the goal then counts as looked for.

    Args:
        kind: `paste`, `screenshot` or `link`.
        source: the address at which it was seen; "" when nobody said.

    Raises:
        EvidenceUnfit: nothing was written. Otherwise as `add_evidence`.
    """
    with transaction.atomic():
        kept = add_evidence(
            case_id=case_id, content=content, kind=kind, source=source,
            method=f"{_FOR}{goal.value}", by=by, at=at,
        )  # fmt: skip
        _looked_for(case_id, goal, by=by, at=at)
    return kept


def nothing_in_search(*, case_id: UUID, goal: Goal, by: Actor, at: datetime) -> None:
    """Say that one looked for a goal and that there was nothing.

    Raises:
        CaseNotFound, CaseNotYours, CaseClosed, CaseErased: see `common.hand`.
    """
    with transaction.atomic():
        _looked_for(case_id, goal, by=by, at=at)


def _looked_for(case_id: UUID, goal: Goal, *, by: Actor, at: datetime) -> None:
    """Remember the goal, and let its check see that it is done."""
    add_facts(case_id=case_id, facts={CAPTURED: [goal.value]}, by=by, at=at)
    check = next(
        (one.id for one in registry.checks().values() if goal in getattr(one, "goals", ())), ""
    )
    if check:
        queue_run(case_id=case_id, checks=[check], by=by, at=at)


def mark_evidence(
    *, case_id: UUID, evidence_id: UUID, bearing: Bearing, reason: str, by: Actor, at: datetime
) -> Kept:
    """Say what a piece has to do with the customer; may be said again, the newest counts.

    Raises:
        EvidenceNotFound, ReasonMissing: nothing was written. Otherwise as `add_evidence`.
    """
    told = reason_given(reason)
    with transaction.atomic():
        hand(by, case_id, duties.may_work, at)
        row = Evidence.objects.filter(pk=evidence_id, case=case_id).values_list("number").first()
        if row is None:
            raise EvidenceNotFound
        return add_evidence(
            case_id=case_id, content=told.encode(), kind="note", source="",
            method=f"{bearing.value}:{row[0]}", by=by, at=at,
        )  # fmt: skip


def goal_of(row: EvidenceRow) -> Goal | None:
    """The goal for which a piece was captured; None for all others and when it is withheld."""
    code = row.method.removeprefix(_FOR)
    return Goal(code) if row.method.startswith(_FOR) and code in set(Goal) else None


def bearings(rows: Iterable[EvidenceRow]) -> Mapping[int, Bearing]:
    """What people said of each piece, by its number; `rows` oldest first."""
    said: dict[int, Bearing] = {}
    for row in rows:
        code, _, number = row.method.partition(":")
        if row.kind == "note" and code in set(Bearing) and number.isdecimal():
            said[int(number)] = Bearing(code)
    return said
