"""Background work of the room: the nightly scores, and the weekly question."""

from datetime import time

from muniment.core import clock
from muniment.core.actor import HOUSE
from muniment.jobs.registry import job, periodic
from muniment.jobs.running import Run


@periodic(daily=time(1, 20))
@job("warning.score", attempts=3)
def score(run: Run) -> str:  # noqa: ARG001 - every handler takes its run
    """Score all customers; an empty book is no trouble."""
    from muniment.warning.errors import NothingScored
    from muniment.warning.services import score_house  # loads SciPy

    try:
        score_house(by=HOUSE, at=clock.now())
    except NothingScored as nothing:
        return nothing.code
    return "scored"


@periodic(daily=time(5, 10))
@job("warning.ask", attempts=3)
def ask(run: Run) -> str:  # noqa: ARG001 - every handler takes its run
    """Ask line managers about people who share much less than before; at most once a week."""
    from muniment.warning.services import ask_managers

    return f"asked_{ask_managers(by=HOUSE, at=clock.now())}"
