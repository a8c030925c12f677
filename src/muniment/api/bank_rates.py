"""Rates of the European Central Bank, for all money that the house counts."""

from datetime import date
from typing import Annotated

from ninja import Router
from pydantic import Field

from muniment.api.bearer import ApiRequest
from muniment.api.operations import does
from muniment.api.shapes import Asked, Shape
from muniment.api.warning import WRITE
from muniment.customs_data.rates import SETTERS, Entered
from muniment.warning import services

router = Router(tags=["Warnings"])


class BankFileAsked(Asked):
    """The bank's file as text: XML, or CSV; daily, 90 days or all."""

    content: Annotated[str, Field(min_length=1, max_length=5_000_000)]


class BankRatesTold(Shape):
    """What a file brought: its newest day, the rates of that day in US dollars, its months."""

    newest_on: date
    usd: dict[str, float]
    months: int


@does(router, "/warnings/rates/bank", scope=WRITE, answer=BankRatesTold, roles=SETTERS)
def take_bank_rates(request: ApiRequest, told: BankFileAsked) -> object:
    """Count money by a file of the European Central Bank."""
    caller = request.auth
    content = told.content.encode()
    return _told(services.take_rates(content=content, by=caller.actor, at=caller.at))


@does(router, "/warnings/rates/fetch", scope=WRITE, answer=BankRatesTold, roles=SETTERS)
def fetch_bank_rates(request: ApiRequest) -> object:
    """Ask the European Central Bank for its newest rates and count money by them."""
    caller = request.auth
    return _told(services.fetch_rates(by=caller.actor, at=caller.at))


def _told(entered: Entered) -> dict[str, object]:
    return {
        "newest_on": entered.newest_on, "usd": dict(entered.usd), "months": entered.months,
    }  # fmt: skip
