"""Days of birth and of lists as governments write them, brought to ISO, as exact as they are."""

import re
from collections.abc import Iterable
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ABOUT = re.compile(r"\b(?:circa|approximately|approx|about|around|ca|c)\b\.?", re.IGNORECASE)
_PIECES = re.compile(r";|\bor\b|\([a-z0-9]\)|,(?!\s*\d{4})|\n", re.IGNORECASE)
_SPAN = re.compile(
    r"(?:between\s+)?(.+?)\s*(?:\band\b|\bto\b|–|(?<=\d{4})[-/](?=\d{4}))\s*(.+)", re.I
)
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?(?:T.*)?\Z")
_DMY = re.compile(r"(\d{1,2})[./ -](\d{1,2})[./ -](\d{4})\Z")
_NAMED = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?[\s.-]*)?([a-z]{3,9})[\s.,-]*(\d{4})\Z", re.I)
_NAME_FIRST = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})\Z", re.I)
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d{2}(?!\d)")


def birth_dates(text: str) -> tuple[str, ...]:
    """Read every date in a text; what is no date is left out.

    Gives `1960-08-11`, `1960-08`, `1960`, a span `1955/1958`, and `~1957` for about.
    """
    found = (_one(piece) for piece in _PIECES.split(text))
    return tuple(dict.fromkeys(it for it in found if it))


def day(text: str) -> date | None:
    """Read one whole day, day first where both could be: 28/10/2022, 28-Oct-2022, 2022-10-28."""
    told = _exact(text.strip().strip("."))
    return date.fromisoformat(told) if len(told) == 10 else None


def us_day(text: str) -> date | None:
    """Read one whole day as US offices write it, month first: 10/28/2022."""
    if found := _DMY.match(text.strip()):
        month, on, year = found.groups()
        text = f"{on}/{month}/{year}"
    return day(text)


def iso(text: str) -> str:
    """Write a whole day as ISO; "" when the text is none."""
    return found.isoformat() if (found := day(text)) else ""


def us_iso(text: str) -> str:
    """Write a whole day of a US office as ISO; "" when the text is none."""
    return found.isoformat() if (found := us_day(text)) else ""


def latest(texts: Iterable[str]) -> str:
    """Give the latest of some days as ISO; "" when there is none."""
    return max((iso(text) for text in texts), default="")


def day_in_name(name: str) -> date | None:
    """Find a day in the name of a file: `20221028-FULL.csv`, `sdn_2022-10-28.csv`."""
    for year, month, on in re.findall(r"(?<!\d)(20\d{2})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)", name):
        if told := _iso(int(year), int(month), int(on)):
            return date.fromisoformat(told)
    return None


def _one(piece: str) -> str:
    piece = piece.strip(" .,()'\"")
    about = "~" if _ABOUT.search(piece) else ""
    piece = _ABOUT.sub("", piece).strip(" .,()")
    if told := _exact(piece):
        return about + told
    if span := _SPAN.match(piece):
        first, last = (_year(part) for part in span.groups())
        if first and last:
            return f"{about}{min(first, last)}/{max(first, last)}"
    return about + year if (year := _year(piece)) else ""


def _exact(text: str) -> str:
    if found := _ISO.match(text):
        year, month, on = (int(part or 0) for part in found.groups())
        return _iso(year, month, on)
    if found := _DMY.match(text):
        on, month, year = (int(part) for part in found.groups())
        return _iso(year, month, on)
    if found := _NAMED.match(text):
        return _iso(int(found[3]), _month(found[2]), int(found[1] or 0))
    if found := _NAME_FIRST.match(text):
        return _iso(int(found[3]), _month(found[1]), int(found[2]))
    return ""


def _iso(year: int, month: int, on: int) -> str:
    """Write what is known; a zero is unknown, an impossible month or day spoils the whole."""
    if not 1800 <= year <= 2200 or not 0 <= month <= 12:
        return ""
    if not month:
        return f"{year:04}"
    if not on:
        return f"{year:04}-{month:02}"
    try:
        return date(year, month, on).isoformat()
    except ValueError:
        return ""


def _month(name: str) -> int:
    short = name[:3].lower()
    return _MONTHS.index(short) + 1 if short in _MONTHS else -1


def _year(text: str) -> str:
    found = _YEAR.search(text)
    return found.group() if found else ""
