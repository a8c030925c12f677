"""Background work: what waits, runs, and when periodic work is due."""

from datetime import datetime
from uuid import UUID

from ninja import Router

from muniment.api.bearer import ApiRequest
from muniment.api.operations import reads
from muniment.api.shapes import Shape
from muniment.jobs import queries
from muniment.jobs.queries import JobRow, JobState
from muniment.jobs.services import JobNotFound
from muniment.people.domain.roles import KEEPERS_OF_ACCOUNTS

router = Router(tags=["Jobs"])
SCOPE = "ledger.read"


class Job(Shape):
    """One piece of background work; `total` is 0 while it is not known."""

    id: UUID
    name: str
    state: JobState
    done: int
    total: int
    percent: int | None
    message: str
    result_code: str
    attempts: int
    enqueued_at: datetime
    finished_at: datetime | None


class Jobs(Shape):
    """Work that waits or runs, oldest first."""

    rows: list[Job]


class Queue(Shape):
    """The queue as a whole."""

    waiting: int
    running: int
    failed_today: int
    oldest_due_seconds: int


class Periodic(Shape):
    """One periodic piece of work."""

    name: str
    next_at: datetime
    last_at: datetime | None


class Schedule(Shape):
    """Periodic work by name."""

    rows: list[Periodic]


@reads(router, "/jobs", scope=SCOPE, answer=Jobs, roles=KEEPERS_OF_ACCOUNTS)
def jobs(request: ApiRequest) -> object:  # noqa: ARG001 - its form is given
    """List the background work that waits or runs."""
    return {"rows": [job_row(row) for row in queries.open_jobs()]}


@reads(router, "/jobs/queue", scope=SCOPE, answer=Queue, roles=KEEPERS_OF_ACCOUNTS)
def queue(request: ApiRequest) -> object:
    """Count what waits, runs and failed in the last day."""
    return queries.queue(at=request.auth.at)


@reads(router, "/jobs/schedule", scope=SCOPE, answer=Schedule, roles=KEEPERS_OF_ACCOUNTS)
def schedule(request: ApiRequest) -> object:  # noqa: ARG001 - its form is given
    """List the periodic work and when it is due."""
    return {"rows": queries.schedule()}


@reads(router, "/jobs/{job_id}", scope=SCOPE, answer=Job, roles=KEEPERS_OF_ACCOUNTS)
def job(request: ApiRequest, job_id: UUID) -> Job:  # noqa: ARG001 - its form is given
    """Show one piece of background work.

    Raises: JobNotFound.
    """
    found = queries.job(job_id)
    if found is None:
        raise JobNotFound
    return job_row(found)


def job_row(row: JobRow) -> Job:
    """Take what is told of a job; its payload is not."""
    told = {name: getattr(row, name) for name in Job.model_fields}
    return Job(**told)
