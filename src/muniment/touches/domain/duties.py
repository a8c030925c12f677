"""Contact duties: who owes a customer a touch, how often, and who is late."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from muniment.people.domain.roles import Role
from muniment.vault.domain.duties import LEADING
from muniment.vault.domain.policy import Relation

LONGEST_DAYS = 1000
KNOWN_FOR_DAYS = 730
"""How long the customer is taken to know somebody after her last traced touch."""


class Part(StrEnum):
    """In what part somebody owes a customer contact."""

    KEEPER = "keeper"
    DEPUTY = "deputy"
    LINE_MANAGER = "line_manager"


BUILT_IN: Mapping[Part, int] = {Part.KEEPER: 30, Part.DEPUTY: 90, Part.LINE_MANAGER: 180}
"""Days between touches until the company sets its own."""

_ROLES_READING = frozenset({Role.OWNER, Role.COMPLIANCE})
_RELATIONS_READING = frozenset({Relation.KEEPER, Relation.DEPUTY, Relation.LINE_MANAGER})
_LOGGING = frozenset(Role) - {Role.EXPORT_AGENT, Role.LAWYER, Role.ADMINISTRATOR}


@dataclass(frozen=True, slots=True)
class Owed:
    """One duty as it stands for one customer.

    Attributes:
        person_id: who fulfils it; None when nobody holds the part.
        days: between two touches; never 0.
        last_on: the last traced touch that fulfils it; None when there was none.
        since: from when the clock runs without a touch: the opening of the dossier, or the day
            she took the part.
    """

    dossier_id: UUID
    part: Part
    person_id: UUID | None
    days: int
    last_on: date | None
    since: date

    @property
    def due_on(self) -> date:
        """The day by which the next touch is owed."""
        return (self.last_on or self.since) + timedelta(days=self.days)

    def age(self, on: date) -> int | None:
        """Days since the last traced touch; None when there was none."""
        return (on - self.last_on).days if self.last_on else None

    def late(self, on: date) -> int:
        """Days beyond the duty, 0 while it is kept."""
        return max(0, (on - self.due_on).days)


def fulfilled_on(touches: Mapping[UUID, date], people: Iterable[UUID]) -> date | None:
    """The newest traced touch of any of these people; None without one."""
    if not touches:
        return None
    days = [touches[person] for person in people if person in touches]
    return max(days) if days else None


def may_log(role: Role) -> bool:
    """Whether people of this role may log touches: staff who work with customers."""
    return role in _LOGGING


def may_read_list(role: Role, relation: Relation) -> bool:
    """Whether somebody sees who touched this customer and when; others see only their own."""
    return role in _ROLES_READING or relation in _RELATIONS_READING


def may_set(role: Role, relation: Relation) -> bool:
    """Whether somebody sets the duties of this customer: those above its keeper."""
    return role is Role.OWNER or (role in LEADING and relation is Relation.LINE_MANAGER)


def may_plan(role: Role, relation: Relation) -> bool:
    """Whether somebody plans visits and closes promises of this customer."""
    return role is Role.OWNER or relation in _RELATIONS_READING


def may_see_people(role: Role) -> bool:
    """Whether somebody sees how touches gather on persons: those who answer for people."""
    return role in {Role.OWNER, Role.COMPLIANCE, Role.SALES_MANAGER}
