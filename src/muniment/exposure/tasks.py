"""Background work of the room: the nightly survey, and once a week what departures taught."""

from datetime import time, timedelta

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


@periodic(every=timedelta(days=7))
@job("exposure.lessons", attempts=3)
def lessons(run: Run) -> str:  # noqa: ARG001 - every handler takes its run
    """Look at all departures again."""
    from muniment.exposure.services import gather_lessons

    gather_lessons(by=HOUSE, at=clock.now())
    return "gathered"
