"""Win-back cases: the list, one case, its words, steps and end."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from muniment.core import clock
from muniment.people import queries as people
from muniment.vault import gate
from muniment.vault import queries as vault
from muniment.vault.gate import OpenedField
from muniment.warning import reading, services
from muniment.warning.domain.winback import State
from muniment.warning.reading import StepRow, WinBackFile, WinBackRow
from muniment.web.access import StaffRequest, for_roles
from muniment.web.warning.customers import page as customer_page
from muniment.web.warning.forms import (
    MoveForm,
    OpenForm,
    ReasonForm,
    StepForm,
    WinBackForm,
    attempt,
)
from muniment.web.warning.lists import ROLES
from muniment.web.warning.people import fit_people
from muniment.web.warning.tabs import tabs
from muniment.web.warning.words import STATES, STEPS, named

_DEAL = ("product", "pricing")
"""Compartments that say what was bought, and at what price."""


@for_roles(*ROLES)
@never_cache
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """List the cases within reach."""
    closed = request.GET.get("show") == "closed"
    now = clock.now()
    rows = reading.read_winbacks(reader=request.actor, at=now, closed=closed)
    names = people.names({row.person_id for row in rows})
    content = {
        "tabs": tabs(request),
        "rows": [_line(row, names, timezone.localdate(now)) for row in rows],
        "closed": closed,
    }
    return render(request, "warning/winbacks.html", content)


@for_roles(*ROLES)
@never_cache
@require_GET
def case(request: StaffRequest, winback_id: UUID) -> HttpResponse:
    """Show one case; on record."""
    return _page(request, winback_id, {})


@for_roles(*ROLES)
@require_POST
def start(request: StaffRequest, dossier_id: UUID) -> HttpResponse:
    """Open a case about a customer."""
    made: list[UUID] = []
    form = OpenForm(request.POST, people=_people_of(dossier_id))

    def verb(data: Mapping[str, Any]) -> None:
        made.append(
            services.open_winback(
                dossier_id=dossier_id, person_id=data["person"], why=data["why"],
                last_words=data["last_words"], offer=data["offer"], by=request.actor,
                at=clock.now(),
            )
        )  # fmt: skip

    if not attempt(form, verb):
        return customer_page(request, dossier_id, {"open": form}, status=422)
    messages.success(request, gettext("The case is open, with three first steps."))
    return redirect("warning:winback", made[0])


@for_roles(*ROLES)
@require_POST
def tell(request: StaffRequest, winback_id: UUID) -> HttpResponse:
    """Write the words of a case afresh."""
    form = WinBackForm(request.POST)

    def verb(data: Mapping[str, Any]) -> None:
        services.tell_winback(case_id=winback_id, words=data, by=request.actor, at=clock.now())

    return _done(request, winback_id, "words", form, verb)


@for_roles(*ROLES)
@require_POST
def step(request: StaffRequest, winback_id: UUID) -> HttpResponse:
    """Add a step."""
    form = StepForm(request.POST)

    def verb(data: Mapping[str, Any]) -> None:
        services.add_step(
            case_id=winback_id, kind=form.step_kind(), person_id=data["person"],
            due_on=data["due_on"], words=data["words"], by=request.actor, at=clock.now(),
        )  # fmt: skip

    return _done(request, winback_id, "step", form, verb)


@for_roles(*ROLES)
@require_POST
def done(request: StaffRequest, winback_id: UUID, step_id: UUID) -> HttpResponse:
    """Say that a step is done."""
    form = ReasonForm(request.POST)

    def verb(data: Mapping[str, Any]) -> None:
        services.do_step(step_id=step_id, words=data["words"], by=request.actor, at=clock.now())

    return _done(request, winback_id, "done", form, verb)


@for_roles(*ROLES)
@require_POST
def move(request: StaffRequest, winback_id: UUID) -> HttpResponse:
    """Say how far the case came."""
    form = MoveForm(request.POST)

    def verb(data: Mapping[str, Any]) -> None:
        services.move_winback(
            case_id=winback_id, state=State(data["state"]), reason=data["reason"], by=request.actor,
            at=clock.now(),
        )  # fmt: skip

    return _done(request, winback_id, "move", form, verb)


def _done(
    request: StaffRequest, winback_id: UUID, name: str, form: forms.Form,
    verb: Callable[[Mapping[str, Any]], None],
) -> HttpResponse:  # fmt: skip
    if not attempt(form, verb):
        return _page(request, winback_id, {name: form}, status=422)
    messages.success(request, gettext("It is written down."))
    return redirect("warning:winback", winback_id)


def _page(
    request: StaffRequest, winback_id: UUID, bound: Mapping[str, forms.Form], status: int = 200
) -> HttpResponse:
    now = clock.now()
    file = reading.read_winback(reader=request.actor, case_id=winback_id, at=now)
    ids = {it.person_id for it in file.steps} | {it.person_id for it in file.knowers}
    names = people.names(ids | {file.row.person_id} | {it.done_by for it in file.steps})
    fit = _people_of(file.row.dossier_id)
    content = {
        "tabs": tabs(request),
        "file": file,
        "line": _line(file.row, names, timezone.localdate(now)),
        "steps": [_step(it, names, timezone.localdate(now)) for it in file.steps],
        "knowers": [{"row": it, "name": named(names, it.person_id)} for it in file.knowers],
        "deal": _deal(request, file),
        "dossier_url": reverse("customers:dossier", args=[file.row.dossier_id]),
        "forms": _forms(file, fit, bound),
    }
    return render(request, "warning/winback.html", content, status=status)


def _forms(
    file: WinBackFile, fit: list[tuple[str, str]], bound: Mapping[str, forms.Form]
) -> dict[str, forms.Form]:
    words = {"why": file.why, "last_words": file.last_words, "offer": file.offer}
    fresh: dict[str, forms.Form] = {
        "words": WinBackForm(initial=words),
        "step": StepForm(people=fit, initial={"person": file.row.person_id}),
        "done": ReasonForm(),
        "move": MoveForm(state=file.row.state),
    }
    return {**fresh, **bound}


def _deal(request: StaffRequest, file: WinBackFile) -> list[OpenedField]:
    """What was bought and at what price: only what a running sitting of this reader shows."""
    found: list[OpenedField] = []
    for compartment in _DEAL:
        opened = gate.read_again(
            reader=request.actor, dossier_id=file.row.dossier_id, compartment=compartment,
            at=clock.now(),
        )  # fmt: skip
        found += [it for it in opened.fields if it.has_value] if opened else []
    return found


def _people_of(dossier_id: UUID) -> list[tuple[str, str]]:
    head = vault.dossier(dossier_id)
    return fit_people(head.keeper_id, head.deputy_id) if head else []


def _line(row: WinBackRow, names: Mapping[UUID, str], today: date) -> dict[str, Any]:
    return {
        "row": row,
        "state": STATES[row.state],
        "person": named(names, row.person_id),
        "is_late": row.next_on is not None and row.next_on < today,
    }


def _step(row: StepRow, names: Mapping[UUID, str], today: date) -> dict[str, Any]:
    return {
        "row": row,
        "what": STEPS[row.kind],
        "person": named(names, row.person_id),
        "done_by": named(names, row.done_by),
        "is_late": row.done_at is None and row.due_on < today,
    }
