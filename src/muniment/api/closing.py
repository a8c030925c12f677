"""Retire, reopen, merge, erase; and the secret register that the law asks for."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Router
from pydantic import Field

from muniment.api.bearer import ApiRequest
from muniment.api.operations import does, reads
from muniment.api.people import Made
from muniment.api.shapes import Asked, Code, FieldCode, LongText, Number, Shape, Text, WhyAsked
from muniment.people.domain.roles import STAFF, Role
from muniment.vault import gate, queries, services
from muniment.vault.domain.secrets import ValueBasis
from muniment.vault.gate import DossierNotFound
from muniment.vault.services import Basis

router = Router(tags=["Closing"])
secrets = Router(tags=["Secret register"])
READ, WRITE = "customers.read", "customers.write"
DECIDING = frozenset({Role.OWNER, Role.COMPLIANCE, Role.SALES_MANAGER})


class Merging(Asked):
    """Which dossier is the same customer and closes, and why."""

    merge_id: UUID
    reason: Text


class ErasureAsked(Asked):
    """Which compartment is to be erased for good, on what ground."""

    compartment: Code
    basis: Basis
    reason: Text


class Erasure(Shape):
    """A wish to erase a compartment: `asked`, `done` or `withdrawn`."""

    id: UUID
    dossier_id: UUID
    codename: str
    compartment: str
    state: str
    basis: str
    asked_by: UUID
    asked_at: datetime
    closed_by: UUID | None
    closed_at: datetime | None


class Erasures(Shape):
    """Wishes to erase."""

    rows: list[Erasure]


class Claim(Asked):
    """A point claimed secret; `number` makes it a new version of a point that is there."""

    point: Text
    fields: Annotated[list[FieldCode], Field(max_length=100)]
    since: date
    bases: Annotated[list[ValueBasis], Field(max_length=10)]
    basis: LongText
    number: Number | None = None


class Claimed(Shape):
    """The number of the point, which it keeps through all versions."""

    number: int


class SecretPoint(Shape):
    """One claim of the register, in clear."""

    number: int
    version: int
    level: str
    since: date
    point: str
    basis: str
    bases: list[str]
    fields: list[str]
    claimed_by: UUID
    at: datetime
    closed_at: datetime | None


class SecretRegister(Shape):
    """Claims by number, newest version first, closed ones included."""

    rows: list[SecretPoint]


@does(router, "/dossiers/{dossier_id}/retire", scope=WRITE, roles=STAFF)
def retire_dossier(request: ApiRequest, dossier_id: UUID, told: WhyAsked) -> None:
    """Close a dossier that is no longer worked on."""
    caller = request.auth
    services.retire_dossier(
        dossier_id=dossier_id, reason=told.reason, by=caller.actor, at=caller.at
    )


@does(router, "/dossiers/{dossier_id}/reopen", scope=WRITE, roles=STAFF)
def reopen_dossier(request: ApiRequest, dossier_id: UUID, told: WhyAsked) -> None:
    """Take a retired dossier back to work."""
    caller = request.auth
    services.reopen_dossier(
        dossier_id=dossier_id, reason=told.reason, by=caller.actor, at=caller.at
    )


@does(router, "/dossiers/{dossier_id}/merge", scope=WRITE, roles=STAFF)
def merge_dossiers(request: ApiRequest, dossier_id: UUID, told: Merging) -> None:
    """Declare two dossiers one customer: the other one closes and points here."""
    caller = request.auth
    services.merge_dossiers(
        keep_id=dossier_id, merge_id=told.merge_id, reason=told.reason, by=caller.actor,
        at=caller.at,
    )  # fmt: skip


@reads(router, "/dossiers/{dossier_id}/erasures", scope=READ, answer=Erasures, roles=STAFF)
def erasures_of(request: ApiRequest, dossier_id: UUID) -> object:  # noqa: ARG001 - its form is given
    """List the wishes to erase compartments of a dossier, newest first."""
    if queries.dossier(dossier_id) is None:
        raise DossierNotFound
    return {"rows": queries.erasures_of(dossier_id)}


@reads(router, "/erasures", scope=READ, answer=Erasures, roles=DECIDING)
def erasures(request: ApiRequest) -> object:  # noqa: ARG001 - its form is given
    """List the wishes that wait for a second person, oldest first."""
    return {"rows": queries.erasures()}


@does(router, "/dossiers/{dossier_id}/erasures", scope=WRITE, answer=Made, status=201, roles=STAFF)
def ask_erasure(request: ApiRequest, dossier_id: UUID, told: ErasureAsked) -> object:
    """Ask that one compartment be erased for good; a second person decides."""
    caller = request.auth
    made = services.ask_erasure(
        dossier_id=dossier_id, compartment=told.compartment, basis=told.basis,
        reason=told.reason, by=caller.actor, at=caller.at,
    )  # fmt: skip
    return {"id": made}


@does(router, "/erasures/{erasure_id}/withdraw", scope=WRITE, roles=STAFF)
def withdraw_erasure(request: ApiRequest, erasure_id: UUID) -> None:
    """Take a wish to erase back, or turn it down."""
    caller = request.auth
    services.withdraw_erasure(erasure_id=erasure_id, by=caller.actor, at=caller.at)


@does(router, "/erasures/{erasure_id}/confirm", scope=WRITE, roles=STAFF)
def erase_compartment(request: ApiRequest, erasure_id: UUID) -> None:
    """Destroy the key of a compartment as the second person; proofs keep verifying."""
    caller = request.auth
    services.erase_compartment(erasure_id=erasure_id, by=caller.actor, at=caller.at)


@reads(
    secrets, "/dossiers/{dossier_id}/secrets", scope="consult", answer=SecretRegister, roles=STAFF
)
def secret_register(request: ApiRequest, dossier_id: UUID) -> object:
    """Read the secret register of a dossier; the reading is recorded."""
    caller = request.auth
    found = gate.secret_register(reader=caller.actor, dossier_id=dossier_id, at=caller.at)
    return {"rows": found}


@does(
    secrets, "/dossiers/{dossier_id}/secrets", scope=WRITE, answer=Claimed, status=201, roles=STAFF
)
def claim_secret(request: ApiRequest, dossier_id: UUID, told: Claim) -> object:
    """Enter a point into the secret register, or a new version of one."""
    caller = request.auth
    number = services.claim_secret(
        dossier_id=dossier_id, point=told.point, fields=told.fields, since=told.since,
        bases=told.bases, basis=told.basis, number=told.number, by=caller.actor, at=caller.at,
    )  # fmt: skip
    return {"number": number}


@does(secrets, "/dossiers/{dossier_id}/secrets/{number}/close", scope=WRITE, roles=STAFF)
def close_secret(request: ApiRequest, dossier_id: UUID, number: Number, told: WhyAsked) -> None:
    """Close a point: it is no longer claimed; its history stays."""
    caller = request.auth
    services.close_secret(
        dossier_id=dossier_id, number=number, reason=told.reason, by=caller.actor, at=caller.at
    )
