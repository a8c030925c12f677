"""Handing in: every second Friday, mostly on its day; once late, and once not at all."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from muniment.demo.cast import FADING, LEAVER, OWNER, SELLERS
from muniment.demo.founding import Stage
from muniment.demo.leaving import gone_at
from muniment.demo.script import Act
from muniment.submissions import services as submissions
from muniment.submissions.domain.rhythm import Beat, periods_due

BEAT = Beat(weeks=2, weekday=4)
SET_AGO = 75
"""So many days ago handing in was asked for."""
LATE = "wang.lei"
"""Who handed in one period some days after it was due; who shares less now handed in none."""
_LATE_BY = timedelta(days=4)
_CONFIRMED = 6


def acts(stage: Stage) -> Iterator[Act]:
    """Write the rhythm, and what everybody handed in since."""
    random = Random(52)  # noqa: S311 - a script, not a secret
    set_at = stage.calendar.moment(stage.calendar.workday(SET_AGO), 9, 15)
    yield Act(set_at, lambda: submissions.set_rhythm(
        weeks=BEAT.weeks, weekday=BEAT.weekday, by=stage.actor(OWNER.key, set_at), at=set_at
    ))  # fmt: skip
    since = stage.calendar.workday(SET_AGO)
    periods = periods_due(BEAT, since=since, until=stage.calendar.today)
    for number, period in enumerate(periods):
        for seller in SELLERS:
            if (seller, number) != (FADING, 0):
                yield from _handed_in(stage, random, seller, _day(seller, number, period.due_on))


def _day(seller: str, number: int, due_on: date) -> date:
    """The day of handing in; `number` counts periods from the newest that is over."""
    return due_on + _LATE_BY if (seller, number) == (LATE, 1) else due_on


def _handed_in(stage: Stage, random: Random, seller: str, day: date) -> Iterator[Act]:
    at = stage.calendar.moment(day, 16, random.randint(0, 59), random.randint(0, 59))
    same = random.sample(stage.kept_by(seller)[:40], _CONFIRMED)
    if at < (gone_at(stage) if seller == LEAVER else stage.now):
        yield _act(stage, seller, [one.id for one in same], at)


def _act(stage: Stage, seller: str, confirmed: list[UUID], at: datetime) -> Act:
    return Act(at, lambda: submissions.hand_in(
        confirmed=confirmed, by=stage.actor(seller, at), at=at
    ))  # fmt: skip
