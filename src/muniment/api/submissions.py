"""Handing in, freshness, lateness, origin and credit; a card read and saved."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from muniment.api.bearer import ApiRequest
from muniment.api.operations import does, reads
from muniment.api.shapes import (
    Asked,
    Code,
    FieldCode,
    LongText,
    Sentence,
    Shape,
    Text,
    VersionNumber,
)
from muniment.people.domain.roles import STAFF, Role
from muniment.submissions import queries, reporting, services
from muniment.submissions.domain.cards import read_card
from muniment.submissions.domain.freshness import CustomerFreshness
from muniment.submissions.domain.rhythm import Lateness
from muniment.submissions.errors import OriginMissing
from muniment.submissions.services import CardValues, Found
from muniment.submissions.statement import make_statement
from muniment.vault import gate
from muniment.vault import queries as vault
from muniment.vault.catalogue import current
from muniment.vault.domain.contacts import Contact
from muniment.vault.domain.duties import KEEPERS, LEADING, Verb, may
from muniment.vault.services import NotYours

router = Router(tags=["Submissions and credit"])
READ, WRITE, PEOPLE = "customers.read", "customers.write", "people.read"
ONE = "/customers/{dossier_id}"
ZIP = "application/zip"
Days = Annotated[int, Field(ge=1, le=3650)]


class FieldTold(Shape):
    """One field of a customer, never its value: `fresh`, `stale` or `missing`."""

    field: str
    state: str
    days: int | None
    limit: int
    is_verified: bool


class FreshCustomerTold(Shape):
    """One customer that the caller keeps, and what wants a word."""

    dossier_id: UUID
    codename: str
    changed: int
    confirmed_at: datetime | None
    fields: list[FieldTold]


class DraftTold(Shape):
    """What would be handed in now; `due_on` is null when the period is done already."""

    period_on: date | None
    due_on: date | None
    is_asked: bool
    since: datetime
    customers: list[FreshCustomerTold]


class LatenessTold(Shape):
    """How somebody stands with handing in; of the last twelve periods that are over."""

    due_on: date | None
    is_done: bool
    expected: int
    on_time: int
    late: int
    missed: int
    days_late: int


class SubmissionTold(Shape):
    """One submission."""

    id: UUID
    period_on: date
    due_on: date
    at: datetime
    fields_changed: int
    customers_changed: int
    customers_confirmed: int
    customers_kept: int
    is_late: bool
    entry: UUID


class SubmissionsTold(Shape):
    """The caller's submissions, newest first."""

    rows: list[SubmissionTold]


class SubmissionAsked(Asked):
    """Customers of whom nothing changed."""

    confirmed: Annotated[list[UUID], Field(max_length=5_000)] = []


class SubmissionMade(Shape):
    """The submission that was made."""

    id: UUID


class LatePersonTold(Shape):
    """One person in the report."""

    person_id: UUID
    name: str
    lateness: LatenessTold
    customers: int
    stale: int
    missing: int
    verified: int
    fields: int


class FieldLineTold(Shape):
    """One field over all customers in the report."""

    field: str
    customers: int
    stale: int
    missing: int
    verified: int


class CustomerLineTold(Shape):
    """One customer in the report."""

    dossier_id: UUID
    codename: str
    keeper: str
    stale: int
    missing: int
    oldest_days: int


class ReportTold(Shape):
    """Lateness and freshness of the caller's people; reading it is on record."""

    people: list[LatePersonTold]
    fields: list[FieldLineTold]
    customers: list[CustomerLineTold]


class UpdateRhythmTold(Shape):
    """One rhythm in force; of the company when neither role nor team is named."""

    role: str
    team_id: UUID | None
    weeks: int
    weekday: int


class TailRuleTold(Shape):
    """What a clean hand-over earns: hundredths of a percent of each order, for some months."""

    basis_points: int
    months: int


class SettingsTold(Shape):
    """Rhythms, limits in days by compartment or field, and the commission tail."""

    rhythms: list[UpdateRhythmTold]
    limits: dict[str, int]
    tail: TailRuleTold | None


class UpdateRhythmAsked(Asked):
    """A rhythm for the company, one role or one team; 0 weeks ask nothing, weekday 0 is Monday."""

    role: Annotated[str, Field(max_length=20)] = ""
    team_id: UUID | None = None
    weeks: Annotated[int, Field(ge=0, le=8)]
    weekday: Annotated[int, Field(ge=0, le=6)]


class LimitAsked(Asked):
    """After how many days a compartment or a field wants a fresh word."""

    code: FieldCode
    days: Days


