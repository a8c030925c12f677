"""How the house warns: days, rates of currencies, and the runs so far."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from muniment.core import clock
from muniment.jobs import queries as jobs
from muniment.people import queries as people
from muniment.people.domain.roles import Role
from muniment.sales import queries as sales
from muniment.sales import services as rating
from muniment.sales.rates import SETTERS
from muniment.warning import queries, services
from muniment.web.access import StaffRequest, for_roles
from muniment.web.warning.forms import RatesForm, SettingsForm, attempt
from muniment.web.warning.lists import ROLES
from muniment.web.warning.tabs import tabs

_LEADERS = (Role.OWNER, Role.SALES_MANAGER)
_RATERS = tuple(sorted(SETTERS, key=lambda role: role.value))


@for_roles(*ROLES, Role.FINANCE)
@never_cache
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Show settings, rates and runs; numbers of the house, no customer's."""
    return _page(request, {})


@for_roles(*_LEADERS)
@require_POST
def save(request: StaffRequest) -> HttpResponse:
    """Set the days."""
    form = SettingsForm(request.POST)

    def verb(data: Mapping[str, Any]) -> None:
        services.set_settings(
            horizon_days=data["horizon_days"], watch_days=data["watch_days"], by=request.actor,
            at=clock.now(),
        )  # fmt: skip

    return _done(request, "settings", form, verb, gettext("The next night warns by these days."))


@for_roles(*_RATERS)
@require_POST
def rates(request: StaffRequest) -> HttpResponse:
    """Say what currencies are worth."""
    form = RatesForm(request.POST)

    def verb(data: Mapping[str, Any]) -> None:
        rating.set_rates(usd=data["rates"], by=request.actor, at=clock.now())

    return _done(request, "rates", form, verb, gettext("Money is counted by these rates now."))


@for_roles(*_LEADERS, Role.COMPLIANCE)
@require_POST
def score(request: StaffRequest) -> HttpResponse:
    """Let the worker score all customers now."""
    services.queue_scores(by=request.actor, at=clock.now())
    messages.success(request, gettext("The worker looks at all customers now."))
    return redirect("warning:settings")


def _done(request: StaffRequest, name: str, form: forms.Form, verb: Any, said: str) -> HttpResponse:
    if not attempt(form, verb):
        return _page(request, {name: form}, status=422)
    messages.success(request, said)
    return redirect("warning:settings")


def _page(
    request: StaffRequest, bound: Mapping[str, forms.Form], status: int = 200
) -> HttpResponse:
    told, money = queries.settings_in_force(), sales.rates_in_force()
    lines = "\n".join(f"{code} {rate:g}" for code, rate in sorted(money.usd.items()))
    names = people.names({told.set_by, money.set_by})
    content = {
        "tabs": tabs(request) if request.reader.role in ROLES else [],
        "settings": told,
        "set_by": names.get(told.set_by) if told.set_by else "",
        "rates": sorted(money.usd.items()),
        "rates_row": money,
        "rates_by": names.get(money.set_by) if money.set_by else "",
        "runs": queries.runs(limit=30),
        "may_set": request.reader.role in _LEADERS,
        "may_rate": request.reader.role in SETTERS,
        "may_score": request.reader.role in {*_LEADERS, Role.COMPLIANCE},
        "is_scoring": bool(jobs.open_jobs_of("warning.score")),
        "forms": {
            "settings": SettingsForm(
                initial={"horizon_days": told.horizon_days, "watch_days": told.watch_days}
            ),
            "rates": RatesForm(initial={"rates": lines}),
            **bound,
        },
    }
    return render(request, "warning/settings.html", content, status=status)
