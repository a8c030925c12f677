"""Sittings and quotas: one look opens a sitting, and reading again in it is no new look."""

from dataclasses import dataclass
from datetime import datetime, timedelta

SITTING_MINUTES = 30


@dataclass(frozen=True, slots=True)
class Sitting:
    """The time from `starts_at` (inclusive) to `ends_at` (exclusive); both aware, UTC."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Quota:
    """How many of the counted looks are used; one (person, dossier, compartment) each."""

    used: int
    allowed: int

    @property
    def left(self) -> int:
        """Looks that are left; never below 0, also after the number allowed was lowered."""
        return max(0, self.allowed - self.used)


def sitting_from(at: datetime, *, minutes: int = SITTING_MINUTES) -> Sitting:
    """Open a sitting at `at`; it is not prolonged by reading in it.

    Raises:
        ValueError: `at` is naive, or `minutes` is below 1.
    """
    if at.tzinfo is None or minutes < 1:
        raise ValueError("a sitting needs an aware moment and at least one minute")
    return Sitting(at, at + timedelta(minutes=minutes))
