"""What every page of the portal does: answer for a link, read a form, speak a reader's language."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from math import ceil

import structlog
from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_http_methods

from muniment.core.actor import Place
from muniment.core.address import caller_address
from muniment.core.errors import MunimentError
from muniment.portal import limits
from muniment.portal.access import View, by_link, is_from_elsewhere

LARGEST_BODY = 100_000  # bytes; the longest honest answer is a fifth of it
_DEVICE_LENGTH = 200
log = structlog.get_logger(__name__)

LinkView = Callable[[HttpRequest, str, Place], HttpResponse]


def page_of_link(
    closed: type[MunimentError], page_closed: Callable[[HttpRequest], HttpResponse] | None = None
) -> Callable[[LinkView], View]:
    """Make a page out of a view: `closed` is what its room raises for a link that is not open.

    `page_closed` says so in languages that the catalogues of the house do not speak.
    Whoever misses too often waits; a link that is not open looks the same whatever the reason;
    a house that cannot put the visit on record says “not now”.
    """

    def made(view: LinkView) -> View:
        @by_link
        @require_http_methods(["GET", "HEAD", "POST"])
        @wraps(view)
        def page(request: HttpRequest, token: str) -> HttpResponse:
            place = _place_of(request)
            if wait := limits.wait_before(place.address):
                return page_of(request, "slow_down", HTTPStatus.TOO_MANY_REQUESTS, retry=ceil(wait))
            try:
                return view(request, token, place)
            except closed:
                limits.count_miss(place.address)
                if page_closed:
                    return page_closed(request)
                return page_of(request, "closed", HTTPStatus.NOT_FOUND)
            except MunimentError as trouble:
                log.warning("portal.not_now", code=trouble.code)
                return page_of(request, "not_now", HTTPStatus.SERVICE_UNAVAILABLE)

        return page

    return made


def page_of(
    request: HttpRequest, name: str, status: HTTPStatus, language: str = "", **content: object
) -> HttpResponse:
    """Fill one page of the portal in the language of its reader."""
    chosen = language or language_of(request, "")
    known = [(code, label, code == chosen) for code, label in settings.LANGUAGES]
    told = {**content, "languages": known, "language": chosen, "can_switch": name != "thanks"}
    with translation.override(chosen):
        response = render(request, f"portal/{name}.html", told, status=status)
    response["Content-Language"] = chosen
    if retry := content.get("retry"):
        response["Retry-After"] = str(retry)
    return response


def not_taken(request: HttpRequest) -> HttpResponse:
    """Say that what was sent is too large, no form, or from another site."""
    return page_of(request, "not_taken", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def language_of(request: HttpRequest, chosen_by_sender: str) -> str:
    """The reader's own choice, the sender's, or what the browser asks for."""
    known = dict(settings.LANGUAGES)
    asked = request.GET.get("lang", "")
    if asked in known:
        return asked
    if chosen_by_sender in known:
        return chosen_by_sender
    return translation.get_language_from_request(request)


def form_of(request: HttpRequest) -> dict[str, str] | None:
    """The fields that were sent; None when they are too large, no form, or from another site."""
    try:
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_BODY:
            return None
        told = {name: str(value) for name, value in request.POST.items()}
    except (ValueError, RequestDataTooBig, SuspiciousOperation, MultiPartParserError):
        return None
    return None if is_from_elsewhere(request) else told


def _place_of(request: HttpRequest) -> Place:
    """Where an answer comes from."""
    told = request.headers.get("X-Forwarded-For", "")
    seen = request.META.get("REMOTE_ADDR", "")
    return Place(
        address=caller_address(seen, told, proxies=settings.CONFIG.trusted_proxies),
        device=request.headers.get("User-Agent", "")[:_DEVICE_LENGTH],
    )
