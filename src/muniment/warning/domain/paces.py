"""How a book's customers buy: a weight for every pace of buying on a grid, learnt from the book.

A pace is a usual gap and its regularity (Erlang shape k, fractions allowed: below 1 orders come
in bursts). Instead of one curve for everybody's gaps, as in MBG/CNBD-k (Platzer, Reutterer 2016;
Reutterer, Platzer, Schroeder 2021), each point of the grid gets a weight by expectation and
maximization, so that a book of two kinds of buyer has two hills. A customer stops for good at a
constant risk a day; stopping shows only as silence.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincc, gammaln

Floats = NDArray[np.float64]

_SHAPES = np.array([0.6, 1.0, 1.5, 2.5, 4.0])
_USUAL_GAPS = np.exp(np.linspace(np.log(3.0), np.log(500.0), 26))
SHAPE: Floats = np.repeat(_SHAPES, len(_USUAL_GAPS))
"""Regularity of each pace of the grid."""
RATE: Floats = 1.0 / np.tile(_USUAL_GAPS, len(_SHAPES))
"""Orders a day of usual business, of each pace."""
_SPEED = SHAPE * RATE
_CONSTANT = SHAPE * np.log(_SPEED) - gammaln(SHAPE)

SHORTEST_GAP = 0.3
"""No gap counts as shorter, in days: days are counted whole."""
_RISKS = (1 / 3000, 1 / 1800, 1 / 1200, 1 / 800, 1 / 500, 1 / 300)
_ROUNDS = 40
_BELIEF = 12.0
"""Customers that the general shape of the weights counts for."""
_MIDDLE_GAP, _WIDTH = 60.0, 1.2
_TINY = 1e-300
_STEP = 14.0
_STEPS = 150


@dataclass(frozen=True, slots=True)
class Spells:
    """What is left of some customers' order days; arrays of one shape, days of usual business.

    Attributes:
        gaps: how many gaps; log_gaps, all_gaps: sum of their logarithms, of their lengths.
        silent: days since the last order.
    """

    gaps: Floats
    log_gaps: Floats
    all_gaps: Floats
    silent: Floats


@dataclass(frozen=True, slots=True)
class Paces:
    """What a book taught.

    Attributes:
        weights: logarithm of each pace's weight on the grid.
        risk: chance a day of usual business that a customer stops for good.
    """

    weights: Floats
    risk: float


def log_bought(spells: Spells) -> Floats:
    """Give the log-density of the gaps under every pace; one more axis than the spells."""
    return np.asarray(
        spells.gaps[..., None] * _CONSTANT
        + (SHAPE - 1.0) * spells.log_gaps[..., None]
        - _SPEED * spells.all_gaps[..., None]
    )


def log_silent(days: Floats) -> Floats:
    """Give log P(no order in so many days | still a customer) under every pace."""
    width = len(_USUAL_GAPS)
    found = np.empty((*days.shape, len(SHAPE)))
    for number, shape in enumerate(_SHAPES):
        piece = slice(number * width, (number + 1) * width)
        found[..., piece] = np.interp(days[..., None] * RATE[piece], *_survival(float(shape)))
    return found


@cache
def _survival(shape: float) -> tuple[Floats, Floats]:
    """Tabulate the log-survival of a gap of mean 1, to be read off by interpolation."""
    points = np.concatenate([np.linspace(0, 6, 601)[:-1], np.linspace(6, 60, 541)])
    return points, np.log(np.maximum(gammaincc(shape, shape * points), _TINY))


def log_stopped(days: Floats, risk: float) -> Floats:
    """Give log P(stopped for good within so many days, and no order before) under every pace."""
    grid: Floats = np.arange(_STEPS + 1, dtype=np.float64) * _STEP
    density = risk * np.exp(-risk * grid)[:, None] * np.exp(log_silent(grid))
    area = np.cumsum((density[1:] + density[:-1]) / 2 * _STEP, axis=0)
    total = np.concatenate([np.zeros((1, len(SHAPE))), area])
    place = np.clip(days / _STEP, 0, _STEPS - 1e-3)
    low = place.astype(int)
    part = (place - low)[..., None]
    return np.asarray(np.log(np.maximum(total[low] * (1 - part) + total[low + 1] * part, _TINY)))


def fit_paces(spells: Spells) -> Paces:
    """Learn the weights and the risk of stopping by maximum likelihood; time O(customers).

    A thousand customers are enough: more do not move the weights. A book without customers gives
    the general shape.
    """
    bought, quiet = log_bought(spells), log_silent(spells.silent)
    fits = [_with_risk(risk, spells, bought, quiet) for risk in _RISKS]
    return max(fits, key=lambda it: it[0])[1]


def _with_risk(risk: float, spells: Spells, bought: Floats, quiet: Floats) -> tuple[float, Paces]:
    lived = risk * (spells.all_gaps + spells.silent)
    here = quiet - lived[:, None]
    gone = log_stopped(spells.silent, risk) - risk * spells.all_gaps[:, None]
    known = bought + np.logaddexp(here, gone)
    top = known.max(axis=1, keepdims=True)
    likelihood = np.exp(known - top)
    general = _general_weights()
    weights = general
    for _ in range(_ROUNDS):
        share = likelihood * weights
        share /= share.sum(axis=1, keepdims=True)
        weights = share.sum(axis=0) + _BELIEF * general
        weights /= weights.sum()
    total = float((np.log((likelihood * weights).sum(axis=1)) + top[:, 0]).sum())
    return total, Paces(np.log(weights), risk)


def _general_weights() -> Floats:
    """A hill around a gap of two months, the same for every regularity."""
    hill = np.exp(-0.5 * (np.log(1.0 / RATE / _MIDDLE_GAP) / _WIDTH) ** 2)
    return np.asarray(hill / hill.sum())
