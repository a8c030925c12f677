"""Days and periods as customs exports write them: 2025-03-28, 28/03/25, JUN 2025, 45000."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from muniment.customs_data.domain.shipments import Period
from muniment.sheets.dates import DayOrder, order_of, parse_day

_MONTHS = (
    "jan|ene|янв|січ|oca", "feb|fev|fév|фев|лют|şub|sub", "mar|мар|бер", "apr|abr|avr|апр|кві|nis",
    "may|mai|май|мая|тра", "jun|juin|июн|чер|haz", "jul|juil|июл|лип|tem",
    "aug|ago|aou|aoû|авг|сер|agu|ağu", "sep|set|сен|вер|eyl", "oct|out|окт|жов|eki|okt",
    "nov|ноя|лис|kas", "dec|dic|dez|déc|дек|гру|ara|des",
)  # fmt: skip
_NAMES = "|".join(_MONTHS)
_NAMED = re.compile(rf"(?:{_NAMES})[^\W\d_]*\.?[\s\-/,']*(?:\d{{4}}|\d{{2}})\Z", re.IGNORECASE)
_NUMBERED = re.compile(
    r"(?:19|20)\d{2}[-/.年 ]?(?:0[1-9]|1[0-2])月?\Z|(?:0?[1-9]|1[0-2])[-/.](?:19|20)\d{2}\Z"
)
_TIME_ONLY = re.compile(r"\d{1,2}:\d{2}(?:[:.]\d+)?\Z")


class DateForm(StrEnum):
    """How a column writes its days; each has one expression in SQL."""

    ISO = "iso"  # 2025-03-28, 2025/3/28, 2025-03-28T18:30:00Z, 2025年3月28日
    COMPACT = "compact"  # 20250328
    DAY_FIRST = "day_first"  # 28/03/2025
    MONTH_FIRST = "month_first"  # 03/28/2025
    NAMED = "named"  # 28-Mar-25, March 28, 2025
    SERIAL = "serial"  # 45744, the day number of a sheet
    MONTH_NAMED = "month_named"  # Jun 2025
    MONTH_NUMBER = "month_number"  # 2025-06, 06/2025, 202506
    YEAR = "year"  # 2025


ORDERS = frozenset({DateForm.DAY_FIRST, DateForm.MONTH_FIRST})
"""The forms between which only a person can tell, when no day is above 12."""
MONTHLY = frozenset({DateForm.MONTH_NAMED, DateForm.MONTH_NUMBER})
_FORMS = {
    DateForm.MONTH_NUMBER: _NUMBERED,
    DateForm.YEAR: re.compile(r"(?:19|20)\d{2}(?:\.0)?\Z"),
    DateForm.COMPACT: re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\Z"),
    DateForm.ISO: re.compile(r"(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}"),
    DateForm.SERIAL: re.compile(r"[2-6]\d{4}(?:\.\d+)?\Z"),
    DateForm.MONTH_NAMED: _NAMED,
    DateForm.DAY_FIRST: re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})(?!\d)"),
    DateForm.NAMED: re.compile(
        rf"\d{{1,2}}(?:st|nd|rd|th)?[-\s./]*(?:{_NAMES})[^\W\d_]*\.?[-\s,./]*\d{{2,4}}"
        rf"|(?:{_NAMES})[^\W\d_]*\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}",
        re.IGNORECASE,
    ),
}


@dataclass(frozen=True, slots=True)
class DateStyle:
    """How a column is read.

    Attributes:
        form: what most of its cells are written in.
        doubtful: 03/04/2026 could be read both ways in every cell seen, so a person must say.
        next_day: the cells are midnights of a zone east of Greenwich written in UTC
            (`2025-03-28T18:30:00Z` is the 29th in India).
        is_remembered: a person said so of an earlier file with the same headings.
    """

    form: DateForm
    doubtful: bool = False
    next_day: bool = False
    is_remembered: bool = False


def looks_like_date(cell: str) -> bool:
    """Say whether a cell reads as a day between 1980 and 2099."""
    if _TIME_ONLY.match(cell):
        return False
    form = form_of(cell)
    if form in {DateForm.SERIAL, DateForm.YEAR, DateForm.MONTH_NUMBER, None}:
        return False
    if form is DateForm.NAMED:
        return True
    orders = (DayOrder.DAY_FIRST, DayOrder.MONTH_FIRST)
    return any(parse_day(cell, order) is not None for order in orders)


def looks_like_month(cell: str) -> bool:
    """Say whether a cell reads as a month of a year: `Jun 2025`, `2025-06`."""
    return form_of(cell) in MONTHLY


def form_of(cell: str) -> DateForm | None:
    """Name the form of one cell; None when it is no date."""
    text = cell.strip()
    return next((form for form, pattern in _FORMS.items() if pattern.match(text)), None)


def style_of(cells: Iterable[str]) -> DateStyle | None:
    """Find how a column writes its days from a sample; None when it holds none.

    The most frequent form wins. Whether the day or the month comes first is told by cells
    that leave no doubt; with none, the day does, and the style says that it is doubtful.
    """
    full = [cell.strip() for cell in cells if cell.strip()]
    counts: dict[DateForm, int] = {}
    for cell in full:
        if (form := form_of(cell)) is not None:
            counts[form] = counts.get(form, 0) + 1
    if not counts:
        return None
    form = max(counts, key=lambda it: counts[it])
    if form is not DateForm.DAY_FIRST:
        return DateStyle(form, next_day=form is DateForm.ISO and _are_shifted(full))
    order = order_of(full)
    if order is DayOrder.MONTH_FIRST:
        return DateStyle(DateForm.MONTH_FIRST)
    return DateStyle(DateForm.DAY_FIRST, doubtful=order is None)


def as_remembered(style: DateStyle | None, known: DateForm | None) -> DateStyle | None:
    """Settle a doubt by what a person said of such files; asked again where cells contradict it."""
    if style is None or known not in ORDERS or style.form not in ORDERS:
        return style
    if style.doubtful:
        return DateStyle(known, is_remembered=True)
    return style if style.form is known else DateStyle(style.form, doubtful=True)


def contradicts(cells: Iterable[str], style: DateStyle) -> bool:
    """Say whether days above 12 show that a remembered order is not the one of these cells."""
    if not style.is_remembered:
        return False
    order = order_of(cells)
    return order is not None and order.value != style.form.value


_SHIFTED = re.compile(r"\d{4}-\d{2}-\d{2}[T ](1[2-9]|2[0-3]):(00|15|30|45):00(?:\.0+)?Z\Z")


def _are_shifted(cells: list[str]) -> bool:
    """Say whether every time of day is the same one after noon: a midnight further east."""
    times = {found.groups() if (found := _SHIFTED.match(cell)) else None for cell in cells}
    return len(times) == 1 and None not in times and len(cells) > 1


def parse(cell: str, style: DateStyle) -> tuple[date, Period] | None:
    """Read one cell in the column's style; None when it is no day, month or year.

    A cell in another plain form than the column's is read in its own. The day of a month is
    its first, of a year the first of January.
    """
    form = form_of(cell)
    if form is None or _TIME_ONLY.match(cell):
        return None
    if form in MONTHLY:
        return _month(cell)
    if form is DateForm.YEAR:
        return date(int(cell.strip()[:4]), 1, 1), Period.YEAR
    order = DayOrder.MONTH_FIRST if style.form is DateForm.MONTH_FIRST else DayOrder.DAY_FIRST
    day = parse_day(cell, order) or _named_day(cell)
    return (day, Period.DAY) if day else None


def _month(cell: str) -> tuple[date, Period] | None:
    numbers = [int(it) for it in re.findall(r"\d+", cell)]
    if len(numbers) == 1 and numbers[0] > 9999:
        numbers = [numbers[0] // 100, numbers[0] % 100]
    named = month_of(cell)
    if named and len(numbers) == 1:
        year = numbers[0] if numbers[0] > 99 else 2000 + numbers[0]
        return (date(year, named, 1), Period.MONTH) if 1980 <= year <= 2099 else None
    if len(numbers) != 2:
        return None
    year, month = max(numbers), min(numbers)
    return (date(year, month, 1), Period.MONTH) if 1 <= month <= 12 else None


def _named_day(cell: str) -> date | None:
    """Read a day whose month is named in another language than English."""
    numbers, month = [int(it) for it in re.findall(r"\d+", cell)], month_of(cell)
    if not month or len(numbers) < 2:
        return None
    day, year = numbers[0], numbers[1] if numbers[1] > 99 else 2000 + numbers[1]
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_of(text: str) -> int:
    """Give the month that a text names, in any of the languages known; 0 for none."""
    found = re.search(_NAMES, text, re.IGNORECASE)
    if found is None:
        return 0
    word = found.group(0).lower()
    return next(n for n, names in enumerate(_MONTHS, 1) if word in names.split("|"))
