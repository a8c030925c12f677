"""Suspended days: which count for whom, and on what clock."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from muniment.warning.domain.pauses import Pauses
from muniment.warning.domain.spells import Suspension

FIRST = 737_000
periods = st.tuples(st.integers(-20, 60), st.integers(0, 40))


def _pauses(*told: tuple[int, int]) -> Pauses:
    return Pauses.among(Suspension(7, FIRST + start, FIRST + start + days) for start, days in told)


def _clock(days: int = 41) -> np.ndarray:
    return np.arange(days, dtype=float)[None, :]


def test_a_clock_stands_still_on_suspended_days_and_goes_on_after_them():
    own = _pauses((10, 5)).stopped(_clock(), 7, first=FIRST)[0]

    assert (own[10], own[15], own[16], own[40]) == (10, 10, 11, 35)


def test_another_customer_keeps_its_clock():
    clock = _clock()

    assert _pauses((10, 5)).stopped(clock, 8, first=FIRST) is clock


@given(told=st.lists(periods, max_size=4))
def test_counting_days_and_stopping_the_clock_agree_however_periods_overlap(
    told: list[tuple[int, int]],
):
    pauses = _pauses(*told)
    own = pauses.stopped(_clock(), 7, first=FIRST)[0]

    assert own[-1] == 40 - pauses.between(7, FIRST, FIRST + 40)


def test_what_one_person_told_can_be_left_out():
    told = [Suspension(7, FIRST, FIRST + 3, "ida"), Suspension(7, FIRST + 9, FIRST + 11, "ben")]

    assert Pauses.among(told).between(7, FIRST, FIRST + 40) == 5
    assert Pauses.among(told, but_of="ida").between(7, FIRST, FIRST + 40) == 2


def test_a_word_of_nobody_in_particular_is_always_heard():
    told = [Suspension(7, FIRST, FIRST + 3)]

    assert Pauses.among(told, but_of=None).between(7, FIRST, FIRST + 40) == 3
