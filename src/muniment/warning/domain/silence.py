"""How likely it is that a silence is the last: P(no order for the rest of the horizon | history).

A silence begins with each day that has an order. It is *finished* when an order follows or when
it has lasted the horizon: 26 weeks, after which a customer counts as stopped.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from muniment.warning.domain.book import Book

HORIZON = 182
"""Days without an order after which a customer counts as stopped."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rule:
    """A registered rhythm: somebody who knows the customer expects an order every `gap` days."""

    customer: int
    gap: float


@dataclass(frozen=True, slots=True)
class Suspension:
    """The customer said it would not order from `start` up to, not including, `end`."""

    customer: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Silences:
    """What is known on a day about each customer that ever ordered; arrays of one length.

    Attributes:
        customer: index into the book's names.
        silent: days since the last order, suspensions left out.
        gap: usual days between two orders, shrunk towards the book's.
        stopped: P(no order until the silence has lasted the horizon).
        score: 0 to 1; from 0.5 on the silence is worth an alarm.
    """

    customer: NDArray[np.int64]
    silent: Floats
    gap: Floats
    stopped: Floats
    score: Floats


def silences(
    book: Book,
    *,
    on: int,
    horizon: int = HORIZON,
    rules: Sequence[Rule] = (),
    suspensions: Sequence[Suspension] = (),
) -> Silences:
    """Judge every silence at the end of the day `on`; later orders are not looked at."""
    known = book.until(on)
    pairs = np.unique(np.column_stack((known.customer, known.day)), axis=0).astype(np.int64)
    customer, day = pairs[:, 0], pairs[:, 1]
    last = np.r_[customer[1:] != customer[:-1], True]
    gaps = np.where(last, on - day, np.r_[day[1:], 0] - day)
    silent = gaps[last].astype(float)
    at_least = np.sort(gaps)
    lasting = len(gaps) - np.searchsorted(at_least, silent)
    ended = len(gaps) - np.searchsorted(at_least, np.maximum(silent, horizon))
    stopped = ended / lasting
    usual = np.full(len(silent), float(np.median(gaps)))
    return Silences(customer[last], silent, usual, stopped, stopped)
