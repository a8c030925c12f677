"""Handing in, and the report of how late people are and how old what they keep is."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Router
from pydantic import Field

from muniment.api.bearer import ApiRequest
from muniment.api.operations import does, reads
from muniment.api.shapes import Asked, Shape
from muniment.people.domain.roles import STAFF
from muniment.submissions import queries, reporting, services
from muniment.submissions.domain.freshness import CustomerFreshness
from muniment.submissions.domain.rhythm import Lateness
from muniment.vault import gate
from muniment.vault import queries as vault
from muniment.vault.catalogue import current
from muniment.vault.domain.duties import KEEPERS, Verb, may
from muniment.vault.services import NotYours

router = Router(tags=["Submissions and credit"])
READ, WRITE, PEOPLE = "customers.read", "customers.write", "people.read"
ONE = "/customers/{dossier_id}"


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


def require_part(request: ApiRequest, dossier_id: UUID) -> None:
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
