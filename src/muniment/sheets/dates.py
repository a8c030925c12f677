"""Calendar days as people and programs write them."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

EARLIEST, LATEST = date(1980, 1, 1), date(2099, 12, 31)
_EXCEL_EPOCH = date(1899, 12, 30)  # day 0, so that 1900-03-01 is day 61 as in the sheets
_TIME = r"(?:[T\s,]+\d{1,2}[:.]\d{2}.*)?\Z"
_YMD = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?" + _TIME)
_TWO_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})" + _TIME)
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})\Z")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?\Z")
_NAMED = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[-\s.]*([A-Za-z]{3,9})\.?[-\s,]*(\d{4}|\d{2})" + _TIME
)
_NAME_FIRST = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})" + _TIME)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class DayOrder(StrEnum):
    """What stands first in a date like 03/04/2026."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


def order_of(samples: Iterable[str]) -> DayOrder | None:
    """Guess the order from dates that leave no doubt; None when every one could be both."""
    day = month = 0
    for text in samples:
        if found := _TWO_FIRST.match(text.strip()):
            first, second = int(found.group(1)), int(found.group(2))
            day += first > 12 >= second
            month += second > 12 >= first
    if day == month:
        return None
    return DayOrder.DAY_FIRST if day > month else DayOrder.MONTH_FIRST


def is_ambiguous(samples: Iterable[str]) -> bool:
    """Say whether some date could be read both ways, so that a person must be asked."""
    texts = [text for text in samples if _TWO_FIRST.match(text.strip())]
    return bool(texts) and order_of(texts) is None


@lru_cache(maxsize=8192)
def parse_day(text: str, order: DayOrder = DayOrder.DAY_FIRST) -> date | None:
    """Read one calendar day; a time of day behind it is dropped. None if it is no day.

    Knows 2026-05-03, 2026/5/3, 2026年5月3日, 20260503, 03/05/2026, 3 May 2026, May 3, 2026 and
    the day numbers of sheets (45000). Days before 1980 and after 2099 are no order days.
    """
    text = unicodedata.normalize("NFKC", text).strip()
    found = _read(text, order)
    return found if found is not None and EARLIEST <= found <= LATEST else None


def _read(text: str, order: DayOrder) -> date | None:
    if (found := _YMD.match(text)) or (found := _COMPACT.match(text)):
        return _day(*(int(part) for part in found.groups()))
    if found := _TWO_FIRST.match(text):
        first, second, year = (int(part) for part in found.groups())
        month, day = (second, first) if order is DayOrder.DAY_FIRST else (first, second)
        return _day(_century(year), month, day)
    if found := _NAMED.match(text):
        return _day(_century(int(found.group(3))), _month(found.group(2)), int(found.group(1)))
    if found := _NAME_FIRST.match(text):
        return _day(int(found.group(3)), _month(found.group(1)), int(found.group(2)))
    if found := _SERIAL.match(text):
        return _EXCEL_EPOCH + timedelta(days=int(found.group(1)))
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _century(year: int) -> int:
    return year if year > 99 else year + (2000 if year < 70 else 1900)


def _month(name: str) -> int:
    """Give the month of an English name or its beginning; 0 (no month) if there is none."""
    short = name[:3].lower()
    return _MONTHS.index(short) + 1 if short in _MONTHS else 0
