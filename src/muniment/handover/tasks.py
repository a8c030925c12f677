"""Background work of the room: days that passed without the customer's word."""

from datetime import time

from muniment.core import clock
from muniment.handover.services.board import mark_overdue
from muniment.jobs.registry import job, periodic
from muniment.jobs.running import Run


@periodic(daily=time(4, 20))
@job("handover.overdue")
def overdue(run: Run) -> str:  # noqa: ARG001 - every handler takes its run
    """Mark the customers whose day has passed."""
    return f"overdue_{mark_overdue(at=clock.now())}"
