"""The page of a one-time link: the questions, the thanks, and one refusal for everything else."""

from base64 import b64encode
from collections.abc import Mapping
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from muniment.core import clock
from muniment.core.actor import Place
from muniment.investigations import services
from muniment.investigations.domain.answers import Fault
from muniment.investigations.domain.questionnaires import say
from muniment.investigations.gate import LinkClosed, open_link
from muniment.portal.fields import fields_of, name_field
from muniment.portal.pages import form_of, language_of, not_taken, page_of, page_of_link

_NOTHING: Mapping[str, str] = {}
_FAULTLESS: Mapping[str, Fault] = {}


@page_of_link(LinkClosed)
def answer(request: HttpRequest, token: str, place: Place) -> HttpResponse:
    """Show the questionnaire of a link, or take its answer."""
    if request.method == "POST":
        return _taken(request, token, place)
    return _form(request, token, place)


def _taken(request: HttpRequest, token: str, place: Place) -> HttpResponse:
    told = form_of(request)
    if told is None:
        return not_taken(request)
    language = language_of(request, "")
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
    language = language_of(request, opened.language)
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
