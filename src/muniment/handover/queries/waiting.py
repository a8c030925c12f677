"""What waits for somebody in running hand-overs: codenames only."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from muniment.handover.domain.states import ItemState, Kind, Paper, Stage
from muniment.handover.models import Handover, HandoverItem
from muniment.people import queries as people


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """One customer that waits for a person."""

    handover_id: UUID
    codename: str


Waiting = tuple[list[WaitingRow], int]
"""The first rows, and how many there are."""


@dataclass(frozen=True, slots=True)
class Unsettled:
    """Customers that want another contact, and those that gave no word in time."""

    refused: Waiting
    overdue: Waiting


def waiting_for(heir_id: UUID, *, limit: int) -> Waiting:
    """Customers that an heir has not accepted, and how many; one query."""
    items = HandoverItem.objects.filter(
        heir=heir_id, accepted_at=None, handover__stage=Stage.RUNNING
    )
    return _first(items, limit)


def to_introduce(leaver_id: UUID, *, limit: int) -> Waiting:
    """Customers that somebody who leaves has not introduced yet, and how many; one query."""
    items = HandoverItem.objects.filter(
        handover__person=leaver_id, state=ItemState.OPEN, handover__kind=Kind.LEAVER,
        handover__stage=Stage.RUNNING,
    )  # fmt: skip
    return _first(items, limit)


def unsigned_by(leaver_id: UUID) -> tuple[UUID, int] | None:
    """The running hand-over in which somebody who leaves has papers to sign; two queries."""
    leaving = Handover.objects.filter(person=leaver_id, kind=Kind.LEAVER, stage=Stage.RUNNING)
    row = leaving.first()
    if row is None:
        return None
    asked = {Paper.DELETION, Paper.DUTIES}
    left = asked - set(row.statements.values_list("paper", flat=True))
    return (row.id, len(left)) if left else None


def unsettled_under(leader_id: UUID, *, everybody: bool, limit: int) -> Unsettled:
    """Customers without a settled contact, of hand-overs that somebody leads; two queries at most.

    Args:
        everybody: of all hand-overs (an owner; one query), not of those of her reports alone.
        limit: rows of each sort; the counts are whole.
    """
    items = HandoverItem.objects.filter(
        state__in=[ItemState.REFUSED, ItemState.OVERDUE], handover__stage=Stage.RUNNING
    )
    if not everybody:
        items = items.filter(handover__person__in=list(people.reports_of(leader_id)))
    refused: list[WaitingRow] = []
    overdue: list[WaitingRow] = []
    for state, row in _ranked(items):
        (refused if state == ItemState.REFUSED else overdue).append(row)
    return Unsettled(
        (refused[:limit], len(refused)),
        (overdue[:limit], len(overdue)),
    )


def _first(items: QuerySet[HandoverItem], limit: int) -> Waiting:
    rows = [row for _, row in _ranked(items)]
    return rows[:limit], len(rows)


def _ranked(items: QuerySet[HandoverItem]) -> list[tuple[str, WaitingRow]]:
    ordered = items.order_by("handover__begun_at", "rank")
    rows = ordered.values_list("state", "handover_id", "dossier__codename")
    return [(state, WaitingRow(handover, codename)) for state, handover, codename in rows]
