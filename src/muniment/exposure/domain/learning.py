"""Learning the weights from the company's own departures.

What was set by hand is where learning begins: the logarithm of each weight is believed to lie
around it, as narrowly as `DOUBT` says. Each customer of somebody who left then speaks by how
likely it is under the weights: p of having gone along, where p is `follow` on the day of notice.
Nobody may know whether it did; what the models found makes it L times likelier that it went than
that it did not, so it weighs p L + 1 - p. Where somebody found out, L is as good as endless.

Customers of one leaver are no strangers to each other: some take nearly all, some nobody. So each
leaver has a tendency of her own on top, normal around 0 with `TENDENCY`, and forty customers of
one person teach far less than forty departures.

Source: the posterior mode by Newton's method; the interval from the observed information, Louis,
Journal of the Royal Statistical Society B 44(2), 1982. Time O(customers x signs^2).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log
from types import MappingProxyType
from typing import cast
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, log_expit

from muniment.exposure.domain.weights import (
    LEAST,
    LEAST_START,
    MOST,
    MOST_START,
    SIGNS,
    START,
    Signs,
    Weights,
)

DOUBT: Mapping[str, float] = MappingProxyType({
    START: 0.6, "share": 0.4, "others": 0.2, "unchecked": 0.3, "private": 0.4, "years": 0.1,
    "deputy": 0.35,
})  # fmt: skip
"""Standard deviations of the belief around what was set by hand, in log-odds for one step."""
TENDENCY = 0.8
"""How much leavers differ by themselves, in log-odds: one in six takes twice as many, in odds."""
CERTAIN = 50.0
"""Evidence of somebody who found out, as a logarithm of odds; `-CERTAIN` that it stayed."""
MOST_EVIDENCE = log(20)
"""No model speaks louder than twenty to one: its word is a suspicion."""
_FOUR_OF_FIVE = 1.2816
_TURNS, _STILL = 200, 1e-10
_Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Lesson:
    """One customer of one leaver: its signs on the day of notice, and what is known since.

    Attributes:
        evidence: logarithm of how much likelier it went along than not; ±`CERTAIN` when told.
    """

    person_id: UUID
    signs: Signs
    evidence: float


@dataclass(frozen=True, slots=True)
class Weighed:
    """One weight before and after; `low` to `high` holds it in four cases of five."""

    name: str
    before: float
    after: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Learnt:
    """What departures make of the weights.

    Attributes:
        leavers, customers: that it rests on. `told`: of how many customers somebody found out.
        taken: how many went along, as expected.
    """

    weights: tuple[Weighed, ...]
    leavers: int
    customers: int
    told: int
    taken: float

    def sheet(self) -> dict[str, float]:
        """The weights by name after learning."""
        return {one.name: one.after for one in self.weights}


def evidence_of(chance: float, usual: float) -> float:
    """How much the models' chance of having gone along says beyond what is usual for the leaver.

    0 where the models saw nothing in this customer, never beyond `MOST_EVIDENCE` either way.
    """
    told = _logit(chance) - _logit(usual)
    return float(min(max(told, -MOST_EVIDENCE), MOST_EVIDENCE))


def _logit(part: float) -> float:
    held = min(max(part, 1e-4), 1 - 1e-4)
    return log(held / (1 - held))


def learn(base: Weights, lessons: Sequence[Lesson]) -> Learnt:
    """Move the weights by what departures taught; without departures nothing moves."""
    before = base.logs()
    if not lessons:
        return Learnt(_weighed(base, before, [DOUBT[it] for it in (START, *SIGNS)]), 0, 0, 0, 0.0)
    problem = _Problem(before, lessons)
    mode = problem.mode()
    spread = np.sqrt(np.diag(np.linalg.inv(problem.information(mode).core)))
    return Learnt(
        weights=_weighed(base, mode.weights.tolist(), spread.tolist()),
        leavers=problem.leavers,
        customers=len(lessons),
        told=sum(abs(one.evidence) >= CERTAIN for one in lessons),
        taken=float(problem.gone(mode).sum()),
    )


@dataclass(frozen=True, slots=True)
class _Point:
    """A belief: the weights' logarithms, and each leaver's tendency."""

    weights: _Floats
    tendencies: _Floats

    def moved(self, step: "_Point", part: float) -> "_Point":
        return _Point(self.weights + part * step.weights, self.tendencies + part * step.tendencies)

    @property
    def size(self) -> float:
        return float(max(np.abs(self.weights).max(), np.abs(self.tendencies).max()))


@dataclass(frozen=True, slots=True)
class _Curve:
    """Curvature in the shape of an arrow: leavers have nothing in common but the weights."""

    inner: _Floats
    cross: _Floats
    tips: _Floats

    @property
    def core(self) -> _Floats:
        """What is known about the weights once the tendencies are summed out."""
        return self.inner - self.cross.T @ (self.cross / self.tips[:, None])

    @property
    def is_a_hill(self) -> bool:
        return bool(self.tips.min() > 0 and np.linalg.eigvalsh(self.core)[0] > 0)

    def solve(self, slope: _Point) -> _Point:
        rest = slope.weights - self.cross.T @ (slope.tendencies / self.tips)
        weights: _Floats = np.linalg.solve(self.core, rest).astype(np.float64)
        return _Point(weights, (slope.tendencies - self.cross @ weights) / self.tips)


class _Problem:
    """Lessons as arrays, and how likely they are at a point."""

    def __init__(self, before: Sequence[float], lessons: Sequence[Lesson]) -> None:
        people = sorted({one.person_id for one in lessons}, key=lambda it: it.hex)
        place = {person: number for number, person in enumerate(people)}
        self.leavers = len(people)
        self.leaver = np.array([place[one.person_id] for one in lessons])
        told = [one.signs.readings() for one in lessons]
        self.readings = np.array([[1.0, *(one[name] for name in SIGNS)] for one in told])
        self.evidence = np.array([one.evidence for one in lessons])
        self.centre = np.array(before)
        self.precision = np.array([DOUBT[name] for name in (START, *SIGNS)]) ** -2.0

    def mode(self) -> _Point:
        """The likeliest point: Newton's steps, halved until they climb."""
        at = _Point(self.centre, np.zeros(self.leavers))
        for _ in range(_TURNS):
            step, part, height = self._step(at), 1.0, self._height(at)
            while part * step.size > _STILL and self._height(at.moved(step, part)) < height:
                part /= 2
            at = at.moved(step, part)
            if part * step.size <= _STILL:
                break
        return at

    def gone(self, at: _Point) -> _Floats:
        """How likely each customer went along, by weights and evidence together."""
        return cast("_Floats", expit(self._odds(at) + self.evidence))

    def information(self, at: _Point) -> _Curve:
        """What is known at a point: as if all outcomes were known, less what is not."""
        likely, gone = expit(self._odds(at)), self.gone(at)
        return self._curve(likely * (1 - likely) - gone * (1 - gone))

    def _odds(self, at: _Point) -> _Floats:
        return cast("_Floats", self.readings @ at.weights + at.tendencies[self.leaver])

    def _step(self, at: _Point) -> _Point:
        likely, curve = expit(self._odds(at)), self.information(at)
        if not curve.is_a_hill:  # far from the mode: as if all outcomes were known
            curve = self._curve(likely * (1 - likely))
        away = self.gone(at) - likely
        return curve.solve(
            _Point(
                self.readings.T @ away - self.precision * (at.weights - self.centre),
                self._by_leaver(away) - at.tendencies / TENDENCY**2,
            )
        )

    def _curve(self, weight: _Floats) -> _Curve:
        weighed = self.readings * weight[:, None]
        cross = np.column_stack([self._by_leaver(column) for column in weighed.T])
        inner = weighed.T @ self.readings + np.diag(self.precision)
        return _Curve(inner, cross, self._by_leaver(weight) + TENDENCY**-2)

    def _by_leaver(self, told: _Floats) -> _Floats:
        return np.bincount(self.leaver, told, self.leavers).astype(np.float64)

    def _height(self, at: _Point) -> float:
        odds, away = self._odds(at), at.weights - self.centre
        told = np.logaddexp(log_expit(odds) + self.evidence, log_expit(-odds)).sum()
        doubt = (self.precision * away**2).sum() + (at.tendencies**2).sum() / TENDENCY**2
        return float(told - 0.5 * doubt)


def _weighed(
    base: Weights, logs: Sequence[float], spread: Sequence[float]
) -> tuple[Weighed, ...]:  # fmt: skip
    sheet, found = base.sheet(), []
    for name, told, doubt in zip((START, *SIGNS), logs, spread, strict=True):
        low, after, high = (
            _written(name, told + side * _FOUR_OF_FIVE * doubt) for side in (-1, 0, 1)
        )
        still = abs(after - sheet[name]) < _ROUND
        found.append(Weighed(name, sheet[name], sheet[name] if still else after, low, high))
    return tuple(found)


_ROUND = 0.0005


def _written(name: str, told: float) -> float:
    """A weight as it stands on the sheet: within its bounds, three digits after the point."""
    if name == START:
        return min(max(round(float(expit(told)), 3), LEAST_START), MOST_START)
    return min(max(round(exp(told), 3), LEAST), MOST)
