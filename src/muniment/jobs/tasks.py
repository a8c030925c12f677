"""The one task that the queue knows, and the room's own housekeeping.

Going through a single task keeps the queue's rows readable by every version: a room may
move its handler without breaking what already waits.
"""

from datetime import time, timedelta

from django_tasks import task

from muniment.core import clock
from muniment.jobs import leases, registry
from muniment.jobs.domain.payload import Atom
from muniment.jobs.running import Run, current

KEPT = timedelta(days=30)


@task()
def perform(name: str, payload: dict[str, Atom]) -> str:
    """Call the named job's handler with the run of this thread; return its result code."""
    handler = registry.spec(name).handler
    return handler(current.get() or Run(), **payload) or ""


@registry.periodic(daily=time(3, 40))
@registry.job("jobs.sweep")
def sweep(run: Run) -> str:
    """Forget jobs that ended more than 30 days ago."""
    run.progress(0)
    leases.forget_ended(before=clock.now() - KEPT)
    return "jobs.swept"
