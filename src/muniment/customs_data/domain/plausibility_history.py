"""What a history says by itself, before any inquiry: steady, dormant, left after one delivery."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from muniment.customs_data.domain.plausibility import Point, confidence, money, percent
from muniment.customs_data.domain.profile import SEVERAL, Profile
from muniment.customs_data.domain.profile_time import month_number

STEADY_MONTHS: Final = 6
"""Active months from which a buyer is called steady."""
FRESH_MONTHS: Final = 3
OLD_MONTHS: Final = 6
"""Records that end longer ago say little about today."""
LONG_MONTHS: Final = 6


def history_points(profile: Profile, *, today: date) -> tuple[Point, ...]:
    """Tell what the records say of this buyer as a buyer.

    No history is one neutral point with what was looked through: it is not a sign of either kind.
    """
    points = list(_records(profile, today))
    if profile.is_empty:
        return (*_nothing(profile), *points)
    if not profile.is_habit:
        return (*_little(profile), *points)
    for rule in (_steady, _dormant, _burst, _once, _newcomers, _long):
        points.extend(rule(profile))
    return tuple(points)


def _nothing(profile: Profile) -> Iterator[Point]:
    coverage = profile.coverage
    if aside := sum(rows for reason, rows in coverage.set_aside.items() if reason != "repeated"):
        yield Point("customs.not_a_buyer", "risk", "", {"rows": aside}, confidence=60, mark="aside")
        return
    yield Point(
        "customs.no_history",
        "neutral",
        facts={
            "countries": ", ".join(coverage.countries) or "?",
            "rows": sum(source.rows for source in coverage.sources),
            "until": coverage.covered_until or "?",
            "near": len(profile.near) + len(profile.elsewhere),
        },
        mark=",".join(coverage.countries),
    )


def _little(profile: Profile) -> Iterator[Point]:
    yield Point(
        "customs.little_history",
        "neutral",
        facts={"purchases": profile.totals.purchases},
        excerpt=_span(profile),
        mark=str(profile.totals.purchases),
    )


def _records(profile: Profile, today: date) -> Iterator[Point]:
    """Say when the records themselves are old."""
    until = profile.coverage.covered_until
    if not until:
        return
    year, month = map(int, until.split("-"))
    months = month_number(today) - (year * 12 + month - 1)
    if months > OLD_MONTHS:
        yield Point(
            "customs.old_records", "neutral", "", {"months": months, "until": until}, mark=until
        )


def _span(profile: Profile) -> str:
    totals = profile.totals
    return f"{totals.first_on or '?'} – {totals.last_on or '?'}"


def _steady(profile: Profile) -> Iterator[Point]:
    totals, dormancy = profile.totals, profile.dormancy
    if totals.active_months < STEADY_MONTHS or dormancy is None or dormancy.months > FRESH_MONTHS:
        return
    yield Point(
        "customs.steady_buyer",
        "trust",
        facts={
            "purchases": totals.purchases,
            "months": totals.active_months,
            "suppliers": profile.supplier_count,
            "value": money(totals.value_usd),
        },
        excerpt=_span(profile),
        confidence=confidence(profile),
        mark="steady",
    )


def _dormant(profile: Profile) -> Iterator[Point]:
    dormancy = profile.dormancy
    if dormancy is None or not dormancy.is_dormant:
        return
    last = profile.totals.last_on
    yield Point(
        "customs.dormant",
        "risk",
        facts={"months": dormancy.months, "last": last.isoformat() if last else "?"},
        excerpt=_span(profile),
        confidence=confidence(profile),
        mark=last.isoformat() if last else "",
    )


def _burst(profile: Profile) -> Iterator[Point]:
    """Tell the last return after a pause, while it is recent."""
    dormancy = profile.dormancy
    if dormancy is None or not dormancy.bursts:
        return
    burst = dormancy.bursts[-1]
    recent = [month.month for month in profile.months[-STEADY_MONTHS:]]
    if burst.month in recent:
        yield Point(
            "customs.burst",
            "risk",
            facts={
                "pause": burst.pause_months,
                "month": burst.month,
                "times": f"{burst.ratio:g}",
            },
            confidence=confidence(profile),
            mark=burst.month,
        )


def _once(profile: Profile) -> Iterator[Point]:
    once = profile.once
    if not once.is_pattern:
        return
    usual = once.market_share
    yield Point(
        "customs.once_and_gone",
        "risk",
        facts={
            "once": once.once,
            "settled": once.settled,
            "usual": "?" if usual is None else percent(usual),
        },
        confidence=confidence(profile),
        mark=f"{(once.share or 0):.1f}",
    )


def _newcomers(profile: Profile) -> Iterator[Point]:
    once = profile.once
    if once.is_jump:
        yield Point(
            "customs.newcomers",
            "risk",
            facts={"recent": once.recent, "usual": f"{once.recent_usual or 0:g}"},
            confidence=confidence(profile),
            mark=str(once.recent),
        )


def _long(profile: Profile) -> Iterator[Point]:
    """Count sellers that came back for half a year or more: others were paid and stayed."""
    lasting = [one for one in profile.suppliers if one.active_months >= LONG_MONTHS]
    if len(lasting) < SEVERAL:
        return
    yield Point(
        "customs.lasting_suppliers",
        "trust",
        facts={"suppliers": len(lasting), "months": LONG_MONTHS},
        excerpt="; ".join(one.name for one in lasting[:3]),
        confidence=confidence(profile),
        mark="lasting",
    )
