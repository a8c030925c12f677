"""What credit is made of. Facts with their proof; nothing is weighed into one number."""

import calendar
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class Point(StrEnum):
    """One kind of fact that gives credit."""

    FOUND = "found"
    KEPT = "kept"
    TOLD = "told"  # values submitted
    CHECKED = "checked"  # values verified, on a visit or without
    HANDED_ON = "handed_on"  # a commission tail after a clean hand-over


@dataclass(frozen=True, slots=True)
class CreditPoint:
    """One fact and the ledger entry that proves it.

    Attributes:
        count: values told or checked; 1 otherwise.
    """

    kind: Point
    on: date
    count: int
    entry_id: UUID


def months_after(day: date, months: int) -> date:
    """The same day some months later; the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
