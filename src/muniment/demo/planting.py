"""Plant the demonstration company: three acts, played by the real verbs."""

from collections.abc import Callable

from muniment.core import clock
from muniment.core.errors import gettext_noop
from muniment.demo import events, founding, months
from muniment.demo.founding import Stage
from muniment.ledger.services import drain
from muniment.vault import services as vault

Progress = Callable[[int, int, str], None]
TOTAL = 1000
"""Parts of the whole that progress counts in."""


def plant(progress: Progress) -> None:
    """Plant the company into an empty house.

    Args:
        progress: told (done, total, what is being done) now and then.

    Raises:
        FirstRunClosed: a company was founded here before; nothing was written.

    Takes about half a minute. When it is cut off, the house is left half planted: who calls
    this marks the house before and clears it afterwards.
    """
    stage = Stage(now=clock.now())
    vault.furnish(at=stage.now)
    progress(0, TOTAL, gettext_noop("Founding the company"))
    founding.found(stage)
    customers, orders, looks = (_part(progress, *span) for span in _SPANS)
    founding.bring_customers(stage, customers)
    founding.bring_orders(stage, orders)
    events.before_the_looks(stage)
    months.work(stage, looks)
    events.after_the_looks(stage)
    drain()
    progress(TOTAL, TOTAL, "")


_SPANS = (
    (50, 250, gettext_noop("Bringing in customers")),
    (250, 350, gettext_noop("Recording orders")),
    (400, 980, gettext_noop("Four months of work")),
)


def _part(progress: Progress, start: int, end: int, doing: str) -> Callable[[int, int], None]:
    def tell(done: int, total: int) -> None:
        progress(start + (end - start) * min(done, total) // max(1, total), TOTAL, doing)

    return tell
