"""Posts and reporting lines: the one place that writes the closure table."""

from datetime import datetime
from uuid import UUID

from muniment.people.domain import lines
from muniment.people.domain.roles import Role
from muniment.people.models import OutsideCompany, Person, PostPeriod, ReportingLine, Team, open_to
from muniment.people.services.errors import (
    GroupNotFound,
    LineClosesCircle,
    LineManagerUnfit,
    PostInvalid,
)


def checked_post(
    *,
    role: Role,
    team_id: UUID | None,
    line_manager_id: UUID | None,
    outside_company_id: UUID | None,
) -> None:
    """Check that the parts of a post fit together and exist.

    Raises:
        PostInvalid, GroupNotFound, LineManagerUnfit: as the names say.
    """
    if role.is_outside != (outside_company_id is not None):
        raise PostInvalid
    if role.is_outside and team_id is not None:
        raise PostInvalid
    if team_id and not Team.objects.filter(pk=team_id).exists():
        raise GroupNotFound
    if outside_company_id and not OutsideCompany.objects.filter(pk=outside_company_id).exists():
        raise GroupNotFound
    if line_manager_id:
        _check_manager(line_manager_id)


def _check_manager(person_id: UUID) -> None:
    fit = Person.objects.filter(open_to(), pk=person_id, outside_company=None)
    if not fit.exists():
        raise LineManagerUnfit


def nearest_manager_at_work(person: Person) -> UUID | None:
    """Name the first line manager above `person` who can sign in, or None."""
    above = lines.chain_above(person.id, _managers())
    at_work = set(Person.objects.filter(open_to(), pk__in=above).values_list("id", flat=True))
    return next((manager for manager in above if manager in at_work), None)


def open_post(person: Person, at: datetime) -> None:
    """Write the post that `person` holds from `at` on."""
    PostPeriod.objects.create(
        person=person,
        role=person.role,
        team_id=person.team_id,
        line_manager_id=person.line_manager_id,
        starts_at=at,
    )


def close_post(person: Person, at: datetime) -> None:
    """End the present post, if there is one."""
    PostPeriod.objects.filter(person=person, ends_at=None).update(ends_at=at)


def set_line(person: Person, line_manager_id: UUID | None) -> None:
    """Put `person`, and everybody below her, under another line manager.

    Raises:
        LineClosesCircle: the manager stands below the person.
    """
    if person.line_manager_id == line_manager_id:
        return
    if line_manager_id and lines.closes_circle(person.id, line_manager_id, _managers()):
        raise LineClosesCircle
    person.line_manager_id = line_manager_id
    person.save(update_fields=["line_manager"])
    moved = [person.id, *_reports(person.id)]
    ReportingLine.objects.filter(report__in=moved).exclude(manager__in=moved).delete()
    above = [line_manager_id, *_above(line_manager_id)] if line_manager_id else []
    ReportingLine.objects.bulk_create(
        ReportingLine(manager_id=manager, report_id=report) for manager in above for report in moved
    )


def _managers() -> dict[UUID, UUID | None]:
    return dict(Person.objects.values_list("id", "line_manager_id"))


def _reports(person_id: UUID) -> list[UUID]:
    return list(ReportingLine.objects.filter(manager=person_id).values_list("report_id", flat=True))


def _above(person_id: UUID) -> list[UUID]:
    return list(ReportingLine.objects.filter(report=person_id).values_list("manager_id", flat=True))
