"""How much each salesperson shares with the house, week by week: counts alone."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, time
from uuid import UUID

from muniment.touches.queries import activity_by_week
from muniment.vault.queries import submitted_days
from muniment.warning.domain.dark import Kind, monday_of

Weeks = Mapping[date, int]


def shared_by_week(
    person_ids: Collection[UUID], *, since: date, until: date
) -> dict[UUID, dict[Kind, Weeks]]:
    """Count what people entered, from `since` to before `until`, by the Monday of the week."""
    first, last = (datetime.combine(day, time(), UTC) for day in (since, until))
    found: dict[UUID, dict[Kind, Weeks]] = {person: {} for person in person_ids}
    for person, days in submitted_days(person_ids, since=first, until=last).items():
        found[person][Kind.VALUES] = _weeks(days)
    for person, kinds in activity_by_week(person_ids, since=since, until=until).items():
        for kind, weeks in kinds.items():
            found[person][Kind(kind)] = {week: n for week, n in weeks.items() if week < until}
    return found


def _weeks(days: Weeks) -> Weeks:
    weeks: dict[date, int] = defaultdict(int)
    for day, count in days.items():
        weeks[monday_of(day)] += count
    return dict(weeks)
