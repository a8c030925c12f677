"""Who handled which orders: counts and days, for the credit of those who did."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Max, Min

from muniment.sales.domain.states import OrderState
from muniment.sales.models import Order

_MARKS = 500
_UNDONE = (OrderState.CANCELLED, OrderState.RETURNED)


@dataclass(frozen=True, slots=True)
class HandledRow:
    """Orders of one customer that one person handled and that stand.

    Attributes:
        of: orders of this customer in all, whoever handled them.
    """

    dossier_id: UUID
    orders: int
    of: int
    first_on: date
    last_on: date


def handled_by(person_id: UUID) -> list[HandledRow]:
    """Orders that a person handled, by customer; two queries for up to 500 customers."""
    standing = Order.objects.filter(replaced_at=None).exclude(state__in=_UNDONE)
    mine = standing.filter(handler=person_id).values("dossier_id")
    rows = list(
        mine.annotate(
            orders=Count("id"), first_on=Min("ordered_on"), last_on=Max("ordered_on")
        ).order_by("dossier_id")
    )
    every = order_counts(row["dossier_id"] for row in rows)
    return [HandledRow(of=every[row["dossier_id"]], **row) for row in rows]


def order_counts(dossier_ids: Iterable[UUID]) -> dict[UUID, int]:
    """How many orders of each customer stand; customers without are absent.

    One query for each 500 customers.
    """
    ids, counts = list(dossier_ids), {}
    for start in range(0, len(ids), _MARKS):
        standing = Order.objects.filter(
            replaced_at=None, dossier__in=ids[start : start + _MARKS]
        ).exclude(state__in=_UNDONE)
        counts.update(
            dict(standing.values_list("dossier_id").annotate(count=Count("id")).order_by())
        )
    return counts


def first_order_day(dossier_id: UUID) -> date | None:
    """The day of a customer's first order that stands; one query."""
    standing = Order.objects.filter(replaced_at=None, dossier=dossier_id)
    told = standing.exclude(state__in=_UNDONE).aggregate(day=Min("ordered_on"))
    day: date | None = told["day"]
    return day
