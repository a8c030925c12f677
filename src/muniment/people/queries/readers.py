"""Who is asking: loaded afresh on every request, so that a leaver is refused at once."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from muniment.people.domain.employment import State, is_over
from muniment.people.domain.roles import Role
from muniment.people.domain.secrets import digest
from muniment.people.models import ApiToken, Person, house_day

_READER = (
    "SELECT name, language, role, state, last_day_on, team_id, outside_company_id"
    " FROM people_person WHERE id = %s"
)


@dataclass(frozen=True, slots=True)
class ReaderRow:
    """One person as the policies see her at this moment.

    Attributes:
        state: `LEFT` from the day after her last day on, whether or not the account is closed yet.
    """

    id: UUID
    name: str
    language: str
    role: Role
    state: State
    team_id: UUID | None
    outside_company_id: UUID | None

    @property
    def is_active(self) -> bool:
        """Say whether the doors are open to her now."""
        return self.state.may_sign_in

    @classmethod
    def of(cls, person: Person) -> "ReaderRow":
        """Take what policies need from a row of the table."""
        return cls(
            id=person.id,
            name=person.name,
            language=person.language,
            role=Role(person.role),
            state=person.state_now,
            team_id=person.team_id,
            outside_company_id=person.outside_company_id,
        )


@dataclass(frozen=True, slots=True)
class TokenReader:
    """A person who comes through an API token, and what the token allows."""

    reader: ReaderRow
    token_id: UUID
    scopes: frozenset[str]
    last_used_at: datetime | None


def reader(person_id: UUID) -> ReaderRow | None:
    """Load one person, or None when there is nobody of this id; one SQL query.

    The clock decides whether her last day is over, not what a caller takes for now.

    Raw SQL: every request and every look asks this, and building the query through the ORM
    costs five times what running it does.
    """
    with connection.cursor() as cursor:
        cursor.execute(_READER, [person_id.hex if connection.vendor == "sqlite" else person_id])
        row = cursor.fetchone()
    if row is None:
        return None
    name, language, role, state, last_day_on, team_id, company_id = row
    return ReaderRow(
        id=person_id,
        name=name,
        language=language,
        role=Role(role),
        state=_state_now(person_id, State(state), last_day_on),
        team_id=_uuid(team_id),
        outside_company_id=_uuid(company_id),
    )


def _state_now(person_id: UUID, state: State, last_day_on: Any) -> State:
    last = date.fromisoformat(last_day_on) if isinstance(last_day_on, str) else last_day_on
    if not is_over(state, last, house_day()):
        return state
    return Person.objects.get(pk=person_id).state_now  # an owner may have to stay


def _uuid(value: Any) -> UUID | None:
    return value if value is None or isinstance(value, UUID) else UUID(value)


def reader_by_token(secret: str, *, at: datetime) -> TokenReader | None:
    """Load the person behind a live API token; one SQL query.

    None for an unknown, expired or revoked token and for people who may not sign in: from
    outside they all look the same.
    """
    live = ApiToken.objects.filter(digest=digest(secret), ended_at=None, expires_at__gt=at)
    token = live.select_related("person").first()
    if token is None or not token.person.is_active:
        return None
    return TokenReader(
        reader=ReaderRow.of(token.person),
        token_id=token.id,
        scopes=frozenset(token.scopes),
        last_used_at=token.last_used_at,
    )
