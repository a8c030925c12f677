"""Who stays, who gave notice or left, and when: for what depends on departures."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from muniment.people.domain.employment import State
from muniment.people.models import Person


@dataclass(frozen=True, slots=True)
class DepartureRow:
    """Somebody of the staff who leaves or left.

    Attributes:
        notice_on: when she gave notice; None when she left without.
        last_on: her last day: what was agreed, or the day on which she left.
    """

    person_id: UUID
    notice_on: date | None
    last_on: date


@dataclass(frozen=True, slots=True)
class Presence:
    """Who of the staff is here.

    Attributes:
        staying: at work, without notice: who can be the second contact of a customer.
        leaving: on notice. What hangs on them still does, but they are nobody's second contact.
        left: gone, and no contact at all.
    """

    staying: frozenset[UUID]
    leaving: frozenset[UUID]
    left: frozenset[UUID] = frozenset()

    @property
    def here(self) -> frozenset[UUID]:
        """Everybody who has not left."""
        return self.staying | self.leaving


def present() -> Presence:
    """Tell who of the staff stays, is leaving, and left; one query."""
    found: dict[State, set[UUID]] = {state: set() for state in State}
    rows = Person.objects.filter(outside_company=None).values_list("id", "state")
    for person_id, state in rows:
        found[State(state)].add(person_id)
    stands = (State.ACTIVE, State.ON_NOTICE, State.LEFT)
    return Presence(*(frozenset(found[state]) for state in stands))


def departures() -> list[DepartureRow]:
    """List members of the staff on notice and gone, the first to leave first; one SQL query."""
    gone = (State.ON_NOTICE.value, State.LEFT.value)
    rows = Person.objects.filter(state__in=gone, outside_company=None)
    found = [DepartureRow(row.id, row.notice_on, last) for row in rows if (last := _last_on(row))]
    return sorted(found, key=lambda it: (it.last_on, it.person_id.hex))


def _last_on(row: Person) -> date | None:
    left = timezone.localdate(row.left_at) if row.left_at else None
    return min(left, row.last_day_on) if left and row.last_day_on else left or row.last_day_on
