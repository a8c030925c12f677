"""The worker's side of the queue: take a job, keep it, give it back.

Every write names the worker and the attempt. A worker that lost its lease (it slept, the
machine was suspended) therefore changes nothing any more, even if it still thinks it works.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from muniment.core.errors import ErrorKind, MunimentError
from muniment.jobs import registry
from muniment.jobs.domain.timing import wait_before_retry
from muniment.jobs.models import Job
from muniment.jobs.running import Run

LEASE = timedelta(seconds=60)
CANCELLED = "jobs.cancelled"
# A refusal stays a refusal; only these are worth another try.
PASSING = {ErrorKind.UNAVAILABLE, ErrorKind.LIMITED}


class WorkerLost(MunimentError):
    """The worker died or fell silent while it held the job."""

    code = "jobs.worker_lost"
    kind = ErrorKind.UNAVAILABLE


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to work on one job until it runs out."""

    job_id: UUID
    name: str
    payload: dict[str, Any]
    worker: str
    attempt: int


def claim(*, worker: str, at: datetime) -> Lease | None:
    """Take the next job that is due, for `LEASE`; two workers never get the same one.

    One cheap read when nothing is due: on the embedded engine a write transaction every
    quarter second would stand in the way of people.
    """
    if not _due(at).exists():
        return None
    with transaction.atomic():
        task = _due(at).select_for_update(skip_locked=True, of=("self",)).first()
        if task is None:
            return None
        task.status = TaskResultStatus.RUNNING
        task.started_at = at
        task.worker_ids = [*task.worker_ids[-9:], worker]
        task.save(update_fields=["status", "started_at", "worker_ids"])
        return _leased(task, worker, at)


def renew(lease: Lease, run: Run, *, at: datetime) -> bool:
    """Keep a job, write its progress, hear a wish to cancel; False when the lease was lost."""
    kept = _held(lease).update(
        lease_until=at + LEASE, done=run.done, total=run.total, message=run.message
    )
    if _held(lease).filter(cancel_asked_at__isnull=False).exists():
        run.cancelled.set()
    return kept == 1


def succeed(lease: Lease, run: Run, result_code: str, *, at: datetime) -> bool:
    """Close a job as done; False when the lease was lost."""
    return _end(lease, TaskResultStatus.SUCCESSFUL, result_code, at, run)


def fail(lease: Lease, run: Run, error: Exception, *, at: datetime) -> bool:
    """Put a job back with a wait, or close it as failed; False when the lease was lost."""
    code = error.code if isinstance(error, MunimentError) else type(error).__name__
    final = isinstance(error, MunimentError) and error.kind not in PASSING
    if final or lease.attempt >= _tries(lease.name):
        return _end(lease, TaskResultStatus.FAILED, code, at, run)
    return _put_back(lease, code, at + wait_before_retry(lease.attempt), lease.attempt)


def cancelled(lease: Lease, run: Run, *, at: datetime) -> bool:
    """Close a job that stopped because somebody cancelled it; False when the lease was lost."""
    return _end(lease, TaskResultStatus.FAILED, CANCELLED, at, run)


def release(lease: Lease, *, at: datetime) -> bool:
    """Give a job back untried, because the worker stops."""
    return _put_back(lease, "", at, lease.attempt - 1)


def release_all(*, worker: str, at: datetime) -> int:
    """Give back what an earlier life of this worker still held; return how many.

    The supervisor starts a worker under the same name only after the old one is dead, so
    there is no need to wait for the leases to run out.
    """
    return _free(Job.objects.filter(worker=worker, lease_until__isnull=False), at)


def reap(*, at: datetime) -> int:
    """Give back the jobs of workers that fell silent; return how many."""
    return _free(Job.objects.filter(lease_until__lt=at), at)


def forget_ended(*, before: datetime) -> int:
    """Delete jobs that ended before a moment; return how many."""
    ended = DBTaskResult.objects.filter(muniment_job__is_open=False, finished_at__lt=before)
    return ended.delete()[1].get("jobs.Job", 0)


def _due(at: datetime) -> "QuerySet[DBTaskResult[Any, Any]]":
    return (
        DBTaskResult.objects.filter(status=TaskResultStatus.READY, run_after__lte=at)
        .filter(muniment_job__is_open=True)
        .order_by("-priority", "run_after", "enqueued_at", "id")
    )


def _leased(task: Any, worker: str, at: datetime) -> Lease:
    job = Job.objects.get(pk=task.pk)
    job.attempts += 1
    job.worker = worker
    job.lease_until = at + LEASE
    job.save(update_fields=["attempts", "worker", "lease_until"])
    name, payload = task.args_kwargs["args"]
    return Lease(task.pk, name, payload, worker, job.attempts)


def _held(lease: Lease) -> QuerySet[Job]:
    return Job.objects.filter(
        pk=lease.job_id, worker=lease.worker, attempts=lease.attempt, lease_until__isnull=False
    )


def _end(lease: Lease, status: TaskResultStatus, code: str, at: datetime, run: Run) -> bool:
    told = {"done": run.done, "total": run.total, "message": run.message}
    with transaction.atomic():
        ended = _held(lease).update(is_open=False, lease_until=None, result_code=code[:80], **told)
        if ended:
            _write_task(lease.job_id, status=status, finished_at=at)
    return ended == 1


def _put_back(lease: Lease, code: str, run_after: datetime, attempts: int) -> bool:
    with transaction.atomic():
        put = _held(lease).update(lease_until=None, attempts=attempts, result_code=code[:80])
        if put:
            _write_task(lease.job_id, status=TaskResultStatus.READY, run_after=run_after)
    return put == 1


def _free(jobs: QuerySet[Job], at: datetime) -> int:
    """Free jobs one by one: one that was tried too often ends instead of going round for ever."""
    freed = 0
    for job in jobs.only("pk", "name", "attempts", "worker").order_by("pk"):
        lease = Lease(job.pk, job.name, {}, job.worker, job.attempts)
        freed += fail(lease, Run(), WorkerLost(), at=at)
    return freed


def _tries(name: str) -> int:
    try:
        return registry.spec(name).attempts
    except registry.JobUnknown:
        return 1  # a job that no room has any more


def _write_task(job_id: UUID, **columns: Any) -> None:
    # Never a traceback: its messages may quote what was being worked on.
    DBTaskResult.objects.filter(pk=job_id).update(**columns)
