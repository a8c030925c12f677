"""The clock: it can be stopped, and it can be let go on by ticks."""

from datetime import UTC, datetime, timedelta, timezone

from muniment.core import clock

NOON = datetime(2026, 5, 4, 12, tzinfo=timezone(timedelta(hours=2)))


def test_a_stopped_clock_shows_one_moment_in_utc():
    with clock.frozen(NOON):
        assert clock.now() == clock.now() == NOON
        assert clock.now().tzinfo is UTC


def test_a_ticking_clock_goes_on_by_the_same_tick_however_long_the_work_takes():
    with clock.ticking(NOON):
        told = [clock.now() for _ in range(3)]
    assert told == [NOON, NOON + clock.TICK, NOON + 2 * clock.TICK]


def test_the_real_clock_comes_back_afterwards():
    with clock.ticking(NOON), clock.frozen(NOON + timedelta(days=1)):
        assert clock.now() == NOON + timedelta(days=1)
    assert abs(datetime.now(UTC) - clock.now()) < timedelta(seconds=5)
