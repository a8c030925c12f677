"""Rows become customers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.intake.domain.customers import (
    CODE,
    NAME,
    PEOPLE,
    joined_customers,
    key_of_code,
    read_customer_row,
    require_customer_columns,
    targets_of,
)
from muniment.intake.domain.plan import FileFormat, Kind, Layout, Plan, PlanIncomplete
from muniment.sheets.dates import DayOrder
from muniment.sheets.lines import Line
from muniment.sheets.numbers import DecimalStyle
from muniment.vault.domain.catalogue import FIELDS, by_code

SPECS = by_code(FIELDS)
COLUMNS = (
    CODE, NAME, "identity.country", "contact.name", "contact.email", "contact.phone",
    "pricing.credit_limit", "origin.first_contact_on", "keeper",
)  # fmt: skip


def plan(*targets: str, **choices) -> Plan:
    layout = Layout(FileFormat.TEXT, "utf-8", ",")
    return Plan(Kind.CUSTOMERS, layout, targets or COLUMNS, **choices)


def read(*cells: str, by: Plan | None = None, number: int = 2):
    return read_customer_row(Line(number, cells), by or plan(), SPECS)


def test_a_row_becomes_canonical_values():
    customer, problems = read(
        "C1", " Nordic  Lamp ApS ", "丹麦", "Maja Lund", "Maja@Nordic-Lamp.example", "32 12 34 56",
        "USD 1,500", "03/04/2020", "Ben",
        by=plan(day_order=DayOrder.DAY_FIRST),
    )  # fmt: skip
    assert not problems
    assert customer.all_values() == {
        CODE: "C1",
        NAME: "Nordic Lamp ApS",
        "identity.country": "DK",
        "pricing.credit_limit": "1500.00 USD",
        "origin.first_contact_on": "2020-04-03",
        PEOPLE: '[{"email":"maja@nordic-lamp.example","name":"Maja Lund","phone":"+4532123456"}]',
    }
    assert customer.keeper == "Ben"


def test_a_phone_without_country_code_belongs_to_the_country_of_the_row():
    german, _ = read("C1", "A", "Germany", "X", "", "030 23125001")
    british, _ = read("C2", "B", "", "X", "", "020 7946 0001", by=plan(region="GB"))
    assert "+493023125001" in german.people[0]
    assert "+442079460001" in british.people[0]


def test_amounts_follow_the_style_and_currency_of_the_file():
    chosen = plan(decimal=DecimalStyle.COMMA, currency="EUR")
    customer, _ = read("C1", "A", "", "", "", "", "1.500,50", by=chosen)
    assert customer.values["pricing.credit_limit"] == "1500.50 EUR"


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        (("", "A"), "value_missing", 0),
        (("C1", "A", "Atlantis"), "value_invalid", 2),
        (("C1", "A", "", "M", "not a mail"), "value_invalid", 4),
        (("C1", "A", *[""] * 7, "too much"), "cells_extra", None),
    ],
)
def test_a_bad_row_is_told_with_line_column_and_reason(cells, code, column):
    customer, problems = read(*cells, number=9)
    assert [(it.line, it.code, it.column) for it in problems] == [(9, code, column)]
    assert customer is None or customer.is_broken


def test_a_report_does_not_repeat_whole_contact_persons():
    _, [problem] = read("C1", "A", "", "Maja Lund", "not a mail")
    assert problem.given == ""


def test_without_a_number_name_and_country_tell_customers_apart():
    by = plan(NAME, "identity.country")
    keys = {
        read(*cells, by=by)[0].key for cells in [("A b", "Denmark"), ("a  B", "DK"), ("A b", "")]
    }
    assert len(keys) == 2


def test_customer_numbers_are_compared_without_case_and_spaces():
    assert key_of_code(" C 1") == key_of_code("c  1")


def test_rows_of_one_customer_bring_their_contact_persons_together():
    first, _ = read("C1", "A", "", "Maja", "m@a.example")
    second, _ = read("C1", "A", "Denmark", "Tom", "t@a.example")
    together, wrong = joined_customers(first, second)
    assert wrong is None
    assert (len(together.people), together.rows) == (2, 2)
    assert together.values["identity.country"] == "DK"


def test_rows_of_one_customer_may_not_disagree():
    first, _ = read("C1", "A")
    second, _ = read("C1", "B", number=3)
    together, wrong = joined_customers(first, second)
    assert (wrong.line, wrong.code, wrong.facts) == (3, "value_differs", {"field": NAME})
    assert together.is_broken


def test_registers_and_lists_of_people_are_no_targets_of_a_column():
    targets = targets_of(SPECS)
    assert "product.order_history" not in targets
    assert PEOPLE not in targets
    assert {"keeper", "contact.name", NAME} <= targets


def test_a_name_or_a_number_is_needed():
    with pytest.raises(PlanIncomplete):
        require_customer_columns(plan("identity.country"))


@given(st.lists(st.text(max_size=15), max_size=11))
def test_any_row_is_a_customer_or_has_problems(cells):
    customer, problems = read(*cells)
    assert problems or (customer is not None and not customer.is_broken)


def test_a_customer_without_contact_persons_has_no_such_value():
    customer, _ = read("C1", "A")
    assert PEOPLE not in customer.all_values()
    require_customer_columns(plan())


def test_a_line_that_cannot_be_read_names_no_customer():
    customer, [problem] = read_customer_row(Line(7, (), trouble="quote_open"), plan(), SPECS)
    assert (customer, problem.line, problem.code) == (None, 7, "quote_open")


def test_a_post_or_a_note_alone_is_no_person():
    customer, problems = read("C1", "A", "Buyer", by=plan(CODE, NAME, "contact.post"))
    assert (customer.people, problems) == ((), [])


def test_a_number_that_is_none_is_told():
    by = plan(CODE, NAME, "pricing.discount_percent")
    assert read("C1", "A", "5 %", by=by)[0].values["pricing.discount_percent"] == "5"
    _, [problem] = read("C1", "A", "some", by=by)
    assert (problem.code, problem.column) == ("value_invalid", 2)
