"""After a hand-over: which customers stayed, and how that compares with people who stayed.

What is thought of one customer comes from the warning room; here it is sorted into three heaps
and set beside a control line: customers of others, counted in the same weeks.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import sqrt
from uuid import UUID

WATCHED = timedelta(days=365)
FEWEST = 5
"""With fewer customers on either side, nothing is said about the two."""
_Z = 1.2816  # 80 % of a normal law lie within so many standard deviations
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
class Share:
    """How many of some customers ordered again, with bounds between which 80 % lie.

    Attributes:
        low, high: per mille, by Wilson's interval for a share: Wilson, Journal of the American
            Statistical Association 22 (1927).
    """

    ordered: int
    customers: int
    low: int
    high: int

    @property
    def percent(self) -> float | None:
        """The share itself; None without customers."""
        return 100 * self.ordered / self.customers if self.customers else None


def share_of(ordered: int, customers: int) -> Share:
    """Say a share with its bounds; with nobody to count, anything between nought and all."""
    if not customers:
        return Share(0, 0, 0, 1000)
    share, n = ordered / customers, customers
    middle = (share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z * sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2)) / (1 + _Z**2 / n)
    low, high = max(0.0, middle - half), min(1.0, middle + half)
    return Share(ordered, customers, round(1000 * low), round(1000 * high))


class Beside(StrEnum):
    """How her customers do beside those of people who stayed."""

    TOO_FEW = "too_few"
    ALIKE = "alike"  # the bounds overlap: no difference that chance does not make
    FEWER = "fewer"
    MORE = "more"


def beside(hers: Share, others: Share) -> Beside:
    """Compare two shares; only bounds that do not meet make a difference."""
    if min(hers.customers, others.customers) < FEWEST:
        return Beside.TOO_FEW
    if hers.high < others.low:
        return Beside.FEWER
    return Beside.MORE if hers.low > others.high else Beside.ALIKE


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
