"""Read an order book from files: orders, owners, departures, rates.

Lines that cannot be used are told with their number, all of them; the others are read all the same.
"""

import math
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from muniment.core.errors import gettext_noop
from muniment.warning.domain.book import Book, Departure, Ownership
from muniment.warning.files.tables import BadRow, Table, Tell, day_of, number_of

NO_CUSTOMER = gettext_noop("no customer")
NO_EMPLOYEE = gettext_noop("no employee")
BAD_DATE = gettext_noop("the date is no day of the calendar")
BAD_AMOUNT = gettext_noop("the amount is no number")
NO_RATE = gettext_noop("its currency is not in the file of rates")
BAD_RATE = gettext_noop("the rate is no number above 0")
BACKWARDS = gettext_noop("it ends before it begins")
OVERLAPS = gettext_noop("the customer has another owner at that time")


_Owned = tuple[str, str, int | None, int | None]  # customer, employee, start, end


@dataclass(frozen=True, slots=True)
class BookRead:
    """A book and what of the files is not in it.

    Attributes:
        returns: orders with a negative amount, left out as the book wants it.
    """

    book: Book
    bad: tuple[BadRow, ...]
    returns: int = 0


def read_book(
    orders: Path,
    *,
    owners: Path | None = None,
    departures: Path | None = None,
    rates: Path | None = None,
    tell: Tell | None = None,
) -> BookRead:
    """Read the files of one company into a book; customers are in the order of their names.

    An order without an amount counts as 0; without a currency it is in dollars, and so is
    every order when there is no file of rates.

    Raises:
        ColumnMissing, FileUnreadable: a file is no such table.
    """
    bad: list[BadRow] = []
    usd = _read_rates(rates, bad) if rates else None
    found = _read_orders(orders, usd, bad, tell)
    owned = _read_owners(owners, bad) if owners else []
    left = _read_departures(departures, bad) if departures else ()
    names = sorted({*found.names, *(customer for customer, *_ in owned)})
    index = {name: at for at, name in enumerate(names)}
    places = np.array([index[name] for name in found.names], dtype=np.int32)
    customer = places[np.frombuffer(found.customer, dtype=np.int32)]
    day = np.frombuffer(found.day, dtype=np.int32)
    order = np.lexsort((day, customer))
    amount = np.frombuffer(found.amount, dtype=np.float64)[order]
    kept = tuple(Ownership(index[name], who, start, end) for name, who, start, end in owned)
    book = Book(tuple(names), customer[order], day[order], amount, kept, left)
    return BookRead(book, tuple(bad), found.returns)


@dataclass(slots=True)
class _Orders:
    """Orders as they come from a file; a customer is an index into `names`."""

    names: dict[str, int] = field(default_factory=dict)
    customer: "array[int]" = field(default_factory=lambda: array("i"))
    day: "array[int]" = field(default_factory=lambda: array("i"))
    amount: "array[float]" = field(default_factory=lambda: array("d"))
    returns: int = 0

    def take(self, customer: str, day: int, amount: float) -> None:
        if amount < 0:
            self.returns += 1
            return
        self.customer.append(self.names.setdefault(customer, len(self.names)))
        self.day.append(day)
        self.amount.append(amount)


def _read_orders(
    file: Path, usd: Mapping[str, float] | None, bad: list[BadRow], tell: Tell | None
) -> _Orders:
    found = _Orders()
    with Table.opened(file, "orders") as table:
        table.require("customer", "date")
        for line, row in table.rows(bad, tell):
            day = day_of(row["date"])
            amount = _amount(row.get("amount", ""))
            rate = 1.0 if usd is None else usd.get(row.get("currency", "").upper() or "USD", 0.0)
            if wrong := _wrong(row["customer"], day, amount, rate):
                bad.append(BadRow("orders", line, wrong))
            elif day is not None and amount is not None:
                found.take(row["customer"], day, amount * rate)
    return found


def _wrong(customer: str, day: int | None, amount: float | None, rate: float) -> str:
    if not customer:
        return NO_CUSTOMER
    if day is None:
        return BAD_DATE
    if amount is None:
        return BAD_AMOUNT
    return "" if rate else NO_RATE


def _read_owners(file: Path, bad: list[BadRow]) -> list[_Owned]:
    owned: list[_Owned] = []
    periods: dict[str, list[tuple[float, float]]] = {}
    with Table.opened(file, "owners") as table:
        table.require("customer", "employee")
        for line, row in table.rows(bad):
            start, end = (_open_day(row.get(name, "")) for name in ("from", "to"))
            low = -math.inf if start is None else start
            high = math.inf if end is None else end
            before = periods.setdefault(row["customer"], [])
            if wrong := _wrong_period(row, low, high, before):
                bad.append(BadRow("owners", line, wrong))
                continue
            before.append((low, high))
            owned.append((row["customer"], row["employee"], _day(low), _day(high)))
    return owned


def _wrong_period(
    row: Mapping[str, str], low: float, high: float, before: Sequence[tuple[float, float]]
) -> str:
    if not row["customer"] or not row["employee"]:
        return NO_CUSTOMER if not row["customer"] else NO_EMPLOYEE
    if math.isnan(low) or math.isnan(high):
        return BAD_DATE
    if high < low:
        return BACKWARDS
    return OVERLAPS if any(low < end and start < high for start, end in before) else ""


def _read_departures(file: Path, bad: list[BadRow]) -> tuple[Departure, ...]:
    left: list[Departure] = []
    with Table.opened(file, "departures") as table:
        table.require("employee", "date")
        for line, row in table.rows(bad):
            day, noticed = day_of(row["date"]), _open_day(row.get("noticed", ""))
            if not row["employee"]:
                bad.append(BadRow("departures", line, NO_EMPLOYEE))
            elif day is None or (noticed is not None and math.isnan(noticed)):
                bad.append(BadRow("departures", line, BAD_DATE))
            else:
                left.append(Departure(row["employee"], day, _day(noticed)))
    return tuple(left)


def _read_rates(file: Path, bad: list[BadRow]) -> dict[str, float]:
    rates = {"USD": 1.0}
    with Table.opened(file, "rates") as table:
        table.require("currency", "usd")
        for line, row in table.rows(bad):
            rate = _amount(row["usd"])
            if rate is None or rate <= 0:
                bad.append(BadRow("rates", line, BAD_RATE))
            else:
                rates[row["currency"].upper()] = rate
    return rates


def _amount(text: str) -> float | None:
    return number_of(text) if text else 0.0


def _open_day(text: str) -> float | None:
    """Read a day that may be left open; NaN if something else stands there."""
    day = day_of(text) if text else None
    return math.nan if text and day is None else day


def _day(value: float | None) -> int | None:
    return int(value) if value is not None and math.isfinite(value) else None
