"""Who found a customer, and the credit of those who served it."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpResponse
from ninja import Router

from muniment.api.bearer import ApiRequest
from muniment.api.operations import does, reads
from muniment.api.shapes import Asked, LongText, Sentence, Shape, Text
from muniment.api.submissions import ONE, PEOPLE, READ, WRITE, require_part
from muniment.people.domain.roles import STAFF
from muniment.submissions import queries, reporting, services
from muniment.submissions.errors import OriginMissing
from muniment.submissions.services import Found
from muniment.submissions.statement import make_statement
from muniment.vault.domain.duties import KEEPERS

router = Router(tags=["Submissions and credit"])
ZIP = "application/zip"


class OriginTold(Shape):
    """The origin file that stands; its words are values of the compartment `origin`."""

    version: int
    found_by: UUID | None
    first_contact_on: date
    assigned_to: UUID | None
    assigned_by: UUID | None
    assigned_on: date | None
    proof_sha256: str
    before_first_order: bool
    recorded_by: UUID
    at: datetime
    confirmed_by: UUID | None
    confirmed_at: datetime | None
    entry: UUID


class OriginAsked(Asked):
    """Who found the customer; without `found_by` it was the company, not one person.

    `proof` is the text of a document; only its SHA-256 stays. To, by and on of an assignment go
    together.
    """

    found_by: UUID | None = None
    first_contact_on: date
    assigned_to: UUID | None = None
    assigned_by: UUID | None = None
    assigned_on: date | None = None
    channel: Text = ""
    cost: Text = ""
    words: Sentence = ""
    proof: LongText = ""


class TailTold(Shape):
    """A commission tail; `ends_on` is the first day that earns nothing."""

    basis_points: int
    starts_on: date
    ends_on: date
    entry: UUID


class HandledTold(Shape):
    """Orders of a customer that the person handled, of all of its orders."""

    orders: int
    of: int
    first_on: date
    last_on: date


class CreditLineTold(Shape):
    """What a person did for one customer."""

    dossier_id: UUID
    codename: str
    found: OriginTold | None
    first_kept_on: date | None
    days_kept: int
    keeps_now: bool
    told: int
    handled: HandledTold | None
    tail: TailTold | None


class CreditTold(Shape):
    """Somebody's credit by customer: those she keeps first, then by codename."""

    rows: list[CreditLineTold]


@reads(router, f"{ONE}/origin-file", scope=READ, answer=OriginTold, roles=KEEPERS)
def origin_file(request: ApiRequest, dossier_id: UUID) -> object:
    """Tell who found a customer, to those who keep or lead it."""
    require_part(request, dossier_id)
    found = queries.origin_of(dossier_id)
    if found is None:
        raise OriginMissing
    return found


@does(router, f"{ONE}/origin-file", scope=WRITE, roles=KEEPERS)
def record_origin(request: ApiRequest, dossier_id: UUID, told: OriginAsked) -> None:
    """Put on record who found a customer; an earlier file stays."""
    caller = request.auth
    words = {"origin.channel": told.channel, "origin.cost": told.cost, "origin.proof": told.words}
    services.record_origin(
        dossier_id=dossier_id,
        found=Found(
            found_by=told.found_by, first_contact_on=told.first_contact_on,
            assigned_to=told.assigned_to, assigned_by=told.assigned_by,
            assigned_on=told.assigned_on, words={k: v for k, v in words.items() if v.strip()},
            proof=told.proof.encode(),
        ),
        by=caller.actor, at=caller.at,
    )  # fmt: skip


@does(router, f"{ONE}/origin-file/confirm", scope=WRITE, roles=KEEPERS)
def confirm_origin(request: ApiRequest, dossier_id: UUID) -> None:
    """Confirm the origin file as one who leads the keeper and did not write it."""
    caller = request.auth
    services.confirm_origin(dossier_id=dossier_id, by=caller.actor, at=caller.at)


@reads(router, "/credit", scope=READ, answer=CreditTold, roles=KEEPERS)
def credit(request: ApiRequest) -> object:
    """Tell the caller's own credit."""
    caller = request.auth
    rows = reporting.read_credit(reader=caller.actor, person_id=caller.reader.id, at=caller.at)
    return {"rows": rows}


@reads(router, "/people/{person_id}/credit", scope=PEOPLE, answer=CreditTold, roles=STAFF)
def credit_of_person(request: ApiRequest, person_id: UUID) -> object:
    """Tell somebody's credit to those who lead her; on record."""
    caller = request.auth
    return {"rows": reporting.read_credit(reader=caller.actor, person_id=person_id, at=caller.at)}


@reads(router, "/credit/statement", scope=READ, answer=None, roles=KEEPERS, media=ZIP)
def credit_statement(request: ApiRequest) -> HttpResponse:
    """Hand out the caller's own credit as a zip with its proofs; on record."""
    caller = request.auth
    made = make_statement(by=caller.actor, at=caller.at, readme=_README)
    return HttpResponse(made.content, content_type=ZIP)


_README = (
    "proofs/ holds each ledger entry and its C2SP tlog-proof. Check with verify.html, or:\n"
    "muniment verify NUMBER.tlog-proof --entry NUMBER.json --key KEY\n"
    "Take the key from a source of your own.\n"
)
