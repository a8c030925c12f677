"""People: the address book, accounts from invitation to the last day, teams, guests."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from ninja import Query, Router
from pydantic import StringConstraints

from muniment.api.bearer import ApiRequest
from muniment.api.me import Language, Sessions, Tokens
from muniment.api.operations import does, reads
from muniment.api.shapes import Asked, Narrowed, Number, Paged, Shape, Text
from muniment.people import queries, services
from muniment.people.domain.employment import State
from muniment.people.domain.roles import KEEPERS_OF_ACCOUNTS, STAFF, Role, may_manage
from muniment.people.queries import ChartNode, PeopleFilter, PersonRow
from muniment.people.services import Invited
from muniment.people.services.errors import NotYourAccount, PersonNotFound, TokenNotFound

router = Router(tags=["People"])
READ, WRITE = "people.read", "people.write"


class Person(Shape):
    """Somebody in the address book."""

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


class People(Paged):
    """People by name."""

    rows: list[Person]


class PeopleAsked(Narrowed):
    """Which people the list shows; `text` is a part of a name or an e-mail address."""

    text: Text = ""
    role: Role | None = None
    state: State | None = None
    team_id: UUID | None = None
    at_work: bool = True


class Post(Shape):
    """A post somebody held; `ends_at` null is the present one."""

    role: Role
    team: str
    line_manager: str
    starts_at: datetime
    ends_at: datetime | None


class Posts(Shape):
    """Posts, newest first."""

    rows: list[Post]


class Invitation(Asked):
    """Who is invited, and to what post."""

    name: Text
    email: Text
    role: Role
    team_id: UUID | None = None
    line_manager_id: UUID | None = None
    outside_company_id: UUID | None = None
    language: Language = Language.ENGLISH


class InvitationMade(Shape):
    """A one-time link; hand it to the invited person only, it is kept nowhere."""

    person_id: UUID
    link: str
    expires_at: datetime


class PostAsked(Asked):
    """The post that somebody is to have from now on, whole."""

    role: Role
    team_id: UUID | None = None
    line_manager_id: UUID | None = None


class Notice(Asked):
    """When notice was given, and the last day of work."""

    notice_on: date
    last_day_on: date


class ChartEntry(Shape):
    """Somebody in the chart; `line_manager_id` is null for those on top."""

    id: UUID
    name: str
    role: Role
    state: State
    team: str
    line_manager_id: UUID | None
    below: int


class Chart(Shape):
    """The staff at work, managers before their people."""

    rows: list[ChartEntry]


class Named(Asked):
    """A name."""

    name: Text


class Team(Shape):
    """A team and how many people at work it has."""

    id: UUID
    name: str
    count: int


class Teams(Shape):
    """Teams by name."""

    rows: list[Team]


class Made(Shape):
    """The id of what was made."""

    id: UUID


class CompanyKind(StrEnum):
    """What a company of guests does."""

    EXPORT_AGENT = "export_agent"
    LAW_FIRM = "law_firm"
    OTHER = "other"


class OutsideCompany(Shape):
    """A company whose people come in as guests."""

    id: UUID
    kind: str
    name: str
    country: str
    count: int


class OutsideCompanies(Shape):
    """Companies of guests by name."""

    rows: list[OutsideCompany]


class OutsideCompanyAsked(Asked):
    """A company of guests; `country` is ISO 3166 alpha-2."""

    kind: CompanyKind
    name: Text
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]


@reads(router, "/people", scope=READ, answer=People, roles=STAFF)
def people(request: ApiRequest, asked: Query[PeopleAsked]) -> object:  # noqa: ARG001 - its form is given
    """List the address book by name, narrowed."""
    narrowed = PeopleFilter(
        text=asked.text, role=asked.role, state=asked.state, team_id=asked.team_id,
        at_work=asked.at_work,
    )  # fmt: skip
    return queries.people(narrowed, cursor=asked.cursor, limit=asked.limit)


@does(router, "/people", scope=WRITE, answer=InvitationMade, status=201, roles=KEEPERS_OF_ACCOUNTS)
def invite(request: ApiRequest, told: Invitation) -> InvitationMade:
    """Make an account that waits for its person, and the link by which she comes in.

    The interface sends no mail: hand the link over yourself.

    Raises: NotYourAccount, NameMissing, EmailInvalid, EmailTaken, PostInvalid.
    """
    asked = told.model_dump() | {"language": told.language.value}
    return _handed(services.invite_person(**asked, by=request.auth.actor, at=request.auth.at))


@reads(router, "/people/{person_id}", scope=READ, answer=Person, roles=STAFF)
def person(request: ApiRequest, person_id: UUID) -> PersonRow:  # noqa: ARG001 - its form is given
    """Show one person."""
    return _row(person_id)


@reads(router, "/people/{person_id}/posts", scope=READ, answer=Posts, roles=STAFF)
def posts(request: ApiRequest, person_id: UUID) -> object:  # noqa: ARG001 - its form is given
    """List the posts that somebody held, newest first."""
    return {"rows": queries.posts_of(_row(person_id).id)}


@does(router, "/people/{person_id}/post", scope=WRITE, roles=KEEPERS_OF_ACCOUNTS, method="PUT")
def change_post(request: ApiRequest, person_id: UUID, told: PostAsked) -> None:
    """Give somebody another role, team or line manager; the old post stays on record."""
    caller = request.auth
    services.change_post(person_id=person_id, **told.model_dump(), by=caller.actor, at=caller.at)


@does(router, "/people/{person_id}/notice", scope=WRITE, roles=KEEPERS_OF_ACCOUNTS, method="PUT")
def give_notice(request: ApiRequest, person_id: UUID, told: Notice) -> None:
    """Put on record that somebody will leave, and when."""
    caller = request.auth
    services.give_notice(person_id=person_id, **told.model_dump(), by=caller.actor, at=caller.at)


@does(router, "/people/{person_id}/notice", scope=WRITE, roles=KEEPERS_OF_ACCOUNTS, method="DELETE")
def withdraw_notice(request: ApiRequest, person_id: UUID) -> None:
    """Put on record that somebody stays; while a hand-over runs, take that back instead."""
    caller = request.auth
    services.withdraw_notice(person_id=person_id, by=caller.actor, at=caller.at)


@does(router, "/people/{person_id}/leave", scope=WRITE, roles=KEEPERS_OF_ACCOUNTS)
def leave(request: ApiRequest, person_id: UUID) -> None:
    """End an employment now: sessions, tokens, links and the password are void at once."""
    caller = request.auth
    services.leave(person_id=person_id, by=caller.actor, at=caller.at)


@does(
    router, "/people/{person_id}/invitation", scope=WRITE, answer=InvitationMade, status=201,
    roles=KEEPERS_OF_ACCOUNTS,
)  # fmt: skip
def invite_again(request: ApiRequest, person_id: UUID) -> InvitationMade:
    """Make a new link for somebody who has not come in yet; the old one is void."""
    caller = request.auth
    return _handed(services.invite_again(person_id=person_id, by=caller.actor, at=caller.at))


@does(
    router, "/people/{person_id}/reinstate", scope=WRITE, answer=InvitationMade, status=201,
    roles=KEEPERS_OF_ACCOUNTS,
)  # fmt: skip
def reinstate(request: ApiRequest, person_id: UUID) -> InvitationMade:
    """Take somebody back who left, with a new invitation."""
    caller = request.auth
    return _handed(services.reinstate(person_id=person_id, by=caller.actor, at=caller.at))


@reads(
    router, "/people/{person_id}/sessions", scope=READ, answer=Sessions, roles=KEEPERS_OF_ACCOUNTS
)
def sessions(request: ApiRequest, person_id: UUID) -> object:
    """List the browsers in which somebody is signed in."""
    return {"rows": queries.sessions_of(_managed(request, person_id).id)}


@does(
    router, "/people/{person_id}/sessions/{session_id}", scope=WRITE, roles=KEEPERS_OF_ACCOUNTS,
    method="DELETE",
)  # fmt: skip
def end_session(request: ApiRequest, person_id: UUID, session_id: Number) -> None:
    """Sign one browser of somebody out, at once."""
    caller = request.auth
    services.end_session(session_id=session_id, person_id=person_id, by=caller.actor, at=caller.at)


@reads(router, "/people/{person_id}/tokens", scope=READ, answer=Tokens, roles=KEEPERS_OF_ACCOUNTS)
def tokens(request: ApiRequest, person_id: UUID) -> object:
    """List the live API tokens of somebody."""
    return {"rows": queries.tokens_of(_managed(request, person_id).id, at=request.auth.at)}


@does(
    router, "/people/{person_id}/tokens/{token_id}", scope=WRITE, roles=KEEPERS_OF_ACCOUNTS,
    method="DELETE",
)  # fmt: skip
def revoke_token(request: ApiRequest, person_id: UUID, token_id: UUID) -> None:
    """End an API token of somebody at once.

    Raises: TokenNotFound.
    """
    caller = request.auth
    theirs = {row.id for row in queries.tokens_of(person_id, at=caller.at)}
    if token_id not in theirs:
        raise TokenNotFound
    services.revoke_token(token_id=token_id, by=caller.actor, at=caller.at)


@reads(router, "/org-chart", scope=READ, answer=Chart, roles=STAFF)
def org_chart(request: ApiRequest) -> dict[str, list[ChartEntry]]:  # noqa: ARG001 - its form is given
    """Show who reports to whom."""
    return {"rows": list(_flat(queries.org_chart(), None))}


@reads(router, "/teams", scope=READ, answer=Teams, roles=STAFF)
def teams(request: ApiRequest) -> object:  # noqa: ARG001 - its form is given
    """List the teams."""
    return {"rows": queries.teams()}


@does(router, "/teams", scope=WRITE, answer=Made, status=201, roles=KEEPERS_OF_ACCOUNTS)
def create_team(request: ApiRequest, told: Named) -> object:
    """Make a team."""
    caller = request.auth
    return {"id": services.create_team(name=told.name, by=caller.actor, at=caller.at)}


@does(router, "/teams/{team_id}", scope=WRITE, roles=KEEPERS_OF_ACCOUNTS, method="PUT")
def rename_team(request: ApiRequest, team_id: UUID, told: Named) -> None:
    """Give a team another name."""
    caller = request.auth
    services.rename_team(team_id=team_id, name=told.name, by=caller.actor, at=caller.at)


@reads(router, "/outside-companies", scope=READ, answer=OutsideCompanies, roles=STAFF)
def outside_companies(request: ApiRequest) -> object:  # noqa: ARG001 - its form is given
    """List the companies of guests."""
    return {"rows": queries.outside_companies()}


@does(router, "/outside-companies", scope=WRITE, answer=Made, status=201, roles=KEEPERS_OF_ACCOUNTS)
def add_outside_company(request: ApiRequest, told: OutsideCompanyAsked) -> object:
    """Make a company whose people may come in as guests."""
    caller = request.auth
    made = services.add_outside_company(
        kind=told.kind.value, name=told.name, country=told.country, by=caller.actor, at=caller.at
    )
    return {"id": made}


def _row(person_id: UUID) -> PersonRow:
    found = queries.person(person_id)
    if found is None:
        raise PersonNotFound
    return found


def _managed(request: ApiRequest, person_id: UUID) -> PersonRow:
    found = _row(person_id)
    if not may_manage(request.auth.reader.role, found.role):
        raise NotYourAccount
    return found


def _handed(made: Invited) -> InvitationMade:
    link = settings.CONFIG.url + reverse("entrance:invitation", args=[made.token])
    return InvitationMade(person_id=made.person_id, link=link, expires_at=made.expires_at)


def _flat(nodes: Iterable[ChartNode], manager_id: UUID | None) -> Iterable[ChartEntry]:
    for node in nodes:
        yield ChartEntry(
            id=node.id, name=node.name, role=node.role, state=node.state, team=node.team,
            line_manager_id=manager_id, below=node.below,
        )  # fmt: skip
        yield from _flat(node.reports, node.id)
