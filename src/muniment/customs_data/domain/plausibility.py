"""Does this inquiry fit the history that customs records show? Points with numbers, both ways.

Each point is one sentence of the signal catalogue with its facts. No point is made from less
than three purchases, and none from what is missing: an empty history is neutral.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from muniment.customs_data.domain.plausibility_inquiry import Inquiry
from muniment.customs_data.domain.profile import SEVERAL, Code, Mix, Price, Profile, Quantiles
from muniment.customs_data.domain.profile_words import Note
from muniment.matching import names
from muniment.matching.names import Strictness

FAR: Final = 3.0
"""So many times the largest purchase is another business, not a larger order."""
TOO_DEAR: Final = 2.0
"""So many times what nine in ten pay is not a price that somebody who buys would offer."""
ENOUGH_PRICES: Final = 5
ENOUGH_MARKET: Final = 10
TOTALS_CONFIDENCE: Final = 50
RARE_MONTH: Final = 0.5  # of the even share
MOSTLY: Final = 0.5
_ORDER: Final = ("to order", "to the order")


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that the records say about a buyer or an inquiry.

    Attributes:
        signal: code in the catalogue; key: what it is about (a code, a port), "" for the whole.
        facts: fill the places of the signal's sentence.
        direction: "risk", "trust" or "neutral", as the catalogue has it.
        excerpt: the records on which it rests, short.
        confidence: 0 to 100, lower with few records.
        mark: what must change for the point to be a new one: coarse, so that a month of further
            records does not bring back what a person has dismissed.
    """

    signal: str
    direction: str
    key: str = ""
    facts: Mapping[str, str | int] = field(default_factory=dict)
    excerpt: str = ""
    confidence: int = 80
    mark: str = ""


def plausibility(profile: Profile, inquiry: Inquiry) -> tuple[Point, ...]:
    """Hold an inquiry against a buyer's history; nothing when there is no habit to hold it to.

    The consignee is looked at in any case: it needs no history.
    """
    points = list(_consignee(profile, inquiry))
    if profile.is_habit:
        for rule in (_codes, _value, _prices, _origin, _ports, _season):
            points.extend(rule(profile, inquiry))
    return tuple(points)


def confidence(profile: Profile) -> int:
    """Trust a history by its length: 60 with three purchases, 90 from thirty on."""
    return min(90, 57 + profile.totals.purchases)


def _point(
    profile: Profile,
    signal: str,
    direction: str,
    *,
    key: str = "",
    excerpt: str = "",
    mark: str = "",
    facts: Mapping[str, str | int] | None = None,
) -> Point:
    told = confidence(profile)
    return Point(signal, direction, key, facts or {}, excerpt, told, mark or key)


def _codes(profile: Profile, inquiry: Inquiry) -> Iterator[Point]:
    """Say whether the buyer buys these goods at all; only if most of its rows have a code."""
    coded = sum(code.rows for code in profile.codes)
    if 2 * coded < profile.totals.rows:
        return
    for hs in dict.fromkeys(code[:6] for code in inquiry.hs_codes):
        yield _code(profile, hs)


def _code(profile: Profile, hs: str) -> Point:
    same = [code for code in profile.codes if code.hs6.startswith(hs)]
    if same:
        return _point(
            profile, "customs.code_bought", "trust", key=hs, excerpt=_codes_told(same),
            facts={
                "hs_code": hs, "rows": sum(code.rows for code in same),
                "percent": percent(sum(code.share for code in same)),
            },
        )  # fmt: skip
    told = _codes_told(profile.codes[:3])
    if any(code.hs6[:4] == hs[:4] for code in profile.codes):
        return _point(
            profile, "customs.code_related", "neutral", key=hs, excerpt=told,
            facts={"hs_code": hs, "heading": hs[:4]},
        )  # fmt: skip
    if any(code.hs6[:2] == hs[:2] for code in profile.codes):
        return _point(
            profile, "customs.code_never", "risk", key=hs, excerpt=told,
            facts={"hs_code": hs, "purchases": profile.totals.purchases},
        )  # fmt: skip
    business = ", ".join(dict.fromkeys(f"HS {code.hs6[:4]}" for code in profile.codes[:3]))
    facts = {"business": business}
    return _point(profile, "end_use.does_not_fit", "risk", key=hs, excerpt=told, facts=facts)


