"""The settings page and the check of the ledger."""

from datetime import timedelta
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from muniment.core import clock
from muniment.jobs import queries as jobs
from muniment.jobs import services as queue
from muniment.jobs.queries import JobRow, JobState
from muniment.ledger import checkup, health
from muniment.ledger.services.fsck import SENTENCES, Damage
from muniment.ledger.tasks import CHECK
from muniment.people import queries as people
from muniment.people.domain.roles import KEEPERS_OF_ACCOUNTS, WATCHERS
from muniment.web.access import StaffRequest, for_roles
from muniment.web.settings_pages import house

READING: Final = WATCHERS | KEEPERS_OF_ACCOUNTS
COPY_IS_OLD: Final = timedelta(days=90)
MOST_DAMAGES: Final = 100


@for_roles(*READING)
@never_cache
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Show how the house fares."""
    now, company = clock.now(), people.company()
    kept_at = company.keys_kept_at
    content = {
        "company": company,
        "status": health.status(),
        "processes": house.processes(),
        "started_at": house.started_at(),
        "queue": jobs.queue(at=now),
        "ring": house.key_ring(),
        "copy_is_old": kept_at is None or now - kept_at > COPY_IS_OLD,
        "versions": house.versions(),
        "configuration": list(house.configuration()),
        "may_act": request.reader.role in KEEPERS_OF_ACCOUNTS,
        **_checked(),
    }
    return render(request, "settings/index.html", content)


@for_roles(*KEEPERS_OF_ACCOUNTS)
@require_POST
def check(request: StaffRequest) -> HttpResponse:
    """Let the worker check the ledger; a check that runs already goes on instead."""
    deep = request.POST.get("deep") == "1"
    queue.enqueue(CHECK, {"deep": deep}, clock.now(), once=CHECK)
    return redirect(f"{reverse('settings:index')}#check")


@for_roles(*READING)
@never_cache
@require_GET
def progress(request: StaffRequest) -> HttpResponse:
    """Say how far the check is; when it has ended, let the page load itself again."""
    job = _open_check()
    if job is None:
        answer = HttpResponse(status=200)
        answer["HX-Refresh"] = "true"
        return answer
    return render(request, "parts/progress.html", {"job": _progress(job)})


def _checked() -> dict[str, Any]:
    job, kept = _open_check(), checkup.newest_report()
    damages = kept.report.damages[:MOST_DAMAGES] if kept else ()
    return {
        "job": _progress(job) if job else None,
        "kept": kept,
        "damages": [_damage(damage) for damage in damages],
        "more": kept.report.more + len(kept.report.damages) - len(damages) if kept else 0,
    }


def _damage(damage: Damage) -> dict[str, str]:
    says = gettext(SENTENCES.get(damage.what, damage.what))
    return {"where": f"{damage.table} {damage.row}", "says": says, "detail": damage.detail}


def _open_check() -> JobRow | None:
    return next((row for row in jobs.open_jobs() if row.name == CHECK), None)


def _progress(job: JobRow) -> dict[str, Any]:
    waits = job.state is JobState.WAITING
    return {
        "id": job.id,
        "title": gettext("Checking the ledger"),
        "done": job.done,
        "total": job.total or None,
        "state": job.state.value,
        "note": gettext("Waits for the worker.") if waits else "",
        "url": reverse("settings:progress"),
    }
