"""No page without a second factor: checked on every request, without a query as a rule."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse

from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.web.account.records import FACTOR_KEY
from muniment.web.errors import answer

ALLOWED = frozenset(
    {
        "account:second_factor",
        "account_logout",
        "account_reauthenticate",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "web:set_language",
        "web:set_theme",
    }
)


class SecondFactorMissing(MunimentError):
    """The person has no second factor yet, or has not shown it in this session."""

    code = "web.second_factor.missing"
    kind = ErrorKind.REFUSED
    title = gettext_noop("A second factor is needed before anything can be opened.")
    next_step = gettext_noop("Load the page again: it leads you through the set-up.")


class SecondFactorMiddleware:
    """Lead a person without a second factor to the set-up, wherever she wanted to go.

    A session that began with the password alone, while a factor exists by now, is ended: it
    may be somebody else's who only knows the password.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request pass, lead it to the set-up, or end its session."""
        if getattr(request, "reader", None) and FACTOR_KEY not in request.session:
            return self._without_factor(request)
        return self.get_response(request)

    def _without_factor(self, request: HttpRequest) -> HttpResponse:
        types = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
        if is_mfa_enabled(request.user, types):
            logout(request)
            return HttpResponseRedirect(reverse("account_login"))
        if _route(request) in ALLOWED:
            return self.get_response(request)
        if request.headers.get("HX-Request") or request.path.startswith("/api/"):
            return answer(request, SecondFactorMissing())
        return HttpResponseRedirect(reverse("account:second_factor"))


def _route(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""
