"""When a score becomes a warning, when one is left alone, and when one closes by itself."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from muniment.warning.domain.outcomes import GONE, Outcome, Reason

QUIET = timedelta(days=56)
"""After a person answered, the same silence is not warned about again for so long."""
LATE = 28
"""A silence that has outlasted the horizon by so many days is no news, and not warned about."""


class Act(StrEnum):
    """What to do about one customer and one reason tonight."""

    RAISE = "raise"
    KEEP = "keep"  # it is open: follow its score
    CLOSE = "close"  # it ordered again
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Tonight:
    """What tonight's run says: `last_on` is the last order day, `silent` days of silence."""

    reason: Reason
    is_alarm: bool
    last_on: date
    silent: float


@dataclass(frozen=True, slots=True)
class Before:
    """The newest warning of the same reason: raised on a day, perhaps answered.

    `last_on` is the last order that it rested on when the house last looked.
    """

    on: date
    closed_on: date | None
    outcome: Outcome | None
    last_on: date


def act(now: Tonight, before: Before | None, *, on: date, horizon: int) -> Act:
    """Decide about one customer and one reason."""
    if before is not None and before.closed_on is None:
        return _of_open(now, before)
    too_late = now.reason is Reason.STOPPED and now.silent > horizon + LATE
    if not now.is_alarm or too_late or _is_answered(now, before, on):
        return Act.LEAVE
    return Act.RAISE


def _of_open(now: Tonight, before: Before) -> Act:
    """A silence ends with an order; lines and money, or a suspicion, end by score or person."""
    if now.reason is Reason.STOPPED:
        # Not later than the warning: an order that reached the book late ends the silence too.
        return Act.CLOSE if now.last_on > before.last_on else Act.KEEP
    return Act.CLOSE if now.last_on > before.on and not now.is_alarm else Act.KEEP


def _is_answered(now: Tonight, before: Before | None, on: date) -> bool:
    if before is None or before.closed_on is None or before.outcome is None:
        return False
    if before.outcome is Outcome.ORDERED:
        return False
    if now.last_on > before.closed_on:  # it ordered since: another silence
        return False
    return before.outcome in GONE or on < before.closed_on + QUIET