class TailAsked(Asked):
    """What a clean hand-over earns from now on."""

    basis_points: Annotated[int, Field(ge=0, le=10_000)]
    months: Annotated[int, Field(ge=0, le=60)]


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


class CardAsked(Asked):
    """A pasted card, signature, letter or vCard; numbers without code belong to `country`."""

    text: Annotated[LongText, Field(min_length=1)]
    country: Annotated[str, Field(pattern=r"^([A-Za-z]{2})?$")] = ""


class NumberTold(Shape):
    """A number: `phone`, `mobile` or `fax`; `app` names a messenger."""

    number: str
    kind: str
    app: str


class CardTold(Shape):
    """What was read; nothing is kept of it. `rest` fitted nowhere."""

    name: str
    post: str
    company: str
    numbers: list[NumberTold]
    emails: list[str]
    web: str
    address: list[str]
    country: str
    messengers: list[str]
    rest: list[str]


class ContactAsked(Asked):
    """A person to add; company values are saved only where the dossier has none."""

    name: Text = ""
    post: Text = ""
    email: Text = ""
    phone: Text = ""
    note: Text = ""
    emails: Sentence = ""
    phones: Sentence = ""
    messengers: Sentence = ""
    company: Text = ""
    web: Text = ""
    address: Sentence = ""
    told: Text = ""


class FieldsChanged(Shape):
    """The fields that got a new version."""

    fields: list[str]


class VisitTold(Shape):
    """A visit of the caller's own that can stand behind verified values."""

    touch_id: UUID
    happened_on: date
    is_traced: bool


class VisitsTold(Shape):
    """Visits of the last 90 days, newest first."""

    rows: list[VisitTold]


class VisitCheckAsked(Asked):
    """Which versions of which fields were verified on which visit."""

    compartment: Code
    versions: Annotated[dict[FieldCode, VersionNumber], Field(min_length=1, max_length=200)]
    visit_id: UUID


@reads(router, "/submissions/draft", scope=READ, answer=DraftTold, roles=KEEPERS)
def submission_draft(request: ApiRequest) -> object:
    """Tell what the caller would hand in now, customer by customer; no value is told."""
    caller = request.auth
    draft = services.draft_of(caller.reader.id, at=caller.at)
    fresh = reporting.my_freshness(caller.reader, draft.heads, catalogue=current(), at=caller.at)
    return {
        "period_on": draft.period.starts_on if draft.period else None,
        "due_on": draft.period.due_on if draft.period else None,
        "is_asked": draft.is_asked,
        "since": draft.since,
        "customers": [
            _customer(one.id, one.codename, fresh[one.id], draft.changed) for one in draft.heads
        ],
    }


@does(router, "/submissions", scope=WRITE, answer=SubmissionMade, status=201, roles=KEEPERS)
def hand_in(request: ApiRequest, told: SubmissionAsked) -> object:
    """Hand in for the open period: what changed since the last time, and what stays as it is."""
    caller = request.auth
    return {"id": services.hand_in(confirmed=told.confirmed, by=caller.actor, at=caller.at)}


@reads(router, "/submissions", scope=READ, answer=SubmissionsTold, roles=KEEPERS)
def submissions(request: ApiRequest) -> object:
    """List what the caller handed in."""
    return {"rows": queries.submissions_of(request.auth.reader.id, limit=100)}


@reads(router, "/submissions/report", scope=PEOPLE, answer=ReportTold, roles=STAFF)
def submissions_report(request: ApiRequest) -> object:
    """Read lateness and freshness of the people whom the caller leads; on record."""
    caller = request.auth
    found = reporting.read_report(reader=caller.actor, at=caller.at)
    people = [
        {**{name: getattr(row, name) for name in LatePersonTold.model_fields},
         "lateness": _lateness(row.lateness)}
        for row in found.people
    ]  # fmt: skip
    return {"people": people, "fields": found.fields, "customers": found.customers}


@reads(router, "/submissions/settings", scope=READ, answer=SettingsTold, roles=LEADING)
def submissions_settings(request: ApiRequest) -> object:  # noqa: ARG001 - the same for all leaders
    """Tell what is asked of whom."""
    return {
        "rhythms": [
            {"role": row.role, "team_id": row.team_id, "weeks": row.beat.weeks,
             "weekday": row.beat.weekday}
            for row in queries.rhythms()
        ],
        "limits": queries.thresholds(),
        "tail": queries.tail_rule(),
    }  # fmt: skip


@does(router, "/submissions/settings/rhythm", scope=WRITE, roles=LEADING)
def set_rhythm(request: ApiRequest, told: UpdateRhythmAsked) -> None:
    """Set how often somebody hands in; what held before stays on record."""
    caller = request.auth
    services.set_rhythm(**told.model_dump(), by=caller.actor, at=caller.at)


