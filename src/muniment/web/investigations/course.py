"""The course of a case: handing it over, closing, reopening, saying that it was looked at."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from muniment.core.actor import Actor
from muniment.investigations import services
from muniment.investigations.domain import duties
from muniment.investigations.errors import CaseNotYours
from muniment.people import queries as people
from muniment.people.queries import PeopleFilter
from muniment.web.access import StaffRequest, for_roles
from muniment.web.account.attempt import attempt
from muniment.web.errors import PageNotFound
from muniment.web.investigations.forms import ReasonForm
from muniment.web.investigations.page import CasePage, open_page
from muniment.web.investigations.words import CASE_ROLES


class AssignForm(forms.Form):
    """Who leads the case from now on."""

    owner = forms.TypedChoiceField(label=gettext_lazy("Led by"), coerce=UUID)

    def __init__(self, *args: Any, **told: Any) -> None:
        super().__init__(*args, **told)
        field = self.fields["owner"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = _leaders()


class SettleForm(forms.Form):
    """Nothing to fill in: the button is the answer."""


@dataclass(frozen=True, slots=True)
class Doing:
    """One act being done."""

    case_id: UUID
    told: dict[str, Any]
    by: Actor
    at: datetime


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that can be done with a case: its words, its form, its verb."""

    title: str | Promise
    lead: str | Promise
    button: str | Promise
    done: str | Promise
    icon: str
    right: str
    form: type[forms.Form]
    do: Callable[[Doing], None]
    danger: bool = False


def _assign(doing: Doing) -> None:
    services.assign_case(
        case_id=doing.case_id, owner_id=doing.told["owner"], by=doing.by, at=doing.at
    )


def _close(doing: Doing) -> None:
    services.close_case(
        case_id=doing.case_id, reason=doing.told["reason"], by=doing.by, at=doing.at
    )


def _reopen(doing: Doing) -> None:
    services.reopen_case(
        case_id=doing.case_id, reason=doing.told["reason"], by=doing.by, at=doing.at
    )


def _settle(doing: Doing) -> None:
    services.settle_due(case_id=doing.case_id, by=doing.by, at=doing.at)


ACTS = {
    "assign": Act(
        gettext_lazy("Hand the case over"),
        gettext_lazy("Whoever leads the case finds it on Today. What was done so far stays."),
        gettext_lazy("Hand over"), gettext_lazy("The case was handed over."), "user-check",
        "may_assign", AssignForm, _assign,
    ),
    "close": Act(
        gettext_lazy("Close the case"),
        gettext_lazy("Nothing is added to a closed case; its re-check ends. It can be reopened."),
        gettext_lazy("Close the case"), gettext_lazy("The case is closed."), "lock",
        "may_close", ReasonForm, _close,
    ),
    "reopen": Act(
        gettext_lazy("Reopen the case"),
        gettext_lazy("The case is worked on again; a verdict that was in force still is."),
        gettext_lazy("Reopen the case"), gettext_lazy("The case is open again."), "lock-open",
        "may_close", ReasonForm, _reopen,
    ),
    "settle": Act(
        gettext_lazy("I looked at it again"),
        gettext_lazy("The case is no longer due and comes back on the day of its re-check."),
        gettext_lazy("Take it off the list"), gettext_lazy("The case is no longer due."),
        "eye-check", "may_work", SettleForm, _settle,
    ),
}  # fmt: skip


@for_roles(*CASE_ROLES)
@never_cache
@require_http_methods(["GET", "POST"])
def act(request: StaffRequest, case_id: UUID, act: str) -> HttpResponse:
    """Ask for one act on a case, and do it.

    Raises: PageNotFound, CaseNotYours, CaseNotFound, and what no other input would mend.
    """
    page, told = open_page(request, case_id), ACTS.get(act)
    if told is None:
        raise PageNotFound
    if not getattr(page.rights, told.right):
        raise CaseNotYours
    form = told.form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(form, lambda: _did(told, page, form)):
        messages.success(request, str(told.done))
        return redirect("cases:case", case_id)
    content = {**page.head(), "act": told, "form": form}
    return render(request, "investigations/act.html", content, status=422 if form.errors else 200)


def _did(told: Act, page: CasePage, form: forms.Form) -> bool:
    told.do(Doing(page.id, form.cleaned_data, page.request.actor, page.now))
    return True


def _leaders() -> list[tuple[str, str]]:
    """Everybody who may lead a case, by name; one query."""
    rows = people.people(PeopleFilter(), limit=500).rows
    return [(str(row.id), row.name) for row in rows if duties.may_lead(row.role)]
