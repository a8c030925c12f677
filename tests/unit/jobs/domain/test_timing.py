from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.jobs.domain.timing import LONGEST_WAIT, Rhythm, wait_before_retry

NOON = datetime(2026, 5, 3, 12, tzinfo=UTC)
SHANGHAI = ZoneInfo("Asia/Shanghai")


def test_each_failure_makes_the_next_wait_four_times_longer():
    waits = [wait_before_retry(n).total_seconds() for n in (1, 2, 3, 4)]

    assert waits == [5, 20, 80, 320]


@given(st.integers(min_value=1, max_value=100_000))
def test_no_wait_is_longer_than_an_hour_or_shorter_than_the_one_before(failures):
    assert wait_before_retry(failures) <= wait_before_retry(failures + 1) <= LONGEST_WAIT


def test_nothing_waits_before_it_has_failed():
    with pytest.raises(ValueError, match="first failure"):
        wait_before_retry(0)


def test_a_daily_job_runs_later_today_if_its_time_is_still_to_come():
    due = Rhythm(daily=time(21, 0)).next_after(NOON, SHANGHAI)

    assert due.astimezone(SHANGHAI) == datetime(2026, 5, 3, 21, tzinfo=SHANGHAI)


def test_a_daily_job_runs_tomorrow_if_its_time_has_passed():
    due = Rhythm(daily=time(3, 40)).next_after(NOON, SHANGHAI)

    assert due.astimezone(SHANGHAI) == datetime(2026, 5, 4, 3, 40, tzinfo=SHANGHAI)


@given(st.integers(min_value=1_500_000_000, max_value=2_000_000_000), st.times())
def test_a_daily_job_is_always_due_within_two_days_and_never_in_the_past(stamp, daily):
    at = datetime.fromtimestamp(stamp, UTC)
    due = Rhythm(daily=daily).next_after(at, ZoneInfo("Europe/Berlin"))

    assert at < due <= at + timedelta(hours=49)


def test_missed_intervals_are_not_made_up_for():
    assert Rhythm(every=timedelta(hours=1)).next_after(NOON, UTC) == NOON + timedelta(hours=1)


@pytest.mark.parametrize(
    "wrong",
    [{}, {"every": timedelta(0)}, {"every": timedelta(hours=1), "daily": time(3)}],
)
def test_a_rhythm_is_an_interval_or_a_time_of_day(wrong):
    with pytest.raises(ValueError, match=r"rhythm|interval"):
        Rhythm(**wrong)
