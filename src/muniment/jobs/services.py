"""Verbs: queue a job, cancel one, work the queue off in this process.

Jobs are not acts of people, so they leave no ledger entries; the verbs they call do.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from muniment.core import clock
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.jobs import leases, performing, registry, sql
from muniment.jobs.domain.payload import NotAnId, Told, checked
from muniment.jobs.models import Job
from muniment.jobs.tasks import perform


class PayloadRefused(MunimentError):
    """A payload holds more than ids, codes and counts; nothing was queued."""

    code = "jobs.payload.refused"
    kind = ErrorKind.INVALID
    title = gettext_noop("Background work may carry ids and counts only.")
    next_step = gettext_noop("Store the value sealed and hand over its id.")


class JobNotFound(MunimentError):
    """There is no such job (any more)."""

    code = "jobs.job.not_found"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("This piece of work is not known.")
    next_step = gettext_noop("It may have ended more than 30 days ago; start it again.")


def enqueue(
    name: str,
    payload: Mapping[str, Told] | None = None,
    at: datetime | None = None,
    *,
    not_before: datetime | None = None,
    once: str = "",
    priority: int = 0,
) -> UUID:
    """Queue a job in the caller's transaction: it runs after the commit, or never.

    Args:
        payload: ids, codes and counts; the handler gets them as keywords.
        at: now; `not_before` is when it may start, at once if None.
        once: while a job with this key waits or runs, its id is returned and nothing is queued.
        priority: -100 to 100, higher first.

    Raises:
        JobUnknown: no room has a job of this name.
        PayloadRefused: the payload holds something else than ids, codes and counts.
    """
    registry.spec(name)
    facts = _checked(payload or {})
    due = not_before or at or clock.now()
    try:
        with transaction.atomic():
            return _queue(name, facts, due, once, priority)
    except IntegrityError:
        if not once:
            raise
        return Job.objects.get(once=once, is_open=True).task_id


def cancel(*, job_id: UUID, at: datetime) -> None:
    """Stop a job: a waiting one never starts, a running one ends at its next progress.

    Raises:
        JobNotFound: no such job. Cancelling one that has ended does nothing.
    """
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(pk=job_id).first()
        if job is None:
            raise JobNotFound(job_id=str(job_id))
        if not job.is_open:
            return
        job.cancel_asked_at = at
        if job.lease_until is None:
            job.is_open, job.result_code = False, leases.CANCELLED
            DBTaskResult.objects.filter(pk=job_id).update(
                status=TaskResultStatus.FAILED, finished_at=at
            )
        job.save(update_fields=["cancel_asked_at", "is_open", "result_code"])


def work_off(*, at: datetime | None = None, limit: int = 1000) -> int:
    """Run what is due in this process, for the terminal and for tests; return how many ran."""
    for count in range(limit):
        lease = leases.claim(worker="foreground", at=at or clock.now())
        if lease is None:
            return count
        performing.perform_lease(lease, performing.run_of(lease))
    return limit


def _checked(payload: Mapping[str, Told]) -> dict[str, str | int | bool | None]:
    try:
        return checked(payload)
    except NotAnId as error:
        raise PayloadRefused(why=str(error)) from None


def _queue(
    name: str,
    payload: dict[str, str | int | bool | None],
    due: datetime,
    once: str,
    priority: int,
) -> UUID:
    result = perform.using(run_after=due, priority=priority).enqueue(name, payload)
    job_id = UUID(result.id)
    Job.objects.create(task_id=job_id, name=name, once=once)
    sql.wake_workers()
    return job_id
