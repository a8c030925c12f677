"""Do one job that this process holds, and write down how it ended."""

import traceback

import structlog

from muniment.core import clock
from muniment.core.errors import MunimentError
from muniment.jobs import leases
from muniment.jobs.leases import Lease
from muniment.jobs.running import JobCancelled, Run, WorkerStopping, current
from muniment.jobs.tasks import perform

log = structlog.get_logger(__name__)


def run_of(lease: Lease) -> Run:
    """Make the handler's side of a lease."""
    return Run(job_id=lease.job_id, attempt=lease.attempt)


def perform_lease(lease: Lease, run: Run) -> None:
    """Run the handler and record the outcome; whatever it raises ends here."""
    token = current.set(run)
    try:
        code = perform.call(lease.name, lease.payload)
        _tell("job.done", lease, leases.succeed(lease, run, code, at=clock.now()))
    except JobCancelled:
        _tell("job.cancelled", lease, leases.cancelled(lease, run, at=clock.now()))
    except WorkerStopping:
        _tell("job.put_back", lease, leases.release(lease, at=clock.now()))
    except Exception as error:
        kept = leases.fail(lease, run, error, at=clock.now())
        _tell("job.failed", lease, kept, **without_values(error))
    finally:
        current.reset(token)


def _tell(event: str, lease: Lease, kept: bool, **facts: str) -> None:
    level = log.warning if facts or not kept else log.info
    level(
        event,
        job=str(lease.job_id),
        name=lease.name,
        attempt=lease.attempt,
        lease_lost=not kept,
        **facts,
    )


def without_values(error: Exception) -> dict[str, str]:
    """Say what failed and where; an error's own words may quote what was being worked on."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    code = error.code if isinstance(error, MunimentError) else type(error).__name__
    return {"error": code, "where": where}
