"""One look opens a sitting; reading again in it is no new look."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.vault.domain.sitting import Quota, quota_from, running_sitting, sitting_from

NOON = datetime(2026, 5, 3, 12, tzinfo=UTC)


def minutes(number):
    return timedelta(minutes=number)


def test_a_sitting_lasts_thirty_minutes_and_is_not_prolonged():
    sitting = sitting_from(NOON)
    assert sitting.holds(NOON)
    assert sitting.holds(NOON + minutes(29))
    assert not sitting.holds(NOON + minutes(30))
    assert not sitting.holds(NOON - minutes(1))


@pytest.mark.parametrize("at", [datetime(2026, 5, 3, 12)])  # noqa: DTZ001 - naive on purpose
def test_a_sitting_needs_a_real_moment_and_some_length(at):
    with pytest.raises(ValueError, match="aware"):
        sitting_from(at)
    with pytest.raises(ValueError, match="minute"):
        sitting_from(NOON, minutes=0)


def test_the_latest_running_sitting_is_found():
    looks = [NOON - minutes(40), NOON - minutes(20), NOON - minutes(10)]
    assert running_sitting(looks, at=NOON) == sitting_from(NOON - minutes(10))
    assert running_sitting(looks, at=NOON, minutes=5) is None
    assert running_sitting([], at=NOON) is None


def test_looks_before_a_managers_leave_are_forgiven():
    looks = [NOON - minutes(100), NOON - minutes(50), NOON]
    assert quota_from(looks, allowed=3) == Quota(3, 3)
    assert quota_from(looks, allowed=3).is_used_up
    assert quota_from(looks, allowed=3, since=NOON - minutes(50)).left == 1


@given(st.integers(0, 9), st.integers(0, 9))
def test_looks_left_never_fall_below_nothing(used, allowed):
    quota = Quota(used, allowed)
    assert quota.left >= 0
    assert quota.is_used_up == (used >= allowed)
