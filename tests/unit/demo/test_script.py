"""The calendar of the play."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from muniment.demo.script import Calendar

NINGBO = ZoneInfo("Asia/Shanghai")
FROM, TO = datetime(2024, 1, 1), datetime(2030, 1, 1)  # noqa: DTZ001 - Hypothesis adds the zone
moments = st.datetimes(FROM, TO, timezones=st.just(UTC))


@given(moments, st.integers(1, 400))
def test_nobody_works_at_the_weekend(now, days):
    calendar = Calendar(now, NINGBO)
    day = calendar.workday(days)
    assert day.weekday() < 5
    assert timedelta(0) <= calendar.today - timedelta(days=days) - day <= timedelta(days=2)


@given(moments, st.integers(0, 60), st.integers())
def test_work_is_done_in_working_hours_on_the_wall_of_the_office(now, weeks, seed):
    calendar = Calendar(now, NINGBO)
    monday = calendar.monday(weeks)
    assert monday.weekday() == 0
    at = calendar.at_work(monday, Random(seed)).astimezone(NINGBO)
    assert at.date() == monday
    assert time(9) <= at.time() < time(18)


def test_today_is_the_day_where_the_viewer_is():
    late = Calendar(datetime(2026, 5, 3, 20, 0, tzinfo=UTC), NINGBO)
    assert late.today == date(2026, 5, 4)
