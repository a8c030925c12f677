"""Who keeps a dossier, who may read it beyond the table, and which agents work on it."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated
from uuid import UUID

from ninja import Router
from pydantic import AwareDatetime, Field

from muniment.api.bearer import ApiRequest
from muniment.api.me import Grants
from muniment.api.operations import does, reads
from muniment.api.people import Made
from muniment.api.shapes import Asked, Code, Shape, Text, WhyAsked
from muniment.people.domain.roles import STAFF
from muniment.vault import gate, queries, services
from muniment.vault.domain.duties import Verb, may
from muniment.vault.domain.states import Duty
from muniment.vault.gate import DossierNotFound

router = Router(tags=["Keepers and rights"])
READ, WRITE = "customers.read", "customers.write"


class CustodyPeriod(Shape):
    """One person's time as keeper or deputy."""

    duty: Duty
    person_id: UUID
    starts_at: datetime
    ends_at: datetime | None
    assigned_by: UUID | None


class Custody(Shape):
    """All custody of a dossier, newest first."""

    rows: list[CustodyPeriod]


class CustodyAsked(Asked):
    """Who is to keep the dossier from now on, in which duty, and why."""

    duty: Duty
    person_id: UUID
    reason: Text


class CustodyEnding(Asked):
    """Which duty ends, and why."""

    duty: Duty
    reason: Text


class GrantAsked(Asked):
    """Who may read a compartment until when, and what for."""

    compartment: Code
    holder_id: UUID
    until: AwareDatetime
    reason: Text


class LooksAsked(Asked):
    """How many more counted looks somebody gets at a compartment, and what for."""

    compartment: Code
    person_id: UUID
    looks: Annotated[int, Field(ge=1, le=10)]
    reason: Text


class Engagement(Shape):
    """An outside company at work on one order; its number is for those who may engage agents."""

    id: UUID
    company_id: UUID
    order_number: str | None
    starts_at: datetime
    ends_at: datetime | None


class Engagements(Shape):
    """Outside companies at work for this customer now."""

    rows: list[Engagement]


class EngagementAsked(Asked):
    """Which company works on which order of this customer."""

    company_id: UUID
    order_number: Text


class Filing(Shape):
    """A custodian's word that the papers were in order."""

    filed_by: UUID
    at: datetime


class Filings(Shape):
    """When the papers were filed, newest first."""

    rows: list[Filing]


@reads(router, "/dossiers/{dossier_id}/custody", scope=READ, answer=Custody, roles=STAFF)
def custody(request: ApiRequest, dossier_id: UUID) -> object:  # noqa: ARG001 - its form is given
    """List who kept a dossier, newest first."""
    return {"rows": queries.custody_of(_known(dossier_id))}


@does(router, "/dossiers/{dossier_id}/custody", scope=WRITE, roles=STAFF)
def assign_custody(request: ApiRequest, dossier_id: UUID, told: CustodyAsked) -> None:
    """Give a dossier to a keeper or deputy; the one before is relieved."""
    caller = request.auth
    services.assign_custody(
        dossier_id=dossier_id, duty=told.duty, person_id=told.person_id, reason=told.reason,
        by=caller.actor, at=caller.at,
    )  # fmt: skip


@does(router, "/dossiers/{dossier_id}/custody/end", scope=WRITE, roles=STAFF)
def end_custody(request: ApiRequest, dossier_id: UUID, told: CustodyEnding) -> None:
    """Relieve a keeper or deputy; the dossier then waits for one."""
    caller = request.auth
    services.end_custody(
        dossier_id=dossier_id, duty=told.duty, reason=told.reason, by=caller.actor, at=caller.at
    )


@reads(router, "/dossiers/{dossier_id}/grants", scope=READ, answer=Grants, roles=STAFF)
def grants(request: ApiRequest, dossier_id: UUID) -> object:
    """List the grants in force in a dossier, newest first."""
    return {"rows": queries.grants_of(_known(dossier_id), at=request.auth.at)}


