"""Running checks, and saying how those ended that a person does."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from muniment.core import clock
from muniment.investigations import checks as registry
from muniment.investigations import queries, services
from muniment.investigations.domain.checks import Outcome
from muniment.web.access import StaffRequest, for_roles
from muniment.web.account.attempt import attempt
from muniment.web.investigations.forms import OutcomeForm
from muniment.web.investigations.page import CHANGED, open_page
from muniment.web.investigations.running import progress_of
from muniment.web.investigations.steps import steps_of
from muniment.web.investigations.words import CASE_ROLES


@for_roles(*CASE_ROLES)
@require_POST
def run(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Queue one check, or all that have no fresh answer, and show how far it is."""
    check = request.POST.get("check", "")
    services.queue_run(
        case_id=case_id, checks=[check] if check else [], by=request.actor, at=clock.now()
    )
    if not request.headers.get("HX-Request"):
        return redirect("cases:case", case_id)
    return _progress(request, case_id)


@for_roles(*CASE_ROLES)
@never_cache
@require_GET
def progress(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Say how far the run is; when it has ended, let the page load itself again."""
    queries.case_head(reader=request.actor, case_id=case_id)
    return _progress(request, case_id)


def _progress(request: StaffRequest, case_id: UUID) -> HttpResponse:
    job = progress_of(case_id, queries.running(case_id))
    if job is None:
        answer = HttpResponse(status=200)
        answer["HX-Refresh"] = "true"
        return answer
    return render(request, "parts/progress.html", {"job": job})


@for_roles(*CASE_ROLES)
@require_POST
def settle(request: StaffRequest, case_id: UUID, check: str) -> HttpResponse:
    """Put on record how a check ended that a person did."""
    form = OutcomeForm(request.POST, auto_id=f"{check.replace('.', '-')}-%s")
    done = attempt(form, lambda: _settled(request, case_id, check, form))
    if not request.headers.get("HX-Request"):
        if done is None:
            messages.error(request, gettext("Say what you did and what you saw."))
        return redirect(_place(case_id, check))
    page = open_page(request, case_id)
    step = registry.checks()[check].step
    content = {**page.overview(), "steps": steps_of(page.case, page.names(), step), "swapped": True}
    if done is None:
        content["wrong"] = {"check": check, "form": form}
    answer = render(
        request, "investigations/_step_after.html", content, status=200 if done else 422
    )
    answer["HX-Trigger"] = CHANGED
    return answer


def _settled(request: StaffRequest, case_id: UUID, check: str, form: OutcomeForm) -> UUID:
    return services.record_manual_outcome(
        case_id=case_id, check=check, outcome=Outcome(form.cleaned_data["outcome"]),
        note=form.cleaned_data["note"], by=request.actor, at=clock.now(),
    )  # fmt: skip


def _place(case_id: UUID, check: str) -> str:
    page = reverse("cases:case", args=[case_id])
    return f"{page}#check-{check.replace('.', '-')}"
