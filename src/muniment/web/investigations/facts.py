"""What is known: adding, adopting, correcting and withdrawing."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from muniment.core import clock
from muniment.investigations import services
from muniment.investigations.errors import FactNotFound
from muniment.web.access import StaffRequest, for_roles
from muniment.web.account.attempt import attempt
from muniment.web.investigations.forms import FactForm
from muniment.web.investigations.known import known_of
from muniment.web.investigations.page import CHANGED, open_page
from muniment.web.investigations.steps import steps_of
from muniment.web.investigations.words import CASE_ROLES


@for_roles(*CASE_ROLES)
@require_POST
def add(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Add what somebody knows; checks rest on it at once."""
    form = FactForm(request.POST, auto_id="fact-%s")
    done = attempt(form, lambda: _added(request, case_id, form))
    return _after(request, case_id, None if done is not None else form)


def _added(request: StaffRequest, case_id: UUID, form: FactForm) -> list[UUID]:
    told = form.cleaned_data
    return services.add_facts(
        case_id=case_id, facts={told["code"]: [told["value"]]}, note=told["note"],
        by=request.actor, at=clock.now(),
    )  # fmt: skip


@for_roles(*CASE_ROLES)
@require_POST
def adopt(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Let checks rest on the proposed facts that were ticked."""
    services.adopt_facts(
        case_id=case_id, fact_ids=list(map(_uuid, request.POST.getlist("fact"))),
        by=request.actor, at=clock.now(),
    )  # fmt: skip
    return _after(request, case_id)


@for_roles(*CASE_ROLES)
@require_POST
def correct(request: StaffRequest, case_id: UUID, fact_id: UUID) -> HttpResponse:
    """Put a better value in the place of a fact."""
    services.correct_fact(
        case_id=case_id, fact_id=fact_id, value=request.POST.get("value", ""),
        note=request.POST.get("note", ""), by=request.actor, at=clock.now(),
    )  # fmt: skip
    return _after(request, case_id)


@for_roles(*CASE_ROLES)
@require_POST
def withdraw(request: StaffRequest, case_id: UUID, fact_id: UUID) -> HttpResponse:
    """Take a fact back, with a reason; it stays as history."""
    services.withdraw_fact(
        case_id=case_id, fact_id=fact_id, reason=request.POST.get("reason", ""),
        by=request.actor, at=clock.now(),
    )  # fmt: skip
    return _after(request, case_id)


def _after(request: StaffRequest, case_id: UUID, wrong: FactForm | None = None) -> HttpResponse:
    """The facts again; the numbers and the steps follow, because checks may have lost theirs."""
    if not request.headers.get("HX-Request") and wrong is None:
        return redirect(reverse("cases:case", args=[case_id]) + "#known")
    page = open_page(request, case_id)
    names = page.names()
    content = {
        **page.overview(), "known": known_of(page.case, names, wrong), "swapped": True,
        "steps": steps_of(page.case, names),
    }  # fmt: skip
    template = "_known_after.html" if request.headers.get("HX-Request") else "known.html"
    answer = render(request, f"investigations/{template}", content, status=422 if wrong else 200)
    answer["HX-Trigger"] = CHANGED
    return answer


def _uuid(told: str) -> UUID:
    try:
        return UUID(told)
    except ValueError:
        raise FactNotFound from None
