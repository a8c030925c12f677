"""Why a warning stands, what became of it, and why a clock is stopped: the codes."""

from enum import StrEnum


class Reason(StrEnum):
    """Why the house warns."""

    STOPPED = "stopped"  # silent for longer than its rhythm explains
    DECLINED = "declined"  # still orders, and much less than it used to
    TAKEN = "taken"  # may have gone with somebody who left: a suspicion to check


class Outcome(StrEnum):
    """What a person found out, or the next order told."""

    STILL = "still_customer"
    TOLD_US = "told_us"  # the customer said why it does not order now
    LOST = "lost"
    TAKEN = "taken"
    FALSE = "false_alarm"
    ORDERED = "ordered"  # it ordered again before anybody answered; set by the house


BY_PEOPLE = tuple(it for it in Outcome if it is not Outcome.ORDERED)
"""Outcomes that a person sets."""

GONE = frozenset({Outcome.LOST, Outcome.TAKEN})
"""Outcomes after which a win-back case makes sense."""


class Pause(StrEnum):
    """Why silence means nothing for a while."""

    HOLIDAY = "holiday"  # Ramadan, Christmas, Spring Festival, summer closing
    STOCK = "stock"  # the customer's shelves are full
    SEASON = "season"  # it buys at other times of the year
    REBUILD = "rebuild"  # moving, rebuilding, changing hands
    AGREED = "agreed"  # the next order is agreed for a day
    OTHER = "other"
