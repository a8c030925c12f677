"""How early stopping customers were called, weighed with their money, and how often rightly."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.warning_worlds import SILENCE_DAYS, World
from muniment.warning.domain.spells import Spells, spells_of

PRECISION = 0.5


@dataclass(frozen=True, slots=True)
class Called:
    """How one level of alarm did.

    Attributes:
        early: share of the stopped customers' money that was called, each counting 1 on the day of
            the last order, falling evenly to 0 after 182 days.
        evenly: the same with every stopped customer counting alike.
        precision: share of the alarmed silences that lasted 182 days.
    """

    early: float
    evenly: float
    precision: float
    alarms: int


@dataclass(frozen=True)
class Course:
    """Weekly scores laid over the silences of a world that can be judged.

    A silence can be judged when it began in the judged weeks with the second order day or later,
    and either ended or lasted 182 days before the record ends. Of the last 182 days only those
    that ended can be, which is hard on every method: `whole` leaves silences that began then out.
    """

    spells: Spells
    counts: NDArray[np.bool_]
    stopped: NDArray[np.bool_]
    silence: NDArray[np.int64]
    waited: NDArray[np.float64]
    score: NDArray[np.float64]

    @classmethod
    def of(
        cls,
        world: World,
        weeks: dict[int, tuple[NDArray[np.int64], NDArray[np.float64]]],
        *,
        least_orders: int = 2,
        whole: bool = False,
    ) -> "Course":
        """Lay out scores by week: the customers scored, and their scores."""
        spells = spells_of(world.book, until=world.data_end)
        stopped = spells.lasted >= SILENCE_DAYS
        counts = (spells.day >= world.eval_from) & (stopped | spells.ended)
        counts &= spells.orders >= least_orders
        if whole:
            counts &= spells.day <= world.data_end - SILENCE_DAYS
        key = spells.customer * 10**7 + spells.day
        silence, waited, scores = [], [], []
        for day in sorted(weeks):
            customer, score = weeks[day]
            at = np.searchsorted(key, customer * 10**7 + day, side="right") - 1
            silence.append(at)
            waited.append((day - spells.day[at]).astype(float))
            scores.append(score)
        rows, days = np.concatenate(silence), np.concatenate(waited)
        judged = counts[rows]
        return cls(
            spells,
            counts,
            stopped & counts,
            rows[judged],
            days[judged],
            np.concatenate(scores)[judged],
        )

    def called(self, level: float) -> Called:
        """Alarm each silence in the first week in which its score reaches the level."""
        above = np.flatnonzero(self.score >= level)
        silence, first = np.unique(self.silence[above], return_index=True)
        right = self.stopped[silence]
        credit = np.maximum(0.0, 1 - self.waited[above[first]] / SILENCE_DAYS) * right
        money = self.spells.year
        stake = max(float(money[self.stopped].sum()), 1e-9)
        return Called(
            early=float((credit * money[silence]).sum() / stake),
            evenly=float(credit.sum() / max(int(self.stopped.sum()), 1)),
            precision=float(right.mean()) if len(right) else 0.0,
            alarms=len(silence),
        )

    def best(self) -> Called:
        """Give the level with the best early value among those right at least half the time."""
        levels = np.unique(np.quantile(self.score, np.linspace(0.2, 1.0, 300)))
        allowed = [it for it in map(self.called, levels.tolist()) if it.precision >= PRECISION]
        return max(allowed, key=lambda it: it.early, default=Called(0.0, 0.0, 0.0, 0))
