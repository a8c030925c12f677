"""Opening a case: paste the mail and correct what was read, type the fields, or take a customer."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from muniment.core import clock
from muniment.investigations import queries, services
from muniment.investigations.domain.inquiry import parse_inquiry
from muniment.investigations.services.course import EVERY_DAYS
from muniment.vault import gate as vault
from muniment.vault import queries as dossiers
from muniment.web.access import StaffRequest, for_roles
from muniment.web.account.attempt import attempt
from muniment.web.investigations.cases import lines_of
from muniment.web.investigations.formsopen import (
    SCHEDULE,
    KnownForm,
    MailForm,
    OccasionForm,
    begun_with,
)
from muniment.web.investigations.words import CASE_ROLES

READ = "read"


@for_roles(*CASE_ROLES)
@never_cache
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """Open a case about somebody who is no customer yet.

    The mail is read first and shown for correction; only the second button opens the case.
    """
    mail = MailForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and request.POST.get("step") != READ:
        return _open(request, mail)
    text = mail.text if request.method == "POST" and mail.is_valid() else ""
    known, occasion = begun_with(parse_inquiry(text).facts if text else {})
    if request.method == "POST" and not text:
        mail.require_text()
        return _asked(request, mail, known, occasion, is_read=False, status=422)
    return _asked(request, MailForm(initial={"mail": text}), known, occasion, is_read=bool(text))


def _open(request: StaffRequest, mail: MailForm) -> HttpResponse:
    known, occasion = KnownForm(request.POST), OccasionForm(request.POST)
    if mail.is_valid() and known.is_valid() and occasion.is_valid():
        case_id = attempt(known, lambda: _opened(request, mail.text, known, occasion))
        if case_id is not None:
            return redirect("cases:case", case_id)
    return _asked(request, mail, known, occasion, is_read=bool(mail.text), status=422)


def _opened(request: StaffRequest, text: str, known: KnownForm, occasion: OccasionForm) -> UUID:
    return services.open_case(
        facts=known.facts(text), mail=text, occasion=occasion.occasion(), by=request.actor,
        at=clock.now(),
    )  # fmt: skip


def _asked(
    request: StaffRequest, mail: MailForm, known: KnownForm, occasion: OccasionForm, *,
    is_read: bool, status: int = 200,
) -> HttpResponse:  # fmt: skip
    content = {"mail": mail, "known": known, "occasion": occasion, "is_read": is_read}
    return render(request, "investigations/new.html", content, status=status)


@for_roles(*CASE_ROLES)
@never_cache
@require_http_methods(["GET", "POST"])
def about(request: StaffRequest, dossier_id: UUID) -> HttpResponse:
    """Show the cases about one customer, and open another.

    Raises:
        DossierNotFound: missing, or none that this reader may know of.
        ConsultationRefused: the vault does not give her the identity; recorded there.
    """
    vault.cards(reader=request.actor, dossier_id=dossier_id, at=clock.now())
    occasion = OccasionForm(request.POST or None, about_customer=True)
    if request.method == "POST" and occasion.is_valid():
        case_id = attempt(occasion, _opener(request, dossier_id, occasion))
        if case_id is not None:
            return redirect("cases:case", case_id)
    return _about(request, dossier_id, occasion, status=422 if occasion.errors else 200)


def _opener(request: StaffRequest, dossier_id: UUID, occasion: OccasionForm) -> Callable[[], UUID]:
    def opened() -> UUID:
        told, at = occasion.occasion(), clock.now()
        case_id = services.open_case_for_dossier(
            dossier_id=dossier_id, occasion=told, mail=occasion.cleaned_data["mail"],
            by=request.actor, at=at,
        )  # fmt: skip
        if told.trigger == SCHEDULE:
            services.watch_case(case_id=case_id, every_days=EVERY_DAYS, by=request.actor, at=at)
        return case_id

    return opened


def _about(
    request: StaffRequest, dossier_id: UUID, occasion: OccasionForm, status: int
) -> HttpResponse:
    heads = queries.cases_of_dossier(reader=request.actor, dossier_id=dossier_id)
    content: dict[str, Any] = {
        "codename": dossiers.codenames_of([dossier_id]).get(dossier_id, ""),
        "lines": lines_of(heads, clock.now()),
        "occasion": occasion,
        "back_url": reverse("customers:dossier", args=[dossier_id]),
    }
    return render(request, "investigations/about.html", content, status=status)
