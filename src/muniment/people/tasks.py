"""Background work on accounts: last days that have passed, sign-ins that are over."""

from datetime import time, timedelta

from django.utils import timezone

from muniment.core import clock
from muniment.core.actor import HOUSE
from muniment.jobs import registry
from muniment.jobs.running import Run
from muniment.people import queries, services
from muniment.people.services.errors import LastOwner, StepNotOpen


@registry.periodic(every=timedelta(minutes=15))
@registry.job("people.close_last_days")
def close_last_days(run: Run) -> str:
    """End the employments whose last day is over; the last owner stays, and Today says so.

    Nobody waits for this at a door: `Person.state_now` shuts it with the day. This takes tokens,
    sessions and factors away, ends the post and writes the entry.
    """
    at = clock.now()
    due = queries.past_last_day(timezone.localdate(at))
    for number, person_id in enumerate(due, 1):
        try:
            services.leave(person_id=person_id, by=HOUSE, at=at)
        except (LastOwner, StepNotOpen):
            continue  # the last owner cannot leave; or somebody closed the account just now
        run.progress(number, len(due))
    return "people.last_days.closed"


@registry.periodic(daily=time(3, 50))
@registry.job("people.forget_sign_ins")
def forget_sign_ins(run: Run) -> str:
    """Forget sessions that expired and failed tries that count no more, addresses included."""
    run.progress(0)
    services.forget_sign_ins(at=clock.now())
    return "people.sign_ins.forgotten"
