"""Contact with customers: note touches, plan, promise, duties, coverage, the tray, mailboxes."""

import io
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from muniment.api.bearer import ApiRequest
from muniment.api.once import done_once, mark_of
from muniment.api.operations import does, reads, streams_in, written
from muniment.api.people import Made
from muniment.api.shapes import Asked, Code, Narrowed, Number, Rows, Sentence, Shape, Text, listed
from muniment.api.streams import Bounded
from muniment.people.domain.roles import STAFF, Role
from muniment.touches import gate, queries, services
from muniment.touches.domain.duties import LONGEST_DAYS, Owed, Part
from muniment.touches.domain.kinds import Direction, Kind, PromiseKind, Source, Trace
from muniment.touches.errors import TouchNotFound
from muniment.touches.services import NewPromise, NewTouch
from muniment.vault.domain.duties import LEADING

router = Router(tags=["Contact"])
READ, WRITE = "customers.read", "customers.write"
OF = "/customers/{dossier_id}/contact"
LARGEST = 50_000_000  # bytes; larger files go through the terminal
ANY_FILE = "application/octet-stream"
TouchKind = Annotated[Kind, listed(Kind)]
TouchDirection = Annotated[Direction, listed(Direction)]
TouchSource = Annotated[Source, listed(Source)]
TouchTrace = Annotated[Trace, listed(Trace)]
PromiseWord = Annotated[PromiseKind, listed(PromiseKind)]
DutyPart = Annotated[Part, listed(Part)]
Days = Annotated[int, Field(ge=0, le=LONGEST_DAYS)]


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


class DutyAsked(Asked):
    """A rule of one customer's own; null days follow the company again."""

    days: Days | None
    person_id: UUID | None = None


class DefaultAsked(Asked):
    """Days between two touches in one part; 0 asks nothing."""

    days: Days


class DutyDays(Shape):
    """The company's days for each part."""

    keeper: int
    deputy: int
    line_manager: int


class OwedTold(Shape):
    """What is owed in one part: `late` counts days beyond the duty."""

    part: DutyPart
    person_id: UUID | None
    days: int
    last_on: date | None
    due_on: date
    late: int


class OwedHere(OwedTold):
    """What the caller owes one customer."""

    dossier_id: UUID
    codename: str


class OwedList(Shape):
    """What the caller owes, the most urgent first."""

    rows: list[OwedHere]


class ThreadTold(Shape):
    """More than 80 % of a customer's touches of 12 months go through one person."""

    person_id: UUID
    total: int
    percent: int


class CoverageCell(Shape):
    """One customer and who it hears from."""

    dossier_id: UUID
    codename: str
    keeper_id: UUID | None
    deputy_id: UUID | None
    owed: list[OwedTold]
    single_thread: ThreadTold | None


class CoverageTable(Shape):
    """One page of the coverage, the worst first; counts are over the whole scope."""

    customers: int
    without_deputy: int
    late: int
    page: int
    pages: int
    rows: list[CoverageCell]


class WaitingTold(Shape):
    """One mail in the caller's tray."""

    id: UUID
    happened_on: date
    direction: TouchDirection
    subject: str
    parties: str


class TrayTold(Shape):
    """Mails that fit none of the caller's customers."""

    rows: list[WaitingTold]


class AssignAsked(Asked):
    """The customer that a mail concerns."""

    dossier_id: UUID


class FeedMade(Shape):
    """A secret address for a calendar, shown once."""

    link: str


class BadTold(Shape):
    """One piece of a file that cannot be used."""

    where: str
    why: str


class CheckedTold(Shape):
    """What a mailbox or calendar holds: `matched` touches would be loaded."""

    id: UUID
    person_id: UUID
    state: Code
    checked_at: datetime
    seen: int
    matched: int
    known: int
    unmatched: int
    bad: int
    unusable: list[BadTold]


class Loaded(Shape):
    """How many touches were new, were known, and got a trace."""

    new: int
    known: int
    raised: int


class CoverageAsked(Shape):
    """Which customers of the scope."""

    only: Annotated[str, Field(pattern="^(no_deputy|late)?$")] = ""
    keeper_id: UUID | None = None
    page: Number = 1


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


@does(router, f"{OF}/duties/{{part}}", scope=WRITE, roles=STAFF, method="PUT")
def set_duty(request: ApiRequest, dossier_id: UUID, part: DutyPart, told: DutyAsked) -> None:
    """Set a customer's own rule for one part."""
    services.set_duty(
        dossier_id=dossier_id, part=part, days=told.days, person_id=told.person_id,
        by=request.auth.actor, at=request.auth.at,
    )  # fmt: skip


@reads(router, "/contact/defaults", scope=READ, answer=DutyDays, roles=STAFF)
def duty_defaults(request: ApiRequest) -> object:  # noqa: ARG001 - its form is given
    """Tell how often the company wants its customers contacted."""
    return {part.value: days for part, days in queries.defaults().items()}


@does(router, "/contact/defaults/{part}", scope=WRITE, roles=LEADING, method="PUT")
def set_duty_default(request: ApiRequest, part: DutyPart, told: DefaultAsked) -> None:
    """Set how often the company wants its customers contacted in one part."""
    services.set_default(part=part, days=told.days, by=request.auth.actor, at=request.auth.at)


@reads(router, "/contact/owed", scope=READ, answer=OwedList, roles=STAFF)
def owed(request: ApiRequest) -> object:
    """List what the caller owes, the most urgent first."""
    caller = request.auth
    on = timezone.localdate(caller.at)
    found = queries.owed_by([caller.reader.id], on=on).get(caller.reader.id, [])
    rows = [
        {"dossier_id": kept.dossier_id, "codename": kept.codename, **_owed(duty, on)}
        for kept, duty in found
    ]
    return {"rows": rows}


