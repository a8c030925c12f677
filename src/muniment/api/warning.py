"""Customers going quiet: the list of warnings, and questions about people who share less."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Query, Router

from muniment.api.bearer import ApiRequest
from muniment.api.operations import does, reads
from muniment.api.shapes import Asked, Narrowed, Paged, Sentence, Shape, listed
from muniment.warning import reading, services
from muniment.warning.domain.dark import Answer
from muniment.warning.domain.outcomes import Outcome, Reason
from muniment.warning.reading import Scope, Show, WarningFilter
from muniment.warning.standing import READERS

router = Router(tags=["Early warning"])
READ, WRITE = "warnings.read", "warnings.write"
CUSTOMER = "/warnings/customers/{dossier_id}"
AnyReason = Annotated[Reason, listed(Reason)]
AnyOutcome = Annotated[Outcome, listed(Outcome)]
AnyAnswer = Annotated[Answer, listed(Answer)]


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


class WarningOutcomeAsked(Asked):
    """What became of a warning, and how one knows."""

    outcome: AnyOutcome
    reason: Sentence


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
