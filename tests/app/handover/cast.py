"""Ada leaves: her customers, and those who could take them."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from muniment.handover import planning
from muniment.handover.domain.states import Kind
from muniment.handover.services.beginning import Begun, begin_handover
from muniment.handover.services.withdrawing import (
    Restored,
    confirm_withdrawal,
    withdraw_handover,
)
from muniment.people.domain.roles import Role
from tests.world import IDENTITY, NOON, World

LAST_DAY = date(2036, 6, 30)  # the pages read the real clock, and her last day shuts them


def customer(world: World, keeper: str = "ada", country: str = "DE", **more: str) -> UUID:
    """A customer in a country, with a contact."""
    values = {
        "identity": {**IDENTITY, "identity.country": country},
        "contacts": {"contacts.emails": "einkauf@nordlicht.example"},
    }
    if more:
        values["profile"] = {f"profile.{name}": value for name, value in more.items()}
    return world.dossier(keeper, values=values)


def sellers(world: World) -> None:
    """Two more who can keep customers, under Mia."""
    for name in ("dan", "eli"):
        world.joins(name, Role.SALESPERSON, line_manager_id=world.id("mia"))


def taken_back(
    world: World, handover_id: UUID, *, by: str = "mia", second: str = "olga", at: datetime = NOON,
    staying: Collection[UUID] = (),
) -> Restored:  # fmt: skip
    """One person asks to take a hand-over back, a second one does it."""
    asked = withdraw_handover(
        handover_id=handover_id, reason="she stays", staying=staying, by=world.actor(by), at=at
    )
    return confirm_withdrawal(withdrawal_id=asked.id, by=world.actor(second), at=at)


def begin(world: World, *, by: str = "mia", person: str = "ada", **plan) -> Begun:
    """Give notice in one act."""
    kind = plan.pop("kind", Kind.LEAVER)
    actor, at = world.actor(by), plan.pop("at", NOON)
    made = planning.plan(person_id=world.id(person), by=actor, at=at, **plan)
    return begin_handover(
        kind=kind, plan=made, fingerprint=made.fingerprint, reason="new job", by=actor, at=at,
        notice_on=NOON.date(), last_day_on=LAST_DAY,
    )  # fmt: skip
