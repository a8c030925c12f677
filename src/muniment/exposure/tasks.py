"""Background work of the room: the nightly survey."""

from datetime import time

from muniment.core import clock
from muniment.core.actor import HOUSE
from muniment.jobs.registry import job, periodic
from muniment.jobs.running import Run


@periodic(daily=time(2, 10))
@job("exposure.survey", attempts=3)
def survey(run: Run) -> str:  # noqa: ARG001 - every handler takes its run
    """Work out what hangs on whom, after the models have scored."""
    from muniment.exposure.services import work_out

    work_out(by=HOUSE, at=clock.now())
    return "surveyed"
