"""Planned visits and open promises: days and people; the words stay sealed."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Self
from uuid import UUID

from muniment.touches.domain.kinds import PromiseKind, PromiseState, VisitState
from muniment.touches.models import Promise, Visit
from muniment.touches.queries.touches import batches


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A promise or quotation without its words."""

    id: UUID
    dossier_id: UUID
    person_id: UUID
    kind: PromiseKind
    due_on: date | None
    state: PromiseState

    @classmethod
    def of(cls, row: Promise) -> Self:
        """Take a row over."""
        return cls(
            row.id, row.dossier_id, row.person_id, PromiseKind(row.kind), row.due_on,
            PromiseState(row.state),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A planned visit without what it is for."""

    id: UUID
    dossier_id: UUID
    person_id: UUID
    planned_on: date
    state: VisitState

    @classmethod
    def of(cls, row: Visit) -> Self:
        """Take a row over."""
        return cls(row.id, row.dossier_id, row.person_id, row.planned_on, VisitState(row.state))


def open_promises(dossier_ids: Collection[UUID]) -> dict[UUID, tuple[PromiseRow, ...]]:
    """Open promises and quotations by customer, the first due first; a query for each 5,000."""
    found: dict[UUID, list[PromiseRow]] = defaultdict(list)
    for some in batches(dossier_ids):
        rows = Promise.objects.filter(dossier__in=some, state=PromiseState.OPEN)
        for row in rows:
            found[row.dossier_id].append(PromiseRow.of(row))
    return {key: tuple(sorted(rows, key=_due)) for key, rows in found.items()}


def promises_by(person_id: UUID, *, limit: int = 100) -> list[PromiseRow]:
    """A person's own open promises, the first due first; one query."""
    rows = Promise.objects.filter(person=person_id, state=PromiseState.OPEN)
    return sorted(map(PromiseRow.of, rows.order_by("due_on", "id")[:limit]), key=_due)


def visits_by(person_id: UUID, *, limit: int = 100) -> list[VisitRow]:
    """A person's planned visits, the next first; one query."""
    rows = Visit.objects.filter(person=person_id, state=VisitState.PLANNED)
    return [VisitRow.of(row) for row in rows.order_by("planned_on", "id")[:limit]]


def _due(row: PromiseRow) -> tuple[date, str]:
    return row.due_on or date.max, row.id.hex
