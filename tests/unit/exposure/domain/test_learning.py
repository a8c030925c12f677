"""Learning the start from departures."""

import pytest

from muniment.exposure.domain.learning import applied, learn
from muniment.exposure.domain.weights import Weights


def test_without_departures_nothing_moves():
    told = learn(Weights(), customers=0, taken=0.0)

    assert told.after == told.before == 0.15
    assert told.low < 0.15 < told.high


def test_twenty_customers_weigh_as_much_as_what_was_set_by_hand():
    assert learn(Weights(), customers=20, taken=10.0).after == pytest.approx(0.325)


def test_many_departures_leave_little_doubt():
    few, many = (learn(Weights(), customers=n, taken=0.3 * n) for n in (10, 1_000))

    assert many.high - many.low < few.high - few.low
    assert many.after == pytest.approx(0.3, abs=0.01)


def test_only_the_start_is_learnt_and_within_its_bounds():
    told = learn(Weights(share=3.0), customers=100_000, taken=200_000.0)

    assert applied(Weights(share=3.0), told) == Weights(start=0.9, share=3.0)
