"""One look opens a sitting; reading again in it is no new look."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.vault.domain.sitting import Quota, Sitting, sitting_from

NOON = datetime(2026, 5, 3, 12, tzinfo=UTC)


def minutes(number):
    return timedelta(minutes=number)


def test_a_sitting_lasts_thirty_minutes_from_its_look():
    assert sitting_from(NOON) == Sitting(NOON, NOON + minutes(30))


@pytest.mark.parametrize("at", [datetime(2026, 5, 3, 12)])  # noqa: DTZ001 - naive on purpose
def test_a_sitting_needs_a_real_moment_and_some_length(at):
    with pytest.raises(ValueError, match="aware"):
        sitting_from(at)
    with pytest.raises(ValueError, match="minute"):
        sitting_from(NOON, minutes=0)


@given(st.integers(0, 9), st.integers(0, 9))
def test_looks_left_never_fall_below_nothing(used, allowed):
    assert Quota(used, allowed).left == max(0, allowed - used)
