import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.core.money import Money
from muniment.investigations.domain.advice import (
    CONDITIONS,
    AdviceBroken,
    Order,
    Terms,
    Way,
    advise,
    default_table,
    departs,
    table_of,
)
from muniment.investigations.domain.coverage import Reading
from muniment.investigations.domain.deposit import Costs, deposit

TABLE = default_table()


def usd(amount):
    return Money.of(str(amount), "USD")


def first(reading, coverage=90, **more):
    return advise(TABLE, reading, coverage=coverage, order=Order.FIRST, **more)


def test_the_shipped_table_can_be_written_and_read_again():
    assert table_of(TABLE.sheet()) == TABLE


@given(st.sampled_from(Reading), st.integers(0, 100), st.sampled_from(Order))
def test_there_is_always_advice(reading, coverage, order):
    advice = advise(TABLE, reading, coverage=coverage, order=order)

    assert advice.terms
    assert set(advice.conditions) <= set(CONDITIONS)
    for terms in advice.terms:
        assert terms.sentence


def test_open_account_is_advised_only_inside_an_insured_limit():
    inside = first(Reading.A, amount=usd(10_000), insured_limit=usd(20_000))
    beyond = first(Reading.A, amount=usd(30_000), insured_limit=usd(20_000))

    assert Way.OPEN_ACCOUNT in {one.way for one in inside.terms}
    assert beyond.dropped == ((Way.OPEN_ACCOUNT, "above_insured_limit"),)
    assert first(Reading.A).dropped == ((Way.OPEN_ACCOUNT, "no_insured_limit"),)
    strange = first(Reading.A, amount=Money("EUR", 1), insured_limit=usd(1))
    assert strange.dropped == ((Way.OPEN_ACCOUNT, "amount_not_comparable"),)


def test_a_good_letter_with_little_checked_gets_the_terms_of_the_next():
    assert first(Reading.A, coverage=79).row is Reading.B


def test_the_deposit_is_raised_to_what_a_refusal_would_cost():
    needed = deposit(Costs(usd(10_000), usd(500), usd(500), usd(20), 40))
    (terms,) = first(Reading.B, deposit=needed).terms

    assert terms == Terms(Way.DEPOSIT_RELEASE, (56, 56))
    assert terms.facts["deposit"] == "56"


def test_when_only_all_of_it_covers_all_of_it_is_asked_for():
    needed = deposit(Costs(usd(10_000), usd(500), usd(500), usd(20), 100))

    assert first(Reading.B, deposit=needed).terms == (Terms(Way.PREPAID),)


def test_a_deposit_that_is_not_fully_known_says_so():
    asked = deposit(Costs(usd(10_000)))

    assert "deposit_not_known_yet" in first(Reading.B, deposit=asked).conditions
    assert "deposit_not_known_yet" in first(Reading.B).conditions


def test_terms_on_trust_bring_the_clauses_against_refusal():
    assert {"consent_clause", "never_split_a_set"} <= set(first(Reading.C).conditions)
    assert "insured_in_the_name_on_the_bill" in first(Reading.B).conditions
    assert "consent_clause" not in first(Reading.E).conditions


def test_d_and_e_need_a_second_person():
    assert [first(one).needs_second for one in Reading] == [False, False, False, True, True, False]


def test_too_little_known_means_all_before_shipment_and_more_checks():
    advice = first(Reading.INSUFFICIENT)

    assert advice.terms == (Terms(Way.PREPAID),)
    assert "check_more_first" in advice.conditions


@pytest.mark.parametrize(
    ("reading", "chosen", "departing"),
    [
        (Reading.B, Terms(Way.DEPOSIT_RELEASE, (30, 30)), False),
        (Reading.B, Terms(Way.DEPOSIT_RELEASE, (20, 20)), True),
        (Reading.B, Terms(Way.OPEN_ACCOUNT, days=30, insured=True), True),
        (Reading.B, Terms(Way.PREPAID), False),
        (Reading.A, Terms(Way.DECLINE), False),
        (Reading.E, Terms(Way.PREPAID), True),
        (Reading.E, Terms(Way.DECLINE), False),
    ],
)
def test_milder_terms_than_the_advice_depart_from_it(reading, chosen, departing):
    assert departs(first(reading), chosen) is departing


def changed(path, value):
    sheet = copy.deepcopy(TABLE.sheet())
    part = sheet
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value
    return sheet


@pytest.mark.parametrize(
    "sheet",
    [
        [],
        {"A": {}},
        changed(["A"], None),
        changed(["A", "coverage"], 101),
        changed(["A", "coverage"], True),
        changed(["A", "recheck_days"], 0),
        changed(["A", "conditions"], ["be_nice"]),
        changed(["A", "conditions"], [[]]),
        changed(["A", "first"], []),
        changed(["A", "first"], [{"way": "barter"}]),
        changed(["A", "first"], [{"way": []}]),
        changed(["A", "first"], [{"way": "prepaid", "deposit": [30, 30]}]),
        changed(["A", "first"], [{"way": "deposit_copy"}]),
        changed(["A", "first"], [{"way": "deposit_copy", "deposit": [50, 30]}]),
        changed(["A", "first"], [{"way": "deposit_copy", "deposit": [50]}]),
        changed(["A", "first"], [{"way": "open_account", "days": 30}]),
        changed(["D", "second_person"], False),
        changed(["E", "first"], [{"way": "prepaid"}]),
        changed(["E", "coverage"], 50),
    ],
)
def test_a_broken_table_is_refused(sheet):
    with pytest.raises(AdviceBroken):
        table_of(sheet)
