"""Rhythm, season and pauses of a buyer, from the days on which it bought.

A month is counted as `year * 12 + month - 1`, so that months can be subtracted.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import fmean, median, pstdev

from muniment.customs_data.domain.profile import (
    SEVERAL,
    Amounts,
    Burst,
    Dormancy,
    Measure,
    Month,
    Rhythm,
    SeasonMonth,
)

CONFIDENCE = 1.96
"""Standard deviations of a band of 95 %."""
PAUSE_MONTHS = 6
"""A shorter pause is nobody's dormancy, however regular the buyer was."""
BURST_RATIO = 2.0
BURST_MONTHS = 3


@dataclass(frozen=True, slots=True)
class DayAmounts:
    """What was bought on one day (the first of the month when only the month is known)."""

    day: date
    is_exact: bool
    purchases: int
    amounts: Amounts


def month_number(day: date) -> int:
    """Count a day's month."""
    return day.year * 12 + day.month - 1


def month_name(number: int) -> str:
    """Write a counted month as `2025-06`."""
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def quarter_name(number: int) -> str:
    """Write the quarter of a counted month as `2025-Q2`."""
    return f"{number // 12:04d}-Q{number % 12 // 3 + 1}"


def months(days: Iterable[DayAmounts]) -> tuple[Month, ...]:
    """Add days up to months, with every month between the first and the last."""
    purchases: Counter[int] = Counter()
    sums: defaultdict[int, Amounts] = defaultdict(Amounts)
    for one in days:
        number = month_number(one.day)
        purchases[number] += one.purchases
        sums[number] += one.amounts
    if not sums:
        return ()
    return tuple(
        _month(number, purchases[number], sums.get(number, Amounts()))
        for number in range(min(sums), max(sums) + 1)
    )


def _month(number: int, purchases: int, amounts: Amounts) -> Month:
    return Month(
        month_name(number),
        amounts.rows,
        purchases,
        round(amounts.value_usd, 2),
        round(amounts.weight_kg, 2),
    )


def rhythm(days: Sequence[DayAmounts]) -> Rhythm | None:
    """Measure the gaps between purchases; None with fewer than three purchases.

    One row that knows only its month makes days meaningless: then gaps run from month to month.
    """
    exact = all(one.is_exact for one in days)
    marks = sorted({one.day if exact else one.day.replace(day=1) for one in days})
    if len(marks) < SEVERAL:
        return None
    gaps = [(later - earlier).days for earlier, later in pairwise(marks)]
    return Rhythm(
        unit="day" if exact else "month",
        gaps=len(gaps),
        mean_days=round(fmean(gaps), 1),
        median_days=round(median(gaps), 1),
        spread_days=round(pstdev(gaps), 1),
        longest_days=max(gaps),
    )


def season(days: Iterable[DayAmounts], covered: Iterable[int]) -> tuple[SeasonMonth, ...]:
    """Spread a year's purchases over its months, as if every month were covered equally often.

    Records seldom cover whole years: a month seen twice would look twice as busy. So each
    month counts by its rate (purchases for each time it is covered). The band is Wilson's on the
    counts, scaled by the same factor.

    Args:
        days: what was bought; covered: counted months for which there are records at all.
    """
    times = Counter(number % 12 for number in set(covered))
    bought: Counter[int] = Counter()
    for one in days:
        bought[one.day.month - 1] += one.purchases
    total = sum(bought.values())
    rates = sum(bought[place] / times[place] for place in times)
    if not total or not rates:
        return ()
    return tuple(_season(place, times[place], bought[place], total, rates) for place in range(12))


def _season(place: int, times: int, bought: int, total: int, rates: float) -> SeasonMonth:
    if not times:
        return SeasonMonth(place + 1, 0, bought, None, None, None)
    factor = total / (times * rates)
    low, high = (min(1.0, bound * factor) for bound in wilson(bought, total))
    share = bought / total * factor
    return SeasonMonth(place + 1, times, bought, round(share, 4), round(low, 4), round(high, 4))


def wilson(hits: int, of: int) -> tuple[float, float]:
    """Give the 95 % band of a share that was counted; (0, 1) when nothing was counted.

    Source: E. B. Wilson, Journal of the American Statistical Association 22 (1927).
    """
    if not of:
        return 0.0, 1.0
    square = CONFIDENCE**2
    share, weight = hits / of, 1 + square / of
    middle = (share + square / (2 * of)) / weight
    reach = CONFIDENCE * math.sqrt(share * (1 - share) / of + square / (4 * of * of)) / weight
    # Rounding must not push the share itself out of its band.
    return max(0.0, min(share, middle - reach)), min(1.0, max(share, middle + reach))


def dormancy(days: Sequence[DayAmounts], until: int, measure: Measure) -> Dormancy | None:
    """Say whether the buyer has gone quiet, and whether it ever came back with a burst.

    Quiet is relative: at least half a year, and longer than the pauses this buyer is used to
    (the longest one, and three mean gaps). `until` is the last month that the records cover.
    """
    by_month = _by_month(days, measure)
    if len(by_month) < SEVERAL:
        return None
    active = sorted(by_month)
    gaps = [later - earlier - 1 for earlier, later in pairwise(active)]
    silent = max(0, until - active[-1])
    usual = max(*gaps, 3 * fmean(gaps), PAUSE_MONTHS - 1)
    return Dormancy(silent, silent > usual, _bursts(by_month, active, until))


def _by_month(days: Iterable[DayAmounts], measure: Measure) -> Mapping[int, float]:
    sums: defaultdict[int, float] = defaultdict(float)
    for one in days:
        sums[month_number(one.day)] += one.amounts.by(measure)
    return sums


def _bursts(by_month: Mapping[int, float], active: Sequence[int], until: int) -> tuple[Burst, ...]:
    """Compare the quarter after each long pause with the mean quarter before it."""
    found = []
    for earlier, later in pairwise(active):
        pause, span = later - earlier - 1, earlier - active[0] + 1
        if pause < PAUSE_MONTHS or span < BURST_MONTHS or until < later:
            continue
        before = sum(by_month[number] for number in active if number <= earlier)
        after = sum(by_month.get(later + step, 0.0) for step in range(BURST_MONTHS))
        ratio = after * span / (before * BURST_MONTHS) if before else 0.0
        if ratio >= BURST_RATIO:
            found.append(Burst(month_name(later), pause, round(ratio, 1)))
    return tuple(found)
