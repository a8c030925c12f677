"""Rates of the European Central Bank for all that the house counts: orders and customs records."""

import hashlib
from datetime import datetime
from decimal import Decimal
from typing import Final

from django.conf import settings
from django.db import transaction

from muniment.core.actor import Actor
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.core.files import write_durably
from muniment.customs_data import rates as customs
from muniment.customs_data.rates import Entered
from muniment.customs_data.store import rates_file
from muniment.investigations.connectors import setting
from muniment.investigations.domain.checks import NotReached
from muniment.investigations.outside.asking import body_of
from muniment.investigations.outside.fetching import Outside
from muniment.investigations.outside.settings import OutsideSettings
from muniment.sales import queries as sales
from muniment.sales import services as rating

ADDRESS: Final = "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-hist-90d.xml"
"""The rates of the last 90 days; the setting `ecb.url` of the connectors names another place."""
_PATIENCE_S = 12.0


class RatesNotReached(MunimentError):
    """The bank could not be asked, or had no answer; nothing was written."""

    code = "warning.rates.not_reached"
    kind = ErrorKind.UNAVAILABLE
    title = gettext_noop("The European Central Bank was not reached ({reason}).")
    next_step = gettext_noop("Try again later, or bring its file in by hand.")


class HouseOffline(MunimentError):
    """The house asks nothing outside; nothing was written."""

    code = "warning.rates.offline"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("The house is switched to offline, so nobody was asked.")
    next_step = gettext_noop("Bring the file of the European Central Bank in by hand.")


def take_rates(*, content: bytes, by: Actor, at: datetime) -> Entered:
    """Count money by a file of the bank: its newest day for orders, its months for records.

    Rates of currencies that the file does not tell stay as somebody entered them.

    Raises:
        RatesNotYours, RatesUnreadable: nothing was written.
    """
    with transaction.atomic():
        entered = customs.enter_rates(content=content, by=by, at=at)
        kept = {code: Decimal(str(usd)) for code, usd in sales.rates_in_force().usd.items()}
        fresh = {code: Decimal(f"{usd:.8f}") for code, usd in entered.usd.items()}
        rating.set_rates(usd={**kept, **fresh}, by=by, at=at)
    return entered


def fetch_rates(*, by: Actor, at: datetime) -> Entered:
    """Ask the bank for its newest file and take it; the file is kept before it is read.

    Raises:
        HouseOffline, RatesNotReached: the second says why; nothing was written.
        RatesNotYours, RatesUnreadable: nothing was written.
    """
    config = settings.CONFIG
    customs.require_setter(by)
    if config.offline:
        raise HouseOffline
    way = Outside(OutsideSettings.of(config), _keep)
    try:
        body = body_of(way.fetch(setting(config, "ecb.url") or ADDRESS, timeout_s=_PATIENCE_S))
    except NotReached as silence:
        raise RatesNotReached(reason=silence.reason) from None
    if body is None:
        raise RatesNotReached(reason="no_data")
    return take_rates(content=body, by=by, at=at)


def _keep(content: bytes, *, kind: str, source: str) -> str:  # noqa: ARG001 - the way out names both
    digest = hashlib.sha256(content).hexdigest()
    folder = rates_file().parent / "rates"
    folder.mkdir(parents=True, exist_ok=True)
    write_durably(folder / digest, content)
    return digest
