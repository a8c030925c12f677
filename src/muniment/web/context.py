"""What every template sees: the reader and the frame around the page."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy

from muniment.people.queries import ReaderRow
from muniment.web.choices import chosen_theme
from muniment.web.navigation import Entry, navigation, url_of
from muniment.web.words import role_name


@dataclass(frozen=True, slots=True)
class ThemeChoice:
    """One button of the theme switch."""

    code: str
    icon: str
    label: str | Promise
    here: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """What the frame shows besides the page."""

    navigation: list[Entry]
    role: str
    theme: str
    themes: list[ThemeChoice]
    languages: list[tuple[str, str]]
    here: str
    account_url: str
    sign_out_url: str


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give templates `reader` (None when nobody is signed in) and `frame`; made when first used."""
    reader: ReaderRow | None = getattr(request, "reader", None)
    return {"reader": reader, "frame": SimpleLazyObject(lambda: _frame(request, reader))}


def _frame(request: HttpRequest, reader: ReaderRow | None) -> Frame:
    theme = chosen_theme(request)
    return Frame(
        navigation=navigation(request, reader.role) if reader else [],
        role=role_name(reader.role) if reader else "",
        theme=theme,
        themes=_themes(theme),
        languages=settings.LANGUAGES,
        here=_here(request),
        account_url=url_of("account:index"),
        sign_out_url=url_of("account_logout"),
    )


def _here(request: HttpRequest) -> str:
    """Where to come back to; a form that was refused is shown at an address that is no page."""
    if request.method == "GET":
        return request.get_full_path()
    came = urlsplit(request.headers.get("Referer", ""))
    is_ours = came.netloc == request.get_host()
    return urlunsplit(("", "", came.path, came.query, "")) if is_ours else request.get_full_path()


def _themes(theme: str) -> list[ThemeChoice]:
    return [
        ThemeChoice("system", "sun-moon", gettext_lazy("As the system"), theme == ""),
        ThemeChoice("light", "sun", gettext_lazy("Light"), theme == "light"),
        ThemeChoice("dark", "moon", gettext_lazy("Dark"), theme == "dark"),
    ]
