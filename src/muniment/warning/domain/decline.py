"""Customers that still order, but clearly less than in their own year: in orders or in money.

Orders of the last quarter against the year before it, both Poisson with a gamma prior for their
rates; the whole book between the same days is the clock, so a slow season accuses nobody. Money is
counted in orders of the customer's usual size, which become fewer the more the sizes differ.

Source: the ratio of two gamma variables is a beta prime; Johnson, Kotz, Balakrishnan, Continuous
Univariate Distributions 2 (1995), chapter 27.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc

from muniment.warning.domain.book import Book
from muniment.warning.domain.spells import Floats

QUARTER, YEAR = 91, 365
LEVEL = 0.7
"""Below this part of the own year a customer has declined."""

SURE = 0.9
"""How sure that must be for an alarm: many customers are looked at each week."""

_LEAST_ORDERS = 6
_PRIOR_ORDERS = 1.0


@dataclass(frozen=True, slots=True)
class Declines:
    """Customers that ordered within the quarter and often enough in the year before; one length.

    Attributes:
        customer: index into the book's names.
        declined: P(the level is below `LEVEL` of the own year), the surer of orders and money.
        orders, money: the quarter over what the own year and the book's course let expect.
        score: 0 to 1; 0.5 where `declined` is `SURE`.
    """

    customer: NDArray[np.int64]
    declined: Floats
    orders: Floats
    money: Floats
    score: Floats


def declines(book: Book, *, on: int) -> Declines:
    """Compare each customer's last quarter with its own year before, as known on `on`."""
    late = (book.day > on - QUARTER) & (book.day <= on)
    year = (book.day > on - QUARTER - YEAR) & (book.day <= on - QUARTER)
    now, before = _counted(book, late), _counted(book, year)
    judged = np.flatnonzero((now.orders >= 1) & (before.orders >= _LEAST_ORDERS))
    course = max(float(now.orders.sum()), 1.0) / max(float(before.orders.sum()), 1.0)
    lump = (now.squares + before.squares) / np.maximum(now.money + before.money, 1e-9)
    by_orders = _below(now.orders[judged], before.orders[judged], course)
    unit = np.maximum(lump[judged], 1e-9)
    by_money = _below(now.money[judged] / unit, before.money[judged] / unit, course)
    declined = np.maximum(by_orders, np.where(before.money[judged] > 0, by_money, 0.0))
    odds = np.log(declined + 1e-12) - np.log1p(1e-12 - declined) - np.log(SURE / (1 - SURE))
    return Declines(
        judged.astype(np.int64),
        declined,
        now.orders[judged] / (before.orders[judged] * course),
        now.money[judged] / np.maximum(before.money[judged] * course, 1e-9),
        1.0 / (1.0 + np.exp(-np.clip(odds, -30.0, 30.0))),
    )


@dataclass(frozen=True, slots=True)
class _Counted:
    orders: Floats
    money: Floats
    squares: Floats


def _counted(book: Book, chosen: NDArray[np.bool_]) -> _Counted:
    """Count days with an order, money and its squares, by customer."""
    size = len(book.names)
    pairs = np.unique(book.customer[chosen].astype(np.int64) * 10**7 + book.day[chosen])
    who, amount = book.customer[chosen], book.amount[chosen]
    return _Counted(
        np.bincount(pairs // 10**7, minlength=size).astype(float),
        np.bincount(who, weights=amount, minlength=size).astype(float),
        np.bincount(who, weights=amount**2, minlength=size).astype(float),
    )


def _below(now: Floats, before: Floats, course: float) -> Floats:
    """P(rate now < LEVEL × rate before); both rates have a prior of one order of the book's."""
    little = _PRIOR_ORDERS / max(float(before.mean()) if len(before) else 0.0, 1.0)
    own, later = 1.0 + little, LEVEL * (course + little)
    chance: Floats = betainc(now + _PRIOR_ORDERS, before + _PRIOR_ORDERS, later / (later + own))
    return chance
