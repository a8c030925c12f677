"""How a file is read, chosen and kept."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.intake.domain.money import known_currency
from muniment.intake.domain.plan import (
    FileFormat,
    Kind,
    Layout,
    Plan,
    PlanInvalid,
    corrected,
    from_json,
    to_json,
)

KNOWN = frozenset({"number", "customer", "amount"})
PLAN = Plan(Kind.ORDERS, Layout(FileFormat.TEXT, "utf-8", ","), ("number", "", "amount"))


def test_a_plan_survives_being_kept():
    assert from_json(json.loads(json.dumps(to_json(PLAN)))) == PLAN


def test_every_choice_is_taken_over():
    changed = corrected(
        PLAN,
        {
            "column_1": "customer", "column_2": "", "encoding": "gb18030", "delimiter": ";",
            "day_order": "month_first", "decimal": "comma", "currency": "rmb", "region": "gb",
        },
        known_targets=KNOWN,
    )  # fmt: skip
    assert changed.targets == ("number", "customer", "")
    assert (changed.layout.encoding, changed.layout.delimiter) == ("gb18030", ";")
    assert (changed.currency, changed.region) == ("CNY", "GB")


@pytest.mark.parametrize(
    "choice",
    [
        {"column_0": "soul"}, {"encoding": "utf-7"}, {"delimiter": "x"}, {"day_order": "any"},
        {"decimal": "dot"}, {"currency": "ABC"}, {"region": "England"},
    ],
)  # fmt: skip
def test_what_is_not_offered_is_refused(choice):
    with pytest.raises(PlanInvalid):
        corrected(PLAN, choice, known_targets=KNOWN)


@given(
    st.dictionaries(
        st.sampled_from(["column_0", "encoding", "delimiter", "currency", "region", "decimal"]),
        st.text(max_size=20),
    )
)
def test_any_choices_are_taken_or_refused_with_our_error(choices):
    try:
        corrected(PLAN, choices, known_targets=KNOWN)
    except PlanInvalid as refused:
        assert refused.facts["choice"]  # noqa: PT017 - the other outcome is fine too


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("usd", "USD"),
        (" RMB ", "CNY"),
        ("美元", "USD"),
        ("US$", "USD"),
        ("€", "EUR"),
        ("XXX", None),
        ("", None),
    ],
)
def test_currencies_are_known_by_code_sign_and_name(given, code):
    assert known_currency(given) == code


def test_a_workbook_has_no_encoding_to_choose():
    sheet = Plan(Kind.ORDERS, Layout(FileFormat.WORKBOOK), ("number",))
    assert corrected(sheet, {"encoding": "utf-7"}, known_targets=KNOWN) == sheet
