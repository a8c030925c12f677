"""Learning the weights from the company's own departures.

The hand-set weights are the prior: each logarithm is normal around what was set, `SPREAD` wide, and
what became of a leaver's customers (taken with a probability) is a logistic likelihood. Newton's
method finds the top of the posterior and its curvature the spread that is left.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

import numpy as np

from muniment.exposure.domain.weights import LEAST, MOST, SIGNS, START, Signs, Weights

START_SPREAD = 0.5
SPREAD = 0.35
"""Standard deviations of the prior, in log-odds: a weight is known to about half or double."""
_TURNS, _CLOSE = 50, 1e-9


@dataclass(frozen=True, slots=True)
class Lesson:
    """One customer of one leaver: the signs at the notice, and how likely it was taken."""

    signs: Signs
    taken: float


@dataclass(frozen=True, slots=True)
class Learnt:
    """One number before and after, with the middle 80 % of where it may lie."""

    name: str
    before: float
    after: float
    low: float
    high: float


def learn(weights: Weights, lessons: Sequence[Lesson]) -> tuple[Weights, tuple[Learnt, ...]]:
    """Move the weights by what departures taught; without lessons nothing moves.

    Args:
        weights: the prior. Each lesson's `taken` is 0 to 1.

    Time O(lessons x 49) a turn, a handful of turns.
    """
    mean = np.array(weights.logs())
    spread = np.array([START_SPREAD] + [SPREAD] * len(SIGNS))
    seen = np.array([_row(lesson.signs) for lesson in lessons]).reshape(-1, len(mean))
    taken = np.array([min(max(lesson.taken, 0.0), 1.0) for lesson in lessons])
    told, deviation = _top(mean, spread, seen, taken)
    after = Weights.of(_sheet(told))
    ends = [_sheet(told + side * 1.2816 * deviation) for side in (-1, 1)]
    before, now = weights.sheet(), after.sheet()
    names = (START, *SIGNS)
    return after, tuple(
        Learnt(name, before[name], now[name], ends[0][name], ends[1][name]) for name in names
    )


def _row(signs: Signs) -> list[float]:
    readings = signs.readings()
    return [1.0, *(readings[name] for name in SIGNS)]


def _top(
    mean: np.ndarray, spread: np.ndarray, seen: np.ndarray, taken: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The top of the posterior, and the standard deviations there."""
    told, precision = mean.copy(), np.diag(1 / spread**2)
    for _ in range(_TURNS):
        likely = 1 / (1 + np.exp(-seen @ told))
        slope = seen.T @ (taken - likely) - precision @ (told - mean)
        bend = (seen * (likely * (1 - likely))[:, None]).T @ seen + precision
        step = np.linalg.solve(bend, slope)
        told = told + step
        if float(np.abs(step).max()) < _CLOSE:
            break
    likely = 1 / (1 + np.exp(-seen @ told))
    bend = (seen * (likely * (1 - likely))[:, None]).T @ seen + precision
    return told, np.sqrt(np.diag(np.linalg.inv(bend)))


def _sheet(told: np.ndarray) -> dict[str, float]:
    """Weights within their bounds; three digits are more than anybody knows."""
    start = min(max(1 / (1 + exp(-float(told[0]))), 0.01), 0.9)
    rest = {
        name: round(min(max(exp(float(value)), LEAST), MOST), 3)
        for name, value in zip(SIGNS, told[1:], strict=True)
    }
    return {START: round(start, 3), **rest}
