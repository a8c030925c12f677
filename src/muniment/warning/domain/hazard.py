"""The chance of an order in the coming week, learnt from all weeks of all silences seen so far.

A logistic regression in discrete time, pulled towards weights that were learnt from other books:
a young book borrows them, an old book overrules them. Silences that have not ended yet count for
the weeks that they have lasted, so no finished silence is needed to begin.

Source: discrete-time survival models, Allison, Sociological Methodology 13 (1982), 61-98.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from muniment.warning.domain.spells import Floats, Spells, Suspension, Whole, suspended_days

WEEK = 7
_ROUNDS, _STEP, _ENOUGH = 30, 2.0, 1e-6
_LOW, _HIGH = -15.0, 8.0
_SLICE = 256


@dataclass(frozen=True, slots=True)
class Moments:
    """Weekly looks at silences: `silent` days into silence `rows`, on `day`.

    Attributes:
        ordered: whether an order came in the seven days after `day`; all of them are known.
    """

    rows: Whole
    silent: Floats
    day: Whole
    ordered: NDArray[np.bool_]

    def only(self, chosen: NDArray[np.bool_]) -> "Moments":
        """Keep some looks."""
        kept = np.flatnonzero(chosen)
        return Moments(self.rows[kept], self.silent[kept], self.day[kept], self.ordered[kept])


def moments_of(
    spells: Spells,
    *,
    until: int,
    most: int,
    longest: float,
    suspensions: Sequence[Suspension] = (),
) -> Moments:
    """Look at every silence each week, counted back from `until`, up to `longest` days into it.

    At most about `most` looks: of a larger book every second, third … customer is taken whole.
    Weeks in which a customer was suspended are left out.
    """
    ends = np.where(spells.ended, np.roll(spells.day, -1) - 1, until)
    ends = np.minimum(ends, spells.day + int(longest) + WEEK)
    begins = (spells.day - until - 1) // WEEK + 1
    counts = np.maximum(np.minimum((ends - until) // WEEK, -1) - begins + 1, 0)
    step = int(np.ceil(counts.sum() / most)) if len(spells) else 1
    _, number = np.unique(spells.customer, return_inverse=True)
    counts = np.where(number % max(step, 1) == 0, counts, 0)
    rows = np.repeat(np.arange(len(spells)), counts)
    within = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
    day = until + WEEK * (begins[rows] + within)
    silent = silent_on(spells, rows, day, suspensions)
    follows = np.where(spells.ended, np.roll(spells.day, -1), until + 1)[rows]
    ordered = spells.ended[rows] & (follows <= day + WEEK)
    found = Moments(rows, silent, day, ordered)
    later = silent_on(spells, rows, day + WEEK, suspensions)
    return found.only((later - silent >= WEEK) & (silent <= longest))


def silent_on(spells: Spells, rows: Whole, day: Whole, suspensions: Sequence[Suspension]) -> Floats:
    """Count the days that each silence had lasted on `day`, suspended ones left out."""
    customer = spells.customer[rows]
    off = suspended_days(customer, day, suspensions)
    off = off - suspended_days(customer, spells.day[rows], suspensions)
    return (day - spells.day[rows] - off).astype(float)


def learn(
    table: Floats, ordered: NDArray[np.bool_], *, start: Floats, pull: float
) -> NDArray[np.float64]:
    """Fit weights by Newton's method; `pull` is the ridge towards `start`. Convex: one answer."""
    weights = start.copy()
    slices = _slices(np.column_stack((table, ordered)))
    signs, target = slices[:, :, :-1], slices[:, :, -1]
    for _ in range(_ROUNDS):
        chance = _logistic(signs @ weights)
        slope = np.einsum("bni,bn->i", signs, target - chance) - pull * (weights - start)
        spread = signs * (chance * (1 - chance))[:, :, None]
        bend = (signs.transpose(0, 2, 1) @ spread).sum(axis=0)
        step = np.linalg.solve(bend + pull * np.eye(len(weights)), slope)
        weights = weights + np.clip(step, -_STEP, _STEP)
        if float(np.abs(step).max()) < _ENOUGH:
            break
    return weights


def chances(table: Floats, weights: Floats) -> Floats:
    """Give the chance of an order in the coming week, for each row of signs."""
    return _logistic(table @ weights)


def _logistic(odds: Floats) -> Floats:
    chance: Floats = 1.0 / (1.0 + np.exp(-np.clip(odds, _LOW, _HIGH)))
    return chance


def _slices(table: Floats) -> Floats:
    """Cut a long table into short ones, filled up with rows of nothing, which weigh nothing.

    Products this small stay on one core. Longer ones are shared among threads that wait for one
    another: on a busy machine that took ten times as long.
    """
    full = -(-len(table) // _SLICE) * _SLICE
    padded = np.zeros((full, table.shape[1]))
    padded[: len(table)] = table
    return padded.reshape(-1, _SLICE, table.shape[1])


def quiet(
    chance_after: Callable[[NDArray[np.int64], float], Floats], silent: Floats, horizon: Floats
) -> Floats:
    """Multiply the weeks up: P(no order until the silence has lasted its horizon).

    Args:
        chance_after: the weekly chance of an order for some entries, so many days further on.
        silent: days that each silence has lasted; horizon: days at which it counts as final.
    """
    left = np.maximum(horizon - silent, 0.0)
    found = np.zeros(len(left))
    later = 0.0
    while len(open_ := np.flatnonzero(left > later)):
        part = np.minimum((left[open_] - later) / WEEK, 1.0)
        found[open_] += part * np.log1p(-chance_after(open_, later))
        later += WEEK
    quiet_until: Floats = np.exp(found)
    return quiet_until
