"""Reading: the list of imports, one import at whatever point it is, its report, templates."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from muniment.intake import queries, templates
from muniment.intake.access import IMPORTERS
from muniment.intake.domain.plan import Kind
from muniment.intake.queries import RunRow
from muniment.jobs import queries as jobs
from muniment.jobs.queries import JobRow, JobState
from muniment.web.access import StaffRequest, for_roles
from muniment.web.intake.forms import FormForm, UploadForm
from muniment.web.intake.words import KINDS, OUTCOMES, STATES, SURE, failure_words

_OPEN = {"received", "checked", "failed"}


@for_roles(*IMPORTERS)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Show the upload form and one's own imports."""
    return index_page(request, UploadForm())


def index_page(request: StaffRequest, form: UploadForm, status: int = 200) -> HttpResponse:
    """Render the first page with this form, also when something was wrong with it."""
    page = queries.runs_of(request.actor, cursor=request.GET.get("cursor"))
    rows = [{"run": row, **_words(row)} for row in page.rows]
    content = {"form": form, "page": page, "rows": rows}
    part = "intake/_runs.html" if request.headers.get("HX-Request") else "intake/index.html"
    return render(request, part, content, status=status)


@for_roles(*IMPORTERS)
@never_cache
@require_GET
def run(request: StaffRequest, run_id: UUID) -> HttpResponse:
    """Show one import: its columns, its check, its progress or its result."""
    return run_page(request, queries.run(request.actor, run_id))


def run_page(
    request: StaffRequest, row: RunRow, trouble: str = "", status: int = 200
) -> HttpResponse:
    """Render one import at the point where it is."""
    job = _open_job(row)
    content: dict[str, Any] = {
        "run": row,
        **_words(row),
        "trouble": trouble or (failure_words(row.failure) if row.failure else ""),
        "job": _progress(row, job) if job else None,
        "stopped": job is None and row.state in {"checking", "loading"},
        "outcomes": _outcomes(row.counts),
        "wrote": _outcomes({name: row.loaded.get(name, 0) for name in ("new", "changed")}),
    }
    if row.state in _OPEN and job is None:
        understood = queries.mapping(request.actor, row.id)
        columns = [{"column": it, "sure": SURE[it.how]} for it in understood.columns]
        content |= {
            "understood": understood,
            "columns": columns,
            "form": FormForm(understood),
        }
    return render(request, "intake/run.html", content, status=status)


@for_roles(*IMPORTERS)
@never_cache
@require_GET
def progress(request: StaffRequest, run_id: UUID) -> HttpResponse:
    """Say how far the work is; when it has ended, let the page load itself again."""
    row = queries.run(request.actor, run_id)
    job = _open_job(row)
    if job is None:
        answer = HttpResponse(status=200)
        answer["HX-Refresh"] = "true"
        return answer
    return render(request, "parts/progress.html", {"job": _progress(row, job)})


@for_roles(*IMPORTERS)
@never_cache
@require_GET
def report(request: StaffRequest, run_id: UUID) -> FileResponse:
    """Hand the report of bad rows to the person who uploaded the file, and to nobody else."""
    source = queries.report(request.actor, run_id)
    return FileResponse(
        source, as_attachment=True, filename="bad-rows.csv", content_type="text/csv; charset=utf-8"
    )


@for_roles(*IMPORTERS)
@require_GET
def template(request: StaffRequest, kind: str, ending: str) -> HttpResponse:  # noqa: ARG001
    """Hand out an empty file with the headings that are understood, in the page's language."""
    if kind not in set(Kind) or ending not in templates.ENDINGS:
        raise Http404
    answer = HttpResponse(
        templates.empty_file(Kind(kind), ending), content_type=templates.ENDINGS[ending]
    )
    answer["Content-Disposition"] = f'attachment; filename="{kind}.{ending}"'
    return answer


def _words(row: RunRow) -> dict[str, object]:
    state, tone = STATES[row.state]
    return {"kind": KINDS[row.kind], "state": state, "tone": tone}


def _outcomes(counts: Mapping[str, int]) -> list[dict[str, object]]:
    return [
        {"code": code, "count": counts[code], "word": OUTCOMES[code][0], "about": OUTCOMES[code][1]}
        for code in OUTCOMES
        if code in counts
    ]


def _open_job(row: RunRow) -> JobRow | None:
    job = jobs.job(row.job_id) if row.job_id else None
    return job if job is not None and job.is_open else None


def _progress(row: RunRow, job: JobRow) -> dict[str, object]:
    loading = row.state == "loading" or job.name == "intake.load"
    waiting = job.state is JobState.WAITING
    return {
        "id": job.id,
        "title": gettext("Loading") if loading else gettext("Checking every row"),
        "done": job.done if loading else job.percent or 0,
        "total": (job.total if loading else 100) if job.total else None,
        "state": job.state.value,
        "note": gettext("Waits for the worker.") if waiting else "",
        "url": reverse("intake:progress", args=[row.id]),
    }
