"""Ways in and how they end: sign-ins, sessions, second factors, API tokens."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q

from muniment.core.actor import Actor
from muniment.core.errors import Fact
from muniment.core.ids import new_token
from muniment.ledger.services import append_entry
from muniment.people.domain import scopes as known_scopes
from muniment.people.domain.employment import State
from muniment.people.domain.roles import Role
from muniment.people.domain.secrets import TOKEN_PREFIX, digest
from muniment.people.models import ApiToken, Invitation, Person
from muniment.people.services.errors import (
    PersonNotFound,
    ScopesInvalid,
    SessionNotFound,
    StepNotOpen,
    TokenNotFound,
    TokensClosed,
    TokenTermInvalid,
)
from muniment.people.services.guards import (
    checked_name,
    lock_person,
    require_manager,
    require_other,
)

STRANGERS = UUID("01937d2e-6c00-7000-8000-000000000001")
"""Owns the sealed addresses of sign-in attempts under no known account."""
_USE_NOTED_EVERY = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """A fresh API token; the secret is shown once and kept nowhere."""

    token_id: UUID
    secret: str
    expires_at: datetime


def note_sign_in(*, by: Actor, at: datetime, method: str) -> None:
    """Put a finished sign-in on record; `method` names the last factor that was used."""
    with transaction.atomic():
        _record("people.session.started", by.person_id, by, at, {"method": method})


def note_sign_out(*, by: Actor, at: datetime) -> None:
    """Put on record that somebody signed out herself."""
    with transaction.atomic():
        _record("people.session.ended", by.person_id, by, at, {"count": 1})


def note_failed_sign_in(*, email: str, what: str, by: Actor, at: datetime) -> None:
    """Put a failed sign-in on record; `what` is `password`, `second_factor` or `locked`.

    What was typed is not kept: people type passwords into the wrong field. Only the account
    is named when there is one.
    """
    found = Person.objects.filter(email=email.strip().lower()).values_list("id", flat=True).first()
    kind = "people.sign_in.locked" if what == "locked" else "people.sign_in.failed"
    with transaction.atomic():
        _record(kind, found, by, at, {"what": what, "account": found is not None})


def note_factor(*, what: str, factor: str, by: Actor, at: datetime) -> None:
    """Put a change of one's own second factors on record; `what` is added, removed, renewed."""
    with transaction.atomic():
        _record(f"people.factor.{what}", by.person_id, by, at, {"factor": factor})


def note_password_changed(*, person_id: UUID, how: str, by: Actor, at: datetime) -> None:
    """Put a new password on record; `how` is `changed` or `reset` (by a mailed link)."""
    with transaction.atomic():
        _record("people.password.changed", person_id, by, at, {"how": how})


def end_session(*, session_id: int, person_id: UUID, by: Actor, at: datetime) -> None:
    """Sign one browser out, at once.

    Raises:
        NotYourAccount: neither her own session nor an account that `by` manages.
        SessionNotFound: no live session of this id.
    """
    with transaction.atomic():
        person = _lock_own_or_managed(person_id, by)
        ended = _end_sessions(UserSession.objects.filter(pk=session_id, user=person))
        if not ended:
            raise SessionNotFound
        _record("people.session.ended", person.id, by, at, {"count": ended})


def end_sessions(*, person_id: UUID, by: Actor, at: datetime, except_key: str | None = None) -> int:
    """Sign every browser of a person out but the one with `except_key`; say how many.

    Raises:
        PersonNotFound, NotYourAccount: nothing was ended.
    """
    with transaction.atomic():
        person = _lock_own_or_managed(person_id, by)
        kept = Q(session_key=except_key) if except_key else Q(pk=None)
        ended = _end_sessions(UserSession.objects.filter(user=person).exclude(kept))
        _record("people.session.ended", person.id, by, at, {"count": ended})
    return ended


def set_up_authenticator_app(
    *, person_id: UUID, by: Actor, at: datetime, secret: str | None = None
) -> str:
    """Give somebody without one an authenticator-app secret (TOTP, base32); returns it.

    For the terminal and for planting a demonstration; on the pages people do it themselves.

    Raises:
        PersonNotFound, NotYourAccount: nothing was written.
    """
    with transaction.atomic():
        person = lock_person(person_id)
        require_manager(by, Role(person.role))
        secret = secret or generate_totp_secret()
        Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).delete()
        TOTP.activate(person, secret)
        _record("people.factor.added", person.id, by, at, {"factor": "totp"})
    return secret


def reset_second_factor(*, person_id: UUID, by: Actor, at: datetime) -> None:
    """Take all second factors of somebody who lost them, and end her sessions.

    She sets up a new one after her next password sign-in. The door tells her by mail.

    Raises:
        PersonNotFound, NotYourAccount, OwnAccount: nothing was written.
    """
    with transaction.atomic():
        person = lock_person(person_id)
        require_manager(by, Role(person.role))
        require_other(by, person)
        count, _ = Authenticator.objects.filter(user=person).delete()
        ended = _end_sessions(UserSession.objects.filter(user=person))
        facts: dict[str, Fact] = {"factors": count, "sessions": ended}
        _record("people.factor.reset", person.id, by, at, facts)


