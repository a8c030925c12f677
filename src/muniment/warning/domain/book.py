"""The order book as arrays: who ordered when for how much, who kept whom, who left.

All days are `date.toordinal()`; money is US dollars. A book is never changed: `until` cuts a
new one, so that a warning for an old date rests on what was known on that date.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.int32]
Indices = NDArray[np.int32]
Money = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ownership:
    """Somebody kept a customer from `start` up to, not including, `end`; None is ever or still."""

    customer: int
    employee: str
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Departure:
    """Somebody's last day in the company, and the day of the notice where it is known."""

    employee: str
    day: int
    noticed: int | None = None


@dataclass(frozen=True)
class Book:
    """Orders of all customers, sorted by customer and day.

    Attributes:
        names: the customers; an index into it stands for one everywhere else.
        customer, day, amount: one entry an order, same length; returns and cancellations are out.
        owners: who kept whom; periods of one customer do not overlap.
        departures: who left.
    """

    names: tuple[str, ...]
    customer: Indices
    day: Days
    amount: Money
    owners: tuple[Ownership, ...] = ()
    departures: tuple[Departure, ...] = ()

    @cached_property
    def starts(self) -> NDArray[np.int64]:
        """Where the orders of each customer begin; one more entry than customers."""
        return np.searchsorted(self.customer, np.arange(len(self.names) + 1))

    def days_of(self, customer: int) -> Days:
        """Give the days with an order of one customer, each day once, oldest first."""
        piece = slice(self.starts[customer], self.starts[customer + 1])
        return np.unique(self.day[piece])

    def until(self, day: int) -> "Book":
        """Give the book as it looked at the end of `day`; customers keep their index.

        Owners and departures dated later are not known then; a period that ends later is open.
        """
        known = self.day <= day
        return Book(
            names=self.names,
            customer=self.customer[known],
            day=self.day[known],
            amount=self.amount[known],
            owners=tuple(
                Ownership(it.customer, it.employee, it.start, _unless_later(it.end, day))
                for it in self.owners
                if it.start is None or it.start <= day
            ),
            departures=tuple(it for it in self.departures if _known(it) <= day),
        )

    def keeper_on(self, day: int) -> Mapping[int, str]:
        """Say who kept each customer on `day`; customers without a keeper are absent."""
        return {
            it.customer: it.employee
            for it in self.owners
            if (it.start is None or it.start <= day) and (it.end is None or it.end > day)
        }


def _known(departure: Departure) -> int:
    return departure.day if departure.noticed is None else departure.noticed


def _unless_later(end: int | None, day: int) -> int | None:
    return end if end is not None and end <= day else None
