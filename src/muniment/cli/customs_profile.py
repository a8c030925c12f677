"""`muniment customs profile`: what the loaded records say of a buyer, and of its inquiry."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import click
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from muniment.cli.params import CountryParam, CurrencyParam, NumberParam
from muniment.core import clock
from muniment.customs_data.domain.plausibility import (
    Point,
    money,
    percent,
    plausibility,
    unit_money,
)
from muniment.customs_data.domain.plausibility_history import history_points
from muniment.customs_data.domain.plausibility_inquiry import Inquiry
from muniment.customs_data.domain.profile import Profile, as_json
from muniment.customs_data.domain.profile_words import NOTES, SET_ASIDE
from muniment.customs_data.profile import customs_profile
from muniment.investigations.domain import signals

FEW: Final = 8
"""Rows of a table on the terminal; --json has all."""
_BARS: Final = " ▁▂▃▄▅▆▇█"
_FACTS: Final = {
    "hs": "deal.hs_code", "value": "deal.amount", "currency": "deal.currency",
    "price": "deal.unit_price", "unit": "deal.unit", "quantity": "deal.quantity",
    "origin": "deal.origin", "port": "deal.port", "consignee": "deal.consignee",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """A profile with what it says by itself and of the inquiry."""

    profile: Profile
    history: tuple[Point, ...]
    inquiry: tuple[Point, ...]


@click.command()
@click.option("--buyer", "name", required=True, metavar="NAME", help="The buyer's name.")
@click.option("--also", multiple=True, metavar="NAME", help="Another name of it. Repeatable.")
@click.option("--country", default="", type=CountryParam(), help="Count only there, like KE.")
@click.option("--our-codes", default="", metavar="CODES", help="HS codes we sell: 6907,690721.")
@click.option(
    "--inquiry",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The inquiry: a mail as received, or facts in JSON.",
)
@click.option("--hs", help="HS code asked for.")
@click.option("--value", type=NumberParam(), help="Value of the order.")
@click.option("--price", type=NumberParam(), help="Price of one unit.")
@click.option("--unit", help="The unit, like m2 or kg.")
@click.option("--quantity", type=NumberParam(), help="How many units.")
@click.option("--currency", type=CurrencyParam(), help="Of value and price. Default: USD.")
@click.option("--origin", type=CountryParam(), help="Country where the goods come from.")
@click.option("--port", help="Port where the goods shall go.")
@click.option("--consignee", help="Who shall receive the goods.")
@click.option("--no-near", is_flag=True, help="Do not look for similar names.")
@click.option("--json", "as_text", is_flag=True, flag_value=False, default=True,
              help="Answer in JSON.")  # fmt: skip
def profile(
    *, name: str, also: tuple[str, ...], country: str, our_codes: str, inquiry: Path | None,
    no_near: bool, as_text: bool, **deal: str | None,
) -> int:  # fmt: skip
    """Say what a buyer buys, from whom, how often, and whether an inquiry fits it.

    Rests on the customs records that are loaded, and says which they are. Exit code 1 when no
    record counts for this name.
    """
    facts = _facts(name, inquiry, deal)
    codes = tuple(code for code in our_codes.split(",") if code.strip())
    codes = codes or tuple(facts.get("deal.hs_code", ()))
    with Console(stderr=True).status(_("Reading the customs records…")):
        told = _told(name, facts, also=also, country=country, our_codes=codes, near=not no_near)
    if as_text:
        _show(told, Console(soft_wrap=True))
    else:
        click.echo(json.dumps(_as_json(told), ensure_ascii=False))
    return 1 if told.profile.is_empty else 0


def _facts(
    name: str, inquiry: Path | None, deal: Mapping[str, str | None]
) -> dict[str, tuple[str, ...]]:
    """Bring together what the file says and what the options say; options win."""
    facts: dict[str, tuple[str, ...]] = dict(_read(inquiry)) if inquiry else {}
    facts["company.name"] = (name,)
    given = {_FACTS[option]: (value,) for option, value in deal.items() if value}
    return {**facts, **given}


def _read(inquiry: Path) -> Mapping[str, tuple[str, ...]]:
    content = inquiry.read_bytes()
    if inquiry.suffix.lower() != ".json":
        from muniment.investigations.domain.inquiry import parse_inquiry  # slow, seldom wanted

        told = parse_inquiry(content).facts
        if not told:
            raise click.BadParameter(_("This mail says nothing."), param_hint="--inquiry")
        return told
    try:
        read = json.loads(content)
    except ValueError:
        raise click.BadParameter(_("This is not JSON."), param_hint="--inquiry") from None
    if not isinstance(read, dict):
        raise click.BadParameter(_("This is no table of facts."), param_hint="--inquiry")
    return {str(code): _values(value) for code, value in read.items()}


def _values(value: Any) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)


def _told(name: str, facts: Mapping[str, Sequence[str]], **wanted: Any) -> Told:
    today = clock.now().date()
    found = customs_profile(name=name, **wanted)
    asked = Inquiry.of(facts, today)
    points = () if asked.says_nothing else plausibility(found, asked)
    return Told(found, history_points(found, today=today), points)


def _as_json(told: Told) -> dict[str, Any]:
    return {
        "profile": as_json(told.profile),
        "history": [_point(point) for point in told.history],
        "inquiry": [_point(point) for point in told.inquiry],
    }


def _point(point: Point) -> dict[str, Any]:
    return {**as_json(point), "sentence": _say(point)}


def _say(point: Point) -> str:
    return signals.signal(point.signal).say(point.facts, get_language() or "en")


def _show(told: Told, screen: Console) -> None:
    found = told.profile
    screen.print(found.name, style="bold", highlight=False, markup=False)
    if not found.is_empty:
        _show_totals(found, screen)
        _show_months(found, screen)
        _show_parties(_("Suppliers"), found, screen)
        _show_goods(found, screen)
        _show_prices(found, screen)
    _show_points(_("The history says"), told.history, screen)
    _show_points(_("The inquiry against it"), told.inquiry, screen)
    _show_near(found, screen)
    _show_coverage(found, screen)


def _plain_table(*headings: str) -> Table:
    return Table(*headings, box=None, pad_edge=False, header_style="dim")


def _day(day: date | None) -> str:
    return day.isoformat() if day else "?"


def _show_totals(found: Profile, screen: Console) -> None:
    totals = found.totals
    table = _plain_table("", "")
    table.show_header = False
    table.add_row(
        _("written"), escape(", ".join(dict.fromkeys(it.name for it in found.spellings[:3])))
    )
    table.add_row(_("on record"), f"{_day(totals.first_on)} – {_day(totals.last_on)}")
    table.add_row(_("purchases"), f"{totals.purchases:,}")
    table.add_row(_("Value"), f"USD {money(totals.value_usd)}")
    if totals.weight_kg:
        table.add_row(_("Weight"), f"{totals.weight_kg:,.0f} kg")
    if totals.typical_usd is not None and totals.largest_usd is not None:
        table.add_row(_("one purchase"), _("USD %(typical)s typically, %(largest)s at most") % {
            "typical": money(totals.typical_usd), "largest": money(totals.largest_usd),
        })  # fmt: skip
    if found.rhythm:
        table.add_row(_("rhythm"), _("every %(mean)s days, give or take %(spread)s") % {
            "mean": f"{found.rhythm.mean_days:.0f}", "spread": f"{found.rhythm.spread_days:.0f}",
        })  # fmt: skip
    if found.our_share is not None:
        table.add_row(_("our codes"), f"{percent(found.our_share)} %")
    screen.print(table)


def _show_months(found: Profile, screen: Console) -> None:
    """Draw the purchases of each month as one line of bars."""
    heights = [month.purchases for month in found.months]
    top = max(heights, default=0)
    if top:
        steps = len(_BARS) - 1
        bars = "".join(_BARS[-(-height * steps // top)] for height in heights)
        screen.print(f"{found.months[0].month} {bars} {found.months[-1].month}", highlight=False)


def _show_parties(title: str, found: Profile, screen: Console) -> None:
    table = _plain_table(title, _("country"), _("part"), _("rows"), _("first"), _("last"))
    for one in found.suppliers[:FEW]:
        table.add_row(
            escape(one.name), one.country, f"{percent(one.share)} %", f"{one.rows:,}",
            _day(one.first_on), _day(one.last_on),
        )  # fmt: skip
    screen.print(table)
    more = found.supplier_count - FEW
    if more > 0:
        screen.print(_("and %s more") % f"{more:,}", style="dim")


def _show_goods(found: Profile, screen: Console) -> None:
    table = _plain_table(_("HS code"), _("part"), _("rows"))
    for code in found.codes[:FEW]:
        mark = " ←" if code.ours else ""
        table.add_row(f"{code.hs6}{mark}", f"{percent(code.share)} %", f"{code.rows:,}")
    screen.print(table)
    for title, mixes in ((_("origins"), found.origins), (_("ports"), found.discharge_ports)):
        parts = ", ".join(f"{mix.code} {percent(mix.share)} %" for mix in mixes[:FEW])
        if parts:
            screen.print(f"{title}: {parts}", highlight=False, markup=False)


def _show_prices(found: Profile, screen: Console) -> None:
    told = [price for price in found.prices if price.buyer]
    if not told:
        return
    table = _plain_table(_("USD a unit"), _("buyer 10–50–90 %"), _("market 10–50–90 %"))
    for price in told[:FEW]:
        table.add_row(f"{price.hs6} / {price.unit}", _band(price.buyer), _band(price.market))
    screen.print(table)


def _band(quantiles: Any) -> str:
    if quantiles is None:
        return "–"
    return " – ".join(unit_money(it) for it in (quantiles.p10, quantiles.p50, quantiles.p90))


def _show_points(title: str, points: Iterable[Point], screen: Console) -> None:
    colours = {"risk": "red", "trust": "green", "neutral": "dim"}
    marks = {"risk": "!", "trust": "+", "neutral": "·"}
    told = list(points)
    if told:
        screen.print(f"\n{title}", style="bold")
    for point in told:
        line = f"{marks[point.direction]} {_say(point)}"
        screen.print(line, style=colours[point.direction], highlight=False, markup=False)


def _show_near(found: Profile, screen: Console) -> None:
    if found.near or found.elsewhere:
        screen.print("\n" + _("Similar names, not counted; add one with --also:"), style="bold")
    for near in found.near:
        line = f"  {near.score:.2f}  {near.name}  {near.country}  {near.rows:,}"
        screen.print(line, highlight=False, markup=False)
    for one in found.elsewhere[:FEW]:
        line = f"        {one.name}  {one.country}  {one.rows:,}"
        screen.print(line, highlight=False, markup=False)


def _show_coverage(found: Profile, screen: Console) -> None:
    screen.print("\n" + _("What this rests on"), style="bold")
    table = _plain_table(_("kind"), _("country"), "", _("months"), _("rows"), _("of this buyer"))
    for source in found.coverage.sources:
        table.add_row(
            source.kind, source.country, source.direction, f"{source.first} – {source.last}",
            f"{source.rows:,}", f"{source.of_buyer:,}",
        )  # fmt: skip
    screen.print(table)
    for reason, rows in found.coverage.set_aside.items():
        words = _(SET_ASIDE[reason])
        screen.print(_("Set aside: %(rows)s rows, %(why)s.") % {"rows": f"{rows:,}", "why": words})
    for note in found.coverage.notes:
        screen.print(_(NOTES[note]), style="dim", highlight=False)
