"""Reads: how far a job is, and how the queue as a whole fares."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from uuid import UUID

from django_tasks.base import TaskResultStatus

from muniment.jobs.leases import CANCELLED
from muniment.jobs.models import Job, Scheduled


class JobState(Enum):
    """Where a job stands; `waiting` also while it waits to be tried again."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


_STATES = {
    TaskResultStatus.READY: JobState.WAITING,
    TaskResultStatus.RUNNING: JobState.RUNNING,
    TaskResultStatus.SUCCESSFUL: JobState.DONE,
    TaskResultStatus.FAILED: JobState.FAILED,
}


@dataclass(frozen=True, slots=True)
class JobRow:
    """One job as a page shows it.

    Attributes:
        done, total: progress in the job's own units; `total` is 0 while it is not known.
        message: a code for what it is doing; the page translates it.
        result_code: how it ended, or why the last attempt failed while it waits again.
        attempts: attempts begun so far.
    """

    id: UUID
    name: str
    state: JobState
    done: int
    total: int
    message: str
    result_code: str
    attempts: int
    enqueued_at: datetime
    finished_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether anything may still happen to it."""
        return self.state in {JobState.WAITING, JobState.RUNNING}

    @property
    def percent(self) -> int | None:
        """Progress from 0 to 100, or None while the total is not known."""
        return min(100, 100 * self.done // self.total) if self.total else None


@dataclass(frozen=True, slots=True)
class QueueRow:
    """The queue as a whole, for the settings page and `muniment status`."""

    waiting: int
    running: int
    failed_today: int
    oldest_due_seconds: int  # how long the longest-waiting due job has waited


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """One periodic job."""

    name: str
    next_at: datetime
    last_at: datetime | None


def job(job_id: UUID) -> JobRow | None:
    """Find one job, or None when there is none (any more); one query."""
    found = Job.objects.select_related("task").filter(pk=job_id).first()
    return _row(found) if found else None


def open_jobs(*, limit: int = 50) -> list[JobRow]:
    """List jobs that wait or run, oldest first; one query."""
    found = Job.objects.select_related("task").filter(is_open=True)
    return [_row(job) for job in found.order_by("task__enqueued_at", "pk")[:limit]]


def open_jobs_of(once: str, *, limit: int = 50) -> list[JobRow]:
    """List jobs that wait or run and whose `once` begins so, oldest first; one query."""
    found = Job.objects.select_related("task").filter(is_open=True, once__startswith=once)
    return [_row(job) for job in found.order_by("task__enqueued_at", "pk")[:limit]]


def queue(*, at: datetime) -> QueueRow:
    """Count what waits, runs and failed in the last day; four small queries."""
    waiting = Job.objects.filter(is_open=True, task__status=TaskResultStatus.READY)
    oldest = waiting.filter(task__run_after__lte=at).order_by("task__run_after").first()
    return QueueRow(
        waiting=waiting.count(),
        running=Job.objects.filter(lease_until__isnull=False).count(),
        failed_today=failed_since_yesterday(at=at),
        oldest_due_seconds=int((at - oldest.task.run_after).total_seconds()) if oldest else 0,
    )


def failed_since_yesterday(*, at: datetime) -> int:
    """Count the jobs that failed in the last day, cancelled ones left out; one query."""
    failed = Job.objects.filter(
        task__status=TaskResultStatus.FAILED, task__finished_at__gt=at - timedelta(days=1)
    )
    return failed.exclude(result_code=CANCELLED).count()


def schedule() -> list[ScheduleRow]:
    """List the periodic jobs by name; one query."""
    return [ScheduleRow(s.name, s.next_at, s.last_at) for s in Scheduled.objects.order_by("name")]


def _row(job: Job) -> JobRow:
    state = _STATES[TaskResultStatus(job.task.status)]
    if job.result_code == CANCELLED and state is JobState.FAILED:
        state = JobState.CANCELLED
    return JobRow(
        id=job.pk,
        name=job.name,
        state=state,
        done=job.done,
        total=job.total,
        message=job.message,
        result_code=job.result_code,
        attempts=job.attempts,
        enqueued_at=job.task.enqueued_at,
        finished_at=job.task.finished_at,
    )