def _codes_told(codes: list[Code] | tuple[Code, ...]) -> str:
    return "; ".join(f"HS {code.hs6}: {code.rows} ({percent(code.share)} %)" for code in codes[:3])


def _value(profile: Profile, inquiry: Inquiry) -> Iterator[Point]:
    """Hold the order's value against the typical and the largest purchase."""
    totals, value = profile.totals, inquiry.value_usd
    typical, largest = totals.typical_usd, totals.largest_usd
    if value is None or typical is None or not largest or totals.valued < SEVERAL:
        return
    facts: dict[str, str | int] = {
        "value": money(value), "typical": money(typical), "largest": money(largest),
        "purchases": totals.valued,
    }  # fmt: skip
    excerpt = f"{totals.valued} purchases: median {money(typical)}, largest {money(largest)} USD"
    signal, direction = "customs.value_usual", "trust"
    if value > FAR * largest:
        signal, direction = "customs.value_far_above", "risk"
    elif value > largest:
        signal, direction = "customs.value_above_largest", "risk"
    point = _point(profile, signal, direction, excerpt=excerpt, mark=_size(value), facts=facts)
    if Note.SUMMARY in profile.coverage.notes:
        # The total of a month hides how large its single purchases were.
        point = replace(point, confidence=min(point.confidence, TOTALS_CONFIDENCE))
    yield point


def _size(value: float) -> str:
    """Name a size by two digits: another order of about the same value is the same point."""
    return f"{value:.1e}"


def _prices(profile: Profile, inquiry: Inquiry) -> Iterator[Point]:
    """Hold the unit price against what this buyer pays, or others where it bought too little."""
    offered, unit = inquiry.unit_price_usd, inquiry.unit_kind
    if offered is None or not unit:
        return
    for hs in dict.fromkeys(code[:6] for code in inquiry.hs_codes):
        same = [
            (price, *band)
            for price in profile.prices
            if price.hs6.startswith(hs) and price.unit == unit and (band := _quantiles(price))
        ]
        if same:
            # Of several codes under a heading the one with most rows speaks.
            yield from _price(profile, *max(same, key=lambda one: one[1].rows), offered=offered)


def _price(
    profile: Profile, price: Price, band: Quantiles, whose: str, *, offered: float
) -> Iterator[Point]:
    facts: dict[str, str | int] = {
        "price": unit_money(offered), "unit": price.unit, "low": unit_money(band.p10),
        "high": unit_money(band.p90), "rows": band.rows,
    }  # fmt: skip
    excerpt = f"HS {price.hs6}, {whose}: {facts['low']}-{facts['high']} USD/{price.unit}"
    key, mark = f"{price.hs6}/{price.unit}", _size(offered)
    if offered > TOO_DEAR * band.p90:
        yield _point(profile, "deal.overpaying", "risk", key=key, excerpt=excerpt, mark=mark)
    signal, direction = "customs.price_usual", "trust"
    if offered > band.p90:
        signal, direction = "customs.price_high", "risk"
    elif offered < band.p10:
        signal, direction = "customs.price_low", "neutral"
    yield _point(profile, signal, direction, key=key, excerpt=excerpt, mark=mark, facts=facts)


def _quantiles(price: Price) -> tuple[Quantiles, str] | None:
    if price.buyer and price.buyer.rows >= ENOUGH_PRICES:
        return price.buyer, "buyer"
    if price.market and price.market.rows >= ENOUGH_MARKET:
        return price.market, "market"
    return None


