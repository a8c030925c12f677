"""One warning as a reader may see it: money and suspicions only where they are hers to see."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from muniment.warning.domain.outcomes import Outcome, Reason
from muniment.warning.models import CustomerWarning
from muniment.warning.sealing import opened
from muniment.warning.standing import Standing

_MONEY = frozenset({"usd_lost", "low", "high", "money_kept", "orders_year"})
"""Numbers of a sentence that tell how much a customer buys."""


@dataclass(frozen=True, slots=True)
class WarningRow:
    """One warning.

    Attributes:
        usd: US dollars of the 12 months before it; None for whoever may not see amounts.
        facts: numbers of its sentence; without amounts where `usd` is None.
        words: the reason of the outcome; "" while it is open, or erased.
    """

    id: UUID
    dossier_id: UUID
    codename: str
    keeper_id: UUID | None
    reason: Reason
    employee_id: UUID | None
    on: date
    score: float
    score_now: float
    seen_on: date
    usd: float | None
    facts: Mapping[str, Any]
    inputs_hash: str
    outcome: Outcome | None
    outcome_by: UUID | None
    outcome_at: datetime | None
    closed_at: datetime | None
    words: str = ""

    @property
    def is_open(self) -> bool:
        """Say whether it waits for an answer."""
        return self.closed_at is None


def without_money(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out the numbers that tell how much a customer buys."""
    return {name: told for name, told in facts.items() if name not in _MONEY}


def visible(stands: Standing) -> Q:
    """Warnings that this person may read, as a filter."""
    within, suspicion = stands.within(), Q(reason=Reason.TAKEN)
    if stands.sees_all:
        return within & ~(suspicion & Q(employee=stands.reader.id))
    return within & (~suspicion | Q(employee__in=stands.reports))


def told_rows(
    stands: Standing, rows: Iterable[CustomerWarning], *, words: bool = False
) -> list[WarningRow]:
    """Turn rows, loaded with their dossiers, into what this reader may see of them."""
    found = list(rows)
    paid = stands.money_of({row.dossier_id for row in found})
    sealed = [(row.dossier_id, row.id, row.sealed) for row in found] if words else []
    texts = opened("outcome", sealed)
    return [_told(row, paid, texts.get(row.id, {}).get("reason", "")) for row in found]


def _told(row: CustomerWarning, paid: Collection[UUID], words: str) -> WarningRow:
    sees = row.dossier_id in paid
    facts = row.facts if sees else without_money(row.facts)
    return WarningRow(
        id=row.id, dossier_id=row.dossier_id, codename=row.dossier.codename,
        keeper_id=row.dossier.keeper_id, reason=Reason(row.reason), employee_id=row.employee_id,
        on=row.on, score=row.score, score_now=row.score_now, seen_on=row.seen_on,
        usd=row.usd if sees else None, facts=facts, inputs_hash=row.inputs_hash,
        outcome=Outcome(row.outcome) if row.outcome else None, outcome_by=row.outcome_by_id,
        outcome_at=row.outcome_at, closed_at=row.closed_at, words=words,
    )  # fmt: skip
