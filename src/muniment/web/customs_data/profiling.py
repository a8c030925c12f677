"""A profile ready for its page: figures in words, points as sentences, charts drawn."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext, gettext_lazy, ngettext

from muniment.customs_data.domain.plausibility import Point, money, plausibility, unit_money
from muniment.customs_data.domain.plausibility_history import history_points
from muniment.customs_data.domain.plausibility_inquiry import Inquiry
from muniment.customs_data.domain.profile import Measure, Mix, Price, Profile, Quarter, as_json
from muniment.customs_data.domain.profile_words import NOTES, SET_ASIDE
from muniment.customs_data.profile import customs_profile
from muniment.investigations.domain.signals import signal
from muniment.investigations.report.drawn import customs_charts
from muniment.web.customs_data.words import DIRECTIONS, KINDS, Words, country

FEW, SOME, QUARTERS = 6, 12, 8
MEASURES: Mapping[Measure, Words] = {
    Measure.VALUE: gettext_lazy("Shares are counted in value."),
    Measure.WEIGHT: gettext_lazy("Shares are counted in weight."),
    Measure.ROWS: gettext_lazy("Shares are counted in rows."),
}


def profiled(
    *, name: str, country: str, codes: Sequence[str], also: Sequence[str],
    inquiry: Mapping[str, Sequence[str]], today: date,
) -> dict[str, Any]:  # fmt: skip
    """Everything that the page of a buyer shows.

    Raises:
        NoCustomsData, BuyerNameless: see `customs_data.profile`.
    """
    found = customs_profile(name=name, country=country, our_codes=codes, also=also)
    asked = Inquiry.of(inquiry, today)
    points = () if asked.says_nothing else plausibility(found, asked)
    return {
        "profile": found,
        "figures": _figures(found),
        "history": [_point(point) for point in history_points(found, today=today)],
        "inquiry": [_point(point) for point in points],
        "has_inquiry": not asked.says_nothing,
        "suppliers": found.suppliers[:SOME],
        "more_suppliers": max(0, found.supplier_count - SOME),
        "quarters": _quarters(found),
        "codes": found.codes[:SOME],
        "mixes": _mixes(found),
        "prices": [_price(price) for price in found.prices[:FEW]],
        "competitors": found.competitors[:FEW],
        "market": found.market[:FEW],
        "coverage": _coverage(found),
        "pictures": {}
        if found.is_empty
        else customs_charts(as_json(found), names=True, asked=asked),
    }


def _point(point: Point) -> dict[str, Any]:
    sentence = signal(point.signal).say(point.facts, get_language() or "en")
    return {
        "sentence": sentence, "direction": point.direction, "excerpt": point.excerpt,
        "confidence": point.confidence,
    }  # fmt: skip


def _figures(found: Profile) -> list[dict[str, str]]:
    """The key figures, each with a word on what it rests on; unknown ones are left out."""
    if found.is_empty:
        return []
    totals, told = found.totals, []
    purchases = ngettext("%(n)s purchase", "%(n)s purchases", totals.purchases)
    told.append(_figure(
        gettext("On record"), purchases % {"n": f"{totals.purchases:,}"},
        f"{totals.first_on or '?'} – {totals.last_on or '?'}",
    ))  # fmt: skip
    if totals.value_usd:
        told.append(_figure(gettext("Value"), f"USD {money(totals.value_usd)}", _typical(found)))
    if totals.weight_kg:
        told.append(_figure(gettext("Weight"), f"{totals.weight_kg / 1000:,.0f} t", ""))
    if found.rhythm:
        told.append(_figure(
            gettext("Rhythm"),
            gettext("every %(days)s days") % {"days": f"{found.rhythm.mean_days:.0f}"},
            gettext("give or take %(days)s; longest pause %(longest)s") % {
                "days": f"{found.rhythm.spread_days:.0f}", "longest": found.rhythm.longest_days,
            },
        ))  # fmt: skip
    told.append(_figure(
        gettext("Suppliers"), f"{found.supplier_count:,}", _concentration(found),
    ))  # fmt: skip
    if found.our_share is not None:
        told.append(_figure(
            gettext("Our codes"), f"{100 * found.our_share:.0f} %", ", ".join(found.our_codes)
        ))  # fmt: skip
    return [*told, *_restless(found)]


def _restless(found: Profile) -> list[dict[str, str]]:
    """Switching of the main supplier, and how long nothing has been on record."""
    told, switching, dormancy = [], found.switching, found.dormancy
    if switching.rate is not None:
        told.append(_figure(
            gettext("Main supplier changed"), f"{100 * switching.rate:.0f} %",
            gettext("%(switches)s of %(steps)s quarters") % {
                "switches": switching.switches, "steps": switching.steps,
            },
        ))  # fmt: skip
    if dormancy is not None and dormancy.months:
        told.append(_figure(
            gettext("Nothing since"),
            ngettext("%(n)s month", "%(n)s months", dormancy.months) % {"n": dormancy.months},
            gettext("longer than its own pauses") if dormancy.is_dormant
            else gettext("within its own pauses"),
        ))  # fmt: skip
    return told


def _figure(label: str, value: str, note: str) -> dict[str, str]:
    return {"label": label, "value": value, "note": note}


def _typical(found: Profile) -> str:
    typical, largest = found.totals.typical_usd, found.totals.largest_usd
    if typical is None or largest is None:
        return ""
    told = {"typical": money(typical), "largest": money(largest)}
    return gettext("typically %(typical)s, at most %(largest)s") % told


def _concentration(found: Profile) -> str:
    if not found.suppliers:
        return ""
    share = f"{100 * found.suppliers[0].share:.0f}"
    return gettext("the largest has %(share)s %%") % {"share": share}


def _quarters(found: Profile) -> list[dict[str, Any]]:
    """The newest quarters with who came and who was seen for the last time, newest first."""
    names = {one.key: one.name for one in found.suppliers}
    return [
        _quarter(quarter, names)
        for quarter in reversed(found.quarters[-QUARTERS:])
        if quarter.new or quarter.lost or quarter.main
    ]


def _quarter(quarter: Quarter, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "quarter": quarter.quarter,
        "active": quarter.active,
        "main": names.get(quarter.main, quarter.main.upper()),
        "new": [names.get(key, key.upper()) for key in quarter.new[:FEW]],
        "lost": [names.get(key, key.upper()) for key in quarter.lost[:FEW]],
    }


def _mixes(found: Profile) -> list[dict[str, Any]]:
    told: list[tuple[str, Iterable[Mix], bool]] = [
        (gettext("Origins"), found.origins, True),
        (gettext("Ports of loading"), found.loading_ports, False),
        (gettext("Ports of discharge"), found.discharge_ports, False),
        (gettext("Forwarders and agents"), found.agents, False),
        (gettext("Notify parties"), found.notify_parties, False),
    ]
    return [
        {
            "title": title,
            "rows": [
                {"name": country(mix.code) if is_country else mix.code,
                 "percent": round(100 * mix.share), "share": round(100 * mix.share, 1)}
                for mix in list(mixes)[:FEW]
            ],
        }
        for title, mixes, is_country in told
        if mixes
    ]  # fmt: skip


def _price(price: Price) -> dict[str, Any]:
    return {
        "hs6": price.hs6, "unit": price.unit, "buyer": _band(price.buyer),
        "market": _band(price.market),
        "rows": price.buyer.rows if price.buyer else 0,
        "market_rows": price.market.rows if price.market else 0,
    }  # fmt: skip


def _band(quantiles: Any) -> str:
    if quantiles is None:
        return "–"
    return " – ".join(unit_money(it) for it in (quantiles.p10, quantiles.p50, quantiles.p90))


def _coverage(found: Profile) -> dict[str, Any]:
    coverage = found.coverage
    return {
        "until": coverage.covered_until,
        "notes": [gettext(NOTES[note]) for note in coverage.notes],
        "measure": str(MEASURES[coverage.share_by]),
        "aside": [
            {"rows": rows, "why": gettext(SET_ASIDE[reason])}
            for reason, rows in coverage.set_aside.items()
        ],
        "sources": [
            {
                "country": country(source.country) or gettext("country not said"),
                "kind": KINDS.get(source.kind, source.kind),
                "direction": DIRECTIONS.get(source.direction, ""),
                "months": f"{source.first or '?'} – {source.last or '?'}",
                "rows": source.rows, "of_buyer": source.of_buyer,
            }
            for source in coverage.sources
        ],
    }  # fmt: skip
