"""The schedule of cases: the rule by which the house opens them, and whom it would take now."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from muniment.core import clock
from muniment.investigations import queries, scheduling, services
from muniment.investigations.domain import duties, wording
from muniment.investigations.domain.schedule import A_WEEK, MONTHS, First, Lead, Rule
from muniment.people import queries as people
from muniment.people.domain.roles import Role
from muniment.web.access import StaffRequest, for_roles
from muniment.web.account.attempt import attempt
from muniment.web.investigations.words import say

SETTERS: Final = tuple(role for role in Role if duties.may_schedule(role))
PREVIEW: Final = "preview"


def _choices(kind: type[First | Lead], words: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(one.value, say(words, one.value)) for one in kind]


class RuleForm(forms.Form):
    """The rule, cell by cell."""

    is_on = forms.BooleanField(
        label=gettext_lazy("The house opens cases by itself"), required=False
    )
    months = forms.IntegerField(
        label=gettext_lazy("For customers without a case of the last … months"),
        min_value=MONTHS[0], max_value=MONTHS[-1],
    )  # fmt: skip
    a_week = forms.IntegerField(
        label=gettext_lazy("At most so many a week"),
        min_value=A_WEEK[0], max_value=A_WEEK[-1],
        help_text=gettext_lazy("Each takes a person about a quarter of an hour."),
    )  # fmt: skip
    first = forms.ChoiceField(
        label=gettext_lazy("Who comes first"),
        choices=lambda: _choices(First, wording.SCHEDULE_FIRST),
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Customers without a forecast follow, the newest of them first."),
    )
    lead = forms.ChoiceField(
        label=gettext_lazy("Who leads the case"),
        choices=lambda: _choices(Lead, wording.SCHEDULE_LEAD),
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Where no keeper is at work, compliance does."),
    )

    @classmethod
    def showing(cls, rule: Rule) -> "RuleForm":
        """The form with a rule in it."""
        told = {"is_on": rule.is_on, "months": rule.months, "a_week": rule.a_week}
        return cls(initial={**told, "first": rule.first.value, "lead": rule.lead.value})

    def rule(self) -> Rule:
        """What the form says, as the verb wants it."""
        told = self.cleaned_data
        return Rule(
            told["is_on"], told["months"], told["a_week"], First(told["first"]), Lead(told["lead"])
        )


@for_roles(*SETTERS)
@never_cache
@require_http_methods(["GET", "POST"])
def schedule(request: StaffRequest) -> HttpResponse:
    """Show the rule and whom it would take now; look ahead with another, or put it into force."""
    form = RuleForm(request.POST) if request.method == "POST" else None
    if form is None:
        return _shown(request, None)
    if request.POST.get("step") == PREVIEW:
        return _shown(request, form)
    number = attempt(
        form, lambda: services.set_schedule(rule=form.rule(), by=request.actor, at=clock.now())
    )
    if number is None:
        return _shown(request, form)
    messages.success(request, gettext("The rule is in force from now on."))
    return redirect("cases:schedule")


def _shown(request: StaffRequest, form: RuleForm | None) -> HttpResponse:
    held, now = queries.schedule_in_force(), clock.now()
    is_sound = form is None or form.is_valid()
    rule = form.rule() if form and is_sound else held.rule
    found = scheduling.outlook(reader=request.actor, rule=rule, at=now)
    versions = queries.schedules(limit=5)
    ids: set[UUID | None] = {row.leader_id for row in found.next}
    names = people.names(ids | {row.set_by for row in versions})
    content: dict[str, Any] = {
        "form": form or RuleForm.showing(held.rule),
        "is_trial": form is not None and is_sound,
        "rule": rule,
        "held": held,
        "outlook": found,
        "left": max(0, rule.a_week - found.opened),
        "lines": [(row, names.get(row.leader_id, "–")) for row in found.next],
        "versions": [(row, names.get(row.set_by, "–")) for row in versions if row.set_by],
    }
    status = 200 if is_sound and not (form and form.errors) else 422
    return render(request, "investigations/sections/schedule.html", content, status=status)
