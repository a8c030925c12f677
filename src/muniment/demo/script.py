"""The script of the play: acts with their moments, played in the order of time.

Everything after the founding is an act of somebody at some moment. Rooms of the play
(`months`, `events`, `lessons`, `knowledge`) each write their acts; `planting` sorts and plays
them, so the ledger's entries stand in the order in which things happened.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that somebody does at a moment."""

    at: datetime
    do: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Calendar:
    """Working days before now, in the time zone in which the pages show moments."""

    now: datetime
    zone: ZoneInfo

    @property
    def today(self) -> date:
        """The day on which the viewer looks."""
        return self.now.astimezone(self.zone).date()

    def workday(self, days_ago: int) -> date:
        """The working day that many days ago, or the Friday before it."""
        day = self.today - timedelta(days=days_ago)
        return day - timedelta(days=max(0, day.weekday() - 4))

    def monday(self, weeks_ago: int) -> date:
        """The Monday of the week that many weeks ago."""
        return self.today - timedelta(days=self.today.weekday(), weeks=weeks_ago)

    def moment(self, day: date, hour: int, minute: int = 0, second: int = 0) -> datetime:
        """A moment of that day, as the clock on the wall shows it."""
        return datetime.combine(day, time(hour, minute, second), self.zone)

    def at_work(self, day: date, random: Random) -> datetime:
        """Some moment of the working hours of that day."""
        return self.moment(day, random.randint(9, 17), random.randint(0, 59), random.randint(0, 59))
