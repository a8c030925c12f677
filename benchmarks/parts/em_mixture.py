"""A plain mixture to be measured against: one best share of customers taken, by EM.

Kept, stopped or taken, on the gaps of MBG/CNBD-k: one regularity and one gamma law of paces for the
whole book, one chance of stopping after an order, and for each leaver the one share under which
her customers' histories are likeliest, pulled by a beta law. Time is counted in usual business.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincc, gammaln
from scipy.stats import gamma

from benchmarks.warning_worlds import Leaving
from muniment.warning.domain.book import Book
from muniment.warning.domain.models import Fitted, choose_k, histories_of
from muniment.warning.domain.tempo import tempo_of

Floats = NDArray[np.float64]

LOOK_BACK, WEEK = 56, 7
KEEPS = (0.0, 0.3, 0.6)
"""Parts of the orders that may stay; each is as usual as the others."""
BETA = (1.0, 4.0)
"""The law of the share: one customer in five."""
PACES, ROUNDS = 40, 50
_TINY = 1e-300


@dataclass(frozen=True, slots=True)
class _Stories:
    """Likelihoods of one customer's orders."""

    kept: float
    stopped: float
    taken: float


def em_mixture(book: Book, leaving: Leaving, on: int) -> dict[int, float]:
    """Give P(taken) of each customer whom she kept and who had ordered before she left."""
    fitted = choose_k(histories_of(book, on))
    hers = [it for it in leaving.owned if (book.days_of(it) < leaving.day).any()]
    if not hers:
        return {}
    stories = _told(book, fitted, hers, leaving, on)
    taken = np.array([it.taken for it in stories])
    other = np.array([it.kept + it.stopped for it in stories])
    share = BETA[0] / sum(BETA)
    for _ in range(ROUNDS):
        chance = share * taken / (share * taken + (1 - share) * other + _TINY)
        share = float((chance.sum() + BETA[0]) / (len(hers) + sum(BETA)))
    return dict(zip(hers, chance.tolist(), strict=True))


def _told(book: Book, fitted: Fitted, hers: list[int], leaving: Leaving, on: int) -> list[_Stories]:
    left = {it.employee for it in book.departures}
    touched = {it.customer for it in book.owners if it.employee in left}
    tempo = tempo_of(book, on=on, without=touched)
    days = np.arange(tempo.first, on + 2)
    speeds = _speeds(days, leaving.day - LOOK_BACK, on)
    steps = np.diff(tempo.at(np.append(days, on + 2))) * speeds / fitted.unit_days
    clocks = np.cumsum(steps, axis=1) - steps
    return [_story(book.days_of(it) - tempo.first, clocks, speeds, fitted) for it in hers]


def _speeds(days: NDArray[np.int64], first: int, on: int) -> Floats:
    """Give the part of the orders that comes, by day: without a change, then for each."""
    changes = [
        np.where(days >= week, keeps, 1.0) for week in range(first, on + 1, WEEK) for keeps in KEEPS
    ]
    return np.array([np.ones(len(days)), *changes])


def _story(days: NDArray[np.int32], clocks: Floats, speeds: Floats, fitted: Fitted) -> _Stories:
    """Sum one customer's likelihoods over the paces that the book's gamma law allows."""
    its = fitted.parameters
    paces = gamma.ppf((np.arange(PACES) + 0.5) / PACES, its["r"]) / its["alpha"]
    gone = its["a"] / (its["a"] + its["b"])
    at = clocks[:, days]
    gaps = np.maximum(np.diff(at, axis=1), 0.3 / fitted.unit_days)
    slower = np.log(np.maximum(speeds[:, days[1:]], 1e-9)).sum(axis=1)
    k, count = fitted.k, len(days) - 1
    bought = (
        count * (k * np.log(paces) - gammaln(k))
        + ((k - 1) * np.log(gaps).sum(axis=1) + slower)[:, None]
        - gaps.sum(axis=1)[:, None] * paces
        + count * np.log(1 - gone)
    )
    likely = np.exp(bought - bought[0].max())
    silent = (clocks[:, -1] - at[:, -1])[:, None]
    waits = likely * (1 - gone) * gammaincc(k, silent * paces)
    return _Stories(
        kept=float(waits[0].mean()),
        stopped=float(likely[0].mean() * gone),
        taken=float(waits[1:].mean()),
    )
