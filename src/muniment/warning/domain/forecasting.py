"""The next 12 months of every customer: orders by the buying model, money by shrunk amounts.

What an order is worth differs between customers and, within one, between orders. The customer's own
mean is drawn towards the book's as far as its orders are few: credibility after Buehlmann (1967),
the same linear form as the conditional mean of the gamma-gamma model.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv

from muniment.warning.domain.book import Book
from muniment.warning.domain.models import (
    Fitted,
    Histories,
    alive,
    expected,
    gap_quantiles,
    histories_of,
)

YEAR = 365
BANDS = (0.05, 0.25, 0.75, 0.95)
"""Levels of the next gap that bound the 90 % and the 50 % band."""
_LOW, _HIGH = 0.1, 0.9
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Forecasts:
    """One entry a customer that ever ordered, all arrays of one length.

    Attributes:
        customer: index into the book's names.
        orders, usd: expected in the next 12 months; `low` and `high` hold 80 % of years.
        due: days after the last order by which the next one came, at the levels of `BANDS`.
        last: ordinal of the last order day.
        orders_year, usd_year: of the 12 months before.
    """

    customer: NDArray[np.intp]
    orders: Floats
    usd: Floats
    low: Floats
    high: Floats
    due: Floats
    last: NDArray[np.int64]
    orders_year: NDArray[np.int64]
    usd_year: Floats


def forecasts(book: Book, fitted: Fitted, *, on: int) -> Forecasts:
    """Foretell the 12 months after the day `on`; later orders are not looked at.

    Amounts that are not known (nan) are worth nothing here. Time O(orders).
    """
    seen = histories_of(book, on, fitted.unit_days)
    who = seen.customer if seen.customer is not None else np.empty(0, np.intp)
    horizon = YEAR / fitted.unit_days
    orders = expected(fitted, seen.x, seen.last, seen.age, horizon)
    mean, spread = _amounts(book, who, on)
    usd = orders * mean
    low, high = _interval(fitted, seen, orders, mean, spread)
    year = _year(book, who, on)
    return Forecasts(
        who, orders, usd, low, high, gap_quantiles(fitted, seen.x, seen.last, BANDS)
        * fitted.unit_days, _last(book, who, on), year[0], year[1],
    )  # fmt: skip


def _amounts(book: Book, who: NDArray[np.intp], on: int) -> tuple[Floats, Floats]:
    """Give each customer's shrunk mean amount and the variance of one order of hers."""
    known = (book.day <= on) & np.isfinite(book.amount)
    customer, amount = book.customer[known], book.amount[known]
    size = len(book.names)
    count = np.bincount(customer, minlength=size)[who].astype(float)
    total = np.bincount(customer, weights=amount, minlength=size)[who]
    square = np.bincount(customer, weights=amount**2, minlength=size)[who]
    own = np.divide(total, count, out=np.zeros(len(who)), where=count > 0)
    within = np.maximum(square - count * own**2, 0.0)
    pooled = within.sum() / max(float(np.maximum(count - 1, 0).sum()), 1.0)
    overall = float(total.sum() / max(count.sum(), 1.0))
    between = _between(own, count, overall, pooled)
    trust = count / (count + pooled / between) if between > 0 else np.zeros(len(who))
    mean = np.where(count > 0, trust * own + (1 - trust) * overall, 0.0)
    variance = (within + 3 * pooled) / (np.maximum(count - 1, 0) + 3)
    return mean, variance


def _between(own: Floats, count: Floats, overall: float, pooled: float) -> float:
    """Estimate how much customers' means differ, without the part that chance makes."""
    if len(own) < 2:
        return 0.0
    total = count.sum()
    spare = total - (count**2).sum() / total if total else 0.0
    raw = (count * (own - overall) ** 2).sum() - (np.count_nonzero(count) - 1) * pooled
    return max(float(raw / spare), 0.0) if spare > 0 else 0.0


def _interval(
    fitted: Fitted, seen: Histories, orders: Floats, mean: Floats, spread: Floats
) -> tuple[Floats, Floats]:
    """Bound the money of eight years in ten: gone, or a gamma law over what is left.

    Its variance has the amounts, the gaps (an Erlang-k count is steadier than chance), and what is
    not known of the customer's speed.
    """
    stays = np.clip(alive(fitted, seen.x, seen.last, seen.age), 1e-6, 1.0)
    count = orders / stays
    shape = fitted.parameters["r"] + fitted.k * seen.x
    variance = count * spread + mean**2 * (count / fitted.k + count**2 / shape)
    money = count * mean
    sound = (money > 0) & (variance > 0)
    form = np.divide(money**2, variance, out=np.ones(len(money)), where=sound)
    scale = np.divide(variance, money, out=np.zeros(len(money)), where=sound)
    bounds = []
    for level in (_LOW, _HIGH):
        within = np.clip((level - (1 - stays)) / stays, 0.0, 1.0)  # below: it is gone
        bounds.append(np.where(sound, gammaincinv(form, within) * np.maximum(scale, 1e-9), 0.0))
    return bounds[0], np.maximum(bounds[1], bounds[0])


def _last(book: Book, who: NDArray[np.intp], on: int) -> NDArray[np.int64]:
    known = book.day <= on
    last = np.zeros(len(book.names), np.int64)
    np.maximum.at(last, book.customer[known], book.day[known])
    return last[who]


def _year(book: Book, who: NDArray[np.intp], on: int) -> tuple[NDArray[np.int64], Floats]:
    within = (book.day <= on) & (book.day > on - YEAR)
    customer, amount = book.customer[within], np.nan_to_num(book.amount[within])
    size = len(book.names)
    counted = np.bincount(customer, minlength=size)[who]
    money = np.bincount(customer, weights=amount, minlength=size)[who]
    return counted.astype(np.int64), money.astype(np.float64)
