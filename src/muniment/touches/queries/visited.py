"""Visits that took place: what a manager verifies values by."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from muniment.touches.domain.kinds import Kind
from muniment.touches.models import Touch


@dataclass(frozen=True, slots=True)
class MadeVisitRow:
    """One visit of one of our people to one customer; `is_traced`: the customer's own trace."""

    touch_id: UUID
    happened_on: date
    is_traced: bool


def visits_made(
    dossier_id: UUID, person_id: UUID, *, since: date, until: date
) -> list[MadeVisitRow]:
    """A person's visits to a customer, both days included, newest first; one query."""
    rows = Touch.objects.filter(
        dossier=dossier_id, person=person_id, kind=Kind.VISIT, withdrawn_at=None,
        happened_on__gte=since, happened_on__lte=until,
    ).order_by("-happened_on", "-id")  # fmt: skip
    return [MadeVisitRow(row.id, row.happened_on, bool(row.trace)) for row in rows[:20]]
