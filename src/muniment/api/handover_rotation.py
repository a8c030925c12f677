"""Rotation: customers change hands while nobody leaves."""

from typing import Annotated, Any
from uuid import UUID

from ninja import Router
from pydantic import Field

from muniment.api.bearer import ApiRequest
from muniment.api.handover import LEADING, READ, WRITE, BegunTold, begun_told
from muniment.api.operations import does, reads
from muniment.api.shapes import Asked, Sentence, Shape, listed
from muniment.handover import services
from muniment.handover.domain.states import Kind

router = Router(tags=["Hand-overs"])


class PersonsAsked(Asked):
    """Whose customers."""

    persons: Annotated[list[UUID], Field(min_length=1, max_length=200)]


class MarketTold(Shape):
    """Customers in one country; "" is unknown."""

    country: str
    customers: int


class MarketsTold(Shape):
    """Markets, the largest first."""

    rows: list[MarketTold]


class RotationAsked(PersonsAsked):
    """Whose customers of which markets go to whom; nothing given means all."""

    markets: list[str] | None = None
    only: list[UUID] | None = None
    heirs: list[UUID] = []
    capacity: Annotated[int, Field(ge=1, le=10_000)] | None = None


class RotationBegun(RotationAsked):
    """The rotation again, with the fingerprint of the one that was seen."""

    kind: Annotated[Kind, listed(Kind)]
    fingerprint: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    reason: Sentence = ""


class MovedTold(Shape):
    """One customer of a rotation."""

    person_id: UUID
    dossier_id: UUID
    codename: str
    heir_id: UUID | None


class RotationTold(Shape):
    """What would be done; nothing was."""

    rows: list[MovedTold]
    unplaced: int
    fingerprint: str


class RotatedTold(Shape):
    """The boards that were begun, one a person."""

    rows: list[BegunTold]


@reads(router, "/rotations/markets", scope=READ, roles=LEADING, answer=MarketsTold, asks=True)
def rotation_markets(request: ApiRequest, told: PersonsAsked) -> Any:
    """Count the customers of people by country."""
    rows = services.markets_of(person_ids=told.persons, by=request.auth.actor, at=request.auth.at)
    return {"rows": rows}


@reads(router, "/rotations/plan", scope=READ, roles=LEADING, answer=RotationTold, asks=True)
def plan_rotation(request: ApiRequest, told: RotationAsked) -> Any:
    """Say which customers would go to which heirs; nothing is changed."""
    planned = _planned(request, told)
    rows = [
        {
            "person_id": plan.person_id, "dossier_id": item.dossier_id,
            "codename": item.codename, "heir_id": item.fit.heir_id if item.fit else None,
        }
        for plan in planned.plans
        for item in plan.items
    ]  # fmt: skip
    return {"rows": rows, "unplaced": planned.unplaced, "fingerprint": planned.fingerprint}


@does(router, "/rotations", scope=WRITE, roles=LEADING, answer=RotatedTold, status=201, apart=True)
def begin_rotation(request: ApiRequest, told: RotationBegun) -> Any:
    """Do what a plan showed, for all people of it or for none."""
    begun = services.begin_rotation(
        kind=told.kind, rotation=_planned(request, told), fingerprint=told.fingerprint,
        reason=told.reason, by=request.auth.actor, at=request.auth.at,
    )  # fmt: skip
    return {"rows": [begun_told(one) for one in begun]}


def _planned(request: ApiRequest, told: RotationAsked) -> services.Rotation:
    return services.plan_rotation(
        person_ids=told.persons, markets=told.markets, heirs=told.heirs, only=told.only,
        capacity=told.capacity, by=request.auth.actor, at=request.auth.at,
    )  # fmt: skip
