"""One customer's rhythm, what it said, when its clock stands still, and scores of old days."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Router
from pydantic import Field

from muniment.api.bearer import ApiRequest
from muniment.api.operations import does, reads
from muniment.api.people import Made
from muniment.api.shapes import Asked, Sentence, Shape, listed
from muniment.api.warning import CUSTOMER, READ, WRITE, AnyReason, WarningTold
from muniment.warning import reading, services
from muniment.warning.domain.outcomes import Pause
from muniment.warning.standing import READERS

router = Router(tags=["Early warning"])
AnyPause = Annotated[Pause, listed(Pause)]
Days = Annotated[int, Field(ge=0, le=40_000)]


class AheadTold(Shape):
    """The next 12 months: orders, US dollars, and what eight years in ten lie between."""

    orders: float
    usd: float
    low: float
    high: float


class ForecastTold(Shape):
    """What the newest run says; `due`: days after the last order by which the next has come."""

    on: date
    last_on: date
    silent_days: float
    gap_days: float
    stopped: float
    due: tuple[float, float, float, float]
    money: AheadTold | None
    orders_year: int | None
    usd_year: float | None


class OrderRhythmTold(Shape):
    """A registered rhythm."""

    gap_days: int
    months: tuple[int, ...]
    next_on: date | None
    by: UUID
    at: datetime


class PauseTold(Shape):
    """A time in which the clock stands still; `ends_on` is the first day on which it runs."""

    id: UUID
    starts_on: date
    ends_on: date
    why: AnyPause
    by: UUID
    at: datetime
    ended_at: datetime | None


class WordTold(Shape):
    """What the customer said."""

    id: UUID
    said_on: date
    words: str
    by: UUID
    at: datetime


class OrderSeen(Shape):
    """One order: its day, and US dollars."""

    on: date
    usd: float


class QuietCustomerTold(Shape):
    """All that early warning knows of a customer, as the caller may see it.

    `orders` is null for whoever may not see the order history.
    """

    dossier_id: UUID
    codename: str
    keeper_id: UUID | None
    deputy_id: UUID | None
    orders: list[OrderSeen] | None
    forecast: ForecastTold | None
    warnings: list[WarningTold]
    rhythm: OrderRhythmTold | None
    pauses: list[PauseTold]
    words: list[WordTold] | None
    winback_id: UUID | None


class AgainTold(Shape):
    """One score on an old day."""

    reason: AnyReason
    employee_id: UUID | None
    score: float
    is_alarm: bool
    facts: dict[str, Any]


class OldDayTold(Shape):
    """The answer for an old day; `is_same`: computed from exactly the inputs of that night."""

    on: date
    known_at: datetime
    run_id: UUID | None
    is_same: bool | None
    version: str
    then_version: str
    rows: list[AgainTold]


class WordAsked(Asked):
    """What the customer said; with `until`, its clock stands still up to that day."""

    said_on: date
    words: Sentence
    until: date | None = None
    why: AnyPause = Pause.OTHER


class SuspensionAsked(Asked):
    """A time in which the customer orders nothing; `ends_on` is the first day after it."""

    starts_on: date
    ends_on: date
    why: AnyPause


class OrderRhythmAsked(Asked):
    """How often the customer orders, in which months (empty: all), and when next."""

    gap_days: Days
    months: Annotated[list[Annotated[int, Field(ge=1, le=12)]], Field(max_length=12)] = []
    next_on: date | None = None


@reads(router, CUSTOMER, scope=READ, answer=QuietCustomerTold, roles=READERS)
def quiet_customer(request: ApiRequest, dossier_id: UUID) -> object:
    """Read a customer's rhythm, warnings and words; on record."""
    caller = request.auth
    file = reading.read_customer(reader=caller.actor, dossier_id=dossier_id, at=caller.at)
    names = QuietCustomerTold.model_fields.keys() - {"orders"}
    orders = None
    if file.orders is not None:
        orders = [{"on": day, "usd": usd} for day, usd in file.orders]
    return {**{name: getattr(file, name) for name in names}, "orders": orders}


@reads(router, f"{CUSTOMER}/days/{{on}}", scope=READ, answer=OldDayTold, roles=READERS)
def customer_on_day(request: ApiRequest, dossier_id: UUID, on: date) -> object:
    """Compute a customer's scores again for an old day, from what was known then; on record."""
    caller = request.auth
    return reading.score_again(reader=caller.actor, dossier_id=dossier_id, on=on, at=caller.at)


@does(router, f"{CUSTOMER}/words", scope=WRITE, answer=Made, status=201, roles=READERS)
def note_customer_word(request: ApiRequest, dossier_id: UUID, told: WordAsked) -> object:
    """Write down what the customer said."""
    caller = request.auth
    wait = services.Wait(told.until, told.why) if told.until else None
    made = services.note_word(
        dossier_id=dossier_id, said_on=told.said_on, words=told.words, wait=wait,
        by=caller.actor, at=caller.at,
    )  # fmt: skip
    return {"id": made}


@does(router, f"{CUSTOMER}/suspensions", scope=WRITE, answer=Made, status=201, roles=READERS)
def suspend_clock(request: ApiRequest, dossier_id: UUID, told: SuspensionAsked) -> object:
    """Stop the customer's clock for a time."""
    caller = request.auth
    made = services.suspend(
        dossier_id=dossier_id, starts_on=told.starts_on, ends_on=told.ends_on, why=told.why,
        by=caller.actor, at=caller.at,
    )  # fmt: skip
    return {"id": made}


@does(router, "/warnings/suspensions/{suspension_id}/end", scope=WRITE, roles=READERS)
def end_suspension(request: ApiRequest, suspension_id: UUID) -> None:
    """Take a suspension back."""
    caller = request.auth
    services.end_suspension(suspension_id=suspension_id, by=caller.actor, at=caller.at)


@does(router, f"{CUSTOMER}/rhythm", scope=WRITE, answer=Made, status=201, roles=READERS)
def register_rhythm(request: ApiRequest, dossier_id: UUID, told: OrderRhythmAsked) -> object:
    """Register how often the customer orders; it counts like about three gaps seen."""
    caller = request.auth
    made = services.register_rhythm(
        dossier_id=dossier_id, gap_days=told.gap_days, months=told.months, next_on=told.next_on,
        by=caller.actor, at=caller.at,
    )  # fmt: skip
    return {"id": made}


@does(router, f"{CUSTOMER}/rhythm/end", scope=WRITE, roles=READERS)
def end_rhythm(request: ApiRequest, dossier_id: UUID) -> None:
    """Let the orders alone say how often the customer orders."""
    caller = request.auth
    services.end_rhythm(dossier_id=dossier_id, by=caller.actor, at=caller.at)
