"""The page “Contact” of a dossier: who was in touch, what was promised, what is owed."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from muniment.core import clock
from muniment.core.cursor import Page
from muniment.touches import gate, queries, services
from muniment.touches.domain.duties import Part
from muniment.touches.errors import TouchNotFound
from muniment.touches.gate import Contact
from muniment.touches.queries.duties import owed
from muniment.vault.queries.holding import holding_of
from muniment.web.access import StaffRequest, signed_in
from muniment.web.touches.forms import DutyForm, PromiseForm, TouchForm, VisitForm
from muniment.web.touches.words import (
    DIRECTIONS,
    ICONS,
    KINDS,
    PARTS,
    PROMISES,
    SOURCES,
    TRACES,
)
from muniment.web.vault.head import open_page


@signed_in
@never_cache
@require_GET
def index(request: StaffRequest, dossier_id: UUID) -> HttpResponse:
    """Show contact with one customer, newest first, with the form that notes a touch."""
    return _page(request, dossier_id)


@signed_in
@require_POST
def log(request: StaffRequest, dossier_id: UUID) -> HttpResponse:
    """Note a touch of the reader's own."""
    form = TouchForm(request.POST)
    if not form.is_valid():
        return _page(request, dossier_id, log_form=form, status=422)
    services.log_touch(dossier_id=dossier_id, touch=form.told(), by=request.actor, at=clock.now())
    return _again(request, dossier_id)


@signed_in
@require_POST
def plan(request: StaffRequest, dossier_id: UUID) -> HttpResponse:
    """Plan a visit."""
    form = VisitForm(request.POST)
    return _noted(request, dossier_id, services.plan_visit, visit_form=form)


@signed_in
@require_POST
def promise(request: StaffRequest, dossier_id: UUID) -> HttpResponse:
    """Note a promise or quotation."""
    form = PromiseForm(request.POST)
    return _noted(request, dossier_id, services.note_promise, promise_form=form)


@signed_in
@require_POST
def duty(request: StaffRequest, dossier_id: UUID) -> HttpResponse:
    """Set this customer's own rule for one part."""
    form = DutyForm(request.POST)
    return _noted(request, dossier_id, services.set_duty, duty_form=form)


@signed_in
@require_POST
def withdraw(request: StaffRequest, touch_id: UUID) -> HttpResponse:
    """Take back a touch that the reader noted."""
    services.withdraw_touch(touch_id=touch_id, by=request.actor, at=clock.now())
    return redirect(_came_from(request))


@signed_in
@require_POST
def cancel(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """Call a planned visit off."""
    services.cancel_visit(visit_id=visit_id, by=request.actor, at=clock.now())
    return redirect(_came_from(request))


@signed_in
@require_POST
def settle(request: StaffRequest, promise_id: UUID, outcome: str) -> HttpResponse:
    """Say that a promise was kept, or dropped."""
    if outcome not in {"kept", "dropped"}:
        raise TouchNotFound
    services.close_promise(
        promise_id=promise_id, kept=outcome == "kept", by=request.actor, at=clock.now()
    )
    return redirect(_came_from(request))


def _noted(
    request: StaffRequest, dossier_id: UUID, verb: Callable[..., object],
    **filled: VisitForm | PromiseForm | DutyForm,
) -> HttpResponse:  # fmt: skip
    """Call the verb with what one form tells; a form that tells nothing comes back."""
    (form,) = filled.values()
    if not form.is_valid():
        return _page(request, dossier_id, status=422, **filled)
    verb(dossier_id=dossier_id, by=request.actor, at=clock.now(), **form.told())
    return _again(request, dossier_id)


def _page(
    request: StaffRequest, dossier_id: UUID, *, status: int = 200, **forms: Any
) -> HttpResponse:
    page = open_page(request, dossier_id)
    told = gate.read_contact(
        reader=request.actor, dossier_id=dossier_id, at=page.now, cursor=request.GET.get("cursor")
    )
    content = {**page.content("contact"), **_told(page.names_of, told), **_forms(forms)}
    content["duties"] = _duties(page.names_of, told) if told.shows_all else []
    part = request.headers.get("HX-Request") and request.method == "GET"
    template = "touches/_contact.html" if part else "touches/contact.html"
    return render(request, template, content, status=status)


def _again(request: StaffRequest, dossier_id: UUID) -> HttpResponse:
    """The fresh list for htmx, the whole page otherwise."""
    if not request.headers.get("HX-Request"):
        return redirect("touches:contact", dossier_id)
    request.method = "GET"
    return _page(request, dossier_id)


def _forms(given: dict[str, Any]) -> dict[str, Any]:
    """The forms of the page; one that was filled in wrongly comes back as it was."""
    return {
        "log_form": TouchForm(),
        "visit_form": VisitForm(auto_id="visit-%s"),
        "promise_form": PromiseForm(auto_id="promise-%s"),
        "duty_form": DutyForm(auto_id="duty-%s"),
        **given,
    }


def _told(names_of: Any, told: Contact) -> dict[str, Any]:
    ids = {it.person_id for it in told.touches} | {it.row.person_id for it in told.promises}
    names = names_of(ids | {it.row.person_id for it in told.visits})
    return {
        "told": told,
        "mail_address": settings.CONFIG.mail_in_address,
        "stands": told.stands,
        "today": timezone.localdate(clock.now()),
        "rows": [
            {
                "touch": it, "kind": KINDS[it.kind], "icon": ICONS[it.kind],
                "direction": DIRECTIONS[it.direction], "source": SOURCES[it.source],
                "trace": TRACES[it.trace], "who": names.get(it.person_id, ""),
            }
            for it in told.touches
        ],
        "promises": [
            {
                "row": it.row, "words": it.words, "kind": PROMISES[it.row.kind],
                "who": names.get(it.row.person_id, ""),
            }
            for it in told.promises
        ],
        "visits": [
            {"row": it.row, "words": it.words, "who": names.get(it.row.person_id, "")}
            for it in told.visits
        ],
        "page": Page(rows=list(told.touches), next_cursor=told.next_cursor),
    }  # fmt: skip


def _duties(names_of: Any, told: Contact) -> list[dict[str, Any]]:
    today = timezone.localdate(clock.now())
    head_id = told.stands.head.id
    found = owed(holding_of([head_id]), on=today)
    own, names = queries.duties_of(head_id), names_of({it.person_id for it in found})
    return [
        {
            "part": PARTS[it.part], "who": names.get(it.person_id, "") if it.person_id else "",
            "days": it.days, "age": it.age(today), "late": it.late(today) if it.person_id else 0,
            "own": Part(it.part) in own,
        }
        for it in found
    ]  # fmt: skip


def _came_from(request: StaffRequest) -> str:
    """The page of the house on which the button was; never another site."""
    back = request.POST.get("back", "")
    fits = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return back if fits else reverse("touches:mine")
