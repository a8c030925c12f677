"""Rows of the exposure pages, with their numbers written out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from muniment.exposure.domain.hang import Band, HangRow
from muniment.exposure.domain.seen import Seen
from muniment.exposure.views import (
    BondView,
    Group,
    HeldRow,
    PairRow,
    PersonLine,
    Tile,
    Todo,
)
from muniment.investigations.pictures.charts import Bar, bars
from muniment.vault.catalogue import Catalogue
from muniment.web.exposure.words import FactorWords, amount, factor_words, percent, role_word
from muniment.web.vault.words import language


@dataclass(frozen=True, slots=True)
class BandWords:
    """Low, middle and high in dollars."""

    low: str
    middle: str
    high: str


def band(told: Band | HangRow | None) -> BandWords:
    """Write a band out, or that it is closed."""
    if told is None:
        return BandWords(amount(None), amount(None), amount(None))
    return BandWords(amount(told.low), amount(told.middle), amount(told.high))


@dataclass(frozen=True, slots=True)
class LineWords:
    """One person of the list."""

    line: PersonLine
    role: str
    band: BandWords
    turnover: str


def person_line(line: PersonLine) -> LineWords:
    """Write one person out."""
    return LineWords(line, role_word(line.role), band(line.band), amount(line.turnover))


@dataclass(frozen=True, slots=True)
class TodoWords:
    """One customer where a deputy would help most."""

    row: Todo
    usd: str
    cut: str


def todo(row: Todo) -> TodoWords:
    """Write one of them out."""
    return TodoWords(row, amount(row.usd), _cut(row.cut, row.fall))


@dataclass(frozen=True, slots=True)
class TileWords:
    """One tile of the map as a row of its table."""

    tile: Tile
    keeper: str
    usd: str
    follow: str
    tone: str


def tile_row(tile: Tile, group: Group) -> TileWords:
    """Write one tile out; the tone repeats what the number says."""
    tone = "bad" if tile.known <= 1 else "warn" if tile.known == 2 else "good"
    return TileWords(tile, group.name, amount(tile.usd), percent(tile.follow), tone)


def heaviest(groups: Sequence[Group], *, most: int) -> list[TileWords]:
    """The heaviest tiles of the map as rows."""
    told = [(tile, group) for group in groups for tile in group.tiles]
    told.sort(key=lambda one: (one[0].usd is None, -(one[0].usd or 0.0)))
    return [tile_row(tile, group) for tile, group in told[:most]]


@dataclass(frozen=True, slots=True)
class HeldWords:
    """One customer that hangs on a person."""

    row: HeldRow
    usd: str
    follow: str
    share: str
    band: BandWords
    cut: str
    factors: tuple[FactorWords, ...]


def held(row: HeldRow) -> HeldWords:
    """Write one customer out."""
    return HeldWords(
        row, amount(row.money.usd if row.money else None), percent(row.follow),
        "–" if row.share is None else percent(row.share), band(row.money),
        _cut(row.cut, row.fall), tuple(map(factor_words, row.factors)),
    )  # fmt: skip


def _cut(cut: float | None, fall: float) -> str:
    """What a deputy takes off: dollars, or points of likelihood where amounts are closed."""
    if cut is None:
        return percent(fall) if fall else ""
    return amount(cut) if cut else ""


@dataclass(frozen=True, slots=True)
class BondWords:
    """One person's bond with a customer."""

    bond: BondView
    follow: str
    share: str
    band: BandWords
    cut: str
    factors: tuple[FactorWords, ...]


def bond(one: BondView) -> BondWords:
    """Write one bond out."""
    share = "–" if one.signs.share is None else percent(one.signs.share)
    return BondWords(
        one, percent(one.follow), share, band(one.money), _cut(one.cut, one.fall),
        tuple(map(factor_words, one.factors)),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class PairWords:
    """One customer of two people who leave together."""

    dossier_id: UUID
    codename: str
    usd: str
    follow: str
    band: BandWords


def pair_row(row: PairRow) -> PairWords:
    """Write one customer out."""
    usd = amount(row.money.usd if row.money else None)
    return PairWords(row.dossier_id, row.codename, usd, percent(row.follow), band(row.money))


def compartments(counted: Mapping[str, int], catalogue: Catalogue) -> list[tuple[str, int]]:
    """Compartments by name with the customers opened there, most first."""
    told = []
    for code, count in counted.items():
        spec = catalogue.compartment(code)
        told.append((spec.label(language()) if spec else code, count))
    return sorted(told, key=lambda one: (-one[1], one[0]))


def weeks(seen: Seen) -> SafeString:
    """Draw the customers opened each week."""
    rows = [Bar(f"{week.monday:%m-%d}", float(week.customers)) for week in seen.weeks]
    title = gettext("Customers opened, week by week")
    about = gettext("Each bar is a week that begins on the day below it.")
    # Our own drawing, every word in it escaped by its writer.
    return mark_safe(bars(title, about, rows, height=150))  # noqa: S308
