"""The book's own clock: how fast those customers buy whom a question does not concern.

Season, growth and a bad quarter change everybody's orders. Time is therefore counted in days of
usual business, measured on everybody else's customers: a slack August passes slowly, and a
silence in it proves little. So a leaver's customers are always compared with those who stayed.
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from muniment.warning.domain.book import Book

_WEEK = 7
_ACTIVE_WEEKS = 26
_BLUR = np.array([1.0, 2.0, 3.0, 2.0, 1.0]) / 9.0
_CALM = 1.0
"""Orders a week at which a week's own level counts as much as the usual one."""
_SLOWEST, _FASTEST = 0.05, 3.0


@dataclass(frozen=True, slots=True)
class Tempo:
    """Days of usual business since `first`.

    Attributes:
        first: the calendar day on which the clock begins.
        passed: days of usual business gone by at the start of each week, and at the end.
    """

    first: int
    passed: NDArray[np.float64]

    def at(self, days: ArrayLike) -> NDArray[np.float64]:
        """Give the business days gone by at the start of some calendar days."""
        weeks = (np.asarray(days, float) - self.first) / _WEEK
        return np.interp(weeks, np.arange(len(self.passed)), self.passed)


def tempo_of(book: Book, *, on: int, without: Collection[int] = ()) -> Tempo:
    """Measure the clock up to and with the day `on`, on all customers but `without`.

    The level of a week is its repeat orders over the customers who ordered in the half year
    before it: customers that come or stop do not change it. Time O(orders log orders).
    """
    others = ~np.isin(book.customer, list(without)) & (book.day <= on)
    customer, day = book.customer[others].astype(np.int64), book.day[others].astype(np.int64)
    oldest = int(book.day.min()) if len(book.day) else on
    weeks = max(0, on - oldest) // _WEEK + 1
    first = on + 1 - _WEEK * weeks  # the newest week is a whole one
    repeats, active = _repeats(customer, (day - first) // _WEEK, weeks)
    level = np.ones(weeks)
    if active.sum() and repeats.sum():
        expected = active * repeats.sum() / active.sum()
        level = (_blurred(repeats) + _CALM) / (_blurred(expected) + _CALM)
    level = np.clip(level, _SLOWEST, _FASTEST)
    return Tempo(first, np.concatenate([[0.0], np.cumsum(level * _WEEK)]))


def _repeats(
    customer: NDArray[np.int64], week: NDArray[np.int64], weeks: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Count, a week, the customers who came back in it and those who could have."""
    ordered = np.unique(np.column_stack([customer, week]), axis=0)
    who, when = ordered[:, 0], ordered[:, 1]
    came_back = np.append(False, who[1:] == who[:-1])[: len(who)]
    repeats = np.bincount(when[came_back], minlength=weeks)[:weeks].astype(float)
    following = np.append(when[1:], 0)[: len(who)]
    has_next = np.append(came_back[1:], False)[: len(who)]
    until = np.where(has_next, np.minimum(when + _ACTIVE_WEEKS, following), when + _ACTIVE_WEEKS)
    change = np.zeros(weeks + _ACTIVE_WEEKS + 2)
    np.add.at(change, when + 1, 1.0)
    np.add.at(change, until + 1, -1.0)
    return repeats, np.cumsum(change)[:weeks]


def _blurred(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return (
        np.convolve(values, _BLUR, "same")[: len(values)] if len(values) >= len(_BLUR) else values
    )
