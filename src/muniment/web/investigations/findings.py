"""Judging findings, and adding what a person saw."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from muniment.core import clock
from muniment.investigations import services
from muniment.investigations.domain import wording
from muniment.investigations.domain.rating import State
from muniment.investigations.domain.signals import Dimension, Signal, catalogue
from muniment.investigations.domain.signals import signal as known_signal
from muniment.investigations.errors import CaseNotYours, FindingNotFound
from muniment.web.access import StaffRequest, for_roles
from muniment.web.account.attempt import attempt
from muniment.web.errors import PageNotFound
from muniment.web.investigations.board import dimensions
from muniment.web.investigations.forms import FindingForm
from muniment.web.investigations.page import CHANGED, CasePage, open_page
from muniment.web.investigations.words import CASE_ROLES, pattern, say

_VERBS = {
    State.CONFIRMED: services.confirm_finding,
    State.DISMISSED: services.dismiss_finding,
    State.DUPLICATE: services.mark_duplicate,
    State.OPEN: services.reopen_finding,
}


@for_roles(*CASE_ROLES)
@require_POST
def judge(request: StaffRequest, case_id: UUID, finding_id: UUID) -> HttpResponse:
    """Confirm, dismiss, call a duplicate, or take that back; the part and both numbers follow.

    Raises: PageNotFound, and what the verbs refuse.
    """
    told = request.POST.get("state", "")
    if told not in set(State):
        raise PageNotFound
    reason = request.POST.get("reason", "")
    if not reason and told == State.OPEN:
        reason = gettext("Taken back.")
    _VERBS[State(told)](
        case_id=case_id, finding_id=finding_id, reason=reason, by=request.actor, at=clock.now()
    )
    if not request.headers.get("HX-Request"):
        return redirect(reverse("cases:case", args=[case_id]) + f"#finding-{finding_id}")
    return _part_after(open_page(request, case_id), finding_id)


def _part_after(page: CasePage, finding_id: UUID) -> HttpResponse:
    row = next((row for row in page.case.findings if row.id == finding_id), None)
    if row is None:
        raise FindingNotFound
    [part] = dimensions(page.case, page.names(), row.dimension)
    content = {**page.overview(), "part": part, "swapped": True}
    answer = render(page.request, "investigations/_dimension_after.html", content)
    answer["HX-Trigger"] = CHANGED
    return answer


@for_roles(*CASE_ROLES)
@never_cache
@require_http_methods(["GET", "POST"])
def add(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Choose a signal of the catalogue, then fill in its sentence and put it on record.

    Raises:
        SignalUnknown: the catalogue has no such signal.
    """
    page, code = open_page(request, case_id), request.GET.get("signal", "")
    if not page.rights.may_work:
        raise CaseNotYours
    if not code:
        content = {**page.head(), "groups": _groups(request), "all": "all" in request.GET}
        return render(request, "investigations/catalogue.html", content)
    about = known_signal(code)
    form = _form(request, page, about)
    if request.method == "POST":
        found = attempt(form, lambda: _added(page, about, form))
        if found is not None:
            messages.success(request, gettext("The finding is on record and counts from now on."))
            return redirect(reverse("cases:case", args=[case_id]) + f"#finding-{found}")
    content = {
        **page.head(), "form": form, "about": about, "sentence": pattern(about),
        "direction": say(wording.DIRECTIONS, about.direction.value),
        "dimension": say(wording.DIMENSIONS, about.dimension.value),
    }  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "investigations/add_finding.html", content, status=status)


def _form(request: StaffRequest, page: CasePage, about: Signal) -> FindingForm:
    shown = [row for row in page.case.evidence if not row.withheld]
    return FindingForm(
        request.POST if request.method == "POST" else None, about=about, evidence=shown
    )


def _added(page: CasePage, about: Signal, form: FindingForm) -> UUID:
    told = form.cleaned_data
    return services.add_finding(
        case_id=page.id, signal=about.code, facts=form.facts, excerpt=told["excerpt"],
        evidence_ids=told.get("evidence") or (), confidence=told["confidence"],
        by=page.request.actor, at=page.now,
    )  # fmt: skip


def _groups(request: StaffRequest) -> list[dict[str, Any]]:
    """The catalogue by dimension: what a person can see, or all of it."""
    everything = "all" in request.GET
    shown = [one for one in catalogue().values() if everything or _by_person(one)]
    return [
        {
            "title": say(wording.DIMENSIONS, dimension.value),
            "signals": [
                {
                    "code": one.code, "sentence": pattern(one), "weight": one.weight,
                    "direction": one.direction.value,
                    "word": say(wording.DIRECTIONS, one.direction.value),
                }
                for one in shown
                if one.dimension is dimension
            ],
        }
        for dimension in Dimension
    ]  # fmt: skip


_MANUAL = ("person", "search.", "third_parties.", "basics.licence")


def _by_person(one: Signal) -> bool:
    return any(check.startswith(_MANUAL) for check in one.seen_by)
