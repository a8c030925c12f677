"""Silences as rows: one a day with an order, with what was known of the customer on that day."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from muniment.warning.domain.book import Book

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

_YEAR = 365
_WIDE = 10**7
"""Wider than any ordinal day, so that customer × _WIDE + day sorts by customer, then by day."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A registered rhythm: somebody who knows the customer expects an order every `gap` days."""

    customer: int
    gap: float


@dataclass(frozen=True, slots=True)
class Suspension:
    """The customer said it would not order from `start` up to, not including, `end`.

    `told_by` is who put that on record, as departures name employees; None where nobody asks.
    """

    customer: int
    start: int
    end: int
    told_by: str | None = None


@dataclass(frozen=True, slots=True)
class Spells:
    """One entry a silence, sorted by customer and day; each begins with a day with an order.

    Everything but `lasted` and `ended` was known on the day on which the silence began.

    Attributes:
        customer: index into the book's names; day: on which the silence began.
        orders: days with an order so far, this one included; age: days since the first of them.
        ended: an order is known to have followed; lasted: days until then, or until the book's end.
        gaps, squares: sums of the logarithms of the gaps so far, and of their squares.
        recent: mean logarithm of the last three gaps; longest: the longest gap, in days.
        size: logarithm of this day's money over the customer's geometric mean.
        year: US dollars of the 365 days up to and including `day`.
    """

    customer: Whole
    day: Whole
    orders: Whole
    age: Floats
    ended: NDArray[np.bool_]
    lasted: Floats
    gaps: Floats
    squares: Floats
    recent: Floats
    longest: Floats
    size: Floats
    year: Floats

    def __len__(self) -> int:
        return len(self.day)


def spells_of(book: Book, *, until: int, suspensions: Sequence[Suspension] = ()) -> Spells:
    """Cut the book's orders up to `until` into silences; suspended days count nowhere.

    Time O(orders × log(orders)), plus one slice for each suspension.
    """
    customer, day, money = _order_days(book, until)
    worked = day - suspended_days(customer, day, suspensions)
    now = until - suspended_days(customer, np.full(len(day), until), suspensions)
    first = np.r_[True, customer[1:] != customer[:-1]][: len(day)]
    start = np.maximum.accumulate(np.where(first, np.arange(len(day)), 0))
    ended = np.r_[~first[1:], False][: len(day)]
    gap = np.where(first, 0, worked - np.roll(worked, 1)).astype(float)
    log_gap = np.log(np.maximum(gap, 1.0))
    orders = np.arange(len(day)) - start + 1
    log_money = np.log(np.maximum(money, 1.0))
    return Spells(
        customer=customer,
        day=day,
        orders=orders,
        age=(worked - worked[start]).astype(float),
        ended=ended,
        lasted=np.where(ended, np.roll(gap, -1), now - worked),
        gaps=_running(log_gap, start),
        squares=_running(log_gap**2, start),
        recent=_mean_of_last(log_gap, start, 3),
        longest=_running_longest(gap, start),
        size=log_money - _running(log_money, start) / orders,
        year=_of_a_year(customer, day, money),
    )


def suspended_days(
    customer: Whole, day: Whole, suspensions: Sequence[Suspension]
) -> NDArray[np.int64]:
    """Count the suspended days of each customer up to its `day`; `customer` must be sorted."""
    found = np.zeros(len(day), np.int64)
    for it in suspensions:
        low, high = np.searchsorted(customer, [it.customer, it.customer + 1])
        found[low:high] += np.clip(day[low:high] - it.start, 0, max(0, it.end - it.start))
    return found


def _order_days(book: Book, until: int) -> tuple[Whole, Whole, Floats]:
    """Merge the orders of one customer and day."""
    known = book.day <= until
    key = book.customer[known].astype(np.int64) * _WIDE + book.day[known]
    keys, place = np.unique(key, return_inverse=True)
    money = np.bincount(place, weights=book.amount[known], minlength=len(keys))
    customer, day = np.divmod(keys.astype(np.int64), _WIDE)
    return customer, day, money.astype(float)


def _running(values: Floats, start: Whole) -> Floats:
    """Sum the values of each customer up to and including each row."""
    total = np.cumsum(values)
    return total - (total - values)[start]


def _mean_of_last(values: Floats, start: Whole, count: int) -> Floats:
    """Average the last gaps; a customer's first row has no gap and gives 0."""
    total = np.cumsum(values)
    row = np.arange(len(values))
    before = np.maximum(row - count, start)
    return (total - total[before]) / np.maximum(row - before, 1)


def _running_longest(gap: Floats, start: Whole) -> Floats:
    """Carry the longest gap so far; customers are kept apart by a step above any gap."""
    step = start * float(_WIDE)
    longest: Floats = np.maximum.accumulate(gap + step) - step
    return longest


def _of_a_year(customer: Whole, day: Whole, money: Floats) -> Floats:
    total = np.r_[0.0, np.cumsum(money)]
    oldest = np.searchsorted(customer * _WIDE + day, customer * _WIDE + day - _YEAR, side="right")
    year: Floats = total[1:] - total[np.minimum(oldest, np.arange(len(day)))]
    return np.maximum(year, 0.0)
