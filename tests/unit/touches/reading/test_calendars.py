"""Meetings of a calendar file: when they took place, and who accepted."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.touches.reading.calendars import BadEvent, Meeting, meetings_in
from muniment.touches.reading.messages import Unreadable

YEAR = {"since": date(2026, 1, 1), "until": date(2026, 12, 31)}


def _calendar(*events: str) -> bytes:
    body = "".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n" for event in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{body}END:VCALENDAR\r\n".encode()


VISIT = """UID:1@heron.example
DTSTART;TZID=Europe/Berlin:20260302T090000
SUMMARY:Line trial
ORGANIZER;CN=Ada:mailto:ada@house.example
ATTENDEE;PARTSTAT=ACCEPTED;CN=Maria:mailto:M.Lopez@heron.example
ATTENDEE;PARTSTAT=DECLINED:mailto:boss@heron.example""".replace("\n", "\r\n")


def test_a_meeting_tells_who_accepted():
    [meeting] = meetings_in(_calendar(VISIT), **YEAR)

    assert meeting.starts_at == datetime(2026, 3, 2, 8, tzinfo=UTC)
    assert meeting.organizer == "ada@house.example"
    assert dict(meeting.attendees)["m.lopez@heron.example"] == "accepted"
    assert dict(meeting.attendees)["boss@heron.example"] == "declined"


def test_a_weekly_meeting_keeps_its_hour_when_summer_begins_and_leaves_out_what_was_struck():
    weekly = VISIT + (
        "\r\nRRULE:FREQ=WEEKLY;UNTIL=20260430T000000Z\r\nEXDATE;TZID=Europe/Berlin:20260309T090000"
    )
    moved = VISIT.replace("20260302", "20260317") + (
        "\r\nRECURRENCE-ID;TZID=Europe/Berlin:20260316T090000"
    )
    meetings = list(meetings_in(_calendar(weekly, moved), **YEAR))
    local = [one.starts_at.astimezone(ZoneInfo("Europe/Berlin")) for one in meetings]

    assert {one.hour for one in local} == {9}
    days = {one.date() for one in local}
    assert date(2026, 3, 9) not in days  # struck
    assert date(2026, 3, 16) not in days  # moved to the next day
    assert date(2026, 3, 17) in days
    assert max(days) == date(2026, 4, 27)
    assert len({one.digest for one in meetings}) == len(meetings)


def test_only_the_window_is_told():
    daily = VISIT.replace("20260302", "20200302") + "\r\nRRULE:FREQ=DAILY"

    assert len(list(meetings_in(_calendar(daily), **YEAR))) == 365


def test_a_meeting_of_a_whole_day_begins_at_midnight_of_the_zone():
    fair = "UID:2\r\nDTSTART;VALUE=DATE:20260501\r\nSUMMARY:Fair"
    [meeting] = meetings_in(_calendar(fair), **YEAR, zone=ZoneInfo("Asia/Shanghai"))

    assert meeting.starts_at == datetime(2026, 4, 30, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    "event", ["UID:3\r\nSUMMARY:when?", VISIT + "\r\nRRULE:FREQ=SECONDLY"], ids=["none", "seconds"]
)
def test_an_event_that_cannot_be_read_is_named_and_the_others_are_told(event):
    bad, good = meetings_in(_calendar(event, VISIT), **YEAR)

    assert isinstance(bad, BadEvent)
    assert bad.place == 1
    assert isinstance(good, Meeting)


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04", b"BEGIN:VCALENDAR"])
def test_what_is_no_calendar_is_refused(raw):
    with pytest.raises(Unreadable):
        list(meetings_in(raw, **YEAR))


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_any_event_is_read_or_named(lines):
    try:
        list(meetings_in(_calendar(lines, VISIT + "\r\n" + lines), **YEAR))
    except Unreadable:
        return


@pytest.mark.parametrize(
    "rule",
    ["FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYMONTH=13", "FREQ=WEEKLY;BYSETPOS=200"],
)
def test_a_rule_that_may_never_fire_is_turned_away_instead_of_tried_for_8000_years(rule):
    told = list(meetings_in(_calendar(f"{VISIT}\r\nRRULE:{rule}"), **YEAR))

    assert [type(one) for one in told] == [BadEvent]


def test_a_meeting_counts_as_met_in_person_when_it_has_a_place_that_is_not_online():
    places = {"LOCATION:Hall 4": True, "LOCATION:https://meet.example": False, "": False}

    for line, expected in places.items():
        [meeting] = meetings_in(_calendar(f"{VISIT}\r\n{line}".strip()), **YEAR)

        assert isinstance(meeting, Meeting)
        assert meeting.in_person is expected
