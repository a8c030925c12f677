"""What the company asks for: rhythm of handing in, limits of freshness, commission tail."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from muniment.core import clock
from muniment.people import queries as people
from muniment.people.domain.roles import Role
from muniment.submissions import queries, services
from muniment.submissions.domain.freshness import DAYS
from muniment.vault.catalogue import current
from muniment.vault.domain.cells import ROLE_LABELS
from muniment.vault.domain.duties import LEADING
from muniment.web.access import StaffRequest, for_roles
from muniment.web.account.attempt import attempt
from muniment.web.submissions.forms import RhythmForm, TailForm, ThresholdForm
from muniment.web.submissions.words import beat_word, code_word


@for_roles(*LEADING)
@never_cache
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Show what is asked of whom."""
    return _page(request)


@for_roles(*LEADING)
@require_POST
def rhythm(request: StaffRequest) -> HttpResponse:
    """Set a rhythm; the one before stays on record."""
    form = RhythmForm(request.POST)
    return _done(
        request, "rhythm", form,
        lambda: services.set_rhythm(**form.told(), by=request.actor, at=clock.now()),
    )  # fmt: skip


@for_roles(*LEADING)
@require_POST
def threshold(request: StaffRequest) -> HttpResponse:
    """Set after how many days a value wants a fresh word."""
    form = ThresholdForm(request.POST)
    return _done(
        request, "limit", form,
        lambda: services.set_threshold(**form.cleaned_data, by=request.actor, at=clock.now()),
    )  # fmt: skip


@for_roles(Role.OWNER)
@require_POST
def tail(request: StaffRequest) -> HttpResponse:
    """Set what a clean hand-over earns."""
    form = TailForm(request.POST)
    return _done(
        request, "tail", form,
        lambda: services.set_tail_rule(**form.told(), by=request.actor, at=clock.now()),
    )  # fmt: skip


def _done(request: StaffRequest, name: str, form: Form, verb: Callable[[], None]) -> HttpResponse:
    def called() -> bool:
        verb()
        return True

    if attempt(form, called):
        messages.success(request, gettext("Set. What held before stays on record."))
        return redirect("submissions:settings")
    return _page(request, {name: form}, status=422)


def _page(
    request: StaffRequest, forms: dict[str, Form] | None = None, status: int = 200
) -> HttpResponse:
    given, catalogue, teams = forms or {}, current(), {one.id: one.name for one in people.teams()}
    set_days = queries.thresholds()
    rule = queries.tail_rule()
    content: dict[str, Any] = {
        "rhythms": [(_scope(row, teams), beat_word(row.beat)) for row in queries.rhythms()],
        "limits": [
            (code_word(catalogue, one.code), set_days.get(one.code, DAYS.get(one.code, 180)))
            for one in catalogue.compartments
        ] + [
            (code_word(catalogue, code), days) for code, days in set_days.items() if "." in code
        ],
        "rule": rule,
        "rule_percent": f"{rule.basis_points / 100:g}" if rule else "",
        "rhythm_form": given.get("rhythm") or RhythmForm(),
        "limit_form": given.get("limit") or ThresholdForm(),
        "tail_form": given.get("tail") or TailForm(),
        "owns": request.reader.role is Role.OWNER,
    }  # fmt: skip
    return render(request, "submissions/settings.html", content, status=status)


def _scope(row: queries.RhythmRow, teams: dict[Any, str]) -> str:
    if row.team_id:
        return teams.get(row.team_id, "–")
    return gettext(ROLE_LABELS[Role(row.role)]) if row.role else gettext("The whole company")
