"""The season of the whole book: how busy the coming week was a year ago, damped."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from muniment.warning.domain.spells import Floats, Spells, Whole

_WEEK, _YEAR, _NEAR, _FAR, _LEAST = 7, 364, 2, 26, 8
_DAMPING = 0.2
"""This part of an average week is added above and below the line."""


@dataclass(frozen=True, slots=True)
class Season:
    """Order days a week of the whole book, summed from its start.

    Attributes:
        start: ordinal of the first day of week 0.
        total: order days before each week; one more entry than weeks.
    """

    start: int
    total: Floats

    def level(self, day: Whole) -> Floats:
        """Say how busy the week after `day` should be: a logarithm between -1 and 1.

        0 where the book has less than eight weeks of the year before, or is not a year old.
        """
        week = (day + 4 - _YEAR - self.start) // _WEEK
        near = self._mean(week - _NEAR, week + _NEAR + 1)
        far = self._mean(week - _FAR, np.minimum(week + _FAR, (day - self.start) // _WEEK))
        little = _DAMPING * far + _DAMPING
        found = np.clip(np.log((near + little) / (far + little)), -1.0, 1.0)
        return np.where(week >= _LEAST, found, 0.0)

    def _mean(self, low: Whole, high: Whole) -> Floats:
        last = len(self.total) - 1
        low, high = np.clip(low, 0, last), np.clip(high, 0, last)
        mean: Floats = (self.total[high] - self.total[low]) / np.maximum(high - low, 1)
        return mean


def season_of(spells: Spells) -> Season:
    """Count the order days of each week of the book."""
    if not len(spells):
        return Season(0, np.zeros(1))
    start = int(spells.day.min())
    counts: NDArray[np.int64] = np.bincount((spells.day - start) // _WEEK)
    return Season(start, np.r_[0.0, np.cumsum(counts)])
