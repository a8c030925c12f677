from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.core.money import Money
from muniment.investigations.domain.checks import REACHED, Mode, Outcome, Step
from muniment.investigations.domain.coverage import (
    HIGHEST_FLOOR,
    UNKNOWN_AMOUNT_FLOOR,
    CheckState,
    Reading,
    coverage,
    floor,
    reading,
    what_would_change,
)
from muniment.investigations.domain.rating import Letter

CHECK = CheckState("a.b", "A", Step.LISTS, Mode.OFFLINE, 3)
states = st.builds(
    CheckState,
    check=st.text("abc", min_size=1, max_size=3),
    title=st.just("T"),
    step=st.sampled_from(Step),
    mode=st.sampled_from(Mode),
    weight=st.integers(1, 5),
    outcome=st.none() | st.sampled_from(Outcome),
    reason=st.sampled_from(["", "offline", "missing_input", "no_key"]),
    stale=st.booleans(),
    minutes=st.integers(0, 60),
)


@given(st.lists(states, max_size=12))
def test_silence_is_never_enough(checks):
    silent = [replace(one, outcome=Outcome.UNAVAILABLE, reason="offline") for one in checks]
    found = coverage(silent, at_risk=Money("USD", 1))

    assert found.percent == 0
    for letter in (Letter.A, Letter.B, Letter.C):
        assert reading(letter, found) is Reading.INSUFFICIENT


@given(st.lists(states, max_size=12))
def test_a_share_lies_between_nothing_and_all(checks):
    found = coverage(checks, at_risk=None)

    assert 0 <= found.percent <= 100
    assert found.reached + sum(one.weight for one in found.unchecked) == found.applicable


@given(st.lists(states, min_size=1, max_size=12), st.data())
def test_reaching_one_more_check_never_lowers_coverage(checks, data):
    place = data.draw(st.integers(0, len(checks) - 1))
    better = list(checks)
    better[place] = replace(checks[place], outcome=Outcome.DONE, stale=False)

    before, after = (coverage(some, at_risk=None).percent for some in (checks, better))
    assert after >= before or checks[place].outcome in REACHED or not checks[place].applies
    assert after >= before


def test_a_question_that_does_not_arise_is_left_out_but_a_missing_input_is_not():
    gone = replace(CHECK, outcome=Outcome.NOT_APPLICABLE, reason="no_letter_of_credit")
    lacking = replace(CHECK, outcome=Outcome.NOT_APPLICABLE, reason="missing_input")

    assert coverage([gone], at_risk=None).applicable == 0
    assert [one.why for one in coverage([lacking], at_risk=None).unchecked] == ["missing_input"]


@pytest.mark.parametrize(
    ("state", "why"),
    [
        (CHECK, "not_run"),
        (replace(CHECK, outcome=Outcome.DONE, stale=True), "stale"),
        (replace(CHECK, outcome=Outcome.UNAVAILABLE, reason="list_too_old"), "list_too_old"),
        (replace(CHECK, outcome=Outcome.NEEDS_PERSON), "needs_person"),
        (replace(CHECK, outcome=Outcome.FAILED), "failed"),
    ],
)
def test_what_was_not_checked_says_why(state, why):
    assert [one.why for one in coverage([state], at_risk=None).unchecked] == [why]


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_the_floor_rises_with_the_amount_at_risk(one, other):
    small, large = sorted((one, other))

    assert floor(Money("USD", small)) <= floor(Money("USD", large))


def test_a_million_yen_is_no_million_dollars():
    assert floor(Money.of("1000000", "JPY")) < floor(Money.of("1000000", "USD"))


def test_an_unknown_amount_or_currency_is_not_taken_for_small():
    assert floor(None) == UNKNOWN_AMOUNT_FLOOR
    assert floor(Money("XYZ", 1)) == HIGHEST_FLOOR


def test_a_bad_letter_stays_bad_however_little_was_checked():
    found = coverage([CHECK], at_risk=None)

    assert reading(Letter.D, found) is Reading.D
    assert reading(Letter.E, found) is Reading.E


def test_the_cheapest_comes_first_and_what_is_out_of_reach_last():
    checks = [
        replace(CHECK, check="visit", minutes=60, weight=2),
        replace(CHECK, check="call", minutes=5, weight=4),
        replace(CHECK, check="run", minutes=0, weight=1),
        replace(CHECK, check="key", outcome=Outcome.UNAVAILABLE, reason="no_key", weight=5),
    ]
    found = coverage(checks, at_risk=None)

    assert [one.check for one in what_would_change(found)] == ["run", "call", "visit", "key"]
    assert what_would_change(found)[1].gain == 33
