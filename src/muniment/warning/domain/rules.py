"""A registered rhythm as periods in which silence means nothing."""

from collections.abc import Collection
from datetime import date, timedelta

LONGEST_NEXT = 400
"""Days after the last order beyond which an announced next order stops no clock any more."""

Period = tuple[date, date]
"""From a day up to, not including, another."""


def pauses_of(
    months: Collection[int], next_on: date | None, *, first: date, last: date, on: date
) -> list[Period]:
    """Say when a customer of this rhythm is not expected to order.

    Args:
        months: 1 to 12, in which it orders; empty: in all.
        next_on: the day on which its next order is expected; it counts until an order comes.
        first, last: its first and last order day; on: the day of asking.
    """
    found = _closed_months(months, first, on) if months and len(set(months)) < 12 else []
    if next_on and last < next_on <= last + timedelta(days=LONGEST_NEXT):
        found.append((last, next_on))
    return found


def _closed_months(months: Collection[int], first: date, on: date) -> list[Period]:
    found: list[Period] = []
    day = first.replace(day=1)
    while day <= on:
        after = (day + timedelta(days=32)).replace(day=1)
        if day.month not in months:
            if found and found[-1][1] == day:
                found[-1] = (found[-1][0], after)
            else:
                found.append((day, after))
        day = after
    return found
