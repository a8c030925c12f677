"""Who I am to the house, and my own tokens, sessions, grants and looks."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from ninja import Router

from muniment.api.bearer import ApiRequest
from muniment.api.operations import does, reads
from muniment.api.shapes import Asked, Cursor, Paged, Rows, Shape
from muniment.people import queries, services
from muniment.people.domain.employment import State
from muniment.people.domain.roles import STAFF, Role
from muniment.people.queries import TokenRow
from muniment.people.services.errors import TokenNotFound
from muniment.vault import queries as vault
from muniment.vault.services.clashes import checks_left

router = Router(tags=["Me"])


class Me(Shape):
    """The person behind the token, and what the token allows."""

    id: UUID
    name: str
    language: str
    role: Role
    state: State
    team_id: UUID | None
    outside_company_id: UUID | None
    token_id: UUID
    scopes: list[str]
    clash_checks_left: int


class Token(Shape):
    """An API token without its secret, which was shown once."""

    id: UUID
    name: str
    scopes: list[str]
    made_at: datetime
    expires_at: datetime
    last_used_at: datetime | None


class Tokens(Shape):
    """Live tokens, newest first."""

    rows: list[Token]


class Session(Shape):
    """A browser that is signed in."""

    id: int
    address: str
    device: str
    started_at: datetime
    seen_at: datetime


class Sessions(Shape):
    """Live sessions, last seen first."""

    rows: list[Session]


class Language(StrEnum):
    """Languages that the house speaks."""

    ENGLISH = "en"
    CHINESE = "zh-hans"


class LanguageChosen(Asked):
    """The language in which the house speaks to me."""

    language: Language


class Grant(Shape):
    """A standing right to read one compartment of one dossier."""

    id: UUID
    dossier_id: UUID
    codename: str
    compartment: str
    holder_id: UUID
    approved_by: UUID
    starts_at: datetime
    until: datetime
    ends_at: datetime | None


class Grants(Shape):
    """Grants in force."""

    rows: list[Grant]


class Look(Shape):
    """One look of mine; `entry_id` leads to its proof."""

    entry_id: UUID
    dossier_id: UUID
    codename: str
    compartment: str
    outcome: str
    reason: str
    reference_kind: str
    at: datetime
    look: int | None


class Looks(Paged):
    """Looks, newest first, refused ones included."""

    rows: list[Look]


@reads(router, "/me", scope="", answer=Me)
def me(request: ApiRequest) -> Me:
    """Tell who I am and what this token allows."""
    reader, token = request.auth.reader, request.auth.token
    return Me(
        id=reader.id,
        name=reader.name,
        language=reader.language,
        role=reader.role,
        state=reader.state,
        team_id=reader.team_id,
        outside_company_id=reader.outside_company_id,
        token_id=token.token_id,
        scopes=sorted(token.scopes),
        clash_checks_left=checks_left(reader.id, at=request.auth.at),
    )


@does(router, "/me/language", scope="", method="PUT")
def choose_language(request: ApiRequest, told: LanguageChosen) -> None:
    """Choose the language in which the house speaks to me."""
    caller = request.auth
    services.choose_language(
        person_id=caller.reader.id, language=told.language.value, by=caller.actor, at=caller.at
    )


@reads(router, "/me/tokens", scope="", answer=Tokens)
def my_tokens(request: ApiRequest) -> dict[str, list[TokenRow]]:
    """List my live tokens. New ones are made on the account page only."""
    return {"rows": queries.tokens_of(request.auth.reader.id, at=request.auth.at)}


@does(router, "/me/tokens/{token_id}", scope="", method="DELETE")
def revoke_my_token(request: ApiRequest, token_id: UUID) -> None:
    """End one of my tokens at once; it may be this one.

    Raises: TokenNotFound.
    """
    caller = request.auth
    mine = {row.id for row in queries.tokens_of(caller.reader.id, at=caller.at)}
    if token_id not in mine:
        raise TokenNotFound
    services.revoke_token(token_id=token_id, by=caller.actor, at=caller.at)


@reads(router, "/me/sessions", scope="people.read", answer=Sessions)
def my_sessions(request: ApiRequest) -> object:
    """List the browsers in which I am signed in."""
    return {"rows": queries.sessions_of(request.auth.reader.id)}


@reads(router, "/me/grants", scope="customers.read", answer=Grants, roles=STAFF)
def my_grants(request: ApiRequest) -> object:
    """List the grants that I hold now, the first to run out first."""
    return {"rows": vault.grants_held_by(request.auth.reader.id, at=request.auth.at)}


@reads(router, "/me/looks", scope="customers.read", answer=Looks)
def my_looks(request: ApiRequest, cursor: Cursor | None = None, limit: Rows = 50) -> object:
    """List my own looks, newest first."""
    return vault.looks_of(request.auth.reader.id, cursor=cursor, limit=limit)
