"""Nothing sealed stays longer than it is needed: reports, forgotten uploads, stray files."""

from datetime import datetime, timedelta

from django.db import transaction

from muniment.core.actor import HOUSE
from muniment.intake import spool
from muniment.intake.models import Run, Upload
from muniment.intake.reports import PART as REPORT
from muniment.intake.services.runs import FILE, clear_staging, drop_file
from muniment.ledger.services import append_entry

REPORT_DAYS = 30
UPLOAD_DAYS = 7


def tidy(*, at: datetime) -> dict[str, int]:
    """Erase reports and file names after 30 days, idle uploads after 7, stray files after one."""
    done = {"uploads": _uploads(at), "reports": _reports(at), "strays": _strays(at)}
    if any(done.values()):
        with transaction.atomic():
            append_entry(kind="intake.spool.tidied", subject=None, by=HOUSE, at=at, facts=done)
    return done


def _reports(at: datetime) -> int:
    old = Run.objects.filter(
        begun_at__lt=at - timedelta(days=REPORT_DAYS), report_erased_at=None, ended_at__lt=at
    )
    ids = list(old.values_list("id", flat=True))
    for run_id in ids:
        spool.erase(run_id, REPORT, at=at)
        Run.objects.filter(pk=run_id).update(report_erased_at=at)
    return len(ids)


def _uploads(at: datetime) -> int:
    # Whatever still works after a week has died long ago.
    idle = Run.objects.filter(begun_at__lt=at - timedelta(days=UPLOAD_DAYS), ended_at=None)
    runs = list(idle.select_related("upload"))
    for run in runs:
        with transaction.atomic():
            run.state, run.ended_at = Run.State.GIVEN_UP, at
            run.save(update_fields=["state", "ended_at"])
            clear_staging(run)
        drop_file(run, at=at)
    return len(runs)


def _strays(at: datetime) -> int:
    count = 0
    for owner, part in spool.strays(before=at - spool.STRAY_AFTER):
        if part == FILE and Upload.objects.filter(pk=owner, erased_at=None).exists():
            continue
        if part == REPORT and Run.objects.filter(pk=owner, report_erased_at=None).exists():
            continue
        spool.erase(owner, part, at=at)
        count += 1
    return count
