from datetime import timedelta

import pytest

from muniment.core import clock
from muniment.investigations.domain.checks import NotReached
from muniment.investigations.outside.pace import Pace, retry_after_s


class Time:
    """A clock that moves when somebody waits."""

    def __init__(self):
        self.now, self.waited = 100.0, []

    def tick(self):
        return self.now

    def pause(self, seconds):
        self.waited.append(round(seconds, 3))
        self.now += seconds


def test_one_host_is_asked_at_a_steady_pace_and_another_is_not_held_up():
    time = Time()
    pace = Pace(tick=time.tick, pause=time.pause)

    for host in ("a", "a", "b", "a"):
        pace.wait(host, gap_s=2, patience_s=60)

    assert time.waited == [2, 2]


def test_a_turn_that_comes_too_late_is_given_up_at_once():
    time = Time()
    pace = Pace(tick=time.tick, pause=time.pause)
    pace.block("a", 50)

    with pytest.raises(NotReached) as refusal:
        pace.wait("a", gap_s=1, patience_s=15)

    assert (refusal.value.reason, time.waited) == ("rate_limited", [])
    pace.wait("a", gap_s=1, patience_s=60)
    assert time.waited == [50]


def test_retry_after_is_read_as_seconds_or_as_a_date():
    with clock.frozen(clock.now()):
        later = clock.now() + timedelta(seconds=90)
        told = later.strftime("%a, %d %b %Y %H:%M:%S GMT")

        assert retry_after_s("120") == 120
        assert 88 <= retry_after_s(told) <= 90
        assert retry_after_s("soon") is None
        assert retry_after_s("") is None
        assert retry_after_s("9" * 400) == 86_400
