"""The list of warnings, and the outcome of one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from muniment.core import clock
from muniment.people import queries as people
from muniment.warning import queries, reading, services
from muniment.warning.reading import WarningRow
from muniment.warning.standing import READERS
from muniment.web.access import StaffRequest, for_roles
from muniment.web.warning.forms import FilterForm
from muniment.web.warning.tabs import tabs
from muniment.web.warning.words import OUTCOMES, REASONS, named, percent, sentence

ROLES = tuple(sorted(READERS, key=lambda role: role.value))


@for_roles(*ROLES)
@never_cache
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """List the warnings within reach, most money first; the reading is on record."""
    form, now = FilterForm(request.GET), clock.now()
    page = reading.read_warnings(
        reader=request.actor, filters=form.narrowed(), at=now, cursor=request.GET.get("cursor")
    )
    run = queries.newest_run()
    content = {
        "tabs": tabs(request),
        "form": form,
        "page": page,
        "rows": told(page.rows, run.horizon_days if run else queries.HORIZON),
        "run": run,
        "is_narrowed": bool(set(request.GET) - {"cursor"}),
    }
    partly = request.headers.get("HX-Request") and not request.headers.get("HX-Boosted")
    return render(request, "warning/_rows.html" if partly else "warning/index.html", content)


@for_roles(*ROLES)
@require_POST
def withdraw(request: StaffRequest, warning_id: UUID) -> HttpResponse:
    """Open a warning again."""
    services.withdraw_outcome(warning_id=warning_id, by=request.actor, at=clock.now())
    said = gettext("The warning is open again. The first answer stays on record.")
    messages.success(request, said)
    return redirect("warning:index")


def told(rows: list[WarningRow], horizon: int) -> list[dict[str, Any]]:
    """Turn warnings into lines: words, sentence, names."""
    ids = {it for row in rows for it in (row.keeper_id, row.employee_id, row.outcome_by)}
    names = people.names(ids)
    return [
        {
            "row": row,
            "reason": REASONS[row.reason],
            "is_suspicion": row.employee_id is not None,
            "sentence": sentence(
                row.reason, row.facts, employee=named(names, row.employee_id), horizon=horizon
            ),
            "chance": percent(row.facts["chance"]),
            "keeper": named(names, row.keeper_id),
            "outcome": OUTCOMES[row.outcome] if row.outcome else "",
            "outcome_by": named(names, row.outcome_by),
        }
        for row in rows
    ]
