"""Invented buyers who follow a model exactly, watched up to a day and for a while after it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from muniment.warning.domain.models import PARAMETERS, Fitted, Model

Numbers = NDArray[np.float64]
_AT_ONCE = 100_000


@dataclass(frozen=True, slots=True)
class Buyers:
    """What was seen of each up to `age`, what came within the horizon after, who had left.

    Attributes:
        log_gaps: sum of the logs of the gaps up to `age`.
        later: orders within the horizon after `age`.
        stays: whether the buyer was still there at `age`.
    """

    x: Numbers
    last: Numbers
    age: Numbers
    log_gaps: Numbers
    later: Numbers
    stays: NDArray[np.bool_]


def fitted_as(model: Model, *values: float, k: int = 1) -> Fitted:
    """A model with parameters that are known and not learnt."""
    named = dict(zip(PARAMETERS[model], values, strict=True))
    return Fitted(model, k, named, float("nan"), 0)


def buyers(law: Fitted, count: int, *, age: tuple[int, int], horizon: float, seed: int) -> Buyers:
    """Invent buyers whose first orders lie between `age` weeks ago, on whole days."""
    rng = np.random.default_rng(seed)
    pieces = []
    for start in range(0, count, _AT_ONCE):
        size = min(_AT_ONCE, count - start)
        ages = rng.integers(age[0] * 7, age[1] * 7, size, endpoint=True) / 7
        pieces.append(_lived(law, ages, horizon, rng))
    return Buyers(*(np.concatenate(columns) for columns in zip(*pieces, strict=True)))


def _lived(
    law: Fitted, age: Numbers, horizon: float, rng: np.random.Generator
) -> tuple[NDArray[np.generic], ...]:
    size = len(age)
    speed = rng.gamma(law.values[0], 1 / law.values[1], size)
    leave_at, chance = _leaving(law, size, rng)
    now, x, last, logs, later = (np.zeros(size) for _ in range(5))
    stays = rng.random(size) >= (0 if law.model is Model.BG_NBD else chance)
    there = np.flatnonzero(stays)
    while len(there):
        gap = rng.gamma(law.k, 1 / speed[there])
        now[there] += gap
        there, gap = _before(there, gap, now, np.minimum(age + horizon, leave_at))
        seen = now[there] <= age[there]
        before = there[seen]
        x[before] += 1
        last[before] = now[before]
        logs[before] += np.log(gap[seen])
        later[there[~seen]] += 1
        went = rng.random(len(there)) < chance[there]
        stays[there[went & seen]] = False
        there = there[~went]
    return x, last, age, logs, later, stays & (leave_at > age)


def _before(
    there: NDArray[np.intp], gap: Numbers, now: Numbers, end: Numbers
) -> tuple[NDArray[np.intp], Numbers]:
    kept = now[there] <= end[there]
    return there[kept], gap[kept]


def _leaving(law: Fitted, size: int, rng: np.random.Generator) -> tuple[Numbers, Numbers]:
    """When each leaves by itself, and the chance to leave after an order."""
    never = np.full(size, np.inf)
    if law.model is Model.NBD:
        return never, np.zeros(size)
    if law.model is Model.PARETO_NBD:
        s, beta = law.values[2:]
        return rng.exponential(1 / rng.gamma(s, 1 / beta, size)), np.zeros(size)
    return never, rng.beta(law.values[2], law.values[3], size)