@does(router, "/submissions/settings/limit", scope=WRITE, roles=LEADING)
def set_freshness_limit(request: ApiRequest, told: LimitAsked) -> None:
    """Set after how many days a value wants a fresh word."""
    caller = request.auth
    services.set_threshold(code=told.code, days=told.days, by=caller.actor, at=caller.at)


@does(router, "/submissions/settings/tail", scope=WRITE, roles=(Role.OWNER,))
def set_commission_tail(request: ApiRequest, told: TailAsked) -> None:
    """Set what a clean hand-over earns; tails that run already keep their terms."""
    caller = request.auth
    services.set_tail_rule(**told.model_dump(), by=caller.actor, at=caller.at)


@reads(router, f"{ONE}/origin-file", scope=READ, answer=OriginTold, roles=KEEPERS)
def origin_file(request: ApiRequest, dossier_id: UUID) -> object:
    """Tell who found a customer, to those who keep or lead it."""
    _require_part(request, dossier_id)
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


@reads(router, "/cards", scope=WRITE, answer=CardTold, roles=KEEPERS, asks=True)
def card_read(request: ApiRequest, told: CardAsked) -> object:  # noqa: ARG001 - its form
    """Read a pasted card into its parts; nothing is kept."""
    return read_card(told.text, country=told.country)


@does(router, f"{ONE}/contacts-from-card", scope=WRITE, answer=FieldsChanged, roles=KEEPERS)
def save_card(request: ApiRequest, dossier_id: UUID, told: ContactAsked) -> object:
    """Add a person and what else stood on her card; nothing that stands is overwritten."""
    caller = request.auth
    card = CardValues(
        person=Contact(told.name, told.post, told.email, told.phone, told.note),
        lines={
            "contacts.emails": told.emails, "contacts.phones": told.phones,
            "contacts.messengers": told.messengers,
        },
        company={
            "identity.legal_name": told.company, "identity.website": told.web,
            "identity.registered_address": told.address,
        },
    )  # fmt: skip
    changed = services.save_card(
        dossier_id=dossier_id, card=card, told=told.told, by=caller.actor, at=caller.at
    )
    return {"fields": changed}


@reads(router, f"{ONE}/proving-visits", scope=READ, answer=VisitsTold, roles=LEADING)
def proving_visits(request: ApiRequest, dossier_id: UUID) -> object:
    """List the caller's own visits to a customer that can stand behind verified values."""
    caller = request.auth
    _require_part(request, dossier_id)
    return {"rows": services.visits_that_prove(dossier_id, caller.reader.id, at=caller.at)}


@does(router, f"{ONE}/verify-on-visit", scope=WRITE, roles=LEADING)
def verify_on_visit(request: ApiRequest, dossier_id: UUID, told: VisitCheckAsked) -> None:
    """Confirm that values still hold, as seen on a visit of one's own."""
    caller = request.auth
    services.verify_on_visit(
        dossier_id=dossier_id, compartment=told.compartment, fields=told.versions,
        visit_id=told.visit_id, by=caller.actor, at=caller.at,
    )  # fmt: skip


_README = (
    "proofs/ holds each ledger entry and its C2SP tlog-proof. Check with verify.html, or:\n"
    "muniment verify NUMBER.tlog-proof --entry NUMBER.json --key KEY\n"
    "Take the key from a source of your own.\n"
)


def _require_part(request: ApiRequest, dossier_id: UUID) -> None:
    """Let only those who keep or lead the customer on.

    Raises:
        DossierNotFound, NotYours: as the names say.
    """
    caller = request.auth
    laid = gate.cards(reader=caller.actor, dossier_id=dossier_id, at=caller.at)
    head = vault.dossier(dossier_id)
    unkept = head is not None and head.keeper_id is None
    if not may(Verb.SUBMIT, role=caller.reader.role, relation=laid.relation, unkept=unkept):
        raise NotYours


def _customer(
    dossier_id: UUID, codename: str, fresh: CustomerFreshness, changed: Mapping[UUID, int]
) -> dict[str, object]:
    return {
        "dossier_id": dossier_id, "codename": codename, "changed": changed.get(dossier_id, 0),
        "confirmed_at": fresh.confirmed_at, "fields": fresh.fields,
    }  # fmt: skip


def _lateness(late: Lateness) -> dict[str, object]:
    names = [name for name in LatenessTold.model_fields if name != "due_on"]
    told = {name: getattr(late, name) for name in names}
    return {**told, "due_on": late.period.due_on if late.period else None}
