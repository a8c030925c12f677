"""One file on its way in: its columns confirmed, then loaded by the worker, with progress."""

from dataclasses import replace
from itertools import islice
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from muniment.core import clock
from muniment.customs_data import queries
from muniment.customs_data.domain.duties import LOADERS
from muniment.customs_data.domain.layouts import Layout, Wishes
from muniment.customs_data.domain.mapping import SURE
from muniment.customs_data.domain.roles import Role
from muniment.jobs import queries as jobs
from muniment.jobs.queries import JobRow, JobState
from muniment.sheets.lines import FileUnreadable
from muniment.web.access import StaffRequest, for_roles
from muniment.web.customs_data import words
from muniment.web.customs_data.forms import ColumnTwice, ReadingForm, columns_said, twice_words
from muniment.web.errors import Refusal

_TOP = 8  # lines of a file whose headings were not found


@for_roles(*LOADERS)
@never_cache
@require_http_methods(["GET", "POST"])
def upload(request: StaffRequest, upload_id: UUID) -> HttpResponse:
    """Show how a file is understood; take corrections; hand it to the worker."""
    kept = _kept(upload_id)
    if request.method == "GET":
        said = words.trouble(kept.trouble.code, kept.trouble.facts) if kept.trouble else ""
        return _page(request, kept, _form_of(kept), said)
    form = ReadingForm(request.POST)
    if not form.is_valid():
        return _page(request, kept, form, status=422)
    return _said(request, kept, form)


def _said(request: StaffRequest, kept: Any, form: ReadingForm) -> HttpResponse:
    """Take over what was said, then read again or load."""
    from muniment.customs_data import services, uploads  # loads the analytic engine's libraries

    wishes = form.wishes({})
    # As if nothing had been said of dates and money: an answer counts for what was asked.
    layout, _ = _layout(kept, replace(wishes, date_form=None, currency=""))
    try:
        columns = columns_said(request.POST.dict(), layout) if layout else {}
    except ColumnTwice as error:
        return _page(request, kept, form, twice_words(error.role, words.ROLES), status=422)
    told = form.cleaned_data
    uploads.revise(
        kept.id, wishes=form.wishes(columns), provider=told["provider"], as_of=told["as_of"],
        skip_bad=told["skip_bad"], accept_guesses=False,
    )  # fmt: skip
    if "read_again" in request.POST or layout is None:
        return redirect("customs_data:mapping", kept.id)
    if _asks_for_days(layout, wishes):
        return _page(request, kept, form, str(words.QUESTIONS["date_order"]), status=422)
    job_id = services.queue_load(upload_id=kept.id, by=request.actor, at=clock.now())
    return redirect("customs_data:loading", kept.id, job_id)


def _asks_for_days(layout: Layout, wishes: Wishes) -> bool:
    asked = any(question.code == "date_order" for question in layout.questions)
    return asked and wishes.date_form is None


@for_roles(*LOADERS)
@never_cache
@require_GET
def loading(request: StaffRequest, upload_id: UUID, job_id: UUID) -> HttpResponse:
    """Show how far the load is, or how it ended."""
    job = _job(job_id)
    if not job.is_open and _is_kept(upload_id):
        return redirect("customs_data:mapping", upload_id)
    content = {
        "job": _progress(upload_id, job) if job.is_open else None,
        "is_loaded": job.result_code == "loaded",
        "trouble": words.trouble(job.result_code, {}),
    }
    return render(request, "customs_data/loading.html", content)


@for_roles(*LOADERS)
@never_cache
@require_GET
def progress(request: StaffRequest, upload_id: UUID, job_id: UUID) -> HttpResponse:
    """Say how far the work is; when it has ended, let the page load itself again."""
    job = _job(job_id)
    if not job.is_open:
        answer = HttpResponse(status=200)
        answer["HX-Refresh"] = "true"
        return answer
    return render(request, "parts/progress.html", {"job": _progress(upload_id, job)})


@for_roles(*LOADERS)
@never_cache
@require_GET
def report(request: StaffRequest, upload_id: UUID) -> FileResponse:  # noqa: ARG001 - Django's
    """Hand out the rows that could not be read."""
    from muniment.customs_data import uploads  # loads the analytic engine's libraries

    file = uploads.report_of(upload_id)
    if not file.is_file():
        raise Http404
    return FileResponse(
        file.open("rb"), as_attachment=True, filename="bad-rows.csv",
        content_type="text/csv; charset=utf-8",
    )  # fmt: skip


@for_roles(*LOADERS)
@require_POST
def give_up(request: StaffRequest, upload_id: UUID) -> HttpResponse:
    """Forget an upload; nothing of it was loaded."""
    from muniment.customs_data import uploads  # loads the analytic engine's libraries

    _kept(upload_id)
    uploads.drop(upload_id)
    messages.success(request, gettext("The file was forgotten; nothing of it was loaded."))
    return redirect("customs_data:loads")


def _kept(upload_id: UUID) -> Any:
    from muniment.customs_data import uploads  # loads the analytic engine's libraries

    kept = uploads.kept(upload_id)
    if kept is None:
        raise Http404
    return kept


def _is_kept(upload_id: UUID) -> bool:
    from muniment.customs_data import uploads  # loads the analytic engine's libraries

    return uploads.kept(upload_id) is not None