def issue_token(
    *,
    person_id: UUID,
    name: str,
    scopes: Iterable[str],
    expires_at: datetime,
    by: Actor,
    at: datetime,
) -> IssuedToken:
    """Make an API token in one's own name; it never allows more than the person may.

    Raises:
        PersonNotFound: nobody, or somebody else.
        NameMissing, ScopesInvalid, TokenTermInvalid: nothing was written.
        TokensClosed: she is on notice.
    """
    wanted = sorted(set(scopes))
    unknown = known_scopes.unknown(wanted)
    if unknown or not wanted:
        raise ScopesInvalid(scopes=", ".join(unknown))
    if not at < expires_at <= at + timedelta(days=known_scopes.LONGEST_DAYS):
        raise TokenTermInvalid(days=known_scopes.LONGEST_DAYS)
    secret = TOKEN_PREFIX + new_token()
    with transaction.atomic():
        person = _lock_own(person_id, by)
        if State(person.state) is State.ON_NOTICE:
            raise TokensClosed
        token = ApiToken.objects.create(
            person=person,
            name=checked_name(name, limit=60),
            digest=digest(secret),
            scopes=wanted,
            made_at=at,
            expires_at=expires_at,
        )
        facts: dict[str, Fact] = {"token": str(token.id), "scopes": " ".join(wanted)}
        _record("people.token.issued", person_id, by, at, facts)
    return IssuedToken(token_id=token.id, secret=secret, expires_at=expires_at)


def revoke_token(*, token_id: UUID, by: Actor, at: datetime) -> None:
    """End an API token at once.

    Raises:
        TokenNotFound: no live token of this id.
        NotYourAccount: neither her own nor of an account that `by` manages.
    """
    with transaction.atomic():
        living = ApiToken.objects.filter(pk=token_id, ended_at=None)
        person_id = living.values_list("person_id", flat=True).first()
        if person_id is None:
            raise TokenNotFound
        _lock_own_or_managed(person_id, by)
        token = living.select_for_update().first()
        if token is None:  # ended while we waited
            raise TokenNotFound
        token.ended_at = at
        token.save(update_fields=["ended_at"])
        _record("people.token.revoked", token.person_id, by, at, {"token": str(token.id)})


def note_token_use(token_id: UUID, *, at: datetime) -> None:
    """Remember when a token was last used, to five minutes; the ledger knows each act anyway."""
    stale = Q(last_used_at=None) | Q(last_used_at__lt=at - _USE_NOTED_EVERY)
    ApiToken.objects.filter(stale, pk=token_id).update(last_used_at=at)


def forget_sign_ins(*, at: datetime) -> None:
    """Drop expired sessions and failed tries past the lock-out; the ledger keeps what happened.

    Writes no entry: nothing that anybody could still use is ended here.
    """
    with transaction.atomic():
        Session.objects.filter(expire_date__lt=at).delete()
        living = Session.objects.values("session_key")
        UserSession.objects.exclude(session_key__in=living).delete()
        AccessAttempt.objects.filter(attempt_time__lt=at - settings.AXES_COOLOFF_TIME).delete()


def close_every_way_in(person: Person, at: datetime) -> dict[str, Fact]:
    """End sessions, tokens, second factors and open invitations; the caller writes the entry."""
    tokens = ApiToken.objects.filter(person=person, ended_at=None).update(ended_at=at)
    Invitation.objects.filter(person=person, closed_at=None).update(closed_at=at)
    Authenticator.objects.filter(user=person).delete()
    sessions = _end_sessions(UserSession.objects.filter(user=person))
    return {"role": person.role, "sessions": sessions, "tokens": tokens}


def close_bulk_ways(person: Person, at: datetime) -> dict[str, Fact]:
    """End the tokens by which programs read for somebody, and her sessions with their sittings.

    She may sign in again, to read one customer at a time; the caller writes the entry.
    """
    tokens = ApiToken.objects.filter(person=person, ended_at=None).update(ended_at=at)
    sessions = _end_sessions(UserSession.objects.filter(user=person))
    return {"sessions": sessions, "tokens": tokens}


def reopen_tokens(*, person_id: UUID, ended_at: datetime, by: Actor, at: datetime) -> int:
    """Open the tokens again that notice ended at one moment; say how many.

    For somebody who stays after all; what has run out meanwhile stays closed. The caller decides
    who may.

    Raises:
        PersonNotFound: as the name says. StepNotOpen: she is still on notice, or gone.
    """
    with transaction.atomic():
        person = lock_person(person_id)
        if State(person.state) is not State.ACTIVE:
            raise StepNotOpen(state=person.state)
        ended = ApiToken.objects.filter(person=person, ended_at=ended_at, expires_at__gt=at)
        count = ended.update(ended_at=None)
        if count:
            _record("people.person.tokens_reopened", person.id, by, at, {"count": count})
    return count


def _end_sessions(found: Any) -> int:
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    sessions = list(found)
    for session in sessions:
        store.delete(session.session_key)
    UserSession.objects.filter(pk__in=[session.pk for session in sessions]).delete()
    return len(sessions)


def _lock_own(person_id: UUID, by: Actor) -> Person:
    if by.person_id not in {person_id, None}:
        raise PersonNotFound
    return lock_person(person_id)


def _lock_own_or_managed(person_id: UUID, by: Actor) -> Person:
    person = lock_person(person_id)
    if by.person_id != person_id:
        require_manager(by, Role(person.role))
    return person


def _record(
    kind: str, subject: UUID | None, by: Actor, at: datetime, facts: dict[str, Fact]
) -> None:
    place = {"address": by.place.address, "device": by.place.device}
    append_entry(
        kind=kind,
        subject=subject,
        by=by,
        at=at,
        facts=facts,
        sealed={name: told for name, told in place.items() if told},
        seal_under=(subject or STRANGERS, "_sign_ins"),
    )
