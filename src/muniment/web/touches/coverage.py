"""Coverage: customers by parts, and what the company asks of each part."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from muniment.core import clock
from muniment.people import queries as people
from muniment.people.domain.roles import Role
from muniment.touches import gate, queries, services
from muniment.touches.domain.duties import Owed, Part
from muniment.touches.queries import CoverageRow
from muniment.vault.domain.duties import LEADING
from muniment.web.access import StaffRequest, for_roles, signed_in
from muniment.web.touches.forms import DefaultsForm
from muniment.web.touches.words import PARTS

_FILTERS = ("", "no_deputy", "late", "thread")
_SOON = 7  # days


@signed_in
@never_cache
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Show the matrix, the worst first; of other people's customers only on record."""
    now = clock.now()
    only = request.GET.get("only", "")
    told = gate.read_coverage(
        reader=request.actor, at=now, only=only if only in _FILTERS else "",
        keeper_id=_keeper(request), page=_number(request),
    )  # fmt: skip
    today = timezone.localdate(now)
    rows = told.coverage.rows
    ids = {it.person_id for row in rows for it in row.parts.values()}
    keepers = told.coverage.keepers if told.leads else frozenset()
    names = people.names({*ids, *keepers, *(it.person_id for it in told.threads)})
    threads = {it.dossier_id: it for it in told.threads}
    content = {
        "told": told, "page": told.coverage, "only": only, "keeper": request.GET.get("keeper", ""),
        "parts": PARTS.values(), "today": today,
        "may_set": request.reader.role in LEADING,
        "keepers": sorted(((str(key), names[key]) for key in keepers), key=lambda it: it[1]),
        "rows": [_row(row, names, threads.get(row.kept.dossier_id), today) for row in rows],
    }  # fmt: skip
    part = request.headers.get("HX-Request")
    return render(request, f"touches/{'_' if part else ''}coverage.html", content)


@for_roles(Role.OWNER, Role.SALES_MANAGER)
@require_http_methods(["GET", "POST"])
def defaults(request: StaffRequest) -> HttpResponse:
    """Show and set how often the company wants its customers contacted."""
    now = queries.defaults()
    form = DefaultsForm(request.POST or None, now=now)
    if request.method == "POST" and form.is_valid():
        for part in Part:
            days = form.cleaned_data[part.value]
            if days != now[part]:
                services.set_default(part=part, days=days, by=request.actor, at=clock.now())
        return redirect("touches:coverage")
    status = 422 if form.is_bound else 200
    return render(request, "touches/defaults.html", {"form": form}, status=status)


def _row(row: CoverageRow, names: dict[UUID, str], thread: Any, today: Any) -> dict[str, Any]:
    return {
        "kept": row.kept,
        "cells": [
            {"part": word, **_cell(row.parts.get(part), names, today)}
            for part, word in PARTS.items()
        ],
        "thread": thread,
        "hangs_on": names.get(thread.person_id, "") if thread else "",
    }


def _cell(duty: Owed | None, names: dict[UUID, str], today: Any) -> dict[str, Any]:
    """One field of the matrix: its state decides the tone, its words tell the same."""
    if duty is None:
        return {"state": "none"}
    if duty.person_id is None:
        return {"state": "nobody"}
    late = duty.late(today)
    soon = (duty.due_on - today).days <= _SOON
    return {
        "state": "late" if late else "soon" if soon else "good",
        "late": late, "age": duty.age(today), "days": duty.days,
        "who": names.get(duty.person_id, ""),
    }  # fmt: skip


def _keeper(request: StaffRequest) -> UUID | None:
    with suppress(ValueError):
        return UUID(request.GET.get("keeper", ""))
    return None


def _number(request: StaffRequest) -> int:
    told = request.GET.get("page", "1")
    return int(told) if told.isdecimal() and len(told) < 7 else 1
