"""How people come in: sessions, second factors, API tokens, invitations."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from muniment.people.domain.employment import State
from muniment.people.domain.roles import Role
from muniment.people.domain.secrets import digest
from muniment.people.models import ApiToken, Invitation


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One browser that is signed in; `id` names it, the key itself stays inside."""

    id: int
    address: str
    device: str
    started_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class TokenRow:
    """One API token as its owner sees it; the secret was shown once and is gone."""

    id: UUID
    name: str
    scopes: tuple[str, ...]
    made_at: datetime
    expires_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class FactorRow:
    """One second factor; `kind` is `totp`, `webauthn` or `recovery_codes`."""

    id: int
    kind: str
    name: str
    made_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """An open invitation, as its one-time link shows it."""

    person_id: UUID
    name: str
    email: str
    role: Role
    expires_at: datetime


def sessions_of(person_id: UUID) -> list[SessionRow]:
    """List the live sessions of a person, last seen first; two SQL queries a session.

    Rows whose session has ended or expired are dropped on the way.
    """
    sessions = [row for row in UserSession.objects.filter(user=person_id) if row.exists()]
    sessions.sort(key=lambda row: (row.last_seen_at, row.pk), reverse=True)
    return [
        SessionRow(
            id=row.pk,
            address=row.ip,
            device=row.user_agent,
            started_at=row.created_at,
            seen_at=row.last_seen_at,
        )
        for row in sessions
    ]


def session_id(key: str) -> int | None:
    """Name the session with this key, or None; one SQL query."""
    found = UserSession.objects.filter(session_key=key).first()
    return int(found.pk) if found else None


def tokens_of(person_id: UUID, *, at: datetime) -> list[TokenRow]:
    """List the live API tokens of a person, newest first; one SQL query."""
    live = ApiToken.objects.filter(person=person_id, ended_at=None, expires_at__gt=at)
    return [
        TokenRow(
            id=token.id,
            name=token.name,
            scopes=tuple(token.scopes),
            made_at=token.made_at,
            expires_at=token.expires_at,
            last_used_at=token.last_used_at,
        )
        for token in live.order_by("-made_at", "-id")
    ]


def factors_of(person_id: UUID) -> list[FactorRow]:
    """List the second factors of a person, oldest first; one SQL query."""
    held = Authenticator.objects.filter(user=person_id).order_by("created_at", "id")
    return [
        FactorRow(
            id=factor.pk,
            kind=factor.type,
            name=str(factor) if factor.type == Authenticator.Type.WEBAUTHN else "",
            made_at=factor.created_at,
            last_used_at=factor.last_used_at,
        )
        for factor in held
    ]


def invitation(token: str, *, at: datetime) -> InvitationRow | None:
    """Find the open invitation behind a one-time link; one SQL query."""
    found = (
        Invitation.objects.filter(digest=digest(token), closed_at=None, expires_at__gt=at)
        .filter(person__state=State.INVITED.value)
        .select_related("person")
        .first()
    )
    if found is None:
        return None
    return InvitationRow(
        person_id=found.person_id,
        name=found.person.name,
        email=found.person.email,
        role=Role(found.person.role),
        expires_at=found.expires_at,
    )
