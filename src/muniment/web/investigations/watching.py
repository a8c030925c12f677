"""The watch: when the case is looked at again, and by which checks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_POST

from muniment.core import clock
from muniment.investigations import checks as registry
from muniment.investigations import services
from muniment.investigations.casefile import CaseFile, WatchRow
from muniment.investigations.domain import wording
from muniment.investigations.domain.checks import Mode
from muniment.investigations.services.course import LONGEST_WATCH
from muniment.web.access import StaffRequest, for_roles
from muniment.web.account.attempt import attempt
from muniment.web.investigations.section_forms import ask_again, back_to
from muniment.web.investigations.words import CASE_ROLES, say

USUAL_DAYS = 90


def _unattended() -> list[tuple[str, str]]:
    """The checks that need no person, as choices."""
    found = registry.checks().values()
    return [(one.id, gettext(one.title)) for one in found if one.mode is not Mode.MANUAL]


class WatchForm(forms.Form):
    """How often, and what."""

    every_days = forms.IntegerField(
        label=gettext_lazy("Every so many days"), min_value=1, max_value=LONGEST_WATCH
    )
    checks = forms.MultipleChoiceField(
        label=gettext_lazy("Only these checks"),
        required=False,
        choices=_unattended,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None ticked: all that run by themselves."),
    )


@dataclass(frozen=True, slots=True)
class WatchPart:
    """The section; `is_due` says that it waits to be looked at now, `because` why."""

    watch: WatchRow | None
    checks: tuple[str, ...]
    set_by: str
    due_at: datetime | None
    is_due: bool
    because: str
    form: WatchForm


def shown(case: CaseFile, names: Mapping[UUID, str], at: datetime) -> WatchPart:
    """Lay out the section; asks nobody."""
    watch, head, known = case.watch, case.head, dict(_unattended())
    chosen = watch.checks if watch else ()
    is_due = head.due_at is not None and head.due_at <= at
    initial = {"every_days": watch.every_days if watch else USUAL_DAYS, "checks": list(chosen)}
    return WatchPart(
        watch=watch, checks=tuple(known.get(one, one) for one in chosen),
        set_by=names.get(watch.set_by, "") if watch and watch.set_by else "",
        due_at=head.due_at, is_due=is_due,
        because=say(wording.DUE, head.due_because) if head.due_because else "",
        form=WatchForm(initial=initial, auto_id="watch-%s"),
    )  # fmt: skip


@for_roles(*CASE_ROLES)
@require_POST
def set_watch(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Set the schedule; the one before ends with it."""
    form = WatchForm(request.POST)
    watch_id = attempt(
        form,
        lambda: services.watch_case(
            case_id=case_id, every_days=form.cleaned_data["every_days"],
            checks=form.cleaned_data["checks"], by=request.actor, at=clock.now(),
        ),
    )  # fmt: skip
    if watch_id is None:
        return ask_again(request, case_id, "watch", gettext("Look at this case again"), [form])
    messages.success(request, gettext("The case comes back by itself."))
    return back_to(case_id, "watch")


@for_roles(*CASE_ROLES)
@require_POST
def end(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """End the schedule."""
    services.end_watch(case_id=case_id, by=request.actor, at=clock.now())
    messages.success(request, gettext("The case no longer comes back by itself."))
    return back_to(case_id, "watch")


@for_roles(*CASE_ROLES)
@require_POST
def settle(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Say that a due case was looked at."""
    services.settle_due(case_id=case_id, by=request.actor, at=clock.now())
    messages.success(request, gettext("Looked at; it comes back on its day."))
    return back_to(case_id, "watch")
