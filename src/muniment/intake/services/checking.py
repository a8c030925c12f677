"""The dry run: read every row, say what would happen, write nothing but the report."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.db import transaction

from muniment.core.actor import Actor
from muniment.intake import spool
from muniment.intake.access import run_of
from muniment.intake.domain.customers import require_customer_columns
from muniment.intake.domain.orders import require_order_columns
from muniment.intake.domain.plan import Kind, Plan, PlanIncomplete, from_json
from muniment.intake.domain.table import headings_of, rows_of
from muniment.intake.models import RememberedPlan, Run
from muniment.intake.reports import Report
from muniment.intake.services.customers import check_customers
from muniment.intake.services.orders import check_orders
from muniment.intake.services.runs import (
    FILE,
    Progress,
    clear_staging,
    fingerprint,
    no_progress,
    require_state,
)
from muniment.intake.words import word_for
from muniment.ledger.services import append_entry
from muniment.sheets.lines import Line

TELL_EVERY = 1000  # rows
_STARTS = (Run.State.RECEIVED, Run.State.CHECKED, Run.State.FAILED, Run.State.CHECKING)


def check(
    *, run_id: UUID, by: Actor, at: datetime, progress: Progress = no_progress
) -> dict[str, int]:
    """Read the whole file and count what would be new, changed, clashing, refused, unchanged.

    Nothing becomes a customer or an order. A check that was killed can simply run again.
    Memory does not grow with the file.

    Raises:
        PlanIncomplete: a column that every row needs is not chosen.
        FileUnreadable: a workbook turns out to be damaged half-way.
        RunNotFound, RunNotReady, ImportNotYours, SpoolMissing: as the names say.
    """
    run, plan = _begin(by, run_id)
    try:
        counts, rows, headings = _read(run, plan, progress)
    except Exception:
        Run.objects.filter(pk=run.pk).update(state=Run.State.RECEIVED)
        raise
    with transaction.atomic():
        run.state, run.counts, run.checked_at = Run.State.CHECKED, counts, at
        run.report_rows, run.report_erased_at = rows, None
        run.save(update_fields=["state", "counts", "checked_at", "report_rows", "report_erased_at"])
        _remember(plan, headings, run, at)
        append_entry(kind="intake.run.checked", subject=run.id, by=by, at=at, facts=dict(counts))
    return counts


def _begin(by: Actor, run_id: UUID) -> tuple[Run, Plan]:
    with transaction.atomic():
        run = run_of(by, run_id, lock=True)
        require_state(run, *_STARTS)
        plan = from_json(run.plan)
        require_columns(plan)
        clear_staging(run)
        run.state, run.failure = Run.State.CHECKING, ""
        run.save(update_fields=["state", "failure"])
    return run, plan


def require_columns(plan: Plan) -> None:
    """Raise unless the columns that every row needs are mapped.

    Raises:
        PlanIncomplete: names the missing one in the words of the page.
    """
    require = require_order_columns if plan.kind is Kind.ORDERS else require_customer_columns
    try:
        require(plan)
    except PlanIncomplete as missing:
        raise PlanIncomplete(missing=word_for(str(missing.facts["missing"]))) from None


def _read(run: Run, plan: Plan, progress: Progress) -> tuple[dict[str, int], int, tuple[str, ...]]:
    with spool.open_sealed(run.upload_id, FILE) as stream:
        headings = headings_of(stream, plan.layout)
        rows = _Counted(stream, plan, total=run.upload.size, progress=progress)
        with Report(run.id, headings=headings, language=run.language) as report:
            work = check_orders if plan.kind is Kind.ORDERS else check_customers
            counts = work(run, plan, iter(rows), report)
    progress(run.upload.size, run.upload.size)
    return {"rows": rows.count, **counts}, report.rows, headings


@dataclass(slots=True)
class _Counted:
    """The rows of the file, counted, with word of how far reading has come."""

    stream: BinaryIO
    plan: Plan
    total: int
    progress: Progress
    count: int = field(default=0)

    def __iter__(self) -> Iterator[Line]:
        for line in rows_of(self.stream, self.plan.layout):
            self.count += 1
            if self.count % TELL_EVERY == 0:
                self.progress(min(self.stream.tell(), self.total), self.total)
            yield line


def _remember(plan: Plan, headings: tuple[str, ...], run: Run, at: datetime) -> None:
    """Keep the understanding for the next file with these headings."""
    RememberedPlan.objects.update_or_create(
        kind=plan.kind.value,
        fingerprint=fingerprint(plan.kind.value, headings),
        defaults={"plan": run.plan, "used_at": at},
    )
