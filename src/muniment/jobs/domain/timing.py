"""When a failed job is tried again and when a periodic one is due."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(hours=1)


def wait_before_retry(failed_attempts: int) -> timedelta:
    """Say how long to wait after the n-th failure: 5 s, 20 s, 80 s, …, at most one hour.

    Raises:
        ValueError: nothing has failed yet.
    """
    if failed_attempts < 1:
        raise ValueError("there is nothing to wait for before the first failure")
    times: int = 4 ** min(failed_attempts - 1, 10)  # more would only overflow
    return min(FIRST_WAIT * times, LONGEST_WAIT)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often something runs: after each interval, or once a day at a local time.

    Attributes:
        every: interval; used when `daily` is None.
        daily: wall-clock time in the house's time zone.
    """

    every: timedelta | None = None
    daily: time | None = None

    def __post_init__(self) -> None:
        if (self.every is None) == (self.daily is None):
            raise ValueError("a rhythm is either an interval or a time of day")
        if self.every is not None and self.every < timedelta(seconds=1):
            raise ValueError("an interval is at least one second")

    def next_after(self, at: datetime, zone: tzinfo) -> datetime:
        """Say when it is due next, strictly after `at`; what was missed is not made up for.

        A time of day that the clock skips in spring runs as the zone's rules map it; one
        that comes twice in autumn runs at the first.
        """
        if self.every is not None:
            return at + self.every
        assert self.daily is not None
        local = at.astimezone(zone)
        today = datetime.combine(local.date(), self.daily, tzinfo=zone)
        if today.astimezone(at.tzinfo) > at:
            return today.astimezone(at.tzinfo)
        tomorrow = datetime.combine(local.date() + timedelta(days=1), self.daily, tzinfo=zone)
        return tomorrow.astimezone(at.tzinfo)
