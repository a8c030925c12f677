"""What happens to every request on its way to a page and back."""

from collections.abc import Callable
from hashlib import sha256
from http import HTTPStatus

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django_htmx.http import trigger_client_event

from muniment.core.actor import Actor, Door
from muniment.core.errors import MunimentError
from muniment.people.queries import ReaderRow
from muniment.web import errors
from muniment.web.place import place_of
from muniment.web.today import kept

Answer = Callable[[HttpRequest], HttpResponse]
_READING = frozenset({"GET", "HEAD", "OPTIONS"})


class ActorMiddleware:
    """Put `reader` and `actor` on the request, or None when nobody may act.

    Django reads the signed-in person afresh on every request (one SQL query); somebody who
    left since loses the session here and is nobody from now on, open pages included.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request with its reader known."""
        reader = _reader(request)
        request.reader = reader  # type: ignore[attr-defined]
        request.actor = _actor(request, reader) if reader else None  # type: ignore[attr-defined]
        if reader and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            translation.activate(reader.language)
            request.LANGUAGE_CODE = reader.language
        response = self.get_response(request)
        if reader:
            if request.method not in _READING:
                kept.forget(reader.id)
            # A page somebody was shown must not come back from the browser's own store later.
            add_never_cache_headers(response)
        return response


class ErrorMiddleware:
    """Turn every `MunimentError` into its page, its fragment or its problem document."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request; errors of views come back through `process_exception`."""
        response = self.get_response(request)
        bare = response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.content
        if request.method == "GET" and bare:
            return _with_words(request, response)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer for errors of ours; anything else is Django's 500."""
        return errors.answer(request, error) if isinstance(error, MunimentError) else None


class NoticeMiddleware:
    """Hand messages to the page as an event when htmx swaps a fragment only.

    A whole page writes its messages itself; a fragment has no place for them.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request and add what it left to say."""
        response = self.get_response(request)
        leaves = response.status_code in range(300, 400) or "HX-Redirect" in response
        if request.headers.get("HX-Request") and not leaves:
            notices = [{"text": str(m), "tone": m.level_tag} for m in get_messages(request)]
            if notices:
                trigger_client_event(response, "muniment:notices", {"notices": notices})
        return response


def _with_words(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Say what a bare “method not allowed” means: somebody opened the address of a form."""
    told = errors.answer(request, errors.FormsOnly(), status=response.status_code)
    told["Allow"] = response["Allow"]
    return told


def _reader(request: HttpRequest) -> ReaderRow | None:
    if not request.user.is_authenticated:
        return None
    reader = ReaderRow.of(request.user)
    if reader.is_active:
        return reader
    logout(request)
    return None


def _actor(request: HttpRequest, reader: ReaderRow) -> Actor:
    return Actor(
        person_id=reader.id,
        door=Door.WEB,
        place=place_of(request),
        session_id=_name_of_session(request.session.session_key or ""),
    )


def _name_of_session(key: str) -> str:
    # The key itself opens the session, so the ledger gets a name made from it.
    return sha256(key.encode()).hexdigest()[:16] if key else ""
