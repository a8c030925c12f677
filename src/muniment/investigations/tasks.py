"""Background work of the room: running checks, and looking again when something moved."""

from datetime import time, timedelta
from uuid import UUID

from muniment.core import clock
from muniment.core.actor import HOUSE, Actor, Door
from muniment.core.errors import ErrorKind, MunimentError
from muniment.customs_data.queries import our_codes
from muniment.investigations import rechecking, scheduling
from muniment.investigations.runner import run_checks
from muniment.jobs.registry import job, periodic
from muniment.jobs.running import Run


@job("investigations.run", attempts=3)
def run(run: Run, *, case_id: str, person_id: str, door: str, session: str, checks: str) -> str:
    """Run checks of a case for whoever asked."""
    by = Actor(person_id=UUID(person_id), door=Door(door), session_id=session)
    try:
        run_checks(
            case_id=UUID(case_id), ids=checks.split("+") if checks else None, by=by,
            at=clock.now(), progress=run.progress,
        )  # fmt: skip
    except MunimentError as trouble:
        if trouble.kind is ErrorKind.UNAVAILABLE:
            raise
        return trouble.code
    return "done"


@job("investigations.recheck", attempts=3)
def recheck(run: Run, *, case_id: str) -> str:
    """Run what is due in one watched case."""
    return rechecking.recheck(UUID(case_id), at=clock.now(), progress=run.progress)


@periodic(every=timedelta(hours=1))
@job("investigations.watch")
def watch(run: Run) -> str:  # noqa: ARG001 - every handler takes its run
    """Queue the cases whose day has come."""
    return f"queued_{rechecking.queue_due(at=clock.now())}"


@periodic(daily=time(4, 40))
@job("investigations.schedule")
def schedule(run: Run) -> str:
    """Open the cases that the rule of the house asks for."""
    return f"opened_{scheduling.open_cases(at=clock.now(), progress=run.progress)}"


@periodic(every=timedelta(hours=1))
@job("investigations.rescreen")
def rescreen(run: Run) -> str:
    """Ask the changes of the lists about all open cases."""
    return f"hit_{rechecking.rescreen(at=clock.now(), progress=run.progress)}"


@periodic(every=timedelta(minutes=10))
@job("investigations.follow")
def follow(run: Run) -> str:  # noqa: ARG001 - every handler takes its run
    """Read in the ledger which customers' bank, consignee or domain changed."""
    return f"moved_{rechecking.follow_ledger(by=HOUSE, at=clock.now())}"


@periodic(daily=time(2, 40))
@job("investigations.tripwire")
def trip(run: Run) -> str:  # noqa: ARG001 - every handler takes its run
    """Look for watched parties in the customs rows."""
    from muniment.investigations.tripping import run_tripwire  # loads the analytic engine

    return f"met_{run_tripwire(products=our_codes(), at=clock.now())}"
