"""The org chart: who stands above and below whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from muniment.people.domain import lines
from muniment.people.domain.employment import State
from muniment.people.domain.roles import Role
from muniment.people.models import Person, ReportingLine, open_to

_ABOVE = "SELECT manager_id FROM people_reporting_line WHERE report_id = %s"


@dataclass(frozen=True, slots=True)
class ChartNode:
    """One person in the chart with everybody directly below, by name."""

    id: UUID
    name: str
    role: Role
    state: State
    team: str
    reports: tuple["ChartNode", ...]

    @property
    def below(self) -> int:
        """Count everybody below, at any depth."""
        return sum(1 + report.below for report in self.reports)


def reports_of(person_id: UUID) -> frozenset[UUID]:
    """Name everybody below a person, at any depth; one SQL query."""
    below = ReportingLine.objects.filter(manager=person_id)
    return frozenset(below.values_list("report_id", flat=True))


def managers_of(person_id: UUID) -> frozenset[UUID]:
    """Name everybody above a person, at any height; one SQL query.

    Raw SQL: looks ask this, and building the query through the ORM costs more than running it.
    """
    is_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute(_ABOVE, [person_id.hex if is_sqlite else person_id])
        found = [manager for (manager,) in cursor.fetchall()]
    return frozenset(map(UUID, found) if is_sqlite else found)


def stand_in_for(person_id: UUID) -> UUID | None:
    """Name who looks after somebody's post: the first line manager above her who is at work.

    Where nobody above is, the owner who has been here longest. Three queries at most.
    """
    above = lines.chain_above(person_id, direct_managers())
    here = Person.objects.filter(open_to(), state=State.ACTIVE.value).exclude(pk=person_id)
    at_work = set(here.filter(pk__in=above).values_list("id", flat=True))
    nearest = next((one for one in above if one in at_work), None)
    owners = here.filter(role=Role.OWNER.value).order_by("made_at", "id")
    return nearest or owners.values_list("id", flat=True).first()


def reporting_lines() -> dict[UUID, frozenset[UUID]]:
    """Name everybody below each manager, at any depth; one SQL query."""
    below: dict[UUID, set[UUID]] = {}
    for manager, report in ReportingLine.objects.values_list("manager_id", "report_id"):
        below.setdefault(manager, set()).add(report)
    return {manager: frozenset(reports) for manager, reports in below.items()}


def direct_managers() -> dict[UUID, UUID]:
    """Name the line manager of everybody who has one; one SQL query."""
    below = Person.objects.exclude(line_manager=None)
    return dict(below.values_list("id", "line_manager_id"))


def possible_managers() -> list[tuple[UUID, str]]:
    """List staff who can sign in, by name: those who may be a line manager; one SQL query."""
    staff = Person.objects.filter(open_to(), outside_company=None)
    return list(staff.order_by("name", "id").values_list("id", "name"))


def org_chart() -> list[ChartNode]:
    """Draw the chart of the staff at work: a list of trees, by name; one SQL query.

    Who has left, and guests, are not in it; whose manager left stands on top.
    """
    at_work = Person.objects.exclude(state=State.LEFT.value).filter(outside_company=None)
    staff = {person.id: person for person in at_work.select_related("team").order_by("name", "id")}
    below = lines.tree({person.id: person.line_manager_id for person in staff.values()})
    return [_node(staff[top], staff, below) for top in below.get(None, [])]


def _node(
    person: Person, staff: Mapping[UUID, Person], below: Mapping[UUID | None, list[UUID]]
) -> ChartNode:
    return ChartNode(
        id=person.id,
        name=person.name,
        role=Role(person.role),
        state=State(person.state),
        team=person.team.name if person.team else "",
        reports=tuple(_node(staff[key], staff, below) for key in below.get(person.id, [])),
    )
