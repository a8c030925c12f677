"""One customer: its rhythm as a picture, its warnings, what it said, and an old day again."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from muniment.core import clock
from muniment.people import queries as people
from muniment.warning import queries, reading, services
from muniment.warning.domain.outcomes import Pause
from muniment.warning.errors import NothingScored
from muniment.warning.pictures import Mark, Span, Timeline, timeline
from muniment.warning.reading import CustomerFile
from muniment.web.access import StaffRequest, for_roles
from muniment.web.warning.forms import (
    AgainForm,
    OpenForm,
    OutcomeForm,
    PauseForm,
    RhythmForm,
    WordForm,
    attempt,
)
from muniment.web.warning.lists import ROLES, told
from muniment.web.warning.people import fit_people
from muniment.web.warning.tabs import tabs
from muniment.web.warning.words import PAUSES, REASONS, named, percent, sentence

Bound = Mapping[str, forms.Form]


@for_roles(*ROLES)
@never_cache
@require_GET
def customer(request: StaffRequest, dossier_id: UUID) -> HttpResponse:
    """Show a customer's rhythm and warnings; on record. With `on`, an old day is computed again."""
    return page(request, dossier_id, {})


@for_roles(*ROLES)
@require_POST
def outcome(request: StaffRequest, dossier_id: UUID, warning_id: UUID) -> HttpResponse:
    """Say what became of a warning."""
    form = OutcomeForm(request.POST)

    def verb(_: Mapping[str, Any]) -> None:
        found, reason = form.read()
        services.set_outcome(
            warning_id=warning_id, outcome=found, reason=reason, by=request.actor, at=clock.now()
        )

    said = gettext("The warning is closed. What you said stays on record.")
    return _done(request, dossier_id, "outcome", form, verb, said)


@for_roles(*ROLES)
@require_POST
def word(request: StaffRequest, dossier_id: UUID) -> HttpResponse:
    """Write down what the customer said; its clock may stand still for a time."""
    form = WordForm(request.POST)

    def verb(data: Mapping[str, Any]) -> None:
        wait = None
        if data["until"]:
            wait = services.Wait(data["until"], Pause(data["why"] or Pause.OTHER))
        services.note_word(
            dossier_id=dossier_id, said_on=data["said_on"], words=data["words"], wait=wait,
            by=request.actor, at=clock.now(),
        )  # fmt: skip

    return _done(request, dossier_id, "word", form, verb, gettext("It is written down."))


@for_roles(*ROLES)
@require_POST
def pause(request: StaffRequest, dossier_id: UUID) -> HttpResponse:
    """Stop the customer's clock for a time."""
    form = PauseForm(request.POST)

    def verb(data: Mapping[str, Any]) -> None:
        services.suspend(
            dossier_id=dossier_id, starts_on=data["starts_on"], ends_on=data["ends_on"],
            why=form.pause(), by=request.actor, at=clock.now(),
        )  # fmt: skip

    said = gettext("Its clock stands still for that time. The next night counts with it.")
    return _done(request, dossier_id, "pause", form, verb, said)


@for_roles(*ROLES)
@require_POST
def resume(request: StaffRequest, dossier_id: UUID, suspension_id: UUID) -> HttpResponse:
    """Take a suspension back."""
    services.end_suspension(suspension_id=suspension_id, by=request.actor, at=clock.now())
    messages.success(request, gettext("It is taken back. The next night counts without it."))
    return redirect("warning:customer", dossier_id)


@for_roles(*ROLES)
@require_POST
def rhythm(request: StaffRequest, dossier_id: UUID) -> HttpResponse:
    """Register how often the customer orders."""
    form = RhythmForm(request.POST)

    def verb(data: Mapping[str, Any]) -> None:
        services.register_rhythm(
            dossier_id=dossier_id, gap_days=data["gap_days"], months=form.month_numbers(),
            next_on=data["next_on"], by=request.actor, at=clock.now(),
        )  # fmt: skip

    said = gettext("The rhythm is registered. The next night counts with it.")
    return _done(request, dossier_id, "rhythm", form, verb, said)


@for_roles(*ROLES)
@require_POST
def end_rhythm(request: StaffRequest, dossier_id: UUID) -> HttpResponse:
    """Let the orders alone speak."""
    services.end_rhythm(dossier_id=dossier_id, by=request.actor, at=clock.now())
    messages.success(request, gettext("The rhythm is ended. The orders alone speak now."))
    return redirect("warning:customer", dossier_id)


def _done(  # noqa: PLR0917 - what the verbs of a page have in common
    request: StaffRequest, dossier_id: UUID, name: str, form: forms.Form,
    verb: Callable[[Mapping[str, Any]], None], said: str,
) -> HttpResponse:  # fmt: skip
    if not attempt(form, verb):
        return page(request, dossier_id, {name: form}, status=422)
    messages.success(request, said)
    return redirect("warning:customer", dossier_id)


