"""The address book: people by name, team, role and state."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from muniment.core import cursor as cursors
from muniment.core.cursor import CursorInvalid, Page
from muniment.people.domain.employment import State
from muniment.people.domain.roles import Role
from muniment.people.models import Person, PostPeriod


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """What the address book is narrowed to; None and "" mean everything.

    Attributes:
        text: a part of the name or of the e-mail address.
        at_work: leave out those who left, unless `state` asks for them.
    """

    text: str = ""
    role: Role | None = None
    state: State | None = None
    team_id: UUID | None = None
    at_work: bool = True


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person in the address book."""

    id: UUID
    name: str
    email: str
    language: str
    role: Role
    state: State
    team_id: UUID | None
    team: str
    line_manager_id: UUID | None
    line_manager: str
    outside_company_id: UUID | None
    outside_company: str
    notice_on: date | None
    last_day_on: date | None
    left_at: datetime | None

    @classmethod
    def of(cls, row: Person) -> "PersonRow":
        """Take what pages show from a row loaded with `_with_names`."""
        return cls(
            id=row.id,
            name=row.name,
            email=row.email,
            language=row.language,
            role=Role(row.role),
            state=State(row.state),
            team_id=row.team_id,
            team=row.team.name if row.team else "",
            line_manager_id=row.line_manager_id,
            line_manager=row.line_manager.name if row.line_manager else "",
            outside_company_id=row.outside_company_id,
            outside_company=row.outside_company.name if row.outside_company else "",
            notice_on=row.notice_on,
            last_day_on=row.last_day_on,
            left_at=row.left_at,
        )


@dataclass(frozen=True, slots=True)
class PostRow:
    """The post somebody held from one moment to another; `ends_at` None is the present one."""

    role: Role
    team: str
    line_manager: str
    starts_at: datetime
    ends_at: datetime | None


def names(ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Tell the names of many people; unknown ids are absent; one SQL query."""
    wanted = {person_id for person_id in ids if person_id}
    return dict(Person.objects.filter(pk__in=wanted).values_list("id", "name")) if wanted else {}


def person(person_id: UUID) -> PersonRow | None:
    """Load one page of the address book, or None; one SQL query."""
    found = _with_names().filter(pk=person_id).first()
    return PersonRow.of(found) if found else None


def people(
    narrowed: PeopleFilter = PeopleFilter(), *, cursor: str | None = None, limit: int = 50
) -> Page[PersonRow]:
    """List people by name; one SQL query.

    Raises:
        CursorInvalid: the cursor was not made by this list.
    """
    found = _narrowed(_with_names(), narrowed)
    if cursor:
        found = found.filter(_after(cursor))
    rows = [PersonRow.of(row) for row in found.order_by("name", "id")[: limit + 1]]
    more = cursors.encode(rows[limit - 1].name, str(rows[limit - 1].id)) if rows[limit:] else None
    return Page(rows=rows[:limit], next_cursor=more)


def mail_domains() -> frozenset[str]:
    """Name the domains at which people of the house have their mailboxes, those who left too."""
    staff = Person.objects.filter(outside_company=None).values_list("email", flat=True)
    return frozenset(address.rpartition("@")[2].lower() for address in staff)


def past_last_day(today: date) -> list[UUID]:
    """Name those on notice whose last day lies before `today`, oldest first; one SQL query."""
    over = Person.objects.filter(state=State.ON_NOTICE.value, last_day_on__lt=today)
    return list(over.order_by("last_day_on", "id").values_list("id", flat=True))


def posts_of(person_id: UUID) -> list[PostRow]:
    """List the posts of a person, newest first; one SQL query."""
    held = PostPeriod.objects.filter(person=person_id).select_related("team", "line_manager")
    return [
        PostRow(
            role=Role(post.role),
            team=post.team.name if post.team else "",
            line_manager=post.line_manager.name if post.line_manager else "",
            starts_at=post.starts_at,
            ends_at=post.ends_at,
        )
        for post in held.order_by("-starts_at", "-id")
    ]


def _with_names() -> QuerySet[Person]:
    return Person.objects.select_related("team", "line_manager", "outside_company")


def _narrowed(found: QuerySet[Person], narrowed: PeopleFilter) -> QuerySet[Person]:
    if narrowed.text:
        text = narrowed.text.strip()
        found = found.filter(Q(name__icontains=text) | Q(email__icontains=text))
    if narrowed.role:
        found = found.filter(role=narrowed.role.value)
    if narrowed.team_id:
        found = found.filter(team=narrowed.team_id)
    if narrowed.state:
        return found.filter(state=narrowed.state.value)
    return found.exclude(state=State.LEFT.value) if narrowed.at_work else found


def _after(cursor: str) -> Q:
    name, person_id = cursors.decode(cursor, str, str)
    try:
        return Q(name__gt=name) | Q(name=name, id__gt=UUID(str(person_id)))
    except ValueError:
        raise CursorInvalid from None
