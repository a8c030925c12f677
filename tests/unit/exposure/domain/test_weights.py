"""What makes a customer likely to follow: the start, the signs, their bounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.exposure.domain.weights import (
    SIGNS,
    START,
    Signs,
    Weights,
    WeightsInvalid,
    factors,
    follow,
)

NEUTRAL = Signs(share=0.5, unchecked_days=182, years=2.0)
signs = st.builds(
    Signs, share=st.floats(0, 1) | st.none(), others=st.integers(0, 9),
    unchecked_days=st.integers(0, 2000) | st.none(), private=st.booleans() | st.none(),
    years=st.floats(0, 40), deputy=st.booleans(),
)  # fmt: skip


def test_without_any_sign_the_likelihood_is_the_start():
    assert follow(Weights(), NEUTRAL) == pytest.approx(0.15, abs=0.001)


def test_the_factors_multiply_the_odds_to_what_follow_says():
    told = Signs(share=0.9, others=1, unchecked_days=None, private=True, years=4.0, deputy=True)
    odds = 0.15 / 0.85
    for factor in factors(Weights(), told):
        odds *= factor.times

    assert follow(Weights(), told) == pytest.approx(odds / (1 + odds))


@given(signs)
def test_a_likelihood_is_a_likelihood(told):
    assert 0 < follow(Weights(), told) < 1


@given(signs)
def test_a_deputy_never_makes_a_customer_more_likely_to_follow(told):
    with_one = Signs(told.share, told.others, told.unchecked_days, told.private, told.years, True)
    without = Signs(told.share, told.others, told.unchecked_days, told.private, told.years, False)

    assert follow(Weights(), with_one) < follow(Weights(), without)


@pytest.mark.parametrize("name", [START, *SIGNS])
@pytest.mark.parametrize("value", [0.0, 99.0, float("nan"), "much"])
def test_a_weight_that_cannot_stand_is_refused(name, value):
    with pytest.raises(WeightsInvalid):
        Weights.of({name: value})


def test_a_weight_that_nobody_knows_is_refused_by_its_name():
    with pytest.raises(WeightsInvalid) as refusal:
        Weights.of({"charm": 2})
    assert refusal.value.facts == {"name": "charm"}


def test_weights_come_back_from_their_sheet():
    told = Weights(start=0.2, share=3.0)

    assert Weights.of(told.sheet()) == told
