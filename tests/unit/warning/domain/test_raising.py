"""When a score becomes a warning, when one is left alone, when one closes by itself."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from muniment.warning.domain.outcomes import Outcome, Reason
from muniment.warning.domain.raising import LATE, QUIET, Act, Before, Tonight, act

TODAY = date(2026, 5, 4)
LOUD = Tonight(Reason.STOPPED, True, TODAY - timedelta(days=90), 90.0)
OPEN = Before(TODAY - timedelta(days=7), None, None, LOUD.last_on)


def _act(now=LOUD, before=None, on=TODAY):
    return act(now, before, on=on, horizon=182)


def test_a_new_alarm_is_raised_and_no_alarm_is_left():
    assert _act() is Act.RAISE
    assert _act(replace(LOUD, is_alarm=False)) is Act.LEAVE


def test_a_silence_that_outlasted_the_horizon_is_no_news():
    assert _act(replace(LOUD, silent=182.0 + LATE)) is Act.RAISE
    assert _act(replace(LOUD, silent=183.0 + LATE)) is Act.LEAVE
    assert _act(replace(LOUD, reason=Reason.DECLINED, silent=999.0)) is Act.RAISE


def test_an_open_warning_is_followed_until_an_order_closes_it():
    ordered = replace(LOUD, last_on=TODAY, is_alarm=False)

    assert _act(before=OPEN) is Act.KEEP
    assert _act(replace(LOUD, is_alarm=False), OPEN) is Act.KEEP
    assert _act(ordered, OPEN) is Act.CLOSE


def test_an_order_that_reached_the_book_late_closes_a_warning_that_is_younger_than_it():
    late = replace(LOUD, last_on=OPEN.on - timedelta(days=3), silent=10.0)

    assert _act(late, OPEN) is Act.CLOSE
    assert _act(replace(late, is_alarm=False), OPEN) is Act.CLOSE


def test_a_decline_stays_open_while_orders_stay_few():
    now = replace(LOUD, reason=Reason.DECLINED, last_on=TODAY)

    assert _act(now, OPEN) is Act.KEEP
    assert _act(replace(now, is_alarm=False), OPEN) is Act.CLOSE


@pytest.mark.parametrize("outcome", [Outcome.STILL, Outcome.TOLD_US, Outcome.FALSE])
def test_after_an_answer_the_same_silence_rests_for_eight_weeks(outcome):
    answered = Before(TODAY - timedelta(days=30), TODAY, outcome, LOUD.last_on)

    assert _act(before=answered, on=TODAY + QUIET - timedelta(days=1)) is Act.LEAVE
    assert _act(before=answered, on=TODAY + QUIET) is Act.RAISE


@pytest.mark.parametrize("outcome", [Outcome.LOST, Outcome.TAKEN])
def test_who_is_gone_is_not_warned_about_again_until_it_orders(outcome):
    gone = Before(
        TODAY - timedelta(days=300), TODAY - timedelta(days=290), outcome, TODAY - timedelta(390)
    )

    assert _act(replace(LOUD, last_on=gone.on - timedelta(days=90)), gone) is Act.LEAVE
    assert _act(replace(LOUD, last_on=TODAY - timedelta(days=90)), gone) is Act.RAISE


def test_after_an_order_a_new_silence_is_news():
    ended = Before(
        TODAY - timedelta(days=200), TODAY - timedelta(days=190), Outcome.ORDERED,
        TODAY - timedelta(days=290),
    )  # fmt: skip

    assert _act(before=ended) is Act.RAISE
