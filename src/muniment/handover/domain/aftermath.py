"""After a hand-over: which customers stayed, and how that compares with people who stayed.

What is thought of one customer comes from the warning room; here it is sorted into three heaps
and set beside a control line: customers of others, counted in the same weeks.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

WATCHED = timedelta(days=365)
_LIKELY, _UNLIKELY = 0.5, 0.2


class Heap(StrEnum):
    """Where one customer stands."""

    KEPT = "kept"
    UNCLEAR = "unclear"
    TAKEN = "taken"  # a suspicion to be checked, never a verdict


def heap_of(score: float | None, *, ordered: bool) -> Heap:
    """Sort one customer: an order under the heir and no suspicion is kept, a strong one taken."""
    if score is not None and score >= _LIKELY:
        return Heap.TAKEN
    return Heap.KEPT if ordered and (score is None or score < _UNLIKELY) else Heap.UNCLEAR


@dataclass(frozen=True, slots=True)
class Week:
    """By the end of a week after the hand-over: how many per mille had ordered since."""

    number: int
    hers: int
    others: int


def control_line(
    hers: Collection[UUID],
    others: Collection[UUID],
    first_orders: Mapping[UUID, date],
    *,
    since: date,
    until: date,
) -> tuple[Week, ...]:
    """Count week by week who has ordered since a day, of hers and of others' customers."""
    weeks = min((until - since).days, WATCHED.days) // 7
    return tuple(
        Week(number, _share(hers, first_orders, day), _share(others, first_orders, day))
        for number in range(1, weeks + 1)
        for day in (since + timedelta(weeks=number),)
    )


def _share(customers: Collection[UUID], first_orders: Mapping[UUID, date], by: date) -> int:
    if not customers:
        return 0
    ordered = sum(1 for one in customers if one in first_orders and first_orders[one] <= by)
    return round(1000 * ordered / len(customers))
