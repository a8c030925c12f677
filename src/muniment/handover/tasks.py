"""Background work of the room: days that passed without the customer's word."""

from datetime import time

from muniment.core import clock
from muniment.handover.services.board import mark_overdue
from muniment.handover.services.exit_doors import close_doors
from muniment.jobs.registry import job, periodic
from muniment.jobs.running import Run


@periodic(daily=time(4, 20))
@job("handover.overdue")
def overdue(run: Run) -> str:  # noqa: ARG001 - every handler takes its run
    """Mark the customers whose day has passed."""
    return f"overdue_{mark_overdue(at=clock.now())}"


@periodic(daily=time(4, 30))
@job("handover.close_doors")
def close_doors_after_leaving(run: Run) -> str:  # noqa: ARG001 - every handler takes its run
    """End what those who left still hold."""
    return f"closed_{close_doors(at=clock.now())}"
