"""What currencies were worth month by month: the house's own table, fed from the bank's files."""

import csv
import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.db import transaction

from muniment.core.actor import Actor
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.core.files import write_durably
from muniment.customs_data.domain import ecb
from muniment.customs_data.domain.pegs import PEGS
from muniment.customs_data.domain.plausibility_inquiry import dollars_only
from muniment.customs_data.store import rates_file
from muniment.ledger.services import append_entry
from muniment.people import queries as people
from muniment.people.domain.roles import Role

SETTERS: Final = frozenset({Role.OWNER, Role.FINANCE})
"""Roles that say what a currency is worth."""
ENTERED: Final = "customs_data.rates.entered"
OLDEST_MONTHS: Final = 12
"""A rate of so many months ago still serves to judge an inquiry; an older one does not."""


class RatesNotYours(MunimentError):
    """Somebody of another role; nothing was written."""

    code = "customs_data.rates.not_yours"
    kind = ErrorKind.REFUSED
    title = gettext_noop("What currencies are worth is entered by owner and finance.")
    next_step = gettext_noop("Ask one of them to bring the file in.")


class RatesUnreadable(MunimentError):
    """The file is none of the bank's; nothing was written."""

    code = "customs_data.rates.unreadable"
    kind = ErrorKind.INVALID
    title = gettext_noop("This is no file of rates as the European Central Bank writes them.")
    next_step = gettext_noop(
        "Take the daily, the 90-day or the historical file from its page, as XML or as CSV "
        "(unpacked)."
    )


@dataclass(frozen=True, slots=True)
class Entered:
    """What a file brought: its newest day with the rates of that day, and how many months."""

    newest_on: date
    usd: Mapping[str, float]
    months: int


def enter_rates(*, content: bytes, by: Actor, at: datetime) -> Entered:
    """Take the monthly averages of a file over; months that it does not tell stay as they were.

    Customs rows are counted by them when they are loaded; rows loaded before stay as they are.

    Raises:
        RatesNotYours, RatesUnreadable: nothing was written.
    """
    require_setter(by)
    try:
        days = ecb.read(content)
    except ecb.NoRates:
        raise RatesUnreadable from None
    fresh, (day, usd) = ecb.monthly(days), ecb.newest(days)
    with transaction.atomic():
        append_entry(
            kind=ENTERED, subject=None, by=by, at=at,
            facts={
                "rates": len(fresh), "months": len({month for month, _ in fresh}),
                "newest_on": day.isoformat(), "sha256": hashlib.sha256(content).hexdigest(),
            },
        )  # fmt: skip
        write_durably(rates_file(), _as_csv({**by_month(), **fresh}))
    return Entered(day, usd, len({month for month, _ in fresh}))


def require_setter(by: Actor) -> None:
    """Let owner and finance pass.

    Raises:
        RatesNotYours: anybody else, and whoever left.
    """
    reader = people.reader(by.person_id) if by.person_id else None
    if reader is None or not reader.is_active or reader.role not in SETTERS:
        raise RatesNotYours


def by_month() -> Mapping[tuple[str, str], float]:
    """The house's table: (`2025-06`, currency) → US dollars for one unit; empty without one."""
    path = rates_file()
    try:
        return _read(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        return {}


def rate_on(currency: str, on: date) -> float | None:
    """US dollars for one unit: of the month, else of the newest month before it within a year."""
    known = dollars_only(currency, on) or PEGS.get(currency)
    if known is not None:
        return known
    table, month = by_month(), on.year * 12 + on.month - 1
    for back in range(OLDEST_MONTHS + 1):
        year, number = divmod(month - back, 12)
        if (rate := table.get((f"{year:04d}-{number + 1:02d}", currency))) is not None:
            return rate
    return None


@lru_cache(maxsize=2)
def _read(path: Path, _stamp: int) -> Mapping[tuple[str, str], float]:
    found: dict[tuple[str, str], float] = {}
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            try:
                usd = float(row["usd"])
            except (KeyError, TypeError, ValueError):
                continue
            month, currency = row.get("month") or "", row.get("currency") or ""
            found[month.strip()[:7], currency.strip().upper()] = usd
    return found


def _as_csv(rates: Mapping[tuple[str, str], float]) -> bytes:
    told = io.StringIO()
    writer = csv.writer(told, lineterminator="\n")
    writer.writerow(["month", "currency", "usd"])
    for (month, currency), usd in sorted(rates.items()):
        writer.writerow([month, currency, f"{usd:.8f}"])
    return told.getvalue().encode()
