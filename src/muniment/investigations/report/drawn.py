"""The pictures of a report, drawn from the case: flow chart, link graph, customs charts."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from muniment.customs_data.domain.plausibility_inquiry import Inquiry
from muniment.investigations.casefile import CaseFile, LinkRow
from muniment.investigations.domain import wording
from muniment.investigations.domain.flow import StepView
from muniment.investigations.domain.hands.words import what
from muniment.investigations.pictures.charts import (
    Bar,
    PriceBand,
    Share,
    bars,
    prices,
    rhythm,
    shares,
)
from muniment.investigations.pictures.flow import FlowWords, chart
from muniment.investigations.pictures.graph import Edge, Node, brief, links

Pictures = Mapping[str, str]
MOST_MONTHS, MOST_SUPPLIERS, MOST_PRICES = 36, 6, 6
LEAST_MONTHS = 3
"""Months with a purchase below which a season would be drawn of chance alone."""


def flow_words(link: str = "") -> FlowWords:
    """The words of the flow chart in the language in force; `link` is put before a step's code."""
    return FlowWords(
        title=_("The strategy of this case"),
        about=_("Ten steps from the basics to the verdict, each with its state."),
        step=lambda box: _(box.title),
        state=lambda box: _(wording.say(wording.STEP_STATES, box.state.value)),
        counts=counts,
        next=_("next"),
        link=(lambda box: f"{link}{box.step.value}") if link else (lambda _box: ""),
    )


def counts(box: StepView) -> str:
    """“2 against · 1 for · 3 open”: what a step found and what it did not reach."""
    told = []
    if box.risks:
        told.append(ngettext("%(n)d against", "%(n)d against", box.risks) % {"n": box.risks})
    if box.trusts:
        told.append(ngettext("%(n)d for", "%(n)d for", box.trusts) % {"n": box.trusts})
    if box.not_reached:
        missing = len(box.not_reached)
        told.append(ngettext("%(n)d open", "%(n)d open", missing) % {"n": missing})
    return " · ".join(told)


def pictures_of(case: CaseFile, names: bool) -> Pictures:
    """Draw what there is; without `names` no picture that names somebody."""
    drawn = {"flow": chart(case.assessment.flow, flow_words())}
    if names and case.links:
        drawn["hands"] = link_graph(case)
    profile = customs_profile(case)
    if profile:
        drawn.update(customs_charts(profile, names=names, asked=asked_in(case)))
    return {name: svg for name, svg in drawn.items() if svg}


def link_graph(case: CaseFile) -> str:
    """The companies tied to this case, each by number or codename only."""
    nodes = [Node("subject", case.head.codename, case.head.number, subject=True)]
    nodes += [
        Node(str(row.id), row.other_name, _link_note(row), marked=row.state == "confirmed")
        for row in case.links
        if row.state != "denied"
    ]
    edges = [
        Edge(
            "subject", str(row.id), brief(list(dict.fromkeys(_kinds(row)))),
            "weak" if row.strength == "lead" else "strong", confirmed=row.state == "confirmed",
        )
        for row in case.links
        if row.state != "denied"
    ]  # fmt: skip
    return links(
        _("Companies tied to this case"),
        _("Solid lines are links, dotted ones leads."),
        nodes,
        edges,
    )


def _link_note(row: LinkRow) -> str:
    if row.state == "confirmed":
        return _("confirmed")
    return _("lead") if row.strength == "lead" else _("suspected")


def _kinds(row: LinkRow) -> list[str]:
    return [_(what(str(tie.get("kind", "")), str(tie.get("why", "")))) for tie in row.ties]


def customs_profile(case: CaseFile) -> Mapping[str, Any]:
    """The newest customs profile in clear, or an empty mapping."""
    for check in case.checks:
        if check.id == "customs.profile" and check.run:
            found = check.run.detail.get("profile")
            return found if isinstance(found, Mapping) else {}
    return {}


def asked_in(case: CaseFile) -> Inquiry:
    """What the case asks for, as far as it is in clear."""
    facts = {code: case.known(code) for code in sorted({row.code for row in case.facts})}
    return Inquiry.of(facts, timezone.localdate(case.head.opened_at))