@does(router, "/dossiers/{dossier_id}/grants", scope=WRITE, answer=Made, status=201, roles=STAFF)
def give_grant(request: ApiRequest, dossier_id: UUID, told: GrantAsked) -> object:
    """Give somebody a standing need to know one compartment until a day within a year."""
    caller = request.auth
    made = services.give_grant(
        dossier_id=dossier_id, compartment=told.compartment, holder_id=told.holder_id,
        until=told.until, reason=told.reason, by=caller.actor, at=caller.at,
    )  # fmt: skip
    return {"id": made}


@does(router, "/grants/{grant_id}/end", scope=WRITE, roles=STAFF)
def end_grant(request: ApiRequest, grant_id: UUID, told: WhyAsked) -> None:
    """End a grant; its holder is refused from now on, open pages included."""
    caller = request.auth
    services.end_grant(grant_id=grant_id, reason=told.reason, by=caller.actor, at=caller.at)


@does(router, "/dossiers/{dossier_id}/looks", scope=WRITE, roles=STAFF)
def allow_looks(request: ApiRequest, dossier_id: UUID, told: LooksAsked) -> None:
    """Give somebody whose counted looks are used up some more."""
    caller = request.auth
    services.allow_looks(
        dossier_id=dossier_id, compartment=told.compartment, person_id=told.person_id,
        looks=told.looks, reason=told.reason, by=caller.actor, at=caller.at,
    )  # fmt: skip


@reads(router, "/dossiers/{dossier_id}/engagements", scope=READ, answer=Engagements, roles=STAFF)
def engagements(request: ApiRequest, dossier_id: UUID) -> object:
    """List the outside companies at work for this customer now."""
    rows = queries.engagements_of(_known(dossier_id), at=request.auth.at)
    if _may_engage(request, dossier_id):
        return {"rows": rows}
    return {"rows": [{**asdict(row), "order_number": None} for row in rows]}


def _may_engage(request: ApiRequest, dossier_id: UUID) -> bool:
    """Order numbers belong to the order register, so they are not for every colleague."""
    caller = request.auth
    laid = gate.cards(reader=caller.actor, dossier_id=dossier_id, at=caller.at)
    head = queries.dossier(dossier_id)
    unkept = head is not None and head.keeper_id is None
    return may(Verb.ENGAGE, role=caller.reader.role, relation=laid.relation, unkept=unkept)


@does(
    router, "/dossiers/{dossier_id}/engagements", scope=WRITE, answer=Made, status=201, roles=STAFF
)
def engage_agent(request: ApiRequest, dossier_id: UUID, told: EngagementAsked) -> object:
    """Let an outside company work on one live order of this customer."""
    caller = request.auth
    made = services.engage_agent(
        dossier_id=dossier_id, company_id=told.company_id, order_number=told.order_number,
        by=caller.actor, at=caller.at,
    )  # fmt: skip
    return {"id": made}


@does(router, "/engagements/{engagement_id}/end", scope=WRITE, roles=STAFF)
def end_engagement(request: ApiRequest, engagement_id: UUID) -> None:
    """End an agent's work on an order; the agent sees nothing of this customer any more."""
    caller = request.auth
    services.end_engagement(engagement_id=engagement_id, by=caller.actor, at=caller.at)


@reads(router, "/dossiers/{dossier_id}/filings", scope=READ, answer=Filings, roles=STAFF)
def filings(request: ApiRequest, dossier_id: UUID) -> object:  # noqa: ARG001 - its form is given
    """List when the papers of a dossier were filed, newest first."""
    return {"rows": queries.filings_of(_known(dossier_id))}


@does(router, "/dossiers/{dossier_id}/filings", scope=WRITE, roles=STAFF)
def file_dossier(request: ApiRequest, dossier_id: UUID) -> None:
    """Confirm, as a custodian, that the papers are complete and in order."""
    caller = request.auth
    services.file_dossier(dossier_id=dossier_id, by=caller.actor, at=caller.at)


def _known(dossier_id: UUID) -> UUID:
    if queries.dossier(dossier_id) is None:
        raise DossierNotFound
    return dossier_id
