"""Customers going quiet: warnings, rhythms, what customers said, and questions about people."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Query, Router
from pydantic import Field

from muniment.api.bearer import ApiRequest
from muniment.api.operations import does, reads
from muniment.api.people import Made
from muniment.api.shapes import Asked, Narrowed, Paged, Sentence, Shape, listed
from muniment.people.domain.roles import Role
from muniment.sales import queries as sales
from muniment.sales import services as rating
from muniment.sales.rates import SETTERS
from muniment.warning import queries, reading, services
from muniment.warning.domain.dark import Answer
from muniment.warning.domain.outcomes import Outcome, Pause, Reason
from muniment.warning.reading import Scope, Show, WarningFilter
from muniment.warning.standing import READERS

router = Router(tags=["Early warning"])
READ, WRITE = "warnings.read", "warnings.write"
CUSTOMER = "/warnings/customers/{dossier_id}"
_LEADERS = frozenset({Role.OWNER, Role.SALES_MANAGER})
AnyReason = Annotated[Reason, listed(Reason)]
AnyOutcome = Annotated[Outcome, listed(Outcome)]
AnyPause = Annotated[Pause, listed(Pause)]
AnyAnswer = Annotated[Answer, listed(Answer)]
Days = Annotated[int, Field(ge=0, le=40_000)]


class WarningsNarrowed(Narrowed):
    """What the list of warnings is narrowed to."""

    show: Annotated[Show, listed(Show)] = Show.OPEN
    scope: Annotated[Scope, listed(Scope)] = Scope.ALL
    kind: AnyReason | None = None
    outcome: AnyOutcome | None = None
    keeper_id: UUID | None = None


class WarningTold(Shape):
    """One warning; `usd` is null for whoever may not see the customer's amounts.

    `facts` are the numbers of its sentence: days of silence, the usual gap, the chance, and for
    `taken` since when, how much is left, and money between `low` and `high`.
    """

    id: UUID
    dossier_id: UUID
    codename: str
    keeper_id: UUID | None
    reason: AnyReason
    employee_id: UUID | None
    on: date
    score: float
    score_now: float
    seen_on: date
    usd: float | None
    facts: dict[str, Any]
    inputs_hash: str
    outcome: AnyOutcome | None
    outcome_by: UUID | None
    outcome_at: datetime | None
    closed_at: datetime | None
    words: str


class WarningsTold(Paged):
    """Warnings, most money first."""

    rows: list[WarningTold]


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


class WarningOutcomeAsked(Asked):
    """What became of a warning, and how one knows."""

    outcome: AnyOutcome
    reason: Sentence


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


class QuestionAboutTold(Shape):
    """A question to a line manager about somebody who shares less: numbers, never a verdict."""

    id: UUID
    person_id: UUID
    name: str
    week: date
    numbers: dict[str, dict[str, Any]]
    answer: AnyAnswer | None
    words: str
    quiet_until: date | None
    answered_by: UUID | None
    answered_at: datetime | None


class QuestionsAboutTold(Shape):
    """Questions about people below the caller, open ones first."""

    rows: list[QuestionAboutTold]


class AnswerAsked(Asked):
    """What a line manager knows; without `quiet_until` for a time that fits the answer."""

    answer: AnyAnswer
    words: Sentence
    quiet_until: date | None = None


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


@reads(router, "/warnings", scope=READ, answer=WarningsTold, roles=READERS)
def warnings(request: ApiRequest, narrowed: Query[WarningsNarrowed]) -> object:
    """List the warnings within reach, most money first; on record."""
    caller = request.auth
    filters = WarningFilter(
        narrowed.show, narrowed.scope, narrowed.kind, narrowed.outcome, narrowed.keeper_id
    )
    return reading.read_warnings(
        reader=caller.actor, filters=filters, at=caller.at, cursor=narrowed.cursor,
        limit=narrowed.limit,
    )  # fmt: skip


@does(router, "/warnings/{warning_id}/outcome", scope=WRITE, roles=READERS)
def answer_warning(request: ApiRequest, warning_id: UUID, told: WarningOutcomeAsked) -> None:
    """Say what became of a warning; it closes."""
    caller = request.auth
    services.set_outcome(
        warning_id=warning_id, outcome=told.outcome, reason=told.reason, by=caller.actor,
        at=caller.at,
    )  # fmt: skip


@does(router, "/warnings/{warning_id}/withdraw", scope=WRITE, roles=READERS)
def withdraw_warning_outcome(request: ApiRequest, warning_id: UUID) -> None:
    """Open a warning again whose outcome proved wrong."""
    caller = request.auth
    services.withdraw_outcome(warning_id=warning_id, by=caller.actor, at=caller.at)


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


@reads(router, "/warnings/people", scope=READ, answer=QuestionsAboutTold, roles=READERS)
def questions_about_people(request: ApiRequest) -> object:
    """List the questions about people below the caller; on record."""
    caller = request.auth
    return {"rows": reading.read_questions(reader=caller.actor, at=caller.at)}


@does(router, "/warnings/people/{dark_id}/answer", scope=WRITE, roles=READERS)
def answer_question(request: ApiRequest, dark_id: UUID, told: AnswerAsked) -> None:
    """Say what is the case with somebody; nothing more is asked for a while."""
    caller = request.auth
    services.answer_question(
        question_id=dark_id, answer=told.answer, words=told.words,
        quiet_until=told.quiet_until, by=caller.actor, at=caller.at,
    )  # fmt: skip


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
