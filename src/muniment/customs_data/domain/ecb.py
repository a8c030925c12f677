"""The reference rates of the European Central Bank: its daily, 90-day and historical files.

Both forms say how much of a currency one euro was worth on a day. XML is `Cube` in `Cube` in
`Cube` (a time each, then currencies); CSV has a day a row and a currency a column, `N/A` where
there was none. What we keep is the average of a month, in US dollars for one unit.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Final

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

LARGEST: Final = 20_000_000
EURO, DOLLAR = "EUR", "USD"
_CODE = re.compile(r"[A-Z]{3}\Z")
_DAYS = ("%Y-%m-%d", "%d %B %Y", "%d/%m/%Y")

Days = dict[date, dict[str, float]]
"""Day → currency → US dollars for one unit; the euro among them, the dollar always 1."""


class NoRates(ValueError):
    """The text is no file of rates as the bank writes them."""


def read(content: bytes) -> Days:
    """Read either form; a day without a rate of the dollar is left out.

    Raises:
        NoRates: neither form, too large, or not one day in it.
    """
    if len(content) > LARGEST:
        raise NoRates
    text = content.lstrip(b"\xef\xbb\xbf \t\r\n")
    told = _of_xml(content) if text.startswith(b"<") else _of_csv(text)
    days = {day: _in_dollars(euro) for day, euro in told if DOLLAR in euro}
    if not days:
        raise NoRates
    return days


def monthly(days: Days) -> dict[tuple[str, str], float]:
    """The average of each month, by (`2025-06`, currency), over the days that have a rate."""
    found: dict[tuple[str, str], list[float]] = {}
    for day, rates in days.items():
        for currency, usd in rates.items():
            found.setdefault((f"{day:%Y-%m}", currency), []).append(usd)
    return {place: sum(rates) / len(rates) for place, rates in found.items()}


def newest(days: Days) -> tuple[date, Mapping[str, float]]:
    """The newest day and its rates."""
    day = max(days)
    return day, days[day]


def _in_dollars(euro: Mapping[str, float]) -> dict[str, float]:
    dollar = euro[DOLLAR]
    return {EURO: dollar} | {currency: dollar / rate for currency, rate in euro.items()}


def _of_xml(content: bytes) -> Iterator[tuple[date, dict[str, float]]]:
    try:
        root = fromstring(content)
    except (ParseError, DefusedXmlException, ValueError):
        raise NoRates from None
    for node in root.iter():
        day = _day(node.get("time", "")) if node.tag.endswith("Cube") else None
        if day is not None:
            pairs = ((it.get("currency", ""), it.get("rate", "")) for it in node)
            yield day, dict(_rates(pairs))


def _of_csv(text: bytes) -> Iterator[tuple[date, dict[str, float]]]:
    try:
        rows = list(csv.reader(io.StringIO(text.decode("utf-8"))))
    except (UnicodeDecodeError, csv.Error):
        raise NoRates from None
    head = [cell.strip().upper() for cell in rows[0]] if rows else []
    if not head or head[0] != "DATE":
        raise NoRates
    for row in rows[1:]:
        day = _day(row[0]) if row else None
        if day is not None:
            yield day, dict(_rates(zip(head[1:], row[1:], strict=False)))


def _rates(pairs: Iterator[tuple[str, str]]) -> Iterator[tuple[str, float]]:
    for code, told in pairs:
        try:
            rate = float(told)
        except ValueError:
            continue
        if _CODE.match(code.strip()) and 0 < rate < 1e9:
            yield code.strip(), rate


def _day(text: str) -> date | None:
    for form in _DAYS:
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None
