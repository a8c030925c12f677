"""Sign-ins, failures, lock-outs and changed factors: each becomes a ledger entry."""

from typing import Any

from allauth.account import signals as account_signals
from allauth.mfa import signals as mfa_signals
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from muniment.core import clock
from muniment.core.actor import Actor
from muniment.people import services
from muniment.web.account.lockout import count_wrong_code
from muniment.web.place import place_of

FACTOR_KEY = "second_factor"  # in the session: a second factor was shown in it
_WHOSE_KEY = "second_factor_of"  # ... and by whom


def connect() -> None:
    """Listen; every listener runs in the request's own thread, before the answer leaves."""
    user_logged_in.connect(_signed_in)
    user_logged_out.connect(_signed_out)
    user_login_failed.connect(_failed)
    user_locked_out.connect(_locked)
    mfa_signals.authenticator_used.connect(_used)
    mfa_signals.authenticator_added.connect(_added)
    mfa_signals.authenticator_removed.connect(_removed)
    mfa_signals.authenticator_reset.connect(_renewed)
    mfa_signals.authentication_failed.connect(_wrong_code)
    account_signals.password_changed.connect(_changed)
    account_signals.password_reset.connect(_reset)


def actor_of(request: HttpRequest, user: Any = None) -> Actor:
    """Name the person who is just being recognised; the request has no `actor` for her yet."""
    known: Actor | None = getattr(request, "actor", None)
    if known is not None:
        return known
    return Actor(person_id=user.pk if user else None, place=place_of(request))


def _signed_in(request: HttpRequest, user: Any, **_: Any) -> None:
    if request.session.get(_WHOSE_KEY) != str(user.pk):
        request.session.pop(FACTOR_KEY, None)  # somebody else began to sign in here before
    method = request.session.get(FACTOR_KEY) or "password"
    by = Actor(person_id=user.pk, place=place_of(request))
    services.note_sign_in(by=by, at=clock.now(), method=method)


def _signed_out(request: HttpRequest, user: Any, **_: Any) -> None:
    if user is not None and user.is_authenticated:
        services.note_sign_out(by=actor_of(request, user), at=clock.now())


def _failed(credentials: dict[str, Any], request: Any = None, **_: Any) -> None:
    if request is None or getattr(request, "axes_locked_out", False):
        return  # nothing came in by a door, or the lock-out has its own entry
    _note(request, str(credentials.get("email") or ""), "password")


def _locked(request: HttpRequest, username: str, **_: Any) -> None:
    _note(request, username or "", "locked")


def _wrong_code(request: HttpRequest, user: Any, **_: Any) -> None:
    _note(request, user.email, "second_factor")
    count_wrong_code(request, user.email)


def _note(request: HttpRequest, email: str, what: str) -> None:
    by = Actor(person_id=None, place=place_of(request))
    services.note_failed_sign_in(email=email, what=what, by=by, at=clock.now())


def _used(request: HttpRequest, user: Any, authenticator: Any, **_: Any) -> None:
    _remember(request, user, authenticator)


def _added(request: HttpRequest, user: Any, authenticator: Any, **_: Any) -> None:
    if authenticator.type != "recovery_codes":
        _remember(request, user, authenticator)
    _note_factor("added", request, user, authenticator)


def _remember(request: HttpRequest, user: Any, authenticator: Any) -> None:
    request.session[FACTOR_KEY] = authenticator.type
    request.session[_WHOSE_KEY] = str(user.pk)


def _removed(request: HttpRequest, user: Any, authenticator: Any, **_: Any) -> None:
    _note_factor("removed", request, user, authenticator)


def _renewed(request: HttpRequest, user: Any, authenticator: Any, **_: Any) -> None:
    _note_factor("renewed", request, user, authenticator)


def _note_factor(what: str, request: HttpRequest, user: Any, authenticator: Any) -> None:
    by = actor_of(request, user)
    services.note_factor(what=what, factor=authenticator.type, by=by, at=clock.now())


def _changed(request: HttpRequest, user: Any, **_: Any) -> None:
    _note_password("changed", request, user)


def _reset(request: HttpRequest, user: Any, **_: Any) -> None:
    _note_password("reset", request, user)


def _note_password(how: str, request: HttpRequest, user: Any) -> None:
    by, at = actor_of(request, user), clock.now()
    services.note_password_changed(person_id=user.pk, how=how, by=by, at=at)
