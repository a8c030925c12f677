"""Periods of handing in: when one begins, when it is due, how late somebody is."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

ANCHOR = date(2024, 1, 1)
"""A Monday; rhythms of several weeks count from it, so that everybody's periods fall together."""
LONGEST_WEEKS = 8
LOOK_BACK = 12
"""Periods that a lateness is counted over."""


@dataclass(frozen=True, slots=True)
class Beat:
    """A rhythm as numbers: every `weeks` weeks, due on `weekday` (0 Monday); 0 weeks: never."""

    weeks: int
    weekday: int

    @property
    def asks(self) -> bool:
        """Say whether anything is asked for at all."""
        return self.weeks > 0


USUAL = Beat(1, 4)
"""The periods in which people hand in of their own accord: weeks that end on a Friday."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days that one submission answers for; `due_on` is the last of them."""

    starts_on: date
    due_on: date


def period_of(beat: Beat, day: date) -> Period:
    """The period that a day lies in; the beat asks for something."""
    days = 7 * beat.weeks
    first_due = ANCHOR + timedelta(days=beat.weekday)
    left = (first_due - day).days % days
    due = day + timedelta(days=left)
    return Period(due - timedelta(days=days - 1), due)


def periods_due(beat: Beat, *, since: date, until: date, most: int = LOOK_BACK) -> list[Period]:
    """Periods whose due day has passed before `until` and that began on `since` or later.

    Newest first, at most `most`.
    """
    found: list[Period] = []
    period = period_of(beat, until - timedelta(days=1))
    if period.due_on >= until:
        period = period_of(beat, period.starts_on - timedelta(days=1))
    while period.starts_on >= since and len(found) < most:
        found.append(period)
        period = period_of(beat, period.starts_on - timedelta(days=1))
    return found


@dataclass(frozen=True, slots=True)
class Lateness:
    """How somebody stands with handing in, on one day.

    Attributes:
        period: the one that runs now; None when nothing is asked of her.
        open_period: the one that a submission made now answers for: the last one when it is
            missed, else the running one; None when both are done.
        is_done: the running period has been handed in already.
        expected, missed, late: of the last `LOOK_BACK` periods that are over: how many were
            asked for, never came, came after their day.
        days_late: since the due day of the newest missed period; 0 when none is missed.
    """

    period: Period | None = None
    open_period: Period | None = None
    is_done: bool = False
    expected: int = 0
    missed: int = 0
    late: int = 0
    days_late: int = 0

    @property
    def on_time(self) -> int:
        """Periods handed in by their day."""
        return self.expected - self.missed - self.late


def lateness(
    beat: Beat | None, *, since: date, today: date, handed_in: Collection[tuple[date, date]]
) -> Lateness:
    """Count how late somebody is.

    Args:
        since: nothing was asked of her before this day.
        handed_in: due day and actual day of each submission.

    A submission answers for the period that its due day lies in: a rhythm that was changed
    takes nobody's word away.
    """
    if beat is None or not beat.asks:
        return Lateness()
    period = period_of(beat, today)
    over = periods_due(beat, since=since, until=today)
    days = [_handed_in(one, handed_in) for one in over]
    missed = [one for one, day in zip(over, days, strict=True) if day is None]
    is_done = _handed_in(period, handed_in) is not None
    late = sum(1 for one, day in zip(over, days, strict=True) if day and day > one.due_on)
    return Lateness(
        period=period,
        open_period=_open_period(period, over[:1], missed, is_done=is_done),
        is_done=is_done,
        expected=len(over),
        missed=len(missed),
        late=late,
        days_late=(today - missed[0].due_on).days if missed else 0,
    )


def _open_period(
    running: Period, last: list[Period], missed: list[Period], *, is_done: bool
) -> Period | None:
    if last and last[0] in missed:
        return last[0]
    return None if is_done else running


def _handed_in(period: Period, handed_in: Collection[tuple[date, date]]) -> date | None:
    """The first day on which a period was answered for."""
    fitting = [day for due, day in handed_in if period.starts_on <= due <= period.due_on]
    return min(fitting, default=None)
