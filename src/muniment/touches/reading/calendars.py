"""Meetings in a calendar file: when, who was asked, and who of them accepted.

Source: RFC 5545 (iCalendar), by the `icalendar` library; repeated meetings by `dateutil`. A
meeting that repeats is told once for each time it took place within the window asked for.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import islice

from dateutil.rrule import rruleset, rrulestr
from icalendar import Calendar, Event, vRecur

from muniment.touches.reading.messages import Unreadable

LARGEST_CALENDAR = 100_000_000
MOST_TIMES = 1000
"""Times of one repeated meeting that are told at most."""
_CALM = frozenset("FREQ INTERVAL COUNT UNTIL WKST BYDAY BYMONTH".split())  # noqa: SIM905
_MOST_STEPS = 40 * 366
_LONGEST_TITLE = 300
_ONLINE = ("http:", "https:", "teams", "zoom", "meet", "online", "webex", "skype", "tel:")
_LONGEST_HISTORY = timedelta(days=40 * 366)


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting at one time.

    Attributes:
        place: of the event in the file, from 1.
        starts_at: aware, UTC; a meeting of whole days starts at midnight of `zone`.
        attendees: address in small letters → PARTSTAT in small letters (`accepted`, `declined`,
            `tentative`, `needs-action`).
        in_person: it has a place that is not online.
        digest: SHA-256 of its UID and this time: the same meeting in another copy of the
            calendar has the same.
    """

    place: int
    uid: str
    starts_at: datetime
    title: str
    organizer: str
    attendees: tuple[tuple[str, str], ...]
    names: tuple[tuple[str, str], ...]
    cancelled: bool
    in_person: bool
    digest: bytes

    @property
    def parties(self) -> tuple[str, ...]:
        """Everybody named, the organizer first."""
        named = (self.organizer, *(address for address, _ in self.attendees))
        return tuple(dict.fromkeys(filter(None, named)))


@dataclass(frozen=True, slots=True)
class BadEvent:
    """An event that cannot be read: its place in the file, from 1, and a code why."""

    place: int
    why: str


def meetings_in(
    raw: bytes, *, since: date, until: date, zone: tzinfo = UTC
) -> Iterator[Meeting | BadEvent]:
    """Tell the meetings that start from `since` to `until`, both included, and the bad events.

    Args:
        zone: of times that name no zone, and of whole days.

    Raises:
        Unreadable: empty, too large, or no calendar; at the first step.
    """
    if not raw.strip():
        raise Unreadable("empty")
    if len(raw) > LARGEST_CALENDAR:
        raise Unreadable("too_large")
    try:
        calendars = Calendar.from_ical(raw, multiple=True)
    except Exception as trouble:  # the library lets many kinds through
        raise Unreadable("broken") from trouble
    if not any(calendar.name == "VCALENDAR" and calendar for calendar in calendars):
        raise Unreadable("broken")
    events = [
        event for calendar in calendars for event in calendar.walk("VEVENT")
        if isinstance(event, Event)
    ]  # fmt: skip
    window = _Window(
        datetime.combine(since, time.min, UTC),
        datetime.combine(until + timedelta(days=1), time.min, UTC), zone,
    )  # fmt: skip
    moved = {(_text(event, "UID"), _start(event, window, "RECURRENCE-ID")) for event in events}
    for place, event in enumerate(events, start=1):
        try:
            yield from _meetings(place, event, window, moved)
        except Exception:  # an event of somebody else's making: say where, go on
            yield BadEvent(place, "broken")


@dataclass(frozen=True, slots=True)
class _Window:
    since: datetime
    until: datetime
    zone: tzinfo

    def holds(self, at: datetime) -> bool:
        return self.since <= at < self.until


def _meetings(
    place: int, event: Event, window: _Window, moved: set[tuple[str, datetime | None]]
) -> Iterator[Meeting | BadEvent]:
    start = _start(event, window, "DTSTART")
    if start is None:
        yield BadEvent(place, "no_start")
        return
    uid = _text(event, "UID")
    single = "RECURRENCE-ID" in event
    for at in [start] if single else _times(event, start, window):
        if window.holds(at) and (single or (uid, at) not in moved):
            yield _meeting(place, event, uid, at)


def _meeting(place: int, event: Event, uid: str, at: datetime) -> Meeting:
    attendees = [
        (_address(one), _parameter(one, "PARTSTAT")) for one in _several(event, "ATTENDEE")
    ]
    organizers = _several(event, "ORGANIZER")
    shown = {_address(one): _name(one) for one in (*_several(event, "ATTENDEE"), *organizers)}
    name = uid or f"{_text(event, 'SUMMARY')}\0{event.get('DTSTART').to_ical()!r}"
    return Meeting(
        place=place,
        uid=uid,
        starts_at=at,
        title=_text(event, "SUMMARY")[:_LONGEST_TITLE],
        organizer=_address(organizers[0]) if organizers else "",
        attendees=tuple((address, told) for address, told in attendees if address),
        names=tuple((address, told) for address, told in shown.items() if address and told),
        in_person=_is_in_person(_text(event, "LOCATION").lower()),
        cancelled=_text(event, "STATUS").upper() == "CANCELLED",
        digest=hashlib.sha256(f"{name}\0{at.isoformat()}".encode("utf-8", "replace")).digest(),
    )


