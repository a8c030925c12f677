"""What every verb of a case does first and last: lock and ask; touch and rate afresh."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from muniment.core.actor import Actor
from muniment.investigations import checks as registry
from muniment.investigations.assessing import Holdings, assess
from muniment.investigations.casefile import Assessment
from muniment.investigations.domain.duties import Standing
from muniment.investigations.errors import (
    CaseClosed,
    CaseNotFound,
    CaseNotYours,
    ReasonMissing,
)
from muniment.investigations.gate.standing import CaseStanding, standing
from muniment.investigations.loading import Insides, load
from muniment.investigations.models import Case
from muniment.investigations.sealing import CASE, CaseErased, CaseSeal, seal_of
from muniment.ledger.services import append_entry
from muniment.people.domain.roles import Role

SHORTEST_REASON = 3
LONGEST_REASON = 2000

May = Callable[[Role, Standing], bool]


def hand(
    by: Actor, case_id: UUID, may: May, at: datetime, *, open_only: bool = True
) -> CaseStanding:
    """Lock the case for the running transaction and check that `by` may do this to it.

    Raises:
        CaseNotFound: missing, or the case is not hers to know of: the two look the same.
        CaseNotYours: she may read it, and not do this.
        CaseErased, CaseClosed: nothing is added any more.
    """
    held = standing(by, case_id, at, lock=True)
    if not held.may_read:
        raise CaseNotFound
    if not may(held.reader.role, held.stands):
        raise CaseNotYours
    refuse_gone(held.case, open_only=open_only)
    return held


def refuse_gone(case: Case, *, open_only: bool = True) -> None:
    """Refuse to add to a case that was erased or closed.

    Raises:
        CaseErased, CaseClosed: as the names say.
    """
    if case.state == Case.State.ERASED:
        raise CaseErased
    if open_only and case.state == Case.State.CLOSED:
        raise CaseClosed


def reason_given(text: str) -> str:
    """Take a reason that says something.

    Raises:
        ReasonMissing: empty, or a bare dot.
    """
    told = " ".join(text.split())[:LONGEST_REASON]
    if sum(letter.isalnum() for letter in told) < SHORTEST_REASON and len(told) < 2:
        raise ReasonMissing
    if not any(letter.isalnum() for letter in told):
        raise ReasonMissing
    return told


def record(
    kind: str, case_id: UUID, *, by: Actor, at: datetime, facts: dict[str, object],
    sealed: dict[str, str] | None = None,
) -> None:  # fmt: skip
    """Put an act on record; what is sealed dies with the case."""
    append_entry(
        kind=kind, subject=case_id, by=by, at=at, facts=facts, sealed=sealed or {},
        seal_under=(case_id, CASE),
    )  # fmt: skip


def assessed(case: Case, at: datetime, seal: CaseSeal | None = None) -> tuple[Insides, Assessment]:
    """Unseal a case for the house's own work and assess it; two queries."""
    inside = load(case, seal or seal_of(case.id))
    decided = any(row.state == "in_force" for row in inside.decisions)
    held = Holdings(inside.facts, inside.standing, inside.runs, inside.at_risk, decided)
    return inside, assess(held, registry.checks(), at)


def rerate(case: Case, at: datetime) -> Assessment:
    """Write the two numbers that lists show, and that the case was touched; three queries."""
    _, found = assessed(case, at)
    case.risk, case.coverage = found.reading.value, found.coverage.percent
    case.touched_at = max(case.touched_at, at)
    case.save(update_fields=["risk", "coverage", "touched_at"])
    return found
