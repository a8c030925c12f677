"""The load: what the dry run showed becomes customers and orders, to the end or not at all.

Work goes in small transactions, each of which leaves a whole step behind it. A load that is
killed is taken up where it stopped; running it again loads nothing twice.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from muniment.core.actor import Actor
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.intake.access import run_of
from muniment.intake.domain.plan import Kind, from_json
from muniment.intake.models import Outcome, Run
from muniment.intake.services.customers import load_customers
from muniment.intake.services.orders import load_orders
from muniment.intake.services.runs import (
    Progress,
    clear_staging,
    drop_file,
    no_progress,
    require_state,
)
from muniment.ledger.services import append_entry


class BadRowsLeft(MunimentError):
    """Some rows cannot be loaded and nobody said to leave them out; nothing was written."""

    code = "intake.run.bad_rows_left"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("{count} cannot be loaded as they are.")
    next_step = gettext_noop(
        "Correct the file and import it again, or choose to load the good ones only."
    )


def load(
    *,
    run_id: UUID,
    good_rows_only: bool,
    by: Actor,
    at: datetime,
    progress: Progress = no_progress,
) -> dict[str, int]:
    """Load a checked run; return how many were new, changed, unchanged.

    Afterwards the uploaded file is erased; its size and SHA-256 stay in the ledger.

    Args:
        good_rows_only: leave refused and clashing ones out instead of refusing to load.

    Raises:
        BadRowsLeft: there are some, and `good_rows_only` was not said.
        RunNotFound, RunNotReady, ImportNotYours, SpoolMissing: as the names say.
    """
    run = _begin(by, run_id, good_rows_only=good_rows_only)
    plan = from_json(run.plan)
    if plan.kind is Kind.ORDERS:
        loaded = load_orders(run, by=by, at=at, progress=progress)
    else:
        loaded = load_customers(run, plan, by=by, at=at, progress=progress)
    _end(run, loaded, by=by, at=at)
    return loaded


def require_loadable(run: Run, *, good_rows_only: bool) -> None:
    """Raise unless the run was checked, and is clean or may leave its bad rows out.

    Raises:
        BadRowsLeft, RunBusy, RunNotReady: as the names say.
    """
    require_state(run, Run.State.CHECKED)
    left = run.counts.get(Outcome.REFUSED, 0) + run.counts.get(Outcome.CLASHING, 0)
    left = max(left, run.counts.get("bad_rows", 0))
    if left and not good_rows_only:
        raise BadRowsLeft(count=left)


def _begin(by: Actor, run_id: UUID, *, good_rows_only: bool) -> Run:
    with transaction.atomic():
        run = run_of(by, run_id, lock=True)
        if run.state != Run.State.LOADING:  # a load that died is taken up again
            require_loadable(run, good_rows_only=good_rows_only)
            run.state, run.good_rows_only, run.loaded = Run.State.LOADING, good_rows_only, {}
            run.save(update_fields=["state", "good_rows_only", "loaded"])
    return run


def _end(run: Run, loaded: dict[str, int], *, by: Actor, at: datetime) -> None:
    with transaction.atomic():
        run.state, run.ended_at, run.loaded = Run.State.LOADED, at, loaded
        run.save(update_fields=["state", "ended_at", "loaded"])
        clear_staging(run)
        append_entry(
            kind="intake.run.loaded",
            subject=run.id,
            by=by,
            at=at,
            facts={
                "checked": run.counts,
                "good_rows_only": run.good_rows_only,
                "kind": run.kind,
                "loaded": loaded,
                "sha256": bytes(run.upload.sha256).hex(),
                "size": run.upload.size,
            },
        )
    drop_file(run, at=at)
