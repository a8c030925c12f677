"""Questionnaires to third parties: send, remind, hand the link over, stop waiting."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from ninja import Router
from pydantic import Field

from muniment.api.bearer import ApiRequest
from muniment.api.case_facts import CASE
from muniment.api.case_findings import Judgement
from muniment.api.case_shapes import QuestionnaireTold
from muniment.api.cases import READ, WITH_CASES, WRITE
from muniment.api.operations import does, reads
from muniment.api.people import Made
from muniment.api.shapes import Asked, Code, Sentence, Shape, Text, listed
from muniment.investigations import gate, services
from muniment.investigations.domain.questionnaires import Form, Kind, Question, forms, say
from muniment.investigations.report import Language
from muniment.investigations.services import Recipient, Sending, Telling
from muniment.investigations.services.questionnaires import LONGEST_WAIT_DAYS

router = Router(tags=["Third parties"])
HERE = f"{CASE}/questionnaires"
ONE = f"{HERE}/{{questionnaire_id}}"
AnswerKind = Annotated[Kind, listed(Kind)]
LetterLanguage = Annotated[Language, listed(Language)]


class QuestionOption(Shape):
    """One answer that can be chosen."""

    code: str
    text: str


class QuestionTold(Shape):
    """One question in the language of the request."""

    code: str
    kind: AnswerKind
    text: str
    hint: str
    options: list[QuestionOption]
    required: bool


class QuestionnaireForm(Shape):
    """One questionnaire; its answers settle `check`, and its link is open `days` by default."""

    code: str
    version: int
    check: str
    title: str
    asks: str
    minutes: int
    days: int
    questions: list[QuestionTold]


class QuestionnaireForms(Shape):
    """The questionnaires that can be sent."""

    rows: list[QuestionnaireForm]


class QuestionnairesTold(Shape):
    """The questionnaires of a case, oldest first."""

    rows: list[QuestionnaireTold]


class QuestionnaireAsked(Asked):
    """Who is asked what. `about`, `reason` and `signed_as` are all that the third party learns.

    Without `by_mail` the sender hands the link over. `named_by_buyer` says that the buyer named
    this reference, which then counts for less.
    """

    form: Code
    name: Text
    company: Text = ""
    email: Text = ""
    phone: Text = ""
    named_by_buyer: bool = False
    about: Text
    reason: Sentence
    signed_as: Text
    by_mail: bool = True
    language: LetterLanguage = Language.ENGLISH
    days: Annotated[int, Field(ge=1, le=LONGEST_WAIT_DAYS)] = 14
    remind_days: Annotated[int, Field(ge=0, le=LONGEST_WAIT_DAYS)] = 5


class LinkMade(Shape):
    """A one-time link, shown once; all links before it have ended."""

    link: str
    expires_at: datetime


@reads(router, "/questionnaire-forms", scope=READ, answer=QuestionnaireForms, roles=WITH_CASES)
def questionnaire_forms(request: ApiRequest) -> object:  # noqa: ARG001 - its form is given
    """List the questionnaires with their questions."""
    language = get_language() or "en"
    return {"rows": [_form(one, language) for one in forms().values()]}


@reads(router, HERE, scope=READ, answer=QuestionnairesTold)
def questionnaires(request: ApiRequest, case_id: UUID) -> object:
    """List the questionnaires of a case with their answers; counts as a look."""
    caller = request.auth
    found = gate.read_case(reader=caller.actor, case_id=case_id, at=caller.at)
    return {"rows": found.questionnaires}


@does(router, HERE, scope=WRITE, answer=Made, status=201, roles=WITH_CASES)
def ask_third_party(request: ApiRequest, case_id: UUID, told: QuestionnaireAsked) -> object:
    """Put a questionnaire on its way; by mail, the letter goes out after the commit."""
    caller = request.auth
    made = services.ask_third_party(
        case_id=case_id, form=told.form,
        recipient=Recipient(told.name, told.company, told.email, told.phone, told.named_by_buyer),
        telling=Telling(told.about, told.reason, told.signed_as),
        sending=Sending(told.by_mail, told.language.value, told.days, told.remind_days),
        by=caller.actor, at=caller.at,
    )  # fmt: skip
    return {"id": made}


@does(router, f"{ONE}/remind", scope=WRITE, roles=WITH_CASES)
def remind_third_party(request: ApiRequest, case_id: UUID, questionnaire_id: UUID) -> None:
    """Send a reminder now, with a fresh link; at most three."""
    caller = request.auth
    services.remind_third_party(
        case_id=case_id, questionnaire_id=questionnaire_id, by=caller.actor, at=caller.at
    )


@does(router, f"{ONE}/link", scope=WRITE, answer=LinkMade, status=201, roles=WITH_CASES)
def hand_over_link(request: ApiRequest, case_id: UUID, questionnaire_id: UUID) -> object:
    """Make a link to hand over by hand; all links before it end."""
    caller = request.auth
    made = services.hand_over_link(
        case_id=case_id, questionnaire_id=questionnaire_id, by=caller.actor, at=caller.at
    )
    link = settings.CONFIG.url + reverse("portal:answer", args=[made.token])
    return {"link": link, "expires_at": made.expires_at}


@does(router, f"{ONE}/close", scope=WRITE, roles=WITH_CASES)
def close_questionnaire(
    request: ApiRequest, case_id: UUID, questionnaire_id: UUID, told: Judgement
) -> None:
    """Stop waiting: every link ends, nobody is reminded any more."""
    caller = request.auth
    services.close_questionnaire(
        case_id=case_id, questionnaire_id=questionnaire_id, reason=told.reason,
        by=caller.actor, at=caller.at,
    )  # fmt: skip


def _form(one: Form, language: str) -> dict[str, object]:
    return {
        "code": one.code, "version": one.version, "check": one.check, "minutes": one.minutes,
        "days": one.days, "title": say(one.title, language), "asks": say(one.asks, language),
        "questions": [_question(it, language) for it in one.questions],
    }  # fmt: skip


def _question(one: Question, language: str) -> dict[str, object]:
    return {
        "code": one.code, "kind": one.kind, "required": one.required,
        "text": say(one.words, language), "hint": say(one.hint, language),
        "options": [{"code": it.code, "text": say(it.words, language)} for it in one.options],
    }  # fmt: skip
