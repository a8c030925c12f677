"""What waits for somebody in running hand-overs: codenames only."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from muniment.handover.domain.states import ItemState, Stage
from muniment.handover.models import HandoverItem
from muniment.people import queries as people


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """One customer that waits for a person."""

    handover_id: UUID
    codename: str


def waiting_for(heir_id: UUID, *, limit: int) -> tuple[list[WaitingRow], int]:
    """Customers that an heir has not accepted, and how many; one query."""
    items = HandoverItem.objects.filter(
        heir=heir_id, accepted_at=None, handover__stage=Stage.RUNNING
    )
    return _first(items, limit)


def refused_under(leader_id: UUID, *, everybody: bool, limit: int) -> tuple[list[WaitingRow], int]:
    """Customers that refused their heir, of hand-overs that somebody leads; two queries."""
    items = HandoverItem.objects.filter(state=ItemState.REFUSED, handover__stage=Stage.RUNNING)
    if not everybody:
        items = items.filter(handover__person__in=list(people.reports_of(leader_id)))
    return _first(items, limit)


def _first(items: QuerySet[HandoverItem], limit: int) -> tuple[list[WaitingRow], int]:
    rows = list(
        items.order_by("handover__begun_at", "rank").values_list("handover_id", "dossier__codename")
    )
    return [WaitingRow(*row) for row in rows[:limit]], len(rows)
