"""Who supplies a buyer: shares, concentration, comings and goings, deliveries never repeated."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from muniment.customs_data.domain.profile import (
    Amounts,
    Measure,
    Once,
    Quarter,
    Spelling,
    Supplier,
    Switching,
)
from muniment.customs_data.domain.profile_time import (
    month_number,
    quarter_name,
    wilson,
)

SETTLED_MONTHS = 6
"""After so many months without a second delivery, a first one is taken as the only one."""
RECENT_MONTHS = 6


@dataclass(frozen=True, slots=True)
class SellerMonth:
    """What one seller delivered to the buyer in one month (counted), within our codes or not.

    Attributes:
        month, first_on, last_on: None, all three, for what is not dated.
    """

    key: str
    month: int | None
    is_ours: bool
    amounts: Amounts
    first_on: date | None
    last_on: date | None


@dataclass(frozen=True, slots=True)
class History:
    """All months of one seller, added up."""

    key: str
    amounts: Amounts
    ours: Amounts
    first_on: date | None
    last_on: date | None
    months: frozenset[int]

    @property
    def is_once(self) -> bool:
        """Whether it delivered on one day only."""
        return self.first_on is not None and self.first_on == self.last_on


def histories(rows: Iterable[SellerMonth]) -> tuple[History, ...]:
    """Add up each seller's months; in the order of the keys."""
    grouped: defaultdict[str, list[SellerMonth]] = defaultdict(list)
    for row in rows:
        grouped[row.key].append(row)
    return tuple(_history(key, grouped[key]) for key in sorted(grouped))


def _history(key: str, rows: Sequence[SellerMonth]) -> History:
    return History(
        key=key,
        amounts=sum((row.amounts for row in rows), Amounts()),
        ours=sum((row.amounts for row in rows if row.is_ours), Amounts()),
        first_on=min((row.first_on for row in rows if row.first_on), default=None),
        last_on=max((row.last_on for row in rows if row.last_on), default=None),
        months=frozenset(row.month for row in rows if row.month is not None),
    )


def suppliers(
    sellers: Iterable[History], names: Mapping[str, Spelling], measure: Measure, total: float
) -> tuple[Supplier, ...]:
    """Rank sellers by their part of `total`, which includes what unnamed sellers delivered."""
    ranked = sorted(sellers, key=lambda one: (-one.amounts.by(measure), one.key))
    return tuple(_supplier(one, names.get(one.key), measure, total) for one in ranked)


def _supplier(one: History, name: Spelling | None, measure: Measure, total: float) -> Supplier:
    return Supplier(
        key=one.key,
        name=name.name if name else one.key,
        country=name.country if name else "",
        rows=one.amounts.rows,
        value_usd=round(one.amounts.value_usd, 2),
        weight_kg=round(one.amounts.weight_kg, 2),
        share=share(one.amounts.by(measure), total),
        ours=round(one.ours.by(measure), 2),
        first_on=one.first_on,
        last_on=one.last_on,
        active_months=len(one.months),
    )


def share(part: float, whole: float) -> float:
    """Give a part of a whole, 0 of nothing."""
    return round(part / whole, 4) if whole else 0.0


def concentration(amounts: Iterable[float]) -> int | None:
    """Give the Herfindahl-Hirschman index, 0 to 10,000: one seller is 10,000, ten equal ones 1,000.

    None when there is nothing to divide.
    """
    known = [amount for amount in amounts if amount > 0]
    whole = sum(known)
    return round(10_000 * sum((amount / whole) ** 2 for amount in known)) if whole else None


def quarters(
    rows: Sequence[SellerMonth], measure: Measure, *, since: int, until: int
) -> tuple[Quarter, ...]:
    """Tell, quarter by quarter, who came and who was seen for the last time.

    Args:
        since, until: first and last counted month of the records. What stood before is unknown, so
            nobody is new in the first quarter; what comes after is unknown too, so nobody is lost
            in the last half-year.
    """
    sums: defaultdict[int, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    seen: defaultdict[str, list[int]] = defaultdict(list)
    for row in rows:
        if row.month is not None:
            sums[row.month // 3][row.key] += row.amounts.by(measure)
            seen[row.key].append(row.month)
    came = {key: min(numbers) // 3 for key, numbers in seen.items()}
    went = {
        key: max(numbers) // 3 for key, numbers in seen.items()
        if until - max(numbers) >= SETTLED_MONTHS
    }  # fmt: skip
    opening = since // 3
    return tuple(
        _quarter(
            number,
            sums[number],
            new=(key for key in sums[number] if came[key] == number > opening),
            lost=(key for key in sums[number] if went.get(key) == number),
        )
        for number in sorted(sums)
    )


def _quarter(
    number: int, amounts: Mapping[str, float], *, new: Iterable[str], lost: Iterable[str]
) -> Quarter:
    return Quarter(
        quarter=quarter_name(number * 3),
        active=len(amounts),
        new=tuple(sorted(new)),
        lost=tuple(sorted(lost)),
        main=min(amounts, key=lambda key: (-amounts[key], key)),
        hhi=concentration(amounts.values()) or 0,
    )


def switching(told: Sequence[Quarter]) -> Switching:
    """Count how often the largest seller changed between active quarters."""
    changes = [earlier.main != later.main for earlier, later in pairwise(told)]
    return Switching(steps=len(changes), switches=sum(changes))


def once(sellers: Sequence[History], *, since: int, until: int, market_share: float | None) -> Once:
    """Find sellers that delivered once and never again, and a rush of such newcomers.

    Args:
        since, until: first and last counted month of the records.
        market_share: part of settled pairs of buyer and seller seen once, over the market.
    """
    edge = until - RECENT_MONTHS
    firsts = {one.key: month_number(one.first_on) for one in sellers if one.first_on}
    single = {one.key for one in sellers if one.is_once}
    settled = {key for key, first in firsts.items() if first <= edge}
    repeated_never = len(settled & single)
    return Once(
        settled=len(settled),
        once=repeated_never,
        low=round(wilson(repeated_never, len(settled))[0], 4),
        market_share=None if market_share is None else round(market_share, 4),
        recent=len(single - settled),
        recent_usual=_usual_newcomers([firsts[key] for key in settled], since, edge),
    )


def _usual_newcomers(firsts: Sequence[int], since: int, edge: int) -> float | None:
    """Give the mean number of sellers first seen in a half-year, before the last one.

    The first half-year of the records is left out: there everybody is seen for the first time.
    """
    start = since + RECENT_MONTHS
    span = edge - start + 1
    if span < RECENT_MONTHS:
        return None
    return round(sum(first >= start for first in firsts) * RECENT_MONTHS / span, 2)
