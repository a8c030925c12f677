"""Rows of the exposure pages, with their numbers written out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from muniment.exposure.domain.hang import Band, HangRow
from muniment.exposure.domain.seen import Seen
from muniment.exposure.views import BondView, Group, HeldRow, PersonLine, Tile, Todo
from muniment.investigations.pictures.charts import Bar, bars
from muniment.vault.catalogue import Catalogue
from muniment.web.exposure.words import FactorWords, factor_words, percent, role_word, usd
from muniment.web.vault.words import language


@dataclass(frozen=True, slots=True)
class BandWords:
    """Low, middle and high in dollars."""

    low: str
    middle: str
    high: str


def band(told: Band | HangRow) -> BandWords:
    """Write a band out."""
    return BandWords(usd(told.low), usd(told.middle), usd(told.high))


@dataclass(frozen=True, slots=True)
class LineWords:
    """One person of the list."""

    line: PersonLine
    role: str
    band: BandWords
    turnover: str


def person_line(line: PersonLine) -> LineWords:
    """Write one person out."""
    return LineWords(line, role_word(line.role), band(line.band), usd(line.reach.usd))


@dataclass(frozen=True, slots=True)
class TodoWords:
    """One customer where a deputy would help most."""

    row: Todo
    usd: str
    cut: str


def todo(row: Todo) -> TodoWords:
    """Write one of them out."""
    return TodoWords(row, usd(row.usd), usd(row.cut))


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
    return TileWords(tile, group.name, usd(tile.usd), percent(tile.follow), tone)


def heaviest(groups: Sequence[Group], *, most: int) -> list[TileWords]:
    """The heaviest tiles of the map as rows."""
    told = [(tile, group) for group in groups for tile in group.tiles]
    told.sort(key=lambda one: -one[0].usd)
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
        row, usd(row.hang.usd), percent(row.hang.follow),
        "–" if row.share is None else percent(row.share), band(row.hang),
        usd(row.cut) if row.cut else "", tuple(map(factor_words, row.factors)),
    )  # fmt: skip


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
        one, percent(one.hang.follow), share, band(one.hang), usd(one.cut) if one.cut else "",
        tuple(map(factor_words, one.factors)),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class PairRow:
    """One customer of two people who leave together."""

    dossier_id: UUID
    codename: str
    usd: str
    follow: str
    band: BandWords


def pair_row(row: HangRow, codename: str) -> PairRow:
    """Write one customer out."""
    return PairRow(row.dossier_id, codename, usd(row.usd), percent(row.follow), band(row))


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
