"""A file understood: where its header stands, what its columns hold, how its cells are written."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from muniment.customs_data.domain.contents import CURRENCIES, is_nothing
from muniment.customs_data.domain.dates import (
    MONTHLY,
    DateForm,
    DateStyle,
    as_remembered,
    looks_like_month,
    style_of,
)
from muniment.customs_data.domain.headings import folded, understood
from muniment.customs_data.domain.mapping import SURE, Choice, map_columns, with_chosen
from muniment.customs_data.domain.roles import MAIN, Direction, Role
from muniment.customs_data.domain.shipments import SourceKind
from muniment.matching.countries import code_of
from muniment.sheets.lines import Line
from muniment.sheets.numbers import DecimalStyle
from muniment.sheets.numbers import style_of as decimals_of

SEARCHED: Final = 60  # lines at the top in which the header is looked for
SAMPLED: Final = 1000  # rows behind it
SHOWN: Final = 3  # sample values a column
_NUMBERS: Final = (Role.VALUE, Role.QUANTITY, Role.WEIGHT)
_WAY = re.compile(
    r"imp(?:or|ort|\b)|进口|進口|import|ithalat|импорт|імпорт|nhap khau", re.IGNORECASE
)
_WAY_OUT = re.compile(
    r"exp(?:or|ort|\b)|出口|export|ihracat|экспорт|експорт|xuat khau", re.IGNORECASE
)
_MONEY = re.compile(r"(?<![A-Za-z])([A-Z]{3})(?![A-Za-z])")


@dataclass(frozen=True, slots=True)
class Question:
    """Something a person should say before the file is loaded.

    Attributes:
        code: "unsure", "missing", "date_order", "currency" or "direction".
        role: what it is about, or None.
    """

    code: str
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """How one table is to be read.

    Attributes:
        headings: of the header line, as written.
        header_row: its line (row) in the file, from 1.
        sheet: name of the sheet in a workbook, or "".
        choices: the column of every role found.
        dates: how the date column writes days; None without one.
        decimals: the decimal sign of each column of numbers.
        currency: code that holds for all rows, "" when rows tell it or nobody does.
        weight_factor: what one of the weight column is in kilograms.
    """

    headings: tuple[str, ...]
    header_row: int
    fingerprint: str
    choices: Mapping[Role, Choice]
    samples: tuple[tuple[str, ...], ...] = ()
    sheet: str = ""
    direction: Direction = Direction.UNKNOWN
    reporting_country: str = ""
    source_kind: SourceKind = SourceKind.DECLARATION
    dates: DateStyle | None = None
    decimals: Mapping[Role, DecimalStyle] = field(default_factory=dict)
    currency: str = ""
    weight_factor: float = 1.0
    is_remembered: bool = False

    @property
    def questions(self) -> tuple[Question, ...]:
        """List what a person should be asked; nothing when all is plain.

        What was confirmed once is not asked about again, unless the file contradicts it: another
        one with the same headings may write its days the other way.
        """
        days = [Question("date_order", Role.DATE)] if self.dates and self.dates.doubtful else []
        if self.is_remembered:
            return tuple(days)
        asked = [
            Question("unsure", role)
            for role in MAIN
            if role in self.choices and self.choices[role].confidence < SURE
        ]
        if Role.BUYER not in self.choices and not self._is_sure(Role.SELLER):
            asked.append(Question("missing", Role.BUYER))
        asked += [Question("missing", it) for it in (Role.HS_CODE, Role.DATE) if not self.has(it)]
        asked += days
        if self.has(Role.VALUE) and not self.currency and not self.has(Role.CURRENCY):
            asked.append(Question("currency", Role.VALUE))
        return tuple(asked)

    def _is_sure(self, role: Role) -> bool:
        return role in self.choices and self.choices[role].confidence >= SURE

    def has(self, role: Role) -> bool:
        """Say whether some column holds it."""
        return role in self.choices or (
            role is Role.DATE and {Role.YEAR, Role.MONTH} <= set(self.choices)
        )


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person said about a file; None and empty mean "find out"."""

    columns: Mapping[Role, int | None] = field(default_factory=dict)
    direction: Direction = Direction.UNKNOWN
    reporting_country: str = ""
    source_kind: SourceKind | None = None
    date_form: DateForm | None = None
    currency: str = ""
    header_row: int = 0


@dataclass(frozen=True, slots=True)
class Remembered:
    """What people confirmed of files with the same headings.

    Attributes:
        columns: the place of the column of a role.
        date_form: which part of a date is the day, None if nobody had to say.
        currency: of the values of files that do not name it themselves, or "".
    """

    columns: Mapping[Role, int] = field(default_factory=dict)
    date_form: DateForm | None = None
    currency: str = ""


