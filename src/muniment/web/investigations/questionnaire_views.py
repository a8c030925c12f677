"""Third parties on the page of a case: who was asked, what came back, asking somebody more."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from muniment.core import clock
from muniment.investigations import services
from muniment.investigations.domain.answers import shared_with_buyer
from muniment.investigations.domain.checks import Subject
from muniment.investigations.domain.questionnaires import form_of, forms, say
from muniment.people import queries as people
from muniment.web.access import StaffRequest, for_roles
from muniment.web.account.attempt import attempt
from muniment.web.investigations.page import CasePage, open_page
from muniment.web.investigations.section_forms import ask_again, back_to, place_of
from muniment.web.investigations.words import CASE_ROLES
from muniment.web.third_parties.forms import BY_HAND, BY_MAIL, AskForm, CloseForm
from muniment.web.third_parties.words import language_here

SECTION = "third_parties"
_LINK_TO_COME = gettext_lazy("[the one-time link]")
_FACTS = ("contact.email", "contact.phone", "company.website", "company.country")


@for_roles(*CASE_ROLES)
@never_cache
@require_http_methods(["GET", "POST"])
def ask(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Ask a third party: fill in, see what will leave the house, then send."""
    page = open_page(request, case_id)
    if request.method != "POST":
        form = AskForm(initial=_initial(page, request.GET.get("form", "")))
        return _ask_page(page, form, {})
    form = AskForm(request.POST)
    preview = _preview(page, form) if form.is_valid() else {}
    if not preview or request.POST.get("step") != "send":
        return _ask_page(page, form, preview)
    sent = attempt(form, lambda: _send(page, form))
    return sent or _ask_page(page, form, preview)


def _initial(page: CasePage, wanted: str) -> dict[str, Any]:
    """What is known already, if it is open to this reader; she may change every word."""
    case, code = page.case, wanted if wanted in forms() else "supplier"
    name, country = case.known("company.name"), case.known("company.country")
    return {
        "form": code,
        "about": ", ".join([*name[:1], *country[:1]]) if name else "",
        "signed_as": people.names([page.request.reader.id]).get(page.request.reader.id, ""),
        "language": language_here(),
        "days": form_of(code).days,
        "remind_days": 5,
        "delivery": BY_MAIL if settings.CONFIG.mail_url else BY_HAND,
    }


def _ask_page(page: CasePage, form: AskForm, preview: dict[str, Any]) -> HttpResponse:
    status = 422 if form.is_bound and not form.is_valid() else 200
    groups = [
        (gettext("To whom"), [form[name] for name in form.TO]),
        (gettext("What is told, and nothing else"), [form[name] for name in form.TOLD]),
        (gettext("How"), [form[name] for name in form.SENT]),
    ]
    content = {
        "case": page.case,
        "title": gettext("Ask a third party"),
        "lead": gettext(
            "You write down what may leave the house; you see the letter before it goes."
        ),
        "back_url": place_of(page.id, SECTION),
        "form": form,
        "groups": groups,
        "preview": preview,
        "has_mail": bool(settings.CONFIG.mail_url),
    }
    return render(page.request, "investigations/questionnaires/ask.html", content, status=status)


def _preview(page: CasePage, form: AskForm) -> dict[str, Any]:
    """Exactly what the third party will be told, and what the house knows against it."""
    told, language = form.cleaned_data, form.cleaned_data["language"]
    asked = form_of(told["form"])
    letter = {
        **told,
        "company": people.company().name,
        "expires_at": page.now + timedelta(days=told["days"]),
        "reminder": 0,
    }
    content = {
        "letter": letter,
        "asks": say(asked.asks, language),
        "minutes": asked.minutes,
        "link": str(_LINK_TO_COME),
    }
    with translation.override(language):
        text = render_to_string("portal/mail/request.txt", content).strip()
    facts = {code: page.case.known(code) for code in _FACTS}
    subject = Subject(facts, timezone.localdate(page.now))
    return {
        "text": text,
        "questions": [say(one.words, language) for one in asked.questions],
        "shared": shared_with_buyer(told["email"], told["phone"], subject),
        "is_by_mail": told["delivery"] == BY_MAIL,
    }


def _send(page: CasePage, form: AskForm) -> HttpResponse:
    by, at = page.request.actor, clock.now()
    questionnaire_id = services.ask_third_party(
        case_id=page.id, form=form.cleaned_data["form"], recipient=form.recipient(),
        telling=form.telling(), sending=form.sending(), by=by, at=at,
    )  # fmt: skip
    if not form.sending().by_mail:
        return _link(page.request, page.id, questionnaire_id)
    messages.success(page.request, gettext("The letter is on its way."))
    return back_to(page.id, SECTION)


@for_roles(*CASE_ROLES)
@never_cache
@require_POST
def hand_over(request: StaffRequest, case_id: UUID, questionnaire_id: UUID) -> HttpResponse:
    """Make a fresh link and show it, this once."""
    return _link(request, case_id, questionnaire_id)


def _link(request: StaffRequest, case_id: UUID, questionnaire_id: UUID) -> HttpResponse:
    made = services.hand_over_link(
        case_id=case_id, questionnaire_id=questionnaire_id, by=request.actor, at=clock.now()
    )
    content = {
        "title": gettext("The one-time link"),
        "back_url": place_of(case_id, SECTION),
        "link": settings.CONFIG.url + reverse("portal:answer", args=[made.token]),
        "expires_at": made.expires_at,
    }
    return render(request, "investigations/questionnaires/link.html", content)


@for_roles(*CASE_ROLES)
@require_POST
def remind(request: StaffRequest, case_id: UUID, questionnaire_id: UUID) -> HttpResponse:
    """Send a reminder now."""
    services.remind_third_party(
        case_id=case_id, questionnaire_id=questionnaire_id, by=request.actor, at=clock.now()
    )
    messages.success(request, gettext("The reminder is on its way."))
    return back_to(case_id, SECTION)


@for_roles(*CASE_ROLES)
@require_POST
def close(request: StaffRequest, case_id: UUID, questionnaire_id: UUID) -> HttpResponse:
    """Stop waiting; the link ends."""
    form = CloseForm(request.POST)
    if not form.is_valid():
        return ask_again(request, case_id, SECTION, gettext("Stop waiting"), [form])
    services.close_questionnaire(
        case_id=case_id, questionnaire_id=questionnaire_id, reason=form.cleaned_data["reason"],
        by=request.actor, at=clock.now(),
    )  # fmt: skip
    messages.success(request, gettext("Nobody waits for this answer any more; its link has ended."))
    return back_to(case_id, SECTION)
