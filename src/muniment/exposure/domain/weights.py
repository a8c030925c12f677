"""What makes a customer likely to follow somebody out of the house, as weights on the odds.

`follow` starts at 15 % (Shi, Sridhar, Grewal, Lilien, Journal of Marketing 81(2), 2017: a change
of salesperson costs 13.2 to 17.6 % of the sales). Each sign multiplies the odds by its weight to
the power of its reading; a reading of 0 changes nothing. The weights are set by hand, shown, and
learnt from the company's own departures (`learning.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, isfinite, log
from typing import Any, Self

from muniment.core.errors import ErrorKind, MunimentError, gettext_noop

FLOOR = 0.05
"""The low end of the band: what follows even when everything speaks against it."""
LEAST, MOST = 0.1, 10.0
"""Bounds of a weight: no sign may decide alone."""
LEAST_START, MOST_START = 0.01, 0.9
"""Bounds of the start: nobody is certain to follow, and nobody is certain to stay."""
_HALF_YEAR, _YEAR = 182.5, 365.0
_USUAL_YEARS, _MOST_YEARS, _MOST_OTHERS = 2.0, 5.0, 4


class WeightsInvalid(MunimentError):
    """A weight that cannot stand; nothing was written."""

    code = "exposure.weights.invalid"
    kind = ErrorKind.INVALID
    title = gettext_noop("The weight “{name}” cannot stand.")
    next_step = gettext_noop("The start lies between 0.01 and 0.9, every weight from 0.1 to 10.")


@dataclass(frozen=True, slots=True)
class Signs:
    """What is known about one customer and one person on one day.

    Attributes:
        share: her share of the customer's touches in 12 months, 0 to 1; None without any touch.
        others: other people of the company whom the customer knows.
        unchecked_days: since the last contact of somebody above her; None when there was none.
        private: the part of her touches in 12 months that no channel of the company saw, 0 to 1:
            calls and messages noted by hand; None where she has too few to say.
        years: with this customer.
        deputy: whether a deputy is named.
    """

    share: float | None
    others: int = 0
    unchecked_days: int | None = None
    private: float | None = None
    years: float = 0.0
    deputy: bool = False

    def readings(self) -> dict[str, float]:
        """How far each sign speaks for following (above 0) or against it (below)."""
        unchecked = _YEAR if self.unchecked_days is None else min(self.unchecked_days, _YEAR)
        return {
            "share": 0.0 if self.share is None else 2 * self.share - 1,
            "others": float(min(self.others, _MOST_OTHERS)),
            "unchecked": max(unchecked, 0.0) / _HALF_YEAR - 1,
            "private": 0.0 if self.private is None else self.private - 0.5,
            "years": min(self.years, _MOST_YEARS) - _USUAL_YEARS,
            "deputy": 1.0 if self.deputy else 0.0,
        }


@dataclass(frozen=True, slots=True)
class Weights:
    """The start and what each sign multiplies the odds by, for one step of its reading.

    Attributes:
        start: the likelihood before any sign.
        share: all touches through her; the inverse when none go through her.
        others: each other person whom the customer knows, up to four.
        unchecked: nobody above her had contact for a year; the inverse when just now.
        private: the whole way from no touch past the company's channels to all of them.
        years: each year with the customer beyond two, up to three; the inverse below.
        deputy: a deputy is named.
    """

    start: float = 0.15
    share: float = 4.0
    others: float = 0.6
    unchecked: float = 1.25
    private: float = 1.8
    years: float = 1.1
    deputy: float = 0.7

    def __post_init__(self) -> None:
        if not (isfinite(self.start) and LEAST_START <= self.start <= MOST_START):
            raise WeightsInvalid(name="start")
        for name in SIGNS:
            if not (isfinite(getattr(self, name)) and LEAST <= getattr(self, name) <= MOST):
                raise WeightsInvalid(name=name)

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        """Read what `sheet` wrote, or what a form asked for.

        Raises:
            WeightsInvalid: a name that is not known, or a number that cannot stand.
        """
        for name in told:
            if name != START and name not in SIGNS:
                raise WeightsInvalid(name=str(name)[:40])
        try:
            return cls(**{name: float(value) for name, value in told.items()})
        except (TypeError, ValueError):
            raise WeightsInvalid(name="start") from None

    def sheet(self) -> dict[str, float]:
        """The weights by name, as they are kept."""
        return {START: self.start, **{name: getattr(self, name) for name in SIGNS}}

    def logs(self) -> list[float]:
        """Log-odds of the start, then the logarithm of each weight in the order of `SIGNS`."""
        return [log(self.start / (1 - self.start)), *(log(getattr(self, name)) for name in SIGNS)]


START = "start"
SIGNS: tuple[str, ...] = ("share", "others", "unchecked", "private", "years", "deputy")


def follow(weights: Weights, signs: Signs) -> float:
    """The likelihood that the customer goes along, 0 to 1."""
    readings = signs.readings()
    start, *slopes = weights.logs()
    told = start + sum(
        slope * readings[name] for name, slope in zip(SIGNS, slopes, strict=True)
    )  # fmt: skip
    return 1 / (1 + exp(-told))


@dataclass(frozen=True, slots=True)
class Factor:
    """One sign as it moved the odds: by how much it multiplied them."""

    name: str
    reading: float
    times: float


def factors(weights: Weights, signs: Signs) -> tuple[Factor, ...]:
    """Say how each sign moved the odds, those that moved nothing left out."""
    readings = signs.readings()
    found = [
        Factor(name, readings[name], getattr(weights, name) ** readings[name]) for name in SIGNS
    ]
    return tuple(factor for factor in found if factor.reading)
