"""Calendar days from real files."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.sheets.dates import (
    EARLIEST,
    LATEST,
    DayOrder,
    is_ambiguous,
    order_of,
    parse_day,
)

MAY_3 = date(2026, 5, 3)


@pytest.mark.parametrize(
    "text",
    [
        "2026-05-03", "2026/5/3", "2026.05.03", "2026年5月3日", "20260503", "2026-05-03 08:34:00",
        "2026-05-03T08:34:00Z", "3/5/2026", "03.05.26", "3-5-2026 8:34", "3 May 2026", "3-May-26",
        "3rd May 2026", "May 3, 2026", "46145", "46145.35", "２０２６－０５－０３",
    ],
)  # fmt: skip
def test_one_day_written_in_many_ways_is_one_day(text):
    assert parse_day(text) == MAY_3


def test_the_chosen_order_decides_about_a_date_that_could_be_both():
    assert parse_day("03/04/2026", DayOrder.DAY_FIRST) == date(2026, 4, 3)
    assert parse_day("03/04/2026", DayOrder.MONTH_FIRST) == date(2026, 3, 4)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2026-13-01",
        "2026-02-30",
        "31/31/2026",
        "1899-01-01",
        "3 Foo 2026",
        "12345",
    ],
)
def test_what_is_no_order_day_is_refused(text):
    assert parse_day(text) is None


def test_the_order_is_guessed_from_dates_that_leave_no_doubt():
    assert order_of(["03/04/2026", "25/12/2026"]) is DayOrder.DAY_FIRST
    assert order_of(["03/04/2026", "12/25/2026"]) is DayOrder.MONTH_FIRST
    assert order_of(["2026-05-03"]) is None


def test_a_person_is_asked_only_when_nothing_tells():
    assert is_ambiguous(["03/04/2026", "05/06/2026"])
    assert not is_ambiguous(["03/04/2026", "25/06/2026"])
    assert not is_ambiguous(["2026-05-03"])


@given(st.text(max_size=30), st.sampled_from(DayOrder))
def test_no_text_makes_the_date_reader_stumble(text, order):
    found = parse_day(text, order)
    assert found is None or EARLIEST <= found <= LATEST


@given(st.dates(min_value=EARLIEST, max_value=LATEST))
def test_a_day_written_in_either_order_comes_back(day):
    assert parse_day(day.strftime("%d/%m/%Y"), DayOrder.DAY_FIRST) == day
    assert parse_day(day.strftime("%m/%d/%Y"), DayOrder.MONTH_FIRST) == day
    assert parse_day(day.isoformat()) == day