def page(request: StaffRequest, dossier_id: UUID, bound: Bound, status: int = 200) -> HttpResponse:
    """Render the page; `bound` holds a form that was sent and not taken, by its name."""
    now = clock.now()
    file = reading.read_customer(reader=request.actor, dossier_id=dossier_id, at=now)
    run = queries.newest_run()
    horizon = run.horizon_days if run else queries.settings_in_force().horizon_days
    names = people.names(
        {it.by for it in file.words or ()} | {it.by for it in file.pauses}
        | {it.person_id for it in file.kept}
        | {file.rhythm.by if file.rhythm else None, file.keeper_id, file.deputy_id}
    )  # fmt: skip
    again = AgainForm(request.GET if "on" in request.GET else None)
    content = {
        "tabs": tabs(request),
        "file": file,
        "warnings": told(list(file.warnings), horizon),
        "has_closed": any(not row.is_open for row in file.warnings),
        "chance": percent(file.forecast.stopped) if file.forecast else "",
        "horizon": horizon,
        "picture": _picture(file, names, timezone.localdate(now)),
        "due": _due(file),
        "words": [{"row": it, "by": named(names, it.by)} for it in file.words or ()],
        "pauses": [_pause(it, names) for it in file.pauses],
        "kept": [{"row": it, "name": named(names, it.person_id)} for it in file.kept],
        "rhythm_by": named(names, file.rhythm.by) if file.rhythm else "",
        "orders": list(reversed(file.orders or ()))[:200],
        "forms": _forms(file, timezone.localdate(now), bound),
        "again": _again(request, dossier_id, horizon, again),
        "again_form": again,
        "bound": next(iter(bound), ""),
    }
    return render(request, "warning/customer.html", content, status=status)


def _pause(row: reading.PauseRow, names: Mapping[UUID, str]) -> dict[str, Any]:
    return {"row": row, "why": PAUSES[row.why], "by": named(names, row.by)}


def _forms(file: CustomerFile, today: date, bound: Bound) -> dict[str, forms.Form]:
    rhythm = file.rhythm
    first: dict[str, Any] = {}
    if rhythm:
        first = {
            "gap_days": rhythm.gap_days, "months": [str(it) for it in rhythm.months],
            "next_on": rhythm.next_on,
        }  # fmt: skip
    fresh: dict[str, forms.Form] = {
        "outcome": OutcomeForm(),
        "word": WordForm(initial={"said_on": today}),
        "pause": PauseForm(initial={"starts_on": today}),
        "rhythm": RhythmForm(initial=first),
        "open": OpenForm(
            people=fit_people(file.keeper_id, file.deputy_id), initial={"person": file.keeper_id}
        ),
    }
    return {**fresh, **bound}


def _due(file: CustomerFile) -> tuple[date, date, date, date] | None:
    if file.forecast is None:
        return None
    last = file.forecast.last_on
    first, second, third, fourth = (last + timedelta(days=round(it)) for it in file.forecast.due)
    return first, second, third, fourth


def _picture(file: CustomerFile, names: Mapping[UUID, str], today: date) -> str:
    if file.orders is None or not file.orders:
        return ""
    pauses = [
        Span(it.starts_on, it.ends_on, str(PAUSES[it.why])) for it in file.pauses if not it.ended_at
    ]
    marks = [
        Mark(it.starts_on, gettext("Keeper: %s") % named(names, it.person_id), False)
        for it in file.kept[1:]
    ]
    for it in file.kept:
        who = named(names, it.person_id)
        if it.noticed_on:
            marks.append(Mark(it.noticed_on, gettext("Notice: %s") % who, True))
        if it.left_on and it.left_on <= today:
            marks.append(Mark(it.left_on, gettext("Left: %s") % who, True))
    return timeline(
        Timeline([day for day, _ in file.orders], today, _due(file), pauses, marks),
        title=gettext("Orders and when the next one is due"),
        about=_about(file), today=date_format(today, "DATE_FORMAT"),
    )  # fmt: skip


def _about(file: CustomerFile) -> str:
    count = len({day for day, _ in file.orders or ()})
    due = _due(file)
    if due is None:
        return gettext("%(count)s order days.") % {"count": count}
    return gettext(
        "%(count)s order days; nine next orders out of ten are due between %(first)s and %(last)s."
    ) % {
        "count": count, "first": date_format(due[0], "DATE_FORMAT"),
        "last": date_format(due[3], "DATE_FORMAT"),
    }  # fmt: skip


def _again(
    request: StaffRequest, dossier_id: UUID, horizon: int, form: AgainForm
) -> dict[str, Any] | None:
    """An old day, if one was asked for; a book that is too young then is an answer, too."""
    if not form.is_valid():
        return None
    on = form.cleaned_data["on"]
    try:
        found = reading.score_again(
            reader=request.actor, dossier_id=dossier_id, on=on, at=clock.now()
        )
    except NothingScored:
        return {"on": on, "found": None, "rows": []}
    names = people.names({row.employee_id for row in found.rows})
    rows = [
        {
            "reason": REASONS[row.reason], "is_alarm": row.is_alarm, "score": percent(row.score),
            "sentence": sentence(
                row.reason, row.facts, employee=named(names, row.employee_id), horizon=horizon
            ),
        }
        for row in found.rows
    ]  # fmt: skip
    return {"on": on, "found": found, "rows": rows}
