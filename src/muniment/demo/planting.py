"""Plant the demonstration company: a founding, then the acts of four months, by the real verbs."""

from collections.abc import Callable
from operator import attrgetter

from django.utils import timezone

from muniment.core import clock
from muniment.core.errors import gettext_noop
from muniment.demo import (
    contact,
    events,
    founding,
    handing,
    inquiries,
    knowledge,
    leaving,
    lessons,
    months,
    nights,
    winning,
)
from muniment.demo.founding import Stage
from muniment.demo.script import Calendar
from muniment.ledger.services import drain

Progress = Callable[[int, int, str], None]
TOTAL = 1000
"""Parts of the whole that progress counts in."""
DRAINED_EACH = 100
"""Acts between two drains of the ledger's queue."""


def plant(progress: Progress) -> None:
    """Plant the company into an empty house.

    Args:
        progress: told (done, total, what is being done) now and then.

    Raises:
        FirstRunClosed: a company was founded here before; nothing was written.

    Takes about half a minute. When it is cut off, the house is left half planted: who calls
    this marks the house before and clears it afterwards.
    """
    stage = Stage(Calendar(clock.now(), timezone.get_default_timezone()))
    progress(0, TOTAL, gettext_noop("Founding the company"))
    founding.found(stage)
    founding.cast_customers(stage)
    customers, orders, work = (_part(progress, *span) for span in _SPANS)
    founding.bring_customers(stage, customers)
    founding.bring_orders(stage, orders)
    _play(stage, work)
    progress(TOTAL, TOTAL, "")


def _play(stage: Stage, tell: Callable[[int, int], None]) -> None:
    """Play all acts in the order of time."""
    rooms = (
        founding.weekly_orders, months.acts, knowledge.acts, lessons.acts, events.acts,
        contact.acts, handing.acts, winning.acts, leaving.acts, nights.acts, inquiries.acts,
    )  # fmt: skip
    acts = sorted((act for room in rooms for act in room(stage)), key=attrgetter("at"))
    for number, act in enumerate(acts):
        act.do()
        if number % DRAINED_EACH == 0:
            drain()
            tell(number, len(acts))
    drain()


_SPANS = (
    (50, 250, gettext_noop("Bringing in customers")),
    (250, 300, gettext_noop("Recording orders")),
    (300, 980, gettext_noop("Four months of work")),
)


def _part(progress: Progress, start: int, end: int, doing: str) -> Callable[[int, int], None]:
    def tell(done: int, total: int) -> None:
        progress(start + (end - start) * min(done, total) // max(1, total), TOTAL, doing)

    return tell
