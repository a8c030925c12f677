"""Mails and calendars: the tray, mailboxes read in, and the address of the own calendar."""

import io
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from ninja import Router

from muniment.api.bearer import ApiRequest
from muniment.api.once import done_once, mark_of
from muniment.api.operations import does, reads, streams_in, written
from muniment.api.shapes import Asked, Code, Rows, Shape
from muniment.api.streams import Bounded
from muniment.api.touches import READ, WRITE, TouchDirection
from muniment.people.domain.roles import STAFF
from muniment.touches import gate, queries, services
from muniment.touches.errors import TouchNotFound

router = Router(tags=["Contact"])
LARGEST = 50_000_000  # bytes; larger files go through the terminal
ANY_FILE = "application/octet-stream"


class WaitingTold(Shape):
    """One mail in the caller's tray; `came_by` names the leaver whose post it is, or is empty."""

    id: UUID
    happened_on: date
    direction: TouchDirection
    subject: str
    parties: str
    came_by: str


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