def header_among(lines: Sequence[Line]) -> int:
    """Find the header among the first lines; its place in `lines`, or -1.

    The header is the line with the most cells that read like headings of customs data, if
    these are at least three and half of its filled cells; the upper one of equals.
    """
    best, place = 2, -1
    for n, line in enumerate(lines[:SEARCHED]):
        filled = [cell for cell in line.cells if cell.strip()]
        known = sum(1 for cell in filled if len(cell) <= 80 and _is_heading(cell))
        if known > best and known * 2 >= len(filled):
            best, place = known, n
    return place


def fingerprint_of(headings: Sequence[str]) -> str:
    """Name a layout by its headings: 32 hexadecimal digits, the same whatever case or file."""
    text = "\x1f".join(" ".join(folded(heading).split()) for heading in headings)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def layout_of(
    lines: Sequence[Line],
    *,
    name: str = "",
    sheet: str = "",
    wishes: Wishes | None = None,
    remembered: Remembered | None = None,
) -> Layout | None:
    """Understand a table from its first lines; None when no line of them is a header.

    Args:
        name: of the file; exports often carry country and direction in it.
        wishes: what a person said; it stands, but for columns that the table does not have.
        remembered: what was confirmed for a file with the same headings.
    """
    wishes, remembered = wishes or Wishes(), remembered or Remembered()
    place = _place_of(lines, wishes.header_row)
    if place < 0:
        return None
    headings = _trimmed(lines[place].cells)
    rows = [line.cells for line in lines[place + 1 : place + 1 + SAMPLED] if not line.is_blank]
    direction = wishes.direction or _direction(name, headings)
    layout = Layout(
        headings=headings,
        header_row=lines[place].number,
        fingerprint=fingerprint_of(headings),
        choices=_choices(headings, rows, direction, wishes, remembered),
        samples=tuple(_samples(rows, n) for n in range(len(headings))),
        sheet=sheet,
        direction=direction,
        reporting_country=wishes.reporting_country or reporting_country(name),
        is_remembered=bool(remembered.columns),
    )
    return _with_forms(layout, rows, wishes, remembered)


def _choices(
    headings: Sequence[str], rows: Sequence[Sequence[str]], direction: Direction, wishes: Wishes,
    remembered: Remembered,
) -> Mapping[Role, Choice]:  # fmt: skip
    """Which column is taken for what: by its content, by what was confirmed, by what is said."""
    choices = map_columns(headings, rows, direction)
    if remembered.columns:
        chosen = with_chosen(choices, _within(remembered.columns, headings))
        choices = {
            role: replace(choice, why="remembered") if choice.why == "chosen" else choice
            for role, choice in chosen.items()
        }
    return with_chosen(choices, _within(wishes.columns, headings)) if wishes.columns else choices


def reporting_country(name: str) -> str:
    """Read the country that reports from a file name like `Kenya Import 2025.xlsx`; or ""."""
    stem = re.sub(r"\.[A-Za-z]{3,5}\Z", "", name).replace("_", " ")
    found = _WAY.search(stem) or _WAY_OUT.search(stem)
    words = (stem[: found.start()] if found else stem).split()
    for size in range(len(words), 0, -1):
        for begin in range(len(words) - size + 1):
            piece = " ".join(words[begin : begin + size])
            if len(piece) > 1 and (code := code_of(piece)):
                return code
    return ""


def _within(columns: Mapping[Role, int | None], headings: Sequence[str]) -> dict[Role, int | None]:
    """Leave out places that this table does not have; another sheet of the file may."""
    return {
        role: column
        for role, column in columns.items()
        if column is None or 0 <= column < len(headings)
    }


def _place_of(lines: Sequence[Line], wished: int) -> int:
    if wished:
        return next((n for n, line in enumerate(lines) if line.number == wished), -1)
    return header_among(lines)


def _is_heading(cell: str) -> bool:
    told = understood(cell)
    return told.is_known and told.unknown * 2 <= max(told.words, 1)


def _trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    kept = [" ".join(cell.split()) for cell in cells]
    while kept and not kept[-1]:
        kept.pop()
    return tuple(kept)


def _samples(rows: Sequence[Sequence[str]], column: int) -> tuple[str, ...]:
    found: list[str] = []
    for row in rows:
        cell = row[column].strip() if column < len(row) else ""
        if not is_nothing(cell) and cell not in found:
            found.append(cell)
        if len(found) == SHOWN:
            break
    return tuple(found)


