"""The page of a one-time link: the questions, the thanks, and one refusal for everything else."""

from base64 import b64encode
from collections.abc import Mapping
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

from muniment.core import clock
from muniment.core.actor import Place
from muniment.core.address import caller_address
from muniment.core.errors import MunimentError
from muniment.investigations import services
from muniment.investigations.domain.answers import Fault
from muniment.investigations.domain.questionnaires import say
from muniment.investigations.gate import LinkClosed, open_link
from muniment.portal import limits
from muniment.portal.access import by_link, is_from_elsewhere
from muniment.portal.fields import fields_of, name_field

LARGEST_BODY = 100_000  # bytes; the longest honest answer is a fifth of it
_DEVICE_LENGTH = 200
_NOTHING: Mapping[str, str] = {}
_FAULTLESS: Mapping[str, Fault] = {}
log = structlog.get_logger(__name__)


@by_link
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show the questionnaire of a link, or take its answer."""
    place = place_of(request)
    if wait := limits.wait_before(place.address):
        return page_of(request, "slow_down", HTTPStatus.TOO_MANY_REQUESTS, retry=ceil(wait))
    try:
        if request.method == "POST":
            return _taken(request, token, place)
        return _shown(request, token, place)
    except LinkClosed:
        limits.count_miss(place.address)
        return page_of(request, "closed", HTTPStatus.NOT_FOUND)
    except MunimentError as trouble:
        log.warning("portal.not_now", code=trouble.code)
        return page_of(request, "not_now", HTTPStatus.SERVICE_UNAVAILABLE)


def _shown(request: HttpRequest, token: str, place: Place) -> HttpResponse:
    return _form(request, token, place)


def _taken(request: HttpRequest, token: str, place: Place) -> HttpResponse:
    told = body_of(request)
    if told is None or is_from_elsewhere(request):
        return page_of(request, "not_taken", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    language = _language(request, "")
    try:
        receipt = services.take_answer(
            token=token, told=told, answered_by=told.get("answered_by", ""),
            may_quote=told.get("may_quote") == "yes", language=language, place=place,
            at=clock.now(),
        )  # fmt: skip
    except services.AnswersUnfit as unfit:
        return _form(request, token, place, told=told, faults=unfit.faults)
    copy = b64encode(receipt.copy).decode("ascii")
    return page_of(request, "thanks", HTTPStatus.OK, language, receipt=receipt, copy=copy)


def _form(
    request: HttpRequest, token: str, place: Place, *, told: Mapping[str, str] = _NOTHING,
    faults: Mapping[str, Fault] = _FAULTLESS,
) -> HttpResponse:  # fmt: skip
    opened = open_link(token=token, place=place, at=clock.now())
    language = _language(request, opened.language)
    with translation.override(language):
        content = {
            "opened": opened,
            "asks": say(opened.form.asks, language),
            "fields": fields_of(opened.form, language, told, faults),
            "name_field": name_field(told, faults),
            "may_quote": told.get("may_quote") == "yes",
            "fault_count": len(faults),
        }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if faults else HTTPStatus.OK
    return page_of(request, "questions", status, language, **content)


def page_of(
    request: HttpRequest, name: str, status: HTTPStatus, language: str = "", **content: object
) -> HttpResponse:
    """Fill one page of the portal in the language of its reader."""
    chosen = language or _language(request, "")
    known = [(code, label, code == chosen) for code, label in settings.LANGUAGES]
    told = {**content, "languages": known, "language": chosen, "can_switch": name != "thanks"}
    with translation.override(chosen):
        response = render(request, f"portal/{name}.html", told, status=status)
    response["Content-Language"] = chosen
    if retry := content.get("retry"):
        response["Retry-After"] = str(retry)
    return response


def _language(request: HttpRequest, chosen_by_sender: str) -> str:
    """The reader's own choice, the sender's, or what the browser asks for."""
    known = dict(settings.LANGUAGES)
    asked = request.GET.get("lang", "")
    if asked in known:
        return asked
    if chosen_by_sender in known:
        return chosen_by_sender
    return translation.get_language_from_request(request)


def body_of(request: HttpRequest) -> dict[str, str] | None:
    """What was sent, or None when it is too large or no form at all."""
    try:
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_BODY:
            return None
        return {name: str(value) for name, value in request.POST.items()}
    except (ValueError, RequestDataTooBig, SuspiciousOperation, MultiPartParserError):
        return None


def place_of(request: HttpRequest) -> Place:
    """Where an answer comes from."""
    told = request.headers.get("X-Forwarded-For", "")
    seen = request.META.get("REMOTE_ADDR", "")
    return Place(
        address=caller_address(seen, told, proxies=settings.CONFIG.trusted_proxies),
        device=request.headers.get("User-Agent", "")[:_DEVICE_LENGTH],
    )
