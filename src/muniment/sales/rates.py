"""What one unit of a currency is worth in US dollars: the house's own table, kept in versions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from uuid import UUID

from django.db import transaction

from muniment.core.actor import Actor
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.core.money import digits_of
from muniment.ledger.services import append_entry
from muniment.people import queries as people
from muniment.people.domain.roles import Role
from muniment.sales.models import Rates

SETTERS = frozenset({Role.OWNER, Role.FINANCE})
"""Roles that say what a currency is worth."""
SET = "sales.rates.set"
_MILLION = Decimal(1_000_000)
_LARGEST = Decimal(1_000_000)


class RatesNotYours(MunimentError):
    """Somebody of another role; nothing was written."""

    code = "sales.rates.not_yours"
    kind = ErrorKind.REFUSED
    title = gettext_noop("Exchange rates are set by owner and finance.")
    next_step = gettext_noop("Ask one of them to enter the rate.")


class RateInvalid(MunimentError):
    """A currency or its rate cannot be read; nothing was written."""

    code = "sales.rates.invalid"
    kind = ErrorKind.INVALID
    title = gettext_noop("“{given}” is not an exchange rate.")
    next_step = gettext_noop(
        "Write a line for each currency, like EUR 1.10: what one euro is worth in US dollars."
    )


@dataclass(frozen=True, slots=True)
class RatesRow:
    """A table of rates: US dollars for one unit; a dollar is always 1.

    `id` is None while nobody entered one.
    """

    id: UUID | None
    usd: Mapping[str, float]
    set_by: UUID | None
    at: datetime | None

    def minor(self, currency: str) -> float | None:
        """Give the dollars for one minor unit, or None for a currency without a rate."""
        rate = self.usd.get(currency)
        return None if rate is None else rate / 10 ** digits_of(currency)


def rates_in_force(rates_id: UUID | None = None, *, at: datetime | None = None) -> RatesRow:
    """Give the newest table, the one of an id, or the newest at a moment; one SQL query."""
    found = Rates.objects.order_by("-at", "-id")
    if rates_id is not None:
        found = found.filter(pk=rates_id)
    if at is not None:
        found = found.filter(at__lte=at)
    row = found.first()
    if row is None:
        return RatesRow(None, {"USD": 1.0}, None, None)
    usd = {code: millionths / 1_000_000 for code, millionths in row.usd_millionths.items()}
    return RatesRow(row.id, {**usd, "USD": 1.0}, row.set_by_id, row.at)


def set_rates(*, usd: Mapping[str, Decimal | str], by: Actor, at: datetime) -> UUID:
    """Put a new table of rates into force; the old one stays for what was computed with it.

    Args:
        usd: ISO 4217 code → US dollars for one unit.

    Raises:
        RatesNotYours: neither owner nor finance.
        RateInvalid: names the line that is none.
    """
    reader = people.reader(by.person_id) if by.person_id else None
    if reader is None or not reader.is_active or reader.role not in SETTERS:
        raise RatesNotYours
    clean = {_code(code): _millionths(code, rate) for code, rate in usd.items()}
    with transaction.atomic():
        row = Rates.objects.create(usd_millionths=clean, set_by_id=reader.id, at=at)
        told = {code.lower(): rate for code, rate in clean.items()}
        append_entry(kind=SET, subject=None, by=by, at=at, facts={"millionths": told})
    return row.id


def _code(code: str) -> str:
    told = code.strip().upper()
    if len(told) != 3 or not told.isascii() or not told.isalpha():
        raise RateInvalid(given=code.strip()[:20])
    return told


def _millionths(code: str, rate: Decimal | str) -> int:
    try:
        told = Decimal(rate)
        if not 0 < told < _LARGEST:
            raise RateInvalid(given=f"{code} {rate}"[:30])
        found = int((told * _MILLION).to_integral_value(ROUND_HALF_EVEN))
    except (InvalidOperation, ValueError, OverflowError):
        raise RateInvalid(given=f"{code} {rate}"[:30]) from None
    if not found:
        raise RateInvalid(given=f"{code} {rate}"[:30])
    return found
