"""Distinct texts read by Python, once each, and handed to the engine as small tables."""

import csv
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from muniment.customs_data.domain.contents import CURRENCIES
from muniment.customs_data.domain.dates import DateStyle, parse
from muniment.customs_data.domain.parties import read_names
from muniment.customs_data.domain.pegs import PEGS
from muniment.customs_data.domain.shipments import Period
from muniment.customs_data.domain.units import known_unit
from muniment.matching.countries import code_of

MANY: Final = 200_000  # names from which a second process pays for its start
_SPELLINGS: Final = {
    "US$": "USD", "US DOLLAR": "USD", "US DOLLARS": "USD", "DOLLAR": "USD", "DOLAR": "USD",
    "UNITED STATES DOLLAR": "USD", "DOLLAR ESTADOUNIDENSE": "USD", "DOLAR ESTADOUNIDENSE": "USD",
    "ДОЛЛАР США": "USD", "美元": "USD", "USDOLLAR": "USD", "840": "USD", "EURO": "EUR",
    "EUROS": "EUR", "欧元": "EUR", "ЕВРО": "EUR", "978": "EUR", "RMB": "CNY", "YUAN": "CNY",
    "人民币": "CNY", "CNH": "CNY", "156": "CNY", "POUND STERLING": "GBP", "UK POUND": "GBP",
    "RUR": "RUB", "RS": "", "YEN": "JPY", "INDIAN RUPEE": "INR",
}  # fmt: skip


def names_table(texts: Iterable[str]) -> pa.Table:
    """Read the names of parties: without spaces around, key, role. Cost: 20 microseconds a name."""
    written = sorted(set(texts))
    found = _parties(written)
    return pa.table(
        {
            "raw": pa.array(written, pa.string()),
            "name": pa.array([text.strip() for text in written], pa.string()),
            "key": pa.array([key for _, key in found], pa.string()),
            "role": pa.array([role for role, _ in found], pa.string()),
        }
    )


def days_table(texts: Iterable[str], style: DateStyle | None) -> pa.Table:
    """Read days; those that cannot be read have none."""
    written = sorted(set(texts))
    found = [parse(text, style) if style else None for text in written]
    if style is not None and style.next_day:
        found = [(it[0] + timedelta(days=1), it[1]) if it else None for it in found]
    return pa.table(
        {
            "raw": pa.array(written, pa.string()),
            "day": pa.array([it[0] if it else None for it in found], pa.date32()),
            "period": pa.array([it[1].value if it else Period.DAY.value for it in found]),
        }
    )


def units_table(texts: Iterable[str]) -> pa.Table:
    """Read units: kind, and what one is in that kind."""
    written = sorted(set(texts))
    found = [known_unit(text) for text in written]
    return pa.table(
        {
            "raw": pa.array(written, pa.string()),
            "name": pa.array([text.strip() for text in written], pa.string()),
            "kind": pa.array([kind for kind, _ in found], pa.string()),
            "factor": pa.array([factor for _, factor in found], pa.float64()),
        }
    )


def countries_table(texts: Iterable[str]) -> pa.Table:
    """Read countries by alpha-2 code."""
    return _pairs(texts, code_of, "code")


def currencies_table(texts: Iterable[str]) -> pa.Table:
    """Read currencies by ISO 4217 code; "" when nobody knows."""
    return _pairs(texts, currency_of, "code")


def directions_table(texts: Iterable[str]) -> pa.Table:
    """Read words for import and export."""
    return _pairs(texts, direction_of, "word")


def currency_of(text: str) -> str:
    """Give the ISO 4217 code of a currency as written; "" when unknown or doubtful (`RS`)."""
    plain = " ".join(text.upper().split())
    if plain in _SPELLINGS:
        return _SPELLINGS[plain]
    if plain in CURRENCIES:
        return plain
    head = re.match(r"([A-Z]{3})\b", plain)
    return head.group(1) if head and head.group(1) in CURRENCIES else ""


_INWARD = re.compile(r"i(?:m(?:p.*)?)?\Z|进口|進口|ввоз|им|імп|ithal|nhập|1\Z", re.IGNORECASE)
_OUTWARD = re.compile(r"e(?:x(?:p.*)?)?\Z|出口|вывоз|эк|екс|ihrac|xuất|2\Z", re.IGNORECASE)


def direction_of(text: str) -> str | None:
    """Give "import" or "export" for a word that says so; None for any other."""
    word = text.strip()
    if _INWARD.match(word):
        return "import"
    return "export" if _OUTWARD.match(word) else None


def rates_table(path: Path | None) -> pa.Table:
    """Read the house's own rates: CSV with month (2025-06), currency, usd (dollars for one).

    A month without a rate has none: rows of it keep their value and get no dollars.
    """
    rows: list[Mapping[str, str]] = []
    if path is not None and path.is_file():
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
    good = [row for row in rows if re.fullmatch(r"\d+(?:\.\d+)?", row.get("usd") or "")]
    return pa.table(
        {
            "month": pa.array([row["month"].strip()[:7] for row in good], pa.string()),
            "currency": pa.array([row["currency"].strip().upper() for row in good], pa.string()),
            "usd": pa.array([float(row["usd"]) for row in good], pa.float64()),
        }
    )


def pegs_table() -> pa.Table:
    """Give the pegged currencies."""
    return pa.table(
        {"currency": pa.array(list(PEGS)), "usd": pa.array(list(PEGS.values()), pa.float64())}
    )


def codes_table(texts: Iterable[str]) -> pa.Table:
    """Read HS codes: the digits, and the first six of them."""
    written = sorted(set(texts))
    codes = [hs_digits(text) for text in written]
    return pa.table(
        {
            "raw": pa.array(written, pa.string()),
            "code": pa.array(codes, pa.string()),
            "hs6": pa.array([code[:6] if len(code) >= 6 else "" for code in codes], pa.string()),
        }
    )


def hs_digits(text: str) -> str:
    """Give the digits of a code; an odd number of them lacks the zero that sheets drop in front.

    Several codes in one cell (`690721, 690722`) leave the first.
    """
    first = re.split(r"[,;/|]", text.strip())[0]
    digits = re.sub(r"\D", "", first.removesuffix(".0"))
    return "0" + digits if len(digits) in {5, 7, 9} else digits


def _pairs(texts: Iterable[str], read: Callable[[str], Any], column: str) -> pa.Table:
    written = sorted(set(texts))
    return pa.table(
        {
            "raw": pa.array(written, pa.string()),
            column: pa.array([read(text) for text in written], pa.string()),
        }
    )


def _parties(written: Sequence[str]) -> list[tuple[str, str]]:
    processes = min(os.cpu_count() or 1, 4)
    if len(written) < MANY or processes < 2:
        return read_names(written)
    size = -(-len(written) // (processes * 4))
    parts = [written[n : n + size] for n in range(0, len(written), size)]
    # Spawned, not forked: this process may hold database connections and threads.
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        return [pair for part in pool.map(read_names, parts) for pair in part]
