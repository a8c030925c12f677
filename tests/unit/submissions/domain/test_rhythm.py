"""When somebody hands in, and how late she is."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from muniment.submissions.domain.rhythm import USUAL, Beat, lateness, period_of, periods_due

BEATS = st.builds(Beat, st.integers(1, 8), st.integers(0, 6))
DAYS = st.dates(date(2020, 1, 1), date(2035, 1, 1))
FRIDAY = date(2026, 5, 8)


def test_a_week_that_is_due_on_friday_begins_on_saturday():
    period = period_of(USUAL, date(2026, 5, 4))

    assert (period.starts_on, period.due_on) == (date(2026, 5, 2), FRIDAY)


@given(BEATS, DAYS)
def test_every_day_lies_in_its_period_and_the_next_one_follows_without_a_gap(beat, day):
    period = period_of(beat, day)
    following = period_of(beat, period.due_on + timedelta(days=1))

    assert period.starts_on <= day <= period.due_on
    assert period.due_on.weekday() == beat.weekday
    assert (period.due_on - period.starts_on).days == 7 * beat.weeks - 1
    assert following.starts_on == period.due_on + timedelta(days=1)


@given(BEATS, DAYS, st.integers(0, 200))
def test_periods_that_are_over_end_before_today_and_follow_each_other(beat, today, back):
    over = periods_due(beat, since=today - timedelta(days=back), until=today)

    assert all(one.due_on < today for one in over)
    assert all(
        older.due_on + timedelta(days=1) == newer.starts_on for newer, older in pairwise(over)
    )


def test_nothing_is_asked_of_somebody_without_a_rhythm():
    told = lateness(Beat(0, 4), since=FRIDAY, today=FRIDAY, handed_in=[])

    assert told.period is None
    assert told.expected == 0


def test_a_week_that_passed_without_a_word_is_missed_and_waits():
    told = lateness(USUAL, since=date(2026, 4, 25), today=date(2026, 5, 11), handed_in=[])

    assert (told.expected, told.missed, told.late, told.days_late) == (2, 2, 0, 3)
    assert told.open_period is not None
    assert told.open_period.due_on == FRIDAY


def test_a_word_after_its_day_is_late_and_no_longer_missed():
    handed_in = [(FRIDAY, date(2026, 5, 11)), (date(2026, 5, 1), date(2026, 4, 30))]
    told = lateness(USUAL, since=date(2026, 4, 25), today=date(2026, 5, 12), handed_in=handed_in)

    assert (told.expected, told.missed, told.late, told.on_time) == (2, 0, 1, 1)
    assert told.open_period == told.period
    assert not told.is_done


def test_a_rhythm_that_changed_takes_nobodys_word_away():
    told = lateness(
        Beat(2, 4), since=date(2026, 4, 1), today=date(2026, 5, 13),
        handed_in=[(FRIDAY, FRIDAY), (date(2026, 4, 24), date(2026, 4, 23))],
    )  # fmt: skip

    assert told.missed == 0


def test_what_was_before_the_rhythm_began_is_not_asked_for():
    told = lateness(USUAL, since=date(2026, 5, 5), today=date(2026, 5, 11), handed_in=[])

    assert told.expected == 0


def test_the_period_that_began_on_the_first_day_is_asked_for():
    begins, monday = date(2026, 5, 2), date(2026, 5, 11)

    assert lateness(USUAL, since=begins, today=monday, handed_in=[]).expected == 1
    assert (
        lateness(USUAL, since=begins + timedelta(days=1), today=monday, handed_in=[]).expected == 0
    )


def test_a_period_is_not_over_on_its_last_day_and_a_word_on_that_day_is_in_time():
    last = lateness(USUAL, since=date(2026, 5, 2), today=FRIDAY, handed_in=[])
    after = lateness(
        USUAL, since=date(2026, 5, 2), today=FRIDAY + timedelta(days=1),
        handed_in=[(FRIDAY, FRIDAY)],
    )  # fmt: skip

    assert (last.expected, last.missed, last.is_done) == (0, 0, False)
    assert (after.expected, after.late, after.missed, after.on_time) == (1, 0, 0, 1)


def test_only_the_last_period_waits_when_older_ones_were_missed():
    handed_in = [(FRIDAY, FRIDAY)]
    told = lateness(USUAL, since=date(2026, 4, 18), today=date(2026, 5, 11), handed_in=handed_in)

    assert (told.expected, told.missed, told.on_time) == (3, 2, 1)
    assert told.open_period == told.period
    assert told.days_late == (date(2026, 5, 11) - date(2026, 5, 1)).days


def test_the_running_period_is_done_by_a_word_that_was_due_on_its_first_day():
    begins = period_of(Beat(2, 4), date(2026, 5, 13)).starts_on
    told = lateness(Beat(2, 4), since=begins, today=date(2026, 5, 13), handed_in=[(begins, begins)])

    assert told.is_done
    assert told.open_period is None


def test_lateness_is_counted_over_the_last_twelve_periods():
    told = lateness(USUAL, since=date(2025, 1, 4), today=date(2026, 5, 11), handed_in=[])

    assert (told.expected, told.missed, told.late) == (12, 12, 0)