def _times(event: Event, start: datetime, window: _Window) -> Iterator[datetime]:
    """Every time of a meeting up to the end of the window; `MOST_TIMES` of them within it."""
    rules = _several(event, "RRULE")
    dates = list(_moments(event, "RDATE", window))
    if not rules and not dates:
        yield start
        return
    # Reckoned on the local clock: nine o'clock stays nine o'clock when summer time begins.
    local = _local(event, start, window)
    times = rruleset()
    for rule in rules:
        for moment in _ruled(rule, start, local.replace(tzinfo=None), window):
            times.rdate(moment)
    times.rdate(local.replace(tzinfo=None))
    shut = set(_moments(event, "EXDATE", window))
    told = 0
    for naive in times.xafter(_before(window, local), count=MOST_TIMES * 2, inc=True):
        at = naive.replace(tzinfo=local.tzinfo).astimezone(UTC)
        if at >= window.until or told >= MOST_TIMES:
            break
        if at not in shut:
            told += 1
            yield at
    yield from (at for at in dates if at not in shut)


def _before(window: _Window, local: datetime) -> datetime:
    return window.since.astimezone(local.tzinfo).replace(tzinfo=None) - timedelta(days=1)


def _ruled(rule: object, start: datetime, local: datetime, window: _Window) -> Iterator[datetime]:
    """The times of one rule up to the end of the window, on the local clock.

    Raises:
        ValueError: it repeats within a day, or since so long that counting would take minutes.
    """
    if not isinstance(rule, vRecur):
        raise TypeError
    if start < window.since - _LONGEST_HISTORY:
        raise ValueError("began too long ago")
    text = str(rule.to_ical().decode()).upper()  # type: ignore[no-untyped-call]
    told = dict(part.split("=", 1) for part in text.split(";"))
    _require_firing(told)
    count = int(told.pop("COUNT", _MOST_STEPS))
    end = f"{window.until:%Y%m%dT%H%M%S}"
    told["UNTIL"] = min(told.get("UNTIL", end).rstrip("Z"), end)
    bounded = ";".join(f"{name}={value}" for name, value in told.items())
    yield from islice(rrulestr(bounded, dtstart=local), min(count, _MOST_STEPS))


def _require_firing(rule: dict[str, str]) -> None:
    """Turn away rules that repeat within a day, and fine-grained ones that may never fire.

    The library tries those (each day that is a 30 February) up to the year 9999: seconds a rule.

    Raises:
        ValueError: one of these.
    """
    if rule.get("FREQ") not in {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}:
        raise ValueError("repeats within a day")
    months = rule.get("BYMONTH", "1").split(",")
    if not all(month.isdigit() and 1 <= int(month) <= 12 for month in months):
        raise ValueError("names no month")
    if rule["FREQ"] in {"DAILY", "WEEKLY"} and set(rule) - _CALM:
        raise ValueError("may never fire")


def _local(event: Event, start: datetime, window: _Window) -> datetime:
    value = event.decoded("DTSTART")
    zone = value.tzinfo if isinstance(value, datetime) and value.tzinfo else window.zone
    return start.astimezone(zone)


def _moments(event: Event, name: str, window: _Window) -> Iterator[datetime]:
    for value in _several(event, name):
        for one in getattr(value, "dts", []):
            told = one.dt[0] if isinstance(one.dt, tuple) else one.dt
            yield _moment(told, window)


def _start(event: Event, window: _Window, name: str) -> datetime | None:
    if name not in event:
        return None
    try:
        return _moment(event.decoded(name), window)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
        return None


def _moment(value: date | datetime, window: _Window) -> datetime:
    if not isinstance(value, datetime):
        value = datetime.combine(value, time.min)
    return (value if value.tzinfo else value.replace(tzinfo=window.zone)).astimezone(UTC)


def _is_in_person(place: str) -> bool:
    return bool(place) and not any(word in place for word in _ONLINE)


def _several(event: Event, name: str) -> list[object]:
    value = event.get(name, [])
    return list(value) if isinstance(value, list) else [value]


def _text(event: Event, name: str) -> str:
    value = event.get(name, "")
    told = str(value[0] if isinstance(value, list) and value else value)
    return " ".join("".join(sign if sign.isprintable() else " " for sign in told).split())


def _address(value: object) -> str:
    told = str(value).strip()
    address = told[7:] if told[:7].lower() == "mailto:" else _parameter(value, "EMAIL")
    address = address.strip().lower()
    return address if 3 <= len(address) <= 320 and address.count("@") == 1 else ""


def _name(value: object) -> str:
    params = getattr(value, "params", {})
    told = str(params.get("CN", ""))[:120]
    return "" if "@" in told else " ".join(told.split())


def _parameter(value: object, name: str) -> str:
    params = getattr(value, "params", {})
    return str(params.get(name, "")).strip().lower()
