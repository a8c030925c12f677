"""Language and theme: two choices that a browser keeps in a cookie, signed in or not."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.http import require_POST

from muniment.web.access import open_to_all

THEMES = ("system", "light", "dark")
THEME_COOKIE = "muniment_theme"
YEAR = 365 * 24 * 3600


@open_to_all
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language in a cookie and go back to the page."""
    answer = _back(request)
    code = request.POST.get("language", "")
    if check_for_language(code) and code in dict(settings.LANGUAGES):
        _keep(answer, settings.LANGUAGE_COOKIE_NAME, code)
    return answer


@open_to_all
@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Keep light or dark in a cookie, or forget it so that the system decides."""
    answer = _back(request)
    theme = request.POST.get("theme", "")
    if theme == "system":
        answer.delete_cookie(THEME_COOKIE, samesite="Lax")
    elif theme in THEMES:
        _keep(answer, THEME_COOKIE, theme)
    return answer


def chosen_theme(request: HttpRequest) -> str:
    """Name the theme of this browser: light, dark, or "" when the system decides."""
    theme = request.COOKIES.get(THEME_COOKIE, "")
    return theme if theme in THEMES[1:] else ""


def _back(request: HttpRequest) -> HttpResponseRedirect:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return HttpResponseRedirect(wanted if safe else "/")


def _keep(answer: HttpResponse, name: str, value: str) -> None:
    answer.set_cookie(
        name,
        value,
        max_age=YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
