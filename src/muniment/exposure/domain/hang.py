"""Hang: the money that hangs on a person, low, middle and high, and what would cut it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from muniment.exposure.domain.weights import FLOOR, Signs, Weights, follow

ADDED_SHARE = 0.3
"""The share of touches that a new deputy is taken to carry in the first year."""


@dataclass(frozen=True, slots=True)
class HangRow:
    """One customer that hangs on a person; money is US dollars over the next 12 months.

    Attributes:
        usd: expected orders. `follow`: likelihood that the customer goes along.
        low, middle, high: `usd` times 5 %, `follow`, and her share of the touches; the band is
            widened where `follow` lies outside it.
    """

    dossier_id: UUID
    usd: float
    follow: float
    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Band:
    """A sum: low, middle, high, in US dollars."""

    low: float = 0.0
    middle: float = 0.0
    high: float = 0.0


def hang(dossier_id: UUID, usd: float, signs: Signs, weights: Weights) -> HangRow:
    """Work out one customer's band."""
    likely, share = follow(weights, signs), signs.share or 0.0
    low, high = min(FLOOR, likely), max(share, likely, FLOOR)
    return HangRow(dossier_id, usd, likely, usd * low, usd * likely, usd * high)


def ranked(rows: Iterable[HangRow]) -> tuple[HangRow, ...]:
    """The heaviest first; ties by the money, then by the customer."""
    return tuple(sorted(rows, key=lambda row: (-row.middle, -row.usd, row.dossier_id)))


def total(rows: Iterable[HangRow]) -> Band:
    """Add customers up."""
    kept = list(rows)
    return Band(
        sum(row.low for row in kept), sum(row.middle for row in kept), sum(row.high for row in kept)
    )


def with_deputy(signs: Signs) -> Signs:
    """The signs a year after a deputy was named whom the customer came to know."""
    share = None if signs.share is None else signs.share * (1 - ADDED_SHARE)
    return replace(signs, share=share, others=signs.others + 1, deputy=True)


def fall_by_deputy(signs: Signs, weights: Weights) -> float:
    """How far the likelihood falls when a deputy is named; 0 where one is named already.

    Times the money expected, it is what a deputy takes off the middle.
    """
    if signs.deputy:
        return 0.0
    return max(0.0, follow(weights, signs) - follow(weights, with_deputy(signs)))


def together(
    first: Signs | None, second: Signs | None, *, away: tuple[bool, bool] = (False, False)
) -> Signs:
    """The signs as if two people were one: who leaves together leaves no second contact.

    Touches add up, neither counts as somebody else whom the customer knows, and a deputy who
    leaves too is none. What went past the company goes by the larger share. `first` is who keeps
    the customer, or stands nearer.

    Args:
        away: who of the two is leaving already: her share stands beside those who stay, and
            nobody's number of others holds her.

    Raises:
        ValueError: neither has anything to do with the customer.
    """
    told = [signs for signs in (first, second) if signs is not None]
    if not told:
        raise ValueError("nobody to leave")
    if len(told) == 1:
        return told[0]
    left, right = told
    return Signs(
        share=_joint_share([(left.share, away[0]), (right.share, away[1])]),
        others=max(0, min(left.others, right.others) - (not any(away))),
        unchecked_days=left.unchecked_days,
        private=_private(left, right),
        years=max(left.years, right.years),
        deputy=left.deputy and right.deputy,
    )


def _joint_share(told: Iterable[tuple[float | None, bool]]) -> float | None:
    """The share of both; in touches of those who stay, a leaver of share s has s / (1 - s)."""
    known = [(share, is_away) for share, is_away in told if share is not None]
    if not known:
        return None
    if any(is_away and share >= 1 for share, is_away in known):
        return 1.0
    leaving = sum(share / (1 - share) for share, is_away in known if is_away)
    staying = sum(share for share, is_away in known if not is_away)
    return min(1.0, (leaving + staying) / (leaving + 1))


def _private(left: Signs, right: Signs) -> float | None:
    nearer, other = sorted((left, right), key=lambda signs: -(signs.share or 0.0))
    return other.private if nearer.private is None else nearer.private


def concentration(touches: Sequence[float]) -> float:
    """The Herfindahl index of touches per person: 1 when one person has all; 0 without touches."""
    whole = sum(touches)
    return sum((count / whole) ** 2 for count in touches) if whole else 0.0
