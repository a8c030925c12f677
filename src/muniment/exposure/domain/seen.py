"""Seen: what somebody has read, added up from the looks on record."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Looked:
    """One look or one customer in a list that was shown; `compartment` is "" for the list."""

    dossier_id: UUID
    compartment: str
    given: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Week:
    """One week, named by its Monday: looks given, and the customers in them."""

    monday: date
    looks: int
    customers: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What one person read in a time.

    Attributes:
        customers: opened at least once. `listed`: shown in a list with at least one value.
        compartments: customers by the compartment opened.
        looks, refused: attempts that were given, and that were not.
        weeks: every week of the time, the oldest first.
        before: customers opened in the time of the same length before.
        dossiers: the customers opened, with the number of looks.
    """

    customers: int
    listed: int
    compartments: Mapping[str, int]
    looks: int
    refused: int
    weeks: tuple[Week, ...]
    before: int
    dossiers: Mapping[UUID, int]


def summed(
    looked: Iterable[Looked], *, listed: Collection[UUID], since: datetime, until: datetime
) -> Seen:
    """Add looks up; those before `since` count only for `before`.

    All moments carry the time zone of the house: weeks begin on its Mondays.
    """
    rows = list(looked)
    now = [one for one in rows if one.given and since <= one.at < until]
    by_compartment: dict[str, set[UUID]] = defaultdict(set)
    for one in now:
        by_compartment[one.compartment].add(one.dossier_id)
    return Seen(
        customers=len({one.dossier_id for one in now}),
        listed=len(set(listed)),
        compartments={code: len(found) for code, found in sorted(by_compartment.items())},
        looks=len(now),
        refused=sum(not one.given and since <= one.at < until for one in rows),
        weeks=_weeks(now, since, until),
        before=len({one.dossier_id for one in rows if one.given and one.at < since}),
        dossiers=Counter(one.dossier_id for one in now),
    )


def _weeks(now: Iterable[Looked], since: datetime, until: datetime) -> tuple[Week, ...]:
    found: dict[date, list[UUID]] = {}
    monday = monday_of(since.date())
    while monday <= until.date():
        found[monday] = []
        monday += timedelta(weeks=1)
    for one in now:
        found[monday_of(one.at.date())].append(one.dossier_id)
    return tuple(Week(day, len(ids), len(set(ids))) for day, ids in found.items())


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())