@reads(
    router, "/contact/coverage", scope=READ, answer=CoverageTable,
    roles=frozenset({Role.OWNER, Role.SALES_MANAGER, Role.SALESPERSON, Role.COMPLIANCE}),
)  # fmt: skip
def coverage(request: ApiRequest, asked: Query[CoverageAsked]) -> object:
    """Show who each customer hears from, the worst first; on record for those who lead."""
    caller = request.auth
    told = gate.read_coverage(
        reader=caller.actor, at=caller.at, only=asked.only, keeper_id=asked.keeper_id,
        page=asked.page,
    )  # fmt: skip
    on, found = timezone.localdate(caller.at), told.coverage
    threads = {it.dossier_id: it for it in told.threads}
    rows = [
        {
            "dossier_id": row.kept.dossier_id, "codename": row.kept.codename,
            "keeper_id": row.kept.keeper_id, "deputy_id": row.kept.deputy_id,
            "owed": [_owed(duty, on) for duty in row.parts.values()],
            "single_thread": threads.get(row.kept.dossier_id),
        }
        for row in found.rows
    ]  # fmt: skip
    return {
        "customers": found.customers, "without_deputy": found.without_deputy, "late": found.late,
        "page": found.page, "pages": found.pages, "rows": rows,
    }  # fmt: skip


@does(router, "/contact/feed", scope=WRITE, answer=FeedMade, status=201, roles=STAFF)
def make_feed(request: ApiRequest) -> object:
    """Make a secret address of one's calendar; the one before ends."""
    token = services.make_feed(by=request.auth.actor, at=request.auth.at)
    return {"link": settings.CONFIG.url + reverse("touches:feed", args=[token])}


@does(router, "/contact/feed", scope=WRITE, roles=STAFF, method="DELETE")
def end_feed(request: ApiRequest) -> None:
    """End the secret address of one's calendar."""
    services.end_feed(by=request.auth.actor, at=request.auth.at)


@reads(router, "/contact/tray", scope=READ, answer=TrayTold, roles=STAFF)
def tray(request: ApiRequest, limit: Rows = 50) -> object:
    """Read the caller's own tray; the reading is on record."""
    rows = gate.read_tray(reader=request.auth.actor, at=request.auth.at, limit=limit)
    return {"rows": rows}


@does(router, "/contact/tray/{waiting_id}/assign", scope=WRITE, roles=STAFF)
def assign_mail(request: ApiRequest, waiting_id: UUID, told: AssignAsked) -> None:
    """Say which customer a mail concerns."""
    services.assign_mail(
        waiting_id=waiting_id, dossier_id=told.dossier_id, by=request.auth.actor,
        at=request.auth.at,
    )  # fmt: skip


@does(router, "/contact/tray/{waiting_id}/discard", scope=WRITE, roles=STAFF)
def discard_mail(request: ApiRequest, waiting_id: UUID) -> None:
    """Take a mail out of one's tray for good."""
    services.discard_mail(waiting_id=waiting_id, by=request.auth.actor, at=request.auth.at)


@streams_in(
    router, "/contact/imports", scope=WRITE, answer=CheckedTold, roles=STAFF, media=ANY_FILE
)
def check_mailbox(request: ApiRequest, person_id: UUID | None = None) -> HttpResponseBase:
    """Send a mailbox or calendar as the body; it is checked, and nothing of it is loaded yet."""
    caller, body = request.auth, Bounded(request, LARGEST)
    raw = io.BytesIO(body.read(LARGEST + 1))
    whose = person_id or caller.reader.id
    mark = mark_of(request, whose.bytes + body.sha256)

    def check() -> HttpResponse:
        made = services.check_import(stream=raw, person_id=whose, by=caller.actor, at=caller.at)
        return written(_checked(request, made), CheckedTold, 201)

    return done_once(request, check, mark=mark)


@reads(router, "/contact/imports/{import_id}", scope=READ, answer=CheckedTold, roles=STAFF)
def checked_mailbox(request: ApiRequest, import_id: UUID) -> object:
    """Tell what a check found, with every bad mail."""
    return _checked(request, import_id)


@does(router, "/contact/imports/{import_id}/load", scope=WRITE, answer=Loaded, roles=STAFF)
def load_mailbox(request: ApiRequest, import_id: UUID) -> object:
    """Load what a check found good."""
    return services.load_import(import_id=import_id, by=request.auth.actor, at=request.auth.at)


@does(router, "/contact/imports/{import_id}/give-up", scope=WRITE, roles=STAFF)
def give_up_mailbox(request: ApiRequest, import_id: UUID) -> None:
    """Forget what a check found."""
    services.give_up_import(import_id=import_id, by=request.auth.actor, at=request.auth.at)


def _checked(request: ApiRequest, import_id: UUID) -> dict[str, object]:
    bad = services.bad_pieces(import_id=import_id, by=request.auth.actor)
    row = queries.import_named(import_id)
    if row is None:
        raise TouchNotFound
    told = {name: getattr(row, name) for name in CheckedTold.model_fields if name != "unusable"}
    return {**told, "unusable": bad}


def _with(row: object, words: str) -> dict[str, object]:
    names = ("id", "person_id", "kind", "due_on", "planned_on")
    return {name: getattr(row, name) for name in names if hasattr(row, name)} | {"words": words}


def _owed(duty: Owed, on: date) -> dict[str, object]:
    return {
        "part": duty.part, "person_id": duty.person_id, "days": duty.days,
        "last_on": duty.last_on, "due_on": duty.due_on,
        "late": duty.late(on) if duty.person_id else 0,
    }  # fmt: skip
