"""How far a run of checks is, in words."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from muniment.investigations import checks as registry
from muniment.jobs.queries import JobRow, JobState


def progress_of(case_id: UUID, job: JobRow | None) -> dict[str, Any] | None:
    """What `parts/progress.html` wants to know of a run, or None when none goes on."""
    if job is None or not job.is_open:
        return None
    return {
        "id": job.id,
        "title": gettext("Running checks"),
        "done": job.done,
        "total": job.total or None,
        "state": job.state.value,
        "note": _note(job),
        "url": reverse("cases:progress", args=[case_id]),
    }


def _note(job: JobRow) -> str:
    if job.state is JobState.WAITING:
        return gettext("Waits for the worker.")
    check = registry.checks().get(job.message)
    return gettext(check.title) if check else ""
