"""What foretells an order in the coming week: the columns that the weights belong to."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from muniment.warning.domain.season import Season
from muniment.warning.domain.spells import Floats, Rule, Spells, Whole

RULE_GAPS = 3.0
"""A registered rhythm counts like this many gaps that were seen."""

_BOOK_GAPS = 2.0
_BOOK_SPREAD, _SPREAD_GAPS = 0.8, 4.0
_HALF_A_WEEK = 3.5
_BENDS_IN_GAPS = (-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 1.6)
"""Logarithms of silence over the usual gap, where the chance of an order may bend."""

_BENDS_IN_WEEKS = (4.0, 9.0, 17.0)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The usual rhythm of a customer as each silence began, shrunk towards the book's.

    Attributes:
        gap: logarithm of the usual gap in days.
        spread: standard deviation of the logarithms of the gaps: small for regular buyers.
        known: how many order days it rests on; a registered rhythm counts as three more.
    """

    gap: Floats
    spread: Floats
    known: Floats

    def of(self, rows: Whole) -> "Rhythm":
        """Take some silences."""
        return Rhythm(self.gap[rows], self.spread[rows], self.known[rows])


def rhythm_of(spells: Spells, *, usual: float, rules: Sequence[Rule] = ()) -> Rhythm:
    """Shrink each customer's gaps towards `usual`, the logarithm of the book's usual gap."""
    weight, registered = np.zeros(len(spells)), np.zeros(len(spells))
    for rule in rules:
        low, high = np.searchsorted(spells.customer, [rule.customer, rule.customer + 1])
        weight[low:high] = RULE_GAPS
        registered[low:high] = np.log(max(rule.gap, 1.0))
    seen = (spells.orders - 1).astype(float)
    gap = (spells.gaps + _BOOK_GAPS * usual + weight * registered) / (seen + _BOOK_GAPS + weight)
    off = spells.squares - 2 * gap * spells.gaps + seen * gap**2
    spread = (off + _SPREAD_GAPS * _BOOK_SPREAD**2) / (seen + _SPREAD_GAPS)
    return Rhythm(gap, np.sqrt(np.maximum(spread, 0.01)), spells.orders + weight)


def signs(
    spells: Spells, rhythm: Rhythm, season: Season, *, rows: Whole, silent: Floats, day: Whole
) -> Floats:
    """Lay out one row a moment: silence `rows[i]` after `silent[i]` days, on `day[i]`.

    Only what was known on that day goes in. Columns are named by `names`.
    """
    own, waited = rhythm.of(rows), silent + _HALF_A_WEEK
    overdue, weeks = np.log(waited) - own.gap, np.log(waited / 7.0)
    late, irregular = np.maximum(0.0, overdue), own.spread - _BOOK_SPREAD
    record = np.log(waited / np.maximum(spells.longest[rows], 1.0))
    twice, thrice = own.known >= 2, own.known >= 3
    record = np.where(thrice & (spells.orders[rows] >= 3), record, 0.0)
    once = (own.known < 2).astype(float)
    columns: list[Floats | NDArray[np.bool_]] = [
        np.ones(len(rows)),
        own.gap - 4.0,
        weeks,
        *(np.maximum(0.0, weeks - np.log(bend)) for bend in _BENDS_IN_WEEKS),
        *(np.maximum(0.0, overdue - bend) for bend in _BENDS_IN_GAPS),
        np.log(own.known),
        once,
        twice & ~thrice,
        once * weeks,
        np.maximum(record, -1.5),
        np.maximum(record, 0.0),
        np.where(spells.orders[rows] >= 2, spells.recent[rows] - own.gap, 0.0),
        irregular,
        irregular * late,
        irregular * np.clip(overdue, -2.0, 0.0),
        np.log1p(spells.age[rows] / 30.0),
        spells.size[rows],
        np.where(twice, late, 0.0) * np.log(own.known),
        season.level(day),
    ]
    return np.column_stack(columns).astype(float)


def names() -> tuple[str, ...]:
    """Name the columns of `signs`."""
    return (
        "always",
        "usual gap",
        "weeks silent",
        *(f"weeks silent beyond {bend:g}" for bend in _BENDS_IN_WEEKS),
        *(f"gaps silent beyond {np.exp(bend):.2f}" for bend in _BENDS_IN_GAPS),
        "orders",
        "one order",
        "two orders",
        "one order, weeks silent",
        "against the longest gap",
        "beyond the longest gap",
        "slower of late",
        "irregular",
        "irregular and late",
        "irregular and early",
        "age",
        "size of the last order",
        "orders and late",
        "season",
    )
