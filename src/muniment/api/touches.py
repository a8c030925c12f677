"""Contact with customers: note touches, plan visits, promise."""

from datetime import date
from typing import Annotated
from uuid import UUID

from ninja import Query, Router

from muniment.api.bearer import ApiRequest
from muniment.api.operations import does, reads
from muniment.api.people import Made
from muniment.api.shapes import Asked, Narrowed, Sentence, Shape, Text, listed
from muniment.people.domain.roles import STAFF
from muniment.touches import gate, services
from muniment.touches.domain.kinds import Direction, Kind, PromiseKind, Source, Trace
from muniment.touches.services import NewPromise, NewTouch

router = Router(tags=["Contact"])
READ, WRITE = "customers.read", "customers.write"
OF = "/customers/{dossier_id}/contact"
TouchKind = Annotated[Kind, listed(Kind)]
TouchDirection = Annotated[Direction, listed(Direction)]
TouchSource = Annotated[Source, listed(Source)]
TouchTrace = Annotated[Trace, listed(Trace)]
PromiseWord = Annotated[PromiseKind, listed(PromiseKind)]


class TouchTold(Shape):
    """One touch; an empty `trace` is only said. Names and words are empty where they are shut."""

    id: UUID
    person_id: UUID
    kind: TouchKind
    direction: TouchDirection
    source: TouchSource
    trace: TouchTrace
    happened_on: date
    contacts: str
    words: str


class PromiseTold(Shape):
    """One open promise or quotation."""

    id: UUID
    person_id: UUID
    kind: PromiseWord
    due_on: date | None
    words: str


class PlannedVisit(Shape):
    """One planned visit."""

    id: UUID
    person_id: UUID
    planned_on: date
    words: str


class ContactTold(Shape):
    """Contact with one customer: touches newest first, open promises, planned visits.

    Without `shows_all` only the caller's own are in it.
    """

    shows_all: bool
    shows_words: bool
    touches: list[TouchTold]
    promises: list[PromiseTold]
    visits: list[PlannedVisit]
    next_cursor: str | None


class PromiseAsked(Asked):
    """What was promised or offered."""

    kind: PromiseWord = PromiseKind.PROMISE
    words: Text
    due_on: date | None = None


class TouchAsked(Asked):
    """A touch of the caller's own."""

    kind: TouchKind
    happened_on: date
    direction: TouchDirection = Direction.OUT
    contacts: Text = ""
    note: Sentence = ""
    promise: PromiseAsked | None = None


class VisitAsked(Asked):
    """A visit to plan; without a person the caller goes."""

    planned_on: date
    person_id: UUID | None = None
    purpose: Text = ""


@reads(router, OF, scope=READ, answer=ContactTold, roles=STAFF)
def contact(request: ApiRequest, dossier_id: UUID, asked: Query[Narrowed]) -> object:
    """Read contact with a customer; a reading that shows words is on record."""
    caller = request.auth
    found = gate.read_contact(
        reader=caller.actor, dossier_id=dossier_id, at=caller.at, cursor=asked.cursor,
        limit=asked.limit,
    )  # fmt: skip
    return {
        "shows_all": found.shows_all, "shows_words": found.shows_words,
        "touches": found.touches, "next_cursor": found.next_cursor,
        "promises": [_with(it.row, it.words) for it in found.promises],
        "visits": [_with(it.row, it.words) for it in found.visits],
    }  # fmt: skip


@does(router, f"{OF}/touches", scope=WRITE, answer=Made, status=201, roles=STAFF)
def log_touch(request: ApiRequest, dossier_id: UUID, told: TouchAsked) -> object:
    """Note a touch of one's own; it is only said until the customer leaves a trace."""
    caller, given = request.auth, told.promise
    promise = NewPromise(given.kind, given.words, given.due_on) if given else None
    touch = NewTouch(
        kind=told.kind, happened_on=told.happened_on, direction=told.direction,
        contacts=told.contacts, note=told.note, promise=promise,
    )  # fmt: skip
    made = services.log_touch(dossier_id=dossier_id, touch=touch, by=caller.actor, at=caller.at)
    return {"id": made}


@does(router, "/touches/{touch_id}/withdraw", scope=WRITE, roles=STAFF)
def withdraw_touch(request: ApiRequest, touch_id: UUID) -> None:
    """Take back a touch that one noted by mistake."""
    services.withdraw_touch(touch_id=touch_id, by=request.auth.actor, at=request.auth.at)


@does(router, f"{OF}/visits", scope=WRITE, answer=Made, status=201, roles=STAFF)
def plan_visit(request: ApiRequest, dossier_id: UUID, told: VisitAsked) -> object:
    """Plan a visit."""
    made = services.plan_visit(
        dossier_id=dossier_id, planned_on=told.planned_on, person_id=told.person_id,
        purpose=told.purpose, by=request.auth.actor, at=request.auth.at,
    )  # fmt: skip
    return {"id": made}


@does(router, "/visits/{visit_id}/cancel", scope=WRITE, roles=STAFF)
def cancel_visit(request: ApiRequest, visit_id: UUID) -> None:
    """Call a planned visit off."""
    services.cancel_visit(visit_id=visit_id, by=request.auth.actor, at=request.auth.at)


@does(router, f"{OF}/promises", scope=WRITE, answer=Made, status=201, roles=STAFF)
def note_promise(request: ApiRequest, dossier_id: UUID, told: PromiseAsked) -> object:
    """Note a promise or quotation apart from a touch."""
    made = services.note_promise(
        dossier_id=dossier_id, kind=told.kind, words=told.words, due_on=told.due_on,
        by=request.auth.actor, at=request.auth.at,
    )  # fmt: skip
    return {"id": made}


@does(router, "/promises/{promise_id}/keep", scope=WRITE, roles=STAFF)
def keep_promise(request: ApiRequest, promise_id: UUID) -> None:
    """Say that a promise was kept."""
    caller = request.auth
    services.close_promise(promise_id=promise_id, kept=True, by=caller.actor, at=caller.at)


@does(router, "/promises/{promise_id}/drop", scope=WRITE, roles=STAFF)
def drop_promise(request: ApiRequest, promise_id: UUID) -> None:
    """Say that a promise is not going to be kept."""
    caller = request.auth
    services.close_promise(promise_id=promise_id, kept=False, by=caller.actor, at=caller.at)


def _with(row: object, words: str) -> dict[str, object]:
    names = ("id", "person_id", "kind", "due_on", "planned_on")
    return {name: getattr(row, name) for name in names if hasattr(row, name)} | {"words": words}
