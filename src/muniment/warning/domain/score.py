"""One warning row: who, on which day, how sure, and why."""

from dataclasses import dataclass

STOPPED = "stopped"
DECLINED = "declined"
TAKEN = "taken:"
ALARM = 0.5
"""A score from here on is an alarm."""


@dataclass(frozen=True, slots=True)
class Scored:
    """What one model says of one customer at the end of one day.

    Attributes:
        customer: index into the book's names.
        day: ordinal of the day; nothing dated later was looked at.
        score: 0 to 1; an alarm from `ALARM` on.
        reason: `stopped`, `declined` or `taken:<employee>`.
        chance: the probability behind the score; of stopping, of having declined, of being taken.
        silent: days since the last order, suspensions left out.
        gap: usual days between two orders.
    """

    customer: int
    day: int
    score: float
    reason: str
    chance: float
    silent: float
    gap: float

    @property
    def is_alarm(self) -> bool:
        """Say whether the score is high enough to ask somebody to look."""
        return self.score >= ALARM
