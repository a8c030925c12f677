"""The house's own list: who is on it and why, how often suspected. Each reading is on record."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from muniment.core import clock
from muniment.people import queries as people
from muniment.screening import services
from muniment.screening.domain.parties import PartyKind
from muniment.screening.services import OwnEntryInvalid
from muniment.web.access import StaffRequest, for_roles
from muniment.web.customs_data.words import country
from muniment.web.errors import Refusal
from muniment.web.screening.forms import OwnForm, ReasonForm
from muniment.web.screening.rights import KEEP
from muniment.web.screening.tabs import tabs
from muniment.web.screening.words import KINDS


@for_roles(*KEEP)
@never_cache
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Show the own list; the reading is on record."""
    return _page(request, OwnForm())


def _page(request: StaffRequest, form: OwnForm, status: int = 200) -> HttpResponse:
    rows = services.read_own(by=request.actor, at=clock.now())
    names = people.names({row.entered_by for row in rows if row.entered_by})
    content = {
        "tabs": tabs(request),
        "form": form,
        "rows": [_line(row, names) for row in rows],
    }
    return render(request, "screening/own.html", content, status=status)


def _line(row: services.OwnRow, names: dict[UUID, str]) -> dict[str, Any]:
    first, *others = row.party.names
    return {
        "id": row.id,
        "name": first.text,
        "others": [name.text for name in others],
        "kind": KINDS[row.party.kind],
        "countries": ", ".join(country(code) for code in row.party.countries),
        "reason": row.reason,
        "suspected": row.suspected,
        "by": names.get(row.entered_by, "") if row.entered_by else gettext("the house itself"),
        "at": row.entered_at,
    }


@for_roles(*KEEP)
@require_POST
def enter(request: StaffRequest) -> HttpResponse:
    """Put somebody on the own list."""
    form = OwnForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    told = form.cleaned_data
    try:
        services.enter_own(
            names=form.lines(), kind=PartyKind(told["kind"]), reason=told["reason"],
            countries=form.countries(), by=request.actor, at=clock.now(),
        )  # fmt: skip
    except OwnEntryInvalid as error:
        said = Refusal.of(error)
        form.add_error(None, f"{said.title} {said.next_step}")
        return _page(request, form, status=422)
    messages.success(request, gettext("The name is screened for from now on, like every list."))
    return redirect("screening:own")


@for_roles(*KEEP)
@require_POST
def again(request: StaffRequest, own_id: UUID) -> HttpResponse:
    """Count one more suspicion."""
    times = services.suspect_again(entry_id=own_id, by=request.actor, at=clock.now())
    told = ngettext("Suspected %(n)s time now.", "Suspected %(n)s times now.", times)
    messages.success(request, told % {"n": times})
    return redirect("screening:own")


@for_roles(*KEEP)
@require_POST
def remove(request: StaffRequest, own_id: UUID) -> HttpResponse:
    """Take somebody off the own list; entry and reason stay on record."""
    form = ReasonForm(request.POST)
    form.is_valid()
    services.remove_own(
        entry_id=own_id, reason=form.cleaned_data.get("reason", ""), by=request.actor,
        at=clock.now(),
    )  # fmt: skip
    messages.success(request, gettext("The name is no longer on our list. The entry is kept."))
    return redirect("screening:own")
