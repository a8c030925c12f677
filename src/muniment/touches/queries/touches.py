"""Counts and days of touches, in bulk: what exposure, warning and hand-over read."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from operator import attrgetter
from uuid import UUID

from django.db.models import Count, Max, Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from muniment.touches.domain.duties import KNOWN_FOR_DAYS
from muniment.touches.domain.kinds import Kind, Source
from muniment.touches.domain.share import TouchShare
from muniment.touches.models import Confirmation, Touch

MARKS = 5000  # both engines take more; a house of 20,000 customers asks four times
_ACTIVITY = {
    Source.MAIL_IN.value: "mail",
    Source.MAILBOX.value: "mail",
    Source.CALENDAR.value: "calendar",
    Source.LOGGED.value: "logged",
}
_ASIDE = Q(source=Source.LOGGED.value, kind__in=(Kind.CALL.value, Kind.MESSAGE.value))


def touch_shares(
    dossier_ids: Collection[UUID], *, since: date, until: date
) -> dict[UUID, dict[UUID, TouchShare]]:
    """Count each person's touches with each customer, both days included.

    Customers without any are absent. One query for each 5,000 customers.
    """
    found: dict[UUID, dict[UUID, TouchShare]] = defaultdict(dict)
    for some in batches(dossier_ids):
        standing = Touch.objects.filter(
            dossier__in=some, withdrawn_at=None, happened_on__gte=since, happened_on__lte=until
        )
        counted = standing.values_list("dossier_id", "person_id").annotate(
            total=Count("id"), traced=Count("id", filter=~Q(trace="")),
            aside=Count("id", filter=_ASIDE),
        )  # fmt: skip
        for dossier_id, person_id, *counts in counted.order_by():
            found[dossier_id][person_id] = TouchShare(*counts)
    return dict(found)


def often_touched(
    dossier_ids: Collection[UUID], *, since: date, until: date, fewest: int
) -> set[UUID]:
    """Name the customers that some one person touched at least so often, both days included.

    One query for each 5,000 customers.
    """
    found: set[UUID] = set()
    for some in batches(dossier_ids):
        standing = Touch.objects.filter(
            dossier__in=some, withdrawn_at=None, happened_on__gte=since, happened_on__lte=until
        )
        counted = standing.values("dossier_id", "person_id").annotate(total=Count("id"))
        found |= set(
            counted.filter(total__gte=fewest).order_by().values_list("dossier_id", flat=True)
        )
    return found


def touched_by(
    person_ids: Collection[UUID], dossier_ids: Collection[UUID], *, since: date, until: date
) -> set[UUID]:
    """Name the customers that any of these people touched, both days included.

    One query for each 5,000 customers.
    """
    found: set[UUID] = set()
    for some in batches(dossier_ids) if person_ids else ():
        theirs = Touch.objects.filter(
            dossier__in=some, person__in=list(person_ids), withdrawn_at=None,
            happened_on__gte=since, happened_on__lte=until,
        )  # fmt: skip
        found |= set(theirs.order_by().values_list("dossier_id", flat=True).distinct())
    return found


def last_traced(
    dossier_ids: Collection[UUID], *, until: date, by: Collection[UUID] | None = None
) -> dict[UUID, dict[UUID, date]]:
    """Give the day of each person's newest touch with the customer's own trace.

    One query for each 5,000 customers.

    Args:
        by: touches of these people alone; None takes everybody's.
    """
    found: dict[str, dict[UUID, date]] = defaultdict(dict)
    named = cache(UUID)  # of many rows; few people
    for some in batches(dossier_ids):
        traced = Touch.objects.filter(
            dossier__in=some, withdrawn_at=None, happened_on__lte=until
        ).exclude(trace="")
        if by is not None:
            traced = traced.filter(person__in=list(by))
        told = traced.values(
            whose=Cast("dossier_id", TextField()), who=Cast("person_id", TextField())
        ).annotate(day=Max("happened_on"))
        for whose, who, day in told.order_by().values_list("whose", "who", "day"):
            found[whose][named(who)] = day
    return {UUID(whose): days for whose, days in found.items()}


def known_to_customer(
    dossier_ids: Collection[UUID], *, at: datetime,
    last: Mapping[UUID, Mapping[UUID, date]] | None = None,
) -> dict[UUID, frozenset[UUID]]:  # fmt: skip
    """Name our people whom each customer knows: traced in the last 24 months, or confirmed.

    Customers that know nobody are absent. Two queries for each 5,000 customers.

    Args:
        last: what `last_traced` told of that day, for whoever asked it already.
    """
    until = timezone.localdate(at)
    since = until - timedelta(days=KNOWN_FOR_DAYS)
    known: dict[UUID, set[UUID]] = defaultdict(set)
    if last is None:
        last = last_traced(dossier_ids, until=until)
    for dossier_id, days in last.items():
        known[dossier_id].update(person for person, day in days.items() if day >= since)
    for some in batches(dossier_ids):
        rows = Confirmation.objects.filter(dossier__in=some, at__lte=at)
        for dossier_id, person_id in rows.values_list("dossier_id", "person_id"):
            known[dossier_id].add(person_id)
    return {dossier_id: frozenset(people) for dossier_id, people in known.items() if people}


def activity_by_week(
    person_ids: Collection[UUID], *, since: date, until: date
) -> dict[UUID, dict[str, dict[date, int]]]:
    """Count each person's traces in the house by week, said ones too; weeks by their Monday.

    The kinds are "mail", "calendar" and "logged". One query for each 5,000 people.
    """
    found: dict[UUID, dict[str, dict[date, int]]] = {}
    for some in batches(person_ids):
        standing = Touch.objects.filter(
            person__in=some, withdrawn_at=None, source__in=sorted(_ACTIVITY),
            happened_on__gte=since, happened_on__lte=until,
        )  # fmt: skip
        counted = standing.values_list("person_id", "source", "happened_on").annotate(Count("id"))
        for person_id, source, day, count in counted.order_by():
            weeks = found.setdefault(person_id, {}).setdefault(_ACTIVITY[source], {})
            monday = day - timedelta(days=day.weekday())
            weeks[monday] = weeks.get(monday, 0) + count
    return found


def batches(ids: Collection[UUID]) -> Iterator[Sequence[UUID]]:
    """Cut ids into what one query takes."""
    wanted = sorted(ids, key=attrgetter("int"))  # ids compare in Python, numbers do not
    for start in range(0, len(wanted), MARKS):
        yield wanted[start : start + MARKS]