def customs_charts(
    profile: Mapping[str, Any], *, names: bool, asked: Inquiry | None = None
) -> Pictures:
    """Charts of a profile in JSON, as `customs_data.domain.profile.as_json` writes it.

    The unit price of `asked` is marked where its goods and unit are those of the records.
    """
    drawn = {}
    months = list(profile.get("months") or [])[-MOST_MONTHS:]
    if months:
        key = "value_usd" if any(one.get("value_usd") for one in months) else "rows"
        drawn["months"] = bars(
            _("Purchases by month"), _("What the records show, month by month."),
            [Bar(one["month"], float(one.get(key) or 0)) for one in months],
            unit="USD" if key == "value_usd" else _("rows"),
        )  # fmt: skip
    drawn["rhythm"] = _rhythm(profile)
    drawn["season"] = _season(profile)
    if names:
        drawn["suppliers"] = _suppliers(profile)
    drawn["prices"] = _prices(profile, asked)
    return {name: svg for name, svg in drawn.items() if svg}


def _rhythm(profile: Mapping[str, Any]) -> str:
    bought = [one["month"] for one in profile.get("months") or [] if one.get("purchases")]
    until = (profile.get("coverage") or {}).get("covered_until")
    if not bought or not until:
        return ""
    days = [date.fromisoformat(f"{month}-01") for month in bought]
    about = _("Each dot is a month; the longest pause is shaded; the line ends with the records.")
    end = date.fromisoformat(f"{until}-28")
    return rhythm(_("Months with a purchase"), about, days, today=max(end, days[-1]))


def _season(profile: Mapping[str, Any]) -> str:
    rows = [one for one in profile.get("season") or [] if one.get("share") is not None]
    bought = sum(1 for one in profile.get("months") or [] if one.get("purchases"))
    if not rows or bought < LEAST_MONTHS:
        return ""
    told = [
        Bar(
            f"{one['month']:02d}", 100 * one["share"],
            100 * (one.get("low") or 0), 100 * (one.get("high") or one["share"]),
        )
        for one in rows
    ]  # fmt: skip
    about = _("Share of each calendar month; the band holds what chance explains.")
    return bars(_("Season"), about, told, unit="%", height=160)


def _suppliers(profile: Mapping[str, Any]) -> str:
    rows = list(profile.get("suppliers") or [])[:MOST_SUPPLIERS]
    if not rows:
        return ""
    told = [Share(one["name"], float(one["share"] or 0), one.get("country") or "") for one in rows]
    return shares(_("Suppliers"), _("Shares of the largest suppliers."), told)


def _prices(profile: Mapping[str, Any], asked: Inquiry | None) -> str:
    """Prices of goods that this buyer bought or asks for; those of other goods say nothing."""
    told = []
    for one in [row for row in profile.get("prices") or [] if _matters(row, asked)][:MOST_PRICES]:
        mark = _price_asked(asked, one) if asked else None
        for side, label in (("buyer", _("this buyer")), ("market", _("market"))):
            if band := one.get(side):
                name = f"{one['hs6']} · {one['unit']} · {label}"
                told.append(PriceBand(name, band["p10"], band["p50"], band["p90"], mark))
    if not told:
        return ""
    if not any(band.mark is not None for band in told):
        about = _("From the cheapest tenth to the dearest.")
        return prices(_("Unit prices"), about, told, unit="USD")
    about = _("From the cheapest tenth to the dearest; the red stroke is this inquiry.")
    return prices(_("Unit prices"), about, told, unit="USD", marked=_("red: this inquiry"))


def _matters(price: Mapping[str, Any], asked: Inquiry | None) -> bool:
    return bool(price.get("buyer")) or asked is None or _same_goods(asked, price)


def _price_asked(asked: Inquiry, price: Mapping[str, Any]) -> float | None:
    is_this = _same_goods(asked, price) and price["unit"] == asked.unit_kind
    return asked.unit_price_usd if is_this else None


def _same_goods(asked: Inquiry, price: Mapping[str, Any]) -> bool:
    return any(price["hs6"].startswith(code[:6]) for code in asked.hs_codes if code)
