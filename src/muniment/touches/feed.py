"""The calendar feed (ICS): what somebody owes customers, by codename and day alone."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone
from icalendar import Calendar, Event

from muniment.people import queries as people
from muniment.people.domain.employment import State
from muniment.touches.domain.kinds import PromiseKind
from muniment.touches.queries import feed_owner, owed_by, promises_by, visits_by
from muniment.vault import queries as vault

AHEAD = timedelta(days=60)


def feed(token: str, *, words: dict[str, str], at: datetime) -> bytes | None:
    """Write the feed behind a secret address; None when there is none, or its owner gave notice.

    Args:
        words: what `contact`, `visit`, `promise` and `quotation` are called, each with a place
            `{customer}` for the codename.
    """
    person_id = feed_owner(token)
    reader = people.reader(person_id) if person_id else None
    if reader is None or reader.state is not State.ACTIVE:
        return None
    calendar = Calendar()
    calendar.add("prodid", "-//Muniment//Contact duties//EN")
    calendar.add("version", "2.0")
    for key, kind, codename, day in _owed(reader.id, timezone.localdate(at)):
        calendar.add_component(_event(key, words[kind].format(customer=codename), day, at))
    return bytes(calendar.to_ical())


def _owed(person_id: UUID, today: date) -> Iterator[tuple[str, str, str, date]]:
    for row, duty in owed_by([person_id], on=today).get(person_id, []):
        if duty.due_on <= today + AHEAD:
            yield (
                f"{row.dossier_id}-{duty.part.value}",
                "contact",
                row.codename,
                max(duty.due_on, today),
            )
    visits, promises = visits_by(person_id), promises_by(person_id)
    names = vault.codenames_of(
        [*(it.dossier_id for it in visits), *(it.dossier_id for it in promises)]
    )
    for visit in visits:
        yield str(visit.id), "visit", names[visit.dossier_id], visit.planned_on
    for promise in promises:
        if promise.due_on:
            kind = "quotation" if promise.kind is PromiseKind.QUOTATION else "promise"
            yield str(promise.id), kind, names[promise.dossier_id], promise.due_on


def _event(key: str, summary: str, day: date, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{key}@muniment")
    event.add("dtstamp", at)
    event.add("dtstart", day)
    event.add("summary", summary)
    return event
