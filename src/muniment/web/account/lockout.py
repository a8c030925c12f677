"""Lock-out on guessing: five wrong passwords or codes, then a quarter of an hour of silence."""

from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.web.errors import answer
from muniment.web.place import address_of


class SignInLocked(MunimentError):
    """Too many wrong tries under one account from one address; the right password waits too."""

    code = "web.sign_in.locked"
    kind = ErrorKind.LIMITED
    title = gettext_noop("Too many wrong tries. Sign-in is locked for {minutes} minutes.")
    next_step = gettext_noop(
        "Wait, then try again. If it was not you, tell your administrator now."
    )


def account_name(_request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Name the account that is tried, so that capitals make no new account."""
    given = (credentials or {}).get("email") or (credentials or {}).get("username") or ""
    return str(given).strip().lower()[:254]


def address(request: HttpRequest) -> str | None:
    """Name the caller's address the way the rest of the house does."""
    return address_of(request, settings.CONFIG.trusted_proxies) or None


def nobody(*_: Any) -> str:
    """Keep names and addresses out of log lines."""
    return "somebody"


def locked_page(
    request: HttpRequest, _response: HttpResponse | None, _credentials: dict[str, Any] | None
) -> HttpResponse:
    """Answer a locked sign-in, the same for known and unknown accounts."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    return answer(request, SignInLocked(minutes=minutes))


def count_wrong_code(request: HttpRequest, email: str) -> None:
    """Count a wrong second factor like a wrong password."""
    AxesProxyHandler.user_login_failed(__name__, {"email": email}, request)


def is_locked(request: HttpRequest, email: str) -> bool:
    """Say whether this account may try at all, and let the lock page answer when it may not."""
    if AxesProxyHandler.is_allowed(request, {"email": email}):
        return False
    request.axes_locked_out = True  # type: ignore[attr-defined]  # axes' own mark
    return True
