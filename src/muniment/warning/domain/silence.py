"""How likely it is that a silence is the last: P(no order for the rest of the horizon | history).

A silence begins with each day that has an order. It is finished when an order follows, or when
it has lasted the horizon: 26 weeks, after which a customer counts as stopped. The weekly chance
of an order is learnt from the book itself (`hazard`) by the signs in `signs`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from muniment.warning.domain.book import Book
from muniment.warning.domain.hazard import Moments, chances, learn, moments_of, quiet, silent_on
from muniment.warning.domain.prior import WEIGHTS
from muniment.warning.domain.season import Season, season_of
from muniment.warning.domain.signs import Rhythm, names, rhythm_of, signs
from muniment.warning.domain.spells import Floats, Rule, Spells, Suspension, Whole, spells_of

__all__ = [
    "HORIZON",
    "Rule",
    "SilenceModel",
    "Silences",
    "Suspension",
    "examples",
    "fit_silence",
    "prior_weights",
    "silences",
]

HORIZON = 182
"""Days without an order after which a customer counts as stopped."""

PULL = 30.0
"""Strength with which the weights of other books hold: a ridge, in looks of weight 1/4 each."""

SURE = 0.55
"""Alarms are to be right so often: a little above the even odds at which asking pays."""

_USUAL, _USUAL_GAPS = 3.5, 20.0
"""Where a book has few gaps: a month, worth twenty gaps."""

_LEARN_FROM, _SETTLE_FROM = 120_000, 15_000
_RECENT = 104 * 7
_VALUE_POWER = 0.7
"""How far money speaks: ten times the money is asked about at a fifth of the odds."""

_E_FOLD = 60.0


@dataclass(frozen=True, slots=True)
class SilenceModel:
    """What one book taught up to the day `cut`; with it an old score can be made again.

    Attributes:
        usual: mean logarithm of the book's gaps in days.
        typical: median US dollars of a customer's year.
        weights: one a sign, in the order of `signs.names()`.
        threshold: the level of `_index` from which on there is an alarm.
    """

    cut: int
    usual: float
    typical: float
    weights: tuple[float, ...]
    threshold: float


@dataclass(frozen=True, slots=True)
class Silences:
    """What is known on a day about each customer that ever ordered; arrays of one length.

    Attributes:
        customer: index into the book's names.
        silent: days since the last order, suspensions left out.
        gap: usual days between two orders, shrunk towards the book's.
        stopped: P(no order until the silence has lasted the horizon).
        year: US dollars of the year up to the last order.
        score: 0 to 1; from 0.5 on the silence is worth an alarm. Rises with `stopped` and, less,
            with the money; 0 while the customer is suspended.
    """

    customer: NDArray[np.int64]
    silent: Floats
    gap: Floats
    stopped: Floats
    year: Floats
    score: Floats


def fit_silence(
    book: Book,
    *,
    on: int,
    horizon: int = HORIZON,
    rules: Sequence[Rule] = (),
    suspensions: Sequence[Suspension] = (),
    prior: Floats | None = None,
) -> SilenceModel:
    """Learn from the orders up to `on`. Any book will do; an empty one gives the prior alone.

    Time: about half a second up to 120,000 weekly looks; larger books are sampled by customer.
    """
    start = prior_weights() if prior is None else prior
    scene = _Scene.of(book, on, _usual_gap, rules, suspensions)
    looks = scene.looks(until=on, most=_LEARN_FROM, longest=horizon + 7.0)
    weights = learn(scene.table(looks), looks.ordered, start=start, pull=PULL)
    typical = float(np.median(scene.spells.year)) if len(scene.spells) else 1.0
    few = scene.looks(until=on, most=_SETTLE_FROM, longest=float(horizon))
    few = few.only(scene.spells.day[few.rows] > on - _RECENT)
    stopped = scene.stopped(few, weights, np.full(len(few.rows), float(horizon)))
    index = _index(stopped, few.silent, scene.spells.year[few.rows] / max(typical, 1.0))
    threshold = _settled(few.rows, index, stopped)
    return SilenceModel(
        on, scene.usual, max(typical, 1.0), tuple(map(float, weights)), float(threshold)
    )


def silences(
    book: Book,
    *,
    on: int,
    model: SilenceModel | None = None,
    horizon: int = HORIZON,
    patience: float | None = None,
    rules: Sequence[Rule] = (),
    suspensions: Sequence[Suspension] = (),
) -> Silences:
    """Judge every silence at the end of the day `on`; later orders are not looked at.

    Args:
        model: what was learnt up to a day not after `on`; learnt anew where it is not given.
        patience: usual gaps after which a fast buyer counts as stopped, if that is sooner than
            the horizon (never sooner than eight weeks).
    """
    model = model or fit_silence(book, on=on, horizon=horizon, rules=rules, suspensions=suspensions)
    scene = _Scene.of(book, on, lambda _: model.usual, rules, suspensions)
    spells = scene.spells
    rows = np.flatnonzero(~spells.ended)
    day = np.full(len(rows), on)
    looks = Moments(rows, silent_on(spells, rows, day, suspensions), day, spells.ended[rows])
    gap = np.exp(scene.rhythm.gap[rows])
    limit = np.full(len(rows), float(horizon))
    if patience is not None:
        limit = np.minimum(limit, np.maximum(patience * gap, 56.0))
    stopped = scene.stopped(looks, np.array(model.weights), limit)
    index = _index(stopped, looks.silent, spells.year[rows] / model.typical)
    score = 1.0 / (1.0 + np.exp(np.clip(model.threshold - index, -30.0, 30.0)))
    score[_suspended(spells.customer[rows], on, suspensions)] = 0.0
    return Silences(spells.customer[rows], looks.silent, gap, stopped, spells.year[rows], score)


def examples(book: Book, *, on: int, most: int) -> tuple[Floats, NDArray[np.bool_]]:
    """Lay out the looks at one book up to `on`, and whether an order came within the week."""
    scene = _Scene.of(book, on, _usual_gap, (), ())
    looks = scene.looks(until=on, most=most, longest=HORIZON + 7.0)
    return scene.table(looks), looks.ordered


def prior_weights() -> Floats:
    """Give the weights that other books taught, in the order of the signs."""
    return np.array([WEIGHTS[name] for name in names()])


@dataclass(frozen=True, slots=True)
class _Scene:
    """A book made ready: its silences, their rhythm, its season."""

    spells: Spells
    rhythm: Rhythm
    season: Season
    usual: float
    suspensions: Sequence[Suspension]

    @classmethod
    def of(
        cls,
        book: Book,
        until: int,
        usual: Callable[[Spells], float],
        rules: Sequence[Rule],
        suspensions: Sequence[Suspension],
    ) -> "_Scene":
        spells = spells_of(book, until=until, suspensions=suspensions)
        level = usual(spells)
        rhythm = rhythm_of(spells, usual=level, rules=rules)
        return cls(spells, rhythm, season_of(spells), level, suspensions)

    def looks(self, *, until: int, most: int, longest: float) -> Moments:
        return moments_of(
            self.spells, until=until, most=most, longest=longest, suspensions=self.suspensions
        )

    def table(self, looks: Moments) -> Floats:
        return self._signs(looks.rows, looks.silent, looks.day)

    def stopped(self, looks: Moments, weights: Floats, horizon: Floats) -> Floats:
        def chance_after(some: NDArray[np.int64], later: float) -> Floats:
            silent, day = looks.silent[some] + later, looks.day[some] + int(later)
            return chances(self._signs(looks.rows[some], silent, day), weights)

        return quiet(chance_after, looks.silent, horizon)

    def _signs(self, rows: Whole, silent: Floats, day: Whole) -> Floats:
        return signs(self.spells, self.rhythm, self.season, rows=rows, silent=silent, day=day)


def _usual_gap(spells: Spells) -> float:
    """Average the logarithms of the gaps; few gaps lean on a month."""
    ended = spells.ended
    total = float(np.log(np.maximum(spells.lasted[ended], 1.0)).sum())
    return (total + _USUAL_GAPS * _USUAL) / (int(ended.sum()) + _USUAL_GAPS)


def _index(stopped: Floats, silent: Floats, worth: Floats) -> Floats:
    """Weigh the odds of stopping with the silence itself and the money at stake.

    What one history says is uncertain; what a long silence says of anybody is less so. Over all
    books the odds of stopping rise about e-fold in two months; they vote beside the customer's.
    """
    odds: Floats = np.log(stopped + 1e-9) - np.log1p(1e-3 - stopped)
    return odds + silent / _E_FOLD + _VALUE_POWER * np.log(np.maximum(worth, 1e-6))


def _settled(rows: Whole, index: Floats, stopped: Floats) -> float:
    """Find the lowest level whose first alarm in each silence is right as often as `SURE`."""
    for level in np.quantile(index, np.linspace(0.5, 0.995, 100)) if len(index) else ():
        above = np.flatnonzero(index >= level)
        _, first = np.unique(rows[above], return_index=True)
        if float(stopped[above[first]].mean()) >= SURE:
            return float(level)
    return float(np.log(SURE / (1 - SURE)))


def _suspended(customer: Whole, on: int, suspensions: Sequence[Suspension]) -> NDArray[np.bool_]:
    now = {it.customer for it in suspensions if it.start <= on < it.end}
    return np.isin(customer, list(now))
