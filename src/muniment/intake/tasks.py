"""Background work of the intake: checking, loading, tidying."""

from collections.abc import Callable
from datetime import time
from uuid import UUID

from muniment.core import clock
from muniment.core.actor import Actor, Door
from muniment.core.errors import ErrorKind, MunimentError
from muniment.intake import services
from muniment.intake.models import Run
from muniment.jobs.registry import job, periodic
from muniment.jobs.running import Run as JobRun


@job("intake.check", attempts=3)
def check(run: JobRun, *, run_id: str, person_id: str, door: str) -> str:
    """Do the dry run of an import."""
    by = Actor(person_id=UUID(person_id), door=Door(door))
    return _told(
        run_id,
        lambda: services.check(
            run_id=UUID(run_id),
            by=by,
            at=clock.now(),
            progress=lambda done, total: run.progress(done, total, "checking"),
        ),
    )


@job("intake.load", attempts=5)
def load(run: JobRun, *, run_id: str, person_id: str, door: str) -> str:
    """Load a checked import."""
    by = Actor(person_id=UUID(person_id), door=Door(door))
    good_only = Run.objects.filter(pk=run_id).values_list("good_rows_only", flat=True).first()
    return _told(
        run_id,
        lambda: services.load(
            run_id=UUID(run_id),
            good_rows_only=bool(good_only),
            by=by,
            at=clock.now(),
            progress=lambda done, total: run.progress(done, total, "loading"),
        ),
    )


def _told(run_id: str, work: Callable[[], object]) -> str:
    """Do the work; what is wrong with the file is an answer, not a reason to try again."""
    try:
        work()
    except MunimentError as trouble:
        if trouble.kind is ErrorKind.UNAVAILABLE:
            raise
        Run.objects.filter(pk=run_id, ended_at=None).update(
            state=Run.State.FAILED, failure=trouble.code
        )
        return trouble.code
    return "done"


@periodic(daily=time(3, 20))
@job("intake.tidy")
def tidy(run: JobRun) -> str:  # noqa: ARG001 - every handler takes its run
    """Erase what the intake no longer needs."""
    services.tidy(at=clock.now())
    return "tidied"
