"""Receive a file, understand its columns, correct that understanding, give the run up."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from muniment.core.actor import Actor
from muniment.core.ids import new_id
from muniment.intake import spool
from muniment.intake.access import importer, run_of
from muniment.intake.domain.plan import Kind, Plan, corrected, from_json, to_json
from muniment.intake.domain.table import Examined, examine, look_again
from muniment.intake.models import RememberedPlan, Run, Upload
from muniment.intake.reports import PART as REPORT
from muniment.intake.services.checking import require_columns
from muniment.intake.services.loading import require_loadable
from muniment.intake.services.runs import (
    FILE,
    RunBusy,
    RunNotReady,
    clear_staging,
    drop_file,
    fingerprint,
    require_state,
)
from muniment.intake.spool import Spooled
from muniment.intake.vocabularies import targets_for, words_for
from muniment.jobs import services as jobs
from muniment.jobs.queries import job as job_of
from muniment.keys import ring
from muniment.ledger.services import append_entry

LONGEST_NAME = 200
_WORK = {Run.State.CHECKING: "intake.check", Run.State.LOADING: "intake.load"}
_OPEN = (Run.State.RECEIVED, Run.State.CHECKED, Run.State.FAILED)


def receive(
    *, kind: Kind, spooled: Spooled, name: str, by: Actor, at: datetime, language: str = "en"
) -> UUID:
    """Begin a run with a file that lies sealed in the spool; return the run's id.

    The columns are guessed, or remembered from a file with the same headings.

    Args:
        name: the file's name; kept sealed, because file names tell customers, and erased
            with the report.
        language: of the report.

    Raises:
        ImportNotYours: the role does not allow it; the file is erased.
        FileUnreadable: it is no table (the subclass says why); the file is erased.
    """
    try:
        reader = importer(by)
        with spool.open_sealed(spooled.owner, FILE) as stream:
            found = examine(stream, kind, words_for(kind))
    except Exception:
        spool.erase(spooled.owner, FILE, at=at)
        raise
    short = name.replace("\\", "/").rsplit("/", 1)[-1][:LONGEST_NAME]
    run_id = new_id()
    with transaction.atomic():
        upload = Upload.objects.create(
            id=spooled.owner,
            name=ring.seal(run_id, REPORT, short.encode(), binding=name_binding(run_id)),
            size=spooled.size,
            sha256=spooled.sha256,
            by_id=reader.id,
            at=at,
        )
        run = Run.objects.create(
            id=run_id,
            kind=kind.value,
            upload=upload,
            by_id=reader.id,
            plan=to_json(_remembered(found) or found.plan),
            language=language,
            begun_at=at,
        )
        append_entry(
            kind="intake.run.received",
            subject=run.id,
            by=by,
            at=at,
            facts={"kind": kind.value, "size": spooled.size, "sha256": spooled.sha256.hex()},
            sealed={"name": short},
            seal_under=(run_id, REPORT),
        )
    return run.id


def correct(*, run_id: UUID, choices: Mapping[str, str], by: Actor, at: datetime) -> None:
    """Change how the file is understood; a dry run made before is forgotten.

    Args:
        choices: `column_0` … with a target or "", `encoding`, `delimiter`, `day_order`,
            `decimal`, `currency`, `region`.

    Raises:
        PlanInvalid: a choice that is not offered; nothing was changed.
        RunNotFound, RunBusy, RunNotReady, ImportNotYours: as the names say.
    """
    with transaction.atomic():
        run = run_of(by, run_id, lock=True)
        require_state(run, *_OPEN)
        kind, before = Kind(run.kind), from_json(run.plan)
        plan = corrected(before, choices, known_targets=frozenset(targets_for(kind)))
        if plan.layout != before.layout:
            plan = _read_anew(run, plan).plan
        clear_staging(run)
        run.plan, run.state, run.counts, run.failure = to_json(plan), Run.State.RECEIVED, {}, ""
        run.save(update_fields=["plan", "state", "counts", "failure"])
        facts = {"columns": sum(1 for target in plan.targets if target)}
        append_entry(kind="intake.run.mapped", subject=run.id, by=by, at=at, facts=facts)


def give_up(*, run_id: UUID, by: Actor, at: datetime) -> None:
    """End a run without loading; its file is erased at once.

    Raises:
        RunNotFound, RunBusy, RunNotReady, ImportNotYours: as the names say.
    """
    with transaction.atomic():
        run = run_of(by, run_id, lock=True)
        require_state(run, *_OPEN)
        run.state, run.ended_at = Run.State.GIVEN_UP, at
        run.save(update_fields=["state", "ended_at"])
        clear_staging(run)
        drop_file(run, at=at)
        append_entry(kind="intake.run.given_up", subject=run.id, by=by, at=at, facts={})


def queue_check(*, run_id: UUID, by: Actor, at: datetime) -> UUID:
    """Let a worker do the dry run; return the job's id.

    Raises:
        PlanIncomplete: a column that every row needs is not chosen.
        RunNotFound, RunBusy, RunNotReady, ImportNotYours: as the names say.
    """
    with transaction.atomic():
        run = run_of(by, run_id, lock=True)
        require_state(run, *_OPEN)
        require_columns(from_json(run.plan))
        return _queue(run, "intake.check", by, at)


def queue_load(*, run_id: UUID, good_rows_only: bool, by: Actor, at: datetime) -> UUID:
    """Let a worker load a checked run; return the job's id.

    Raises:
        BadRowsLeft: some rows cannot be loaded, and `good_rows_only` was not said.
        RunNotFound, RunBusy, RunNotReady, ImportNotYours: as the names say.
    """
    with transaction.atomic():
        run = run_of(by, run_id, lock=True)
        require_loadable(run, good_rows_only=good_rows_only)
        run.good_rows_only = good_rows_only
        run.save(update_fields=["good_rows_only"])
        return _queue(run, "intake.load", by, at)


def resume(*, run_id: UUID, by: Actor, at: datetime) -> UUID:
    """Let a worker go on with a check or a load that stopped in the middle; return the job's id.

    Raises:
        RunNotReady: it did not stop in the middle.
        RunBusy: the work is going on.
        RunNotFound, ImportNotYours: as the names say.
    """
    with transaction.atomic():
        run = run_of(by, run_id, lock=True)
        if run.state not in _WORK:
            raise RunNotReady(state=str(run.state))
        job = job_of(run.job) if run.job else None
        if job is not None and job.is_open:
            raise RunBusy
        return _queue(run, _WORK[Run.State(run.state)], by, at)


def name_binding(run_id: UUID) -> bytes:
    """Bind the sealed name of a file to its run."""
    return b"muniment/upload-name/v1\0" + run_id.bytes


def _queue(run: Run, name: str, by: Actor, at: datetime) -> UUID:
    payload = {"run_id": str(run.id), "person_id": str(by.person_id), "door": by.door.value}
    run.job = jobs.enqueue(name, payload, at, once=f"{name}:{run.id}")
    run.save(update_fields=["job"])
    return run.job


def _read_anew(run: Run, plan: Plan) -> Examined:
    with spool.open_sealed(run.upload_id, FILE) as stream:
        return look_again(stream, plan, words_for(Kind(run.kind)))


def _remembered(found: Examined) -> Plan | None:
    """Give the plan of the last file with exactly these headings, on this file's layout."""
    mark = fingerprint(found.plan.kind.value, found.headings)
    row = RememberedPlan.objects.filter(kind=found.plan.kind.value, fingerprint=mark).first()
    if row is None:
        return None
    plan = from_json(row.plan)
    if len(plan.targets) != len(found.plan.targets):
        return None
    known = {"", *targets_for(found.plan.kind)}
    targets = tuple(target if target in known else "" for target in plan.targets)
    return replace(plan, layout=found.plan.layout, targets=targets)
