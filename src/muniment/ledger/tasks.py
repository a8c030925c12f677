"""What the worker does for the ledger."""

from muniment.core import clock
from muniment.jobs.registry import job
from muniment.jobs.running import Run
from muniment.ledger import checkup, health
from muniment.ledger.services import checkpoints

CHECK = "ledger.check"


def tend() -> None:
    """Sequence what waits and sign when it is due; the worker calls this each second.

    Over a new connection, so at start too, the database is first compared with what was
    signed: that halts the ledger, or lets it run again when the right database is back.

    Raises:
        SignerRefuses: the database does not continue what was signed; the ledger is halted.
    """
    health.compare_once()
    checkpoints.tend(clock.now())


@job(CHECK, attempts=2)
def check(run: Run, *, deep: bool) -> str:
    """Check the ledger and keep the report for the settings page."""
    at = clock.now()
    report = checkup.check_up(
        deep=deep, at=at, progress=lambda done, total: run.progress(done, total, "checking")
    )
    return "ledger.check.good" if report.is_good else "ledger.check.damaged"