def _job(job_id: UUID) -> JobRow:
    job = jobs.job(job_id)
    if job is None or job.name != "customs_data.load":
        raise Http404
    return job


def _form_of(kept: Any) -> ReadingForm:
    wishes: Wishes = kept.wishes
    return ReadingForm(
        initial={
            "reporting_country": wishes.reporting_country, "direction": wishes.direction.value,
            "source_kind": wishes.source_kind or "", "date_form": wishes.date_form or "",
            "currency": wishes.currency, "header_row": wishes.header_row or None,
            "provider": kept.provider, "as_of": kept.as_of, "skip_bad": kept.skip_bad,
        }
    )  # fmt: skip


def _layout(kept: Any, wishes: Wishes) -> tuple[Layout | None, str]:
    """Understand the file; without a header row, say what is wrong."""
    from muniment.customs_data.loading import examine, open_source

    try:
        return examine(open_source(kept.path, kept.name), wishes, queries.remembered()), ""
    except FileUnreadable as error:
        told = Refusal.of(error)
        return None, f"{told.title} {told.next_step}"


def _page(
    request: StaffRequest, kept: Any, form: ReadingForm, trouble: str = "", status: int = 200
) -> HttpResponse:
    from muniment.customs_data import uploads  # loads the analytic engine's libraries

    layout, unread = _layout(kept, kept.wishes)
    content: dict[str, Any] = {
        "upload": kept,
        "form": form,
        "layout": layout,
        "trouble": trouble or unread,
        "has_report": uploads.report_of(kept.id).is_file(),
        "roles": list(words.ROLES.items()),
    }
    if layout is None:
        content["first_lines"] = _first_lines(kept)
    else:
        content |= {"parts": _parts(_columns(layout)), **_read_as(layout)}
        content["questions"] = _questions(layout, kept.wishes) + _contradicted(kept)
    return render(request, "customs_data/mapping.html", content, status=status)


def _first_lines(kept: Any) -> list[Any]:
    """The top of a file in which no headings were found, for a person to name their row."""
    from muniment.customs_data.loading import open_source

    lines = (line for line in open_source(kept.path, kept.name).lines() if not line.is_blank)
    return list(islice(lines, _TOP))


def _parts(columns: list[dict[str, Any]]) -> list[tuple[bool, list[dict[str, Any]]]]:
    """What is read, in the order of the roles, then what is left out, in the order of the file."""
    order = list(Role)
    read = sorted((it for it in columns if it["role"]), key=lambda it: order.index(it["role"]))
    return [(True, read), (False, [it for it in columns if not it["role"]])]


def _read_as(layout: Layout) -> dict[str, Any]:
    """What was found out about the whole file, in words."""
    return {
        "country": words.country(layout.reporting_country),
        "direction": words.DIRECTIONS[layout.direction],
        "kind": words.KINDS[layout.source_kind],
        "dates": words.DATE_FORMS[layout.dates.form] if layout.dates else "",
        "dates_why": words.WHY["remembered"] if _is_remembered(layout) else "",
    }


def _is_remembered(layout: Layout) -> bool:
    return layout.dates is not None and layout.dates.is_remembered


def _columns(layout: Layout) -> list[dict[str, Any]]:
    held = {choice.column: role for role, choice in layout.choices.items()}
    besides = {place: role for role, choice in layout.choices.items() for place in choice.fallbacks}
    asked = {question.role for question in layout.questions if question.code == "unsure"}
    found = []
    for place, heading in enumerate(layout.headings):
        role = held.get(place)
        choice = layout.choices[role] if role else None
        found.append({
            "place": place, "heading": heading, "role": role,
            "samples": layout.samples[place] if place < len(layout.samples) else (),
            "percent": round(100 * choice.confidence) if choice else 0,
            "why": words.WHY[choice.why] if choice else "",
            "is_sure": bool(choice and choice.confidence >= SURE),
            "is_asked": role in asked,
            "besides": words.ROLES[besides[place]] if place in besides and not role else "",
        })  # fmt: skip
    return found


def _questions(layout: Layout, wishes: Wishes) -> list[str]:
    """The questions that nobody has answered yet, in words."""
    said = set(wishes.columns)
    if wishes.date_form is not None:
        said.add(Role.DATE)
    return [
        str(words.QUESTIONS[it.code]) % {"role": words.ROLES[it.role] if it.role else ""}
        for it in layout.questions
        if it.role not in said or it.code == "currency"
    ]


def _contradicted(kept: Any) -> list[str]:
    """Ask about the days again, if the load found some that are not as remembered."""
    found = kept.trouble and kept.trouble.code == "customs_data.load.days_contradict"
    return [str(words.QUESTIONS["date_order"])] if found and not kept.wishes.date_form else []


def _progress(upload_id: UUID, job: JobRow) -> dict[str, Any]:
    is_waiting = job.state is JobState.WAITING
    return {
        "id": job.id,
        "title": words.STAGES.get(job.message, gettext("Loading")),
        "done": job.done,
        "total": job.total or None,
        "state": job.state.value,
        "note": gettext("Waits for the worker.") if is_waiting else "",
        "url": reverse("customs_data:progress", args=[upload_id, job.id]),
    }