def _direction(name: str, headings: Sequence[str]) -> Direction:
    """Tell imports from exports by the file's name, else by what the headings speak of."""
    inward, outward = _WAY.search(name), _WAY_OUT.search(name)
    if bool(inward) != bool(outward):
        return Direction.IMPORT if inward else Direction.EXPORT
    if inward and outward:
        return Direction.IMPORT if inward.start() < outward.start() else Direction.EXPORT
    meanings = [understood(heading).meanings for heading in headings]
    into = sum(1 for it in meanings if it & {"import", "importer"})
    out = sum(1 for it in meanings if it & {"export", "exporter"})
    if into == out:
        return Direction.UNKNOWN
    return Direction.IMPORT if into > out else Direction.EXPORT


def _with_forms(
    layout: Layout, rows: Sequence[Sequence[str]], wishes: Wishes, remembered: Remembered
) -> Layout:
    """Add how dates, numbers and money are written, and what kind of source this is."""
    dates = as_remembered(_dates(layout, rows), remembered.date_form)
    if wishes.date_form is not None:
        dates = DateStyle(wishes.date_form, next_day=bool(dates and dates.next_day))
    decimals = {
        role: decimals_of(_cells(rows, layout.choices[role].column))
        for role in _NUMBERS
        if role in layout.choices
    }
    layout = replace(layout, dates=dates, decimals=decimals)
    return replace(
        layout,
        currency=wishes.currency or _remembered_currency(layout, remembered) or _currency(layout),
        weight_factor=_weight_factor(layout),
        source_kind=wishes.source_kind or _kind(layout),
    )


def _dates(layout: Layout, rows: Sequence[Sequence[str]]) -> DateStyle | None:
    choice = layout.choices.get(Role.DATE)
    return style_of(_cells(rows, choice.column)) if choice else None


def _cells(rows: Sequence[Sequence[str]], column: int) -> list[str]:
    return [
        row[column].strip() for row in rows if column < len(row) and not is_nothing(row[column])
    ]


def _remembered_currency(layout: Layout, remembered: Remembered) -> str:
    """Take over what was said of such files; a column that names the currency says it better."""
    return remembered.currency if not layout.has(Role.CURRENCY) else ""


def _currency(layout: Layout) -> str:
    """Name the currency of all rows from the heading of the values, where it tells one.

    Provider's totals without any word of currency are dollars by the habit of the trade; a
    column in foreign or local money is not.
    """
    choice = layout.choices.get(Role.VALUE)
    if choice is None:
        return ""
    heading = layout.headings[choice.column]
    meanings = understood(heading).meanings
    if "usd" in meanings:
        return "USD"
    told: list[str] = [
        it for it in _MONEY.findall(heading.replace("_", " ").upper()) if it in CURRENCIES
    ]
    if told:
        return told[-1]
    if Role.CURRENCY in layout.choices or meanings & {"foreign_money", "local_money", "currency"}:
        return ""
    return "USD" if layout.dates is None or layout.dates.form in MONTHLY else ""


def _weight_factor(layout: Layout) -> float:
    choice = layout.choices.get(Role.WEIGHT)
    meanings = understood(layout.headings[choice.column]).meanings if choice else frozenset[str]()
    if "kg" in meanings:
        return 1.0
    return 1000.0 if "ton" in meanings else 0.45359237 if "pound" in meanings else 1.0


def _kind(layout: Layout) -> SourceKind:
    """Tell bills of lading, declarations and monthly totals apart by what the columns are."""
    meanings: set[str] = set()
    for heading in layout.headings:
        meanings |= understood(heading).meanings
    if layout.dates is not None and layout.dates.form in MONTHLY:
        return SourceKind.SUMMARY
    if not layout.has(Role.DATE) and layout.samples and _only_months(layout):
        return SourceKind.SUMMARY
    if not layout.samples and "month" in meanings and "date" not in meanings:
        return SourceKind.SUMMARY
    marks = meanings & {"vessel", "container", "carrier", "notify", "bill", "forwarder", "master"}
    formal = meanings & {"duty", "declaration", "incoterm", "statistical", "assessed"}
    return (
        SourceKind.MANIFEST
        if len(marks) >= 3 and len(marks) > len(formal)
        else (SourceKind.DECLARATION)
    )


def _only_months(layout: Layout) -> bool:
    choice = layout.choices.get(Role.DATE)
    return choice is not None and all(map(looks_like_month, layout.samples[choice.column]))
