"""Sittings and quotas: one look opens a sitting, and reading again in it is no new look."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

SITTING_MINUTES = 30


@dataclass(frozen=True, slots=True)
class Sitting:
    """The time from `starts_at` (inclusive) to `ends_at` (exclusive); both aware, UTC."""

    starts_at: datetime
    ends_at: datetime

    def holds(self, at: datetime) -> bool:
        """Whether `at` falls into the sitting."""
        return self.starts_at <= at < self.ends_at


@dataclass(frozen=True, slots=True)
class Quota:
    """How many of the counted looks are used; one (person, dossier, compartment) each."""

    used: int
    allowed: int

    @property
    def left(self) -> int:
        """Looks that are left; never below 0, also after the number allowed was lowered."""
        return max(0, self.allowed - self.used)

    @property
    def is_used_up(self) -> bool:
        """Whether the next look needs somebody else."""
        return self.left == 0


def sitting_from(at: datetime, *, minutes: int = SITTING_MINUTES) -> Sitting:
    """Open a sitting at `at`; it is not prolonged by reading in it.

    Raises:
        ValueError: `at` is naive, or `minutes` is below 1.
    """
    if at.tzinfo is None or minutes < 1:
        raise ValueError("a sitting needs an aware moment and at least one minute")
    return Sitting(at, at + timedelta(minutes=minutes))


def running_sitting(
    looks: Iterable[datetime], *, at: datetime, minutes: int = SITTING_MINUTES
) -> Sitting | None:
    """Find the sitting that is running at `at`, given the moments of the looks that opened one."""
    sittings = (sitting_from(look, minutes=minutes) for look in looks)
    running = [sitting for sitting in sittings if sitting.holds(at)]
    return max(running, key=lambda sitting: sitting.starts_at, default=None)


def quota_from(looks: Iterable[datetime], *, allowed: int, since: datetime | None = None) -> Quota:
    """Count the looks that opened a sitting; those before `since` were forgiven by a manager."""
    counted = sum(1 for look in looks if since is None or look >= since)
    return Quota(counted, allowed)
