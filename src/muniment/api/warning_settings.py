"""How the house warns, what currencies are worth, and the runs of the model."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Router
from pydantic import Field

from muniment.api.bearer import ApiRequest
from muniment.api.operations import does, reads
from muniment.api.people import Made
from muniment.api.shapes import Asked, Shape
from muniment.api.warning import READ, WRITE
from muniment.people.domain.roles import Role
from muniment.sales import queries as sales
from muniment.sales import services as rating
from muniment.sales.rates import SETTERS
from muniment.warning import queries, services
from muniment.warning.standing import READERS

router = Router(tags=["Early warning"])
_LEADERS = frozenset({Role.OWNER, Role.SALES_MANAGER})
Days = Annotated[int, Field(ge=0, le=40_000)]


class ModelRunTold(Shape):
    """One scoring of all customers."""

    id: UUID
    on: date
    known_at: datetime
    version: str
    fitted_on: date
    horizon_days: int
    customers: int
    orders: int
    unpriced: int
    raised: int
    inputs_hash: str


class WarningSettingsTold(Shape):
    """How the house warns, what currencies are worth in US dollars, and the runs so far."""

    horizon_days: int
    watch_days: int
    rates: dict[str, float]
    runs: list[ModelRunTold]


class WarningSettingsAsked(Asked):
    """Days of silence that count as a stop, and for which a leaver's customers are watched."""

    horizon_days: Days
    watch_days: Days


class RatesAsked(Asked):
    """US dollars for one unit of a currency, by its code of ISO 4217, as decimals in text."""

    usd: dict[str, Annotated[str, Field(max_length=30)]]


@reads(
    router, "/warnings/settings", scope=READ, answer=WarningSettingsTold,
    roles=READERS | SETTERS,
)  # fmt: skip
def warning_settings(request: ApiRequest) -> object:  # noqa: ARG001 - its form is given
    """Read how the house warns, the rates, and the newest 50 runs."""
    told = queries.settings_in_force()
    return {
        "horizon_days": told.horizon_days, "watch_days": told.watch_days,
        "rates": dict(sales.rates_in_force().usd), "runs": queries.runs(),
    }  # fmt: skip


@does(router, "/warnings/settings", scope=WRITE, roles=_LEADERS, method="PUT")
def set_warning_settings(request: ApiRequest, told: WarningSettingsAsked) -> None:
    """Say after how many days of silence a customer counts as stopped."""
    caller = request.auth
    services.set_settings(
        horizon_days=told.horizon_days, watch_days=told.watch_days, by=caller.actor, at=caller.at
    )


@does(router, "/warnings/rates", scope=WRITE, roles=SETTERS, method="PUT")
def set_rates(request: ApiRequest, told: RatesAsked) -> None:
    """Say what currencies are worth; money is counted by it from then on."""
    caller = request.auth
    rating.set_rates(usd=told.usd, by=caller.actor, at=caller.at)


@does(router, "/warnings/runs", scope=WRITE, answer=Made, status=202, roles=READERS)
def score_customers(request: ApiRequest) -> object:
    """Let the worker score all customers now; gives the job."""
    caller = request.auth
    return {"id": services.queue_scores(by=caller.actor, at=caller.at)}
