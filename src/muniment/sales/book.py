"""The whole order book in bulk, in US dollars, for the house's own computing.

No door may show any of it to a person without asking first, as with all of `queries`.
"""

from array import array
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection

from muniment.sales import sql
from muniment.sales.models import Order
from muniment.sales.rates import RatesRow, rates_in_force

_MARKS = 500  # parameters in one query


@dataclass(frozen=True, slots=True)
class BookRows:
    """Standing orders of all customers, by customer, then day; entry i of each array is one order.

    Attributes:
        dossier_ids: the customers with an order; `customer` counts into it.
        day: `date.toordinal()`.
        usd: US dollars; nan where the currency has no rate.
        unpriced: how many orders have no rate.
    """

    dossier_ids: tuple[UUID, ...]
    customer: "array[int]"
    day: "array[int]"
    usd: "array[float]"
    unpriced: int
    rates: RatesRow


@dataclass(frozen=True, slots=True)
class Turnover:
    """Standing orders of one customer in a time: how many, their US dollars, and how many of
    them count 0 because their currency has no rate."""

    orders: int
    usd: float
    unpriced: int


def book_rows(
    *,
    until: date | None = None,
    known_at: datetime | None = None,
    rates: RatesRow | None = None,
    into: Mapping[UUID, UUID] | None = None,
    only: Collection[UUID] | None = None,
) -> BookRows:
    """Read all standing orders; one SQL query, about 2 seconds for a million orders.

    Cancelled and returned orders and credits are left out.

    Args:
        until: the last day that counts.
        known_at: only what was on record at this moment, as it stood then.
        into: dossiers that were merged → the one that stays; their orders become its own.
        only: these dossiers alone, at most 500.
    """
    rates = rates or rates_in_force()
    order_of: dict[UUID, int] = {}
    customer, day, usd = array("i"), array("i"), array("d")
    unpriced, dollars, into = 0, _dollars(rates), into or {}
    last: Any = None
    place = 0
    for dossier, ordered_on, minor, currency in _rows(until, known_at, only):
        if dossier != last:
            last, owner = dossier, sql.unkey(dossier)
            place = order_of.setdefault(into.get(owner, owner), len(order_of))
        rate = dollars(currency)
        unpriced += rate is None
        customer.append(place)
        day.append(_ordinal(ordered_on))
        usd.append(float("nan") if rate is None else minor * rate)
    return BookRows(tuple(order_of), customer, day, usd, unpriced, rates)


def money_of(
    dossier_ids: Collection[UUID], *, since: date, until: date, rates: RatesRow | None = None
) -> dict[UUID, Turnover]:
    """Sum each customer's standing orders from `since` to before `until`, in US dollars.

    Customers without an order are absent. One SQL query for each 500 customers, and one for
    the rates.
    """
    dollars = _dollars(rates or rates_in_force())
    found: dict[UUID, Turnover] = {}
    for dossier_id, minor, currency in _amounts(dossier_ids, since, until):
        rate, known = dollars(currency), found.get(dossier_id, Turnover(0, 0.0, 0))
        found[dossier_id] = Turnover(
            known.orders + 1, known.usd + minor * (rate or 0.0), known.unpriced + (rate is None)
        )
    return found


def _amounts(
    dossier_ids: Collection[UUID], since: date, until: date
) -> Iterable[tuple[UUID, int, str]]:
    ids = list(dossier_ids)
    for start in range(0, len(ids), _MARKS):
        rows = Order.objects.filter(
            dossier__in=ids[start : start + _MARKS], replaced_at=None, amount_minor__gt=0,
            ordered_on__gte=since, ordered_on__lt=until,
        ).exclude(state__in=["cancelled", "returned"])  # fmt: skip
        yield from rows.order_by().values_list("dossier_id", "amount_minor", "currency")


def _rows(
    until: date | None, known_at: datetime | None, only: Collection[UUID] | None
) -> Iterable[tuple[Any, Any, int, str]]:
    told: list[Any] = [until or date.max]
    if known_at is not None:
        told += [sql.moment(known_at)] * 2
    if only is not None:
        told += [sql.key(one) for one in only]
    with connection.cursor() as cursor:
        cursor.execute(sql.standing(then=known_at is not None, only=only), told)
        while some := cursor.fetchmany(10_000):
            yield from some


def _dollars(rates: RatesRow) -> Any:
    return lru_cache(maxsize=None)(rates.minor)


@lru_cache(maxsize=20_000)
def _ordinal(value: Any) -> int:
    return sql.ordinal(value)
