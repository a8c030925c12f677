"""Which customers the rule would open a case for, and in which order."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.investigations.domain.schedule import Candidate, First, Rule, in_need
from tests.world import NOON

RULE = Rule(is_on=True, months=12, a_week=5, first=First.NEWEST)
DAY = timedelta(days=1)


def customer(name: str, days: int = 100, **told: object) -> Candidate:
    made = Candidate(UUID(int=sum(map(ord, name))), name, NOON - days * DAY)
    return replace(made, **told)


def names(found: list[Candidate]) -> list[str]:
    return [one.codename for one in found]


def test_a_customer_without_any_case_wants_one_and_the_newest_comes_first():
    found = in_need([customer("Old", 900), customer("New", 3), customer("Mid", 40)], RULE, at=NOON)

    assert names(found) == ["New", "Mid", "Old"]


@pytest.mark.parametrize(("days", "wants"), [(364, False), (365, False), (366, True)])
def test_a_case_of_the_last_months_is_enough(days, wants):
    one = customer("Heron", last_case_at=NOON - days * DAY)

    assert bool(in_need([one], RULE, at=NOON)) is wants


def test_a_customer_whose_case_is_open_or_comes_back_by_itself_wants_no_other():
    old = NOON - 2000 * DAY

    assert in_need([customer("H", last_case_at=old, is_in_hand=True)], RULE, at=NOON) == []


def test_by_money_the_largest_comes_first_and_whoever_has_no_forecast_after_those_newest_first():
    every = [
        customer("Small", worth=10.0), customer("Unknown old", 800), customer("Unknown new", 2),
        customer("Large", worth=900.0), customer("Nothing", worth=0.0),
    ]  # fmt: skip

    found = in_need(every, replace(RULE, first=First.MONEY), at=NOON)

    assert names(found) == ["Large", "Small", "Nothing", "Unknown new", "Unknown old"]


@given(st.permutations(["Amber", "Birch", "Cedar", "Delta"]), st.sampled_from(First))
def test_the_order_does_not_depend_on_how_customers_are_handed_in(order, first):
    rule = replace(RULE, first=first)

    found = in_need([customer(name, worth=1.0) for name in order], rule, at=NOON)

    assert names(found) == ["Amber", "Birch", "Cedar", "Delta"]


@pytest.mark.parametrize(
    "wrong", [{"months": 0}, {"months": 61}, {"a_week": 0}, {"a_week": 51}], ids=str
)
def test_a_rule_out_of_bounds_is_not_sound(wrong):
    assert RULE.is_sound
    assert not replace(RULE, **wrong).is_sound
