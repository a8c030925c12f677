"""The page on which a customer says whether it agrees to its new contact; no script, no cookie."""

from base64 import b64encode
from collections.abc import Mapping
from datetime import UTC
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from muniment.core import clock
from muniment.core.actor import Place
from muniment.handover.domain.replies import LONGEST_NAME, LONGEST_TEXT
from muniment.handover.domain.states import Answer, Kind
from muniment.handover.errors import AnswerUnfit, LinkClosed
from muniment.handover.letters import post_of
from muniment.handover.outsiders import open_confirmation
from muniment.handover.services.confirmations_answers import take_answer
from muniment.handover.wording import LANGUAGES, Words, language_names, words_of
from muniment.portal.pages import form_of, language_of, not_taken, page_of_link

_NOTHING: Mapping[str, str] = {}


def _closed(request: HttpRequest) -> HttpResponse:
    words = words_of(_asked(request) or language_of(request, ""))
    return _page(
        request, "contact_closed", words, HTTPStatus.NOT_FOUND, {"w": words.section("closed")}
    )


@page_of_link(LinkClosed, _closed)
def contact(request: HttpRequest, token: str, place: Place) -> HttpResponse:
    """Show the question of a link, or take its answer."""
    if request.method == "POST":
        return _taken(request, token, place)
    return _form(request, token, place)


def _taken(request: HttpRequest, token: str, place: Place) -> HttpResponse:
    told = form_of(request)
    if told is None:
        return not_taken(request)
    words = words_of(_asked(request))
    try:
        receipt = take_answer(
            token=token, told=told, language=words.code, place=place, at=clock.now()
        )
    except AnswerUnfit as unfit:
        return _form(request, token, place, told=told, faults=unfit.faults)
    content = {
        "w": words.section("thanks", at=f"{receipt.at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"),
        "receipt": receipt,
        "copy": b64encode(receipt.copy).decode("ascii"),
    }
    return _page(request, "contact_thanks", words, HTTPStatus.OK, content)


def _form(
    request: HttpRequest, token: str, place: Place, *, told: Mapping[str, str] = _NOTHING,
    faults: Mapping[str, str] = _NOTHING,
) -> HttpResponse:  # fmt: skip
    opened = open_confirmation(token=token, place=place, at=clock.now())
    words = words_of(_asked(request) or opened.language)
    facts = {"company": opened.company, "leaver": opened.leaver, "heir": opened.heir}
    w = words.section("page", **facts)
    content = {
        "w": w,
        "opened": opened,
        "post": post_of(words, opened.post),
        "why": w["leaver" if opened.kind is Kind.LEAVER else "moving"],
        "options": [(one.value, w[one.value], one.value == told.get("answer")) for one in Answer],
        "texts": [
            (name, w[name], w.get(f"{name}_hint", ""), told.get(name, ""), _fault(w, faults, name))
            for name in ("comment", "promises", "quotations")
        ],
        "answered_by": told.get("answered_by", "")[:LONGEST_NAME],
        "answer_fault": _fault(w, faults, "answer"),
        "sender_fault": _fault(w, faults, "answered_by"),
        "has_faults": bool(faults),
        "longest_name": LONGEST_NAME,
        "longest_text": LONGEST_TEXT,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if faults else HTTPStatus.OK
    return _page(request, "contact", words, status, content)


def _fault(words: Mapping[str, str], faults: Mapping[str, str], name: str) -> str:
    return words[faults[name]] if name in faults else ""


def _asked(request: HttpRequest) -> str:
    asked = request.GET.get("lang", "")
    return asked if asked in LANGUAGES else ""


def _page(
    request: HttpRequest, name: str, words: Words, status: HTTPStatus, content: dict[str, object]
) -> HttpResponse:
    """Fill a page; its own words come from the texts, the frame's from the nearest catalogue."""
    told = {
        **content,
        "language": words.code,
        "direction": words.direction,
        "languages": [(code, label, code == words.code) for code, label in language_names()],
        "can_switch": name != "contact_thanks",
    }
    frame = words.code if words.code in dict(settings.LANGUAGES) else "en"
    with translation.override(frame):
        response = render(request, f"portal/{name}.html", told, status=status)
    response["Content-Language"] = words.code
    return response