def _origin(profile: Profile, inquiry: Inquiry) -> Iterator[Point]:
    """Say whether the buyer has bought from this origin, if most rows name one."""
    if not inquiry.origin or not _is_known(profile, profile.origins):
        return
    told = "; ".join(f"{mix.code}: {percent(mix.share)} %" for mix in profile.origins[:3])
    same = next((mix for mix in profile.origins if mix.code == inquiry.origin), None)
    if same:
        yield _point(
            profile, "customs.origin_usual", "trust", key=inquiry.origin, excerpt=told,
            facts={"origin": same.code, "rows": same.rows, "percent": percent(same.share)},
        )  # fmt: skip
        return
    origins = ", ".join(mix.code for mix in profile.origins[:3])
    yield _point(
        profile, "customs.origin_new", "risk", key=inquiry.origin, excerpt=told,
        facts={"origin": inquiry.origin, "origins": origins},
    )  # fmt: skip


def _is_known(profile: Profile, mixes: tuple[Mix, ...]) -> bool:
    return sum(mix.rows for mix in mixes) >= MOSTLY * profile.totals.rows


def _ports(profile: Profile, inquiry: Inquiry) -> Iterator[Point]:
    """Hold the port of discharge against the usual ones: goods that go elsewhere go to others."""
    port, usual = inquiry.port_discharge, profile.discharge_ports
    if not port or not _is_known(profile, usual):
        return
    told = ", ".join(mix.code for mix in usual[:3])
    same = next((mix for mix in usual if _is_same_place(mix.code, port)), None)
    signal, direction = ("customs.port_usual", "trust") if same else ("customs.port_other", "risk")
    facts = {"port": port, "ports": told}
    yield _point(profile, signal, direction, key=_place(port), excerpt=told, facts=facts)


def _is_same_place(one: str, other: str) -> bool:
    """Compare names of ports: `MOMBASA, KENYA` is `Mombasa`."""
    first, second = _place(one), _place(other)
    return bool(first and second) and (first in second or second in first)


def _place(text: str) -> str:
    plain = names.romanised(text).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def _season(profile: Profile, inquiry: Inquiry) -> Iterator[Point]:
    """Remark that the buyer seldom buys at this time of year; a remark, never a reproach."""
    if not profile.season:
        return
    month = profile.season[inquiry.on.month - 1]
    if month.high is not None and month.high < RARE_MONTH / 12:
        yield _point(
            profile, "customs.off_season", "neutral", key=str(month.month),
            facts={"month": month.month, "percent": percent(month.share or 0.0)},
        )  # fmt: skip


def _consignee(profile: Profile, inquiry: Inquiry) -> Iterator[Point]:
    """Say whether the goods go to the inquirer, to a party of its records, or to another."""
    consignee = inquiry.consignee
    own = (inquiry.name or profile.name, *(one.name for one in profile.spellings))
    if not consignee or consignee.casefold().startswith(_ORDER):
        return
    if _is_among(consignee, own):
        yield Point("customs.consignee_same", "trust", facts={}, excerpt=consignee)
        return
    known = _is_among(consignee, [mix.code for mix in profile.notify_parties])
    signal, direction = (
        ("customs.consignee_known", "neutral") if known else ("customs.consignee_other", "risk")
    )
    key = names.key(consignee)
    yield Point(signal, direction, key, {"consignee": consignee}, consignee, 80, key)


def _is_among(name: str, others: tuple[str, ...] | list[str]) -> bool:
    asked = names.prepare(name)
    return any(
        names.compare(asked, other, strictness=Strictness.MERGING).is_match for other in others
    )


def percent(share: float) -> int:
    """Write a share as whole percents; what is there at all is at least 1."""
    return max(1, round(100 * share)) if share > 0 else 0


def money(value: float) -> str:
    """Write US dollars without cents."""
    return f"{value:,.0f}"


def unit_money(value: float) -> str:
    """Write a unit price with three digits that matter."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
