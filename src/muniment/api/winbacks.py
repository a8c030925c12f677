"""Winning customers back: cases, their words and steps, and the money that came of it."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Router

from muniment.api.bearer import ApiRequest
from muniment.api.operations import does, reads
from muniment.api.people import Made
from muniment.api.shapes import Asked, Sentence, Shape, listed
from muniment.api.warning import CUSTOMER, READ, WRITE
from muniment.warning import reading, services
from muniment.warning.domain.winback import State, StepKind
from muniment.warning.standing import READERS

router = Router(tags=["Early warning"])
CASE = "/winbacks/{winback_id}"
AnyState = Annotated[State, listed(State)]
AnyKind = Annotated[StepKind, listed(StepKind)]


class TurnoverTold(Shape):
    """Orders and their US dollars; `unpriced` of them are in a currency without a rate."""

    orders: int
    usd: float
    unpriced: int


class WinBackTold(Shape):
    """One case; `regained` is null for whoever may not see amounts."""

    id: UUID
    dossier_id: UUID
    codename: str
    state: AnyState
    person_id: UUID
    opened_at: datetime
    closed_at: datetime | None
    next_on: date | None
    regained: TurnoverTold | None


class WinBacksTold(Shape):
    """Cases, newest first."""

    rows: list[WinBackTold]


class WinBackStepTold(Shape):
    """One thing to do, and what came of it."""

    id: UUID
    kind: AnyKind
    person_id: UUID
    due_on: date
    words: str
    result: str
    done_at: datetime | None
    done_by: UUID | None


class KnowerTold(Shape):
    """Somebody of ours who had to do with the customer."""

    person_id: UUID
    kept: int
    touches: int
    traced: int
    last_on: date | None
    is_known: bool


class WinBackFileTold(Shape):
    """A case with its words, steps, and who knew the customer."""

    row: WinBackTold
    why: str
    last_words: str
    offer: str
    bought: TurnoverTold | None
    last_order_on: date | None
    steps: list[WinBackStepTold]
    knowers: list[KnowerTold]


class WinBackAsked(Asked):
    """Who answers for it, why the customer went, its last words, and the offer."""

    person_id: UUID
    why: Sentence
    last_words: Sentence = ""
    offer: Sentence = ""


class WinBackWords(Asked):
    """The words of a case, afresh; what is left out stays."""

    why: Sentence | None = None
    last_words: Sentence | None = None
    offer: Sentence | None = None


class WinBackStepAsked(Asked):
    """Something to do."""

    kind: AnyKind
    person_id: UUID
    due_on: date
    words: Sentence = ""


class StepDone(Asked):
    """What came of a step."""

    words: Sentence


class WinBackMove(Asked):
    """How far the case came, and how one knows."""

    state: AnyState
    reason: Sentence


@reads(router, "/winbacks", scope=READ, answer=WinBacksTold, roles=READERS)
def winbacks(request: ApiRequest, *, closed: bool = False) -> object:
    """List the cases within reach: those at work, or those that have ended."""
    caller = request.auth
    return {"rows": reading.read_winbacks(reader=caller.actor, at=caller.at, closed=closed)}


@reads(router, CASE, scope=READ, answer=WinBackFileTold, roles=READERS)
def winback(request: ApiRequest, winback_id: UUID) -> object:
    """Read one case; on record."""
    caller = request.auth
    return reading.read_winback(reader=caller.actor, case_id=winback_id, at=caller.at)


@does(router, f"{CUSTOMER}/winback", scope=WRITE, answer=Made, status=201, roles=READERS)
def open_winback(request: ApiRequest, dossier_id: UUID, told: WinBackAsked) -> object:
    """Open a case with three first steps: ask, visit, offer."""
    caller = request.auth
    made = services.open_winback(
        dossier_id=dossier_id, person_id=told.person_id, why=told.why,
        last_words=told.last_words, offer=told.offer, by=caller.actor, at=caller.at,
    )  # fmt: skip
    return {"id": made}


@does(router, f"{CASE}/words", scope=WRITE, roles=READERS, method="PUT")
def tell_winback(request: ApiRequest, winback_id: UUID, told: WinBackWords) -> None:
    """Write why it went, its last words, or the offer afresh."""
    caller = request.auth
    words = {name: text for name, text in told.model_dump().items() if text is not None}
    services.tell_winback(case_id=winback_id, words=words, by=caller.actor, at=caller.at)


@does(router, f"{CASE}/steps", scope=WRITE, answer=Made, status=201, roles=READERS)
def add_winback_step(request: ApiRequest, winback_id: UUID, told: WinBackStepAsked) -> object:
    """Add something to do, for somebody, by a day."""
    caller = request.auth
    made = services.add_step(
        case_id=winback_id, kind=told.kind, person_id=told.person_id, due_on=told.due_on,
        words=told.words, by=caller.actor, at=caller.at,
    )  # fmt: skip
    return {"id": made}


@does(router, "/winbacks/steps/{step_id}/done", scope=WRITE, roles=READERS)
def do_winback_step(request: ApiRequest, step_id: UUID, told: StepDone) -> None:
    """Say that a step is done, and what came of it."""
    caller = request.auth
    services.do_step(step_id=step_id, words=told.words, by=caller.actor, at=caller.at)


@does(router, f"{CASE}/move", scope=WRITE, roles=READERS)
def move_winback(request: ApiRequest, winback_id: UUID, told: WinBackMove) -> None:
    """Say how far the case came: offered, won, lost; the last two close it."""
    caller = request.auth
    services.move_winback(
        case_id=winback_id, state=told.state, reason=told.reason, by=caller.actor, at=caller.at
    )
