"""Buying histories as models of repeat buying read them: how often, when last, since when.

Source of the three numbers: Fader, Hardie and Lee, Marketing Science 24(2), 2005; of the sum of
log gaps: Platzer and Reutterer, Marketing Science 35(5), 2016.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.warning.domain.book import Book

Numbers = NDArray[np.float64]


class HistoriesUnusable(MunimentError):
    """Numbers that no buying history can have."""

    code = "warning.histories.unusable"
    kind = ErrorKind.INVALID
    title = gettext_noop("A buying history is impossible: row {row}.")
    next_step = gettext_noop(
        "Orders after the first are counted from 0; the last of them lies between first order "
        "and today, and at 0 if there is none."
    )


@dataclass(frozen=True, slots=True)
class Histories:
    """What was observed of customers, or of groups of customers who bought alike.

    Attributes:
        x: order days after the first one.
        last: time from the first to the last order day, in units.
        age: time from the first order day to the end of observation, in units.
        count: how many customers a row stands for.
        log_gaps: sum of the natural logarithms of the gaps, over all customers of the row.
            It weighs models of different regularity against each other, nothing else.
        unit_days: days in a unit.
        customer: indices into the book, where a row is one customer of a book.
    """

    x: Numbers
    last: Numbers
    age: Numbers
    count: Numbers
    log_gaps: Numbers
    unit_days: float = 7
    customer: NDArray[np.intp] | None = None

    @property
    def customers(self) -> int:
        """Give how many customers the rows stand for."""
        return int(self.count.sum())

    def distinct(self, *, rounded: bool = False) -> "Histories":
        """Count equal histories once each; a model learns the same from them, faster.

        Args:
            rounded: round times to whole units first. A million customers in weeks become some
                65,000 rows; parameters move by less than half a percent.
        """
        last, age = (np.round(self.last), np.round(self.age)) if rounded else (self.last, self.age)
        first, group = _groups(self.x, last, age)
        return Histories(
            x=self.x[first],
            last=last[first],
            age=age[first],
            count=_sums(group, self.count),
            log_gaps=_sums(group, self.log_gaps),
            unit_days=self.unit_days,
        )


def histories(x: ArrayLike, last: ArrayLike, age: ArrayLike, *, unit_days: float = 7) -> Histories:
    """Take histories that were summed up elsewhere, one row a customer, without their gaps.

    Raises:
        HistoriesUnusable: a number is missing, negative or contradicts another; the row from 1.
    """
    x, last, age = (np.asarray(values, dtype=np.float64) for values in (x, last, age))
    _refuse_impossible(x, last, age)
    unknown = np.full(len(x), np.nan)
    return Histories(x, last, age, np.ones(len(x)), unknown, unit_days)


def histories_of(book: Book, until: int, unit_days: float = 7) -> Histories:
    """Sum up every customer with an order on or before the day `until`, one row each.

    Several orders of one day count once. Time O(orders).
    """
    known = book.day <= until
    customer, day = book.customer[known].astype(np.int64), book.day[known].astype(np.int64)
    if not len(customer):
        none = np.empty(0)
        return Histories(none, none, none, none, none, unit_days, np.empty(0, np.intp))
    other = np.diff(customer) != 0
    fresh = np.concatenate(([True], other | (np.diff(day) != 0)))
    customer, day = customer[fresh], day[fresh]
    starts = np.flatnonzero(np.concatenate(([True], np.diff(customer) != 0)))
    ends = np.append(starts[1:], len(customer)) - 1
    logs = np.zeros(len(day))
    within = np.diff(customer, prepend=-1) == 0
    logs[within] = np.log(np.diff(day, prepend=day[0])[within] / unit_days)
    return Histories(
        x=(ends - starts).astype(np.float64),
        last=(day[ends] - day[starts]) / unit_days,
        age=(until - day[starts]) / unit_days,
        count=np.ones(len(starts)),
        log_gaps=np.add.reduceat(logs, starts),
        unit_days=unit_days,
        customer=customer[starts],
    )


def _sums(group: NDArray[np.intp], values: Numbers) -> Numbers:
    return np.bincount(group, weights=values).astype(np.float64)


def _groups(*columns: Numbers) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Say which rows are equal: a row of each group, and the group of each row."""
    key = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        levels, place = np.unique(column, return_inverse=True)
        key = np.unique(key * len(levels) + place, return_inverse=True)[1]
    _, first, group = np.unique(key, return_index=True, return_inverse=True)
    return first, group


def _refuse_impossible(x: Numbers, last: Numbers, age: Numbers) -> None:
    sound = np.isfinite(x) & np.isfinite(last) & np.isfinite(age) & (x >= 0) & (x == np.round(x))
    sound &= (last >= 0) & (age >= last) & ((x > 0) == (last > 0))
    if not sound.all():
        raise HistoriesUnusable(row=int(np.argmin(sound)) + 1)
