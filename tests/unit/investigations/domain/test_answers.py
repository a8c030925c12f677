from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.investigations.domain.answers import (
    Asked,
    Fault,
    State,
    found_in,
    read_answers,
    shared_with_buyer,
)
from muniment.investigations.domain.questionnaires import form_of, forms
from tests.unit.investigations.memory_world import TODAY, subject

BUYER = subject(
    company__name="Nordlicht Handels GmbH", company__country="DE",
    contact__email="einkauf@nordlicht-handel.example", contact__phone="+49 40 1234567",
    company__website="https://www.nordlicht-handel.example", deal__amount="100,000.00",
    deal__currency="USD",
)  # fmt: skip


def signals(form: str, buyer=BUYER, **told) -> list[str]:
    email = told.pop("email", "")
    asked = Asked("1", form, State.ANSWERED, TODAY, recipient_email=email, values=told)
    return [one.signal for one in found_in(form_of(form), asked, buyer)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12500", "12500.00 USD"),
        ("12,500.00", "12500.00 USD"),
        ("12.500,50", "12500.50 USD"),
        ("12 500", "12500.00 USD"),
        ("0.5", "0.50 USD"),
    ],
)
def test_amounts_are_read_as_traders_write_them(text, value):
    told = {"limit": text, "limit_currency": "usd", "gives_limit": "yes", "claims": "no"}

    assert read_answers(form_of("insurer"), told).values["limit"] == value


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        ({"limit": "much", "limit_currency": "USD"}, Fault.NOT_MONEY),
        ({"limit": "1e9", "limit_currency": "USD"}, Fault.NOT_MONEY),
        ({"limit": "12", "limit_currency": "<b>"}, Fault.NOT_MONEY),
        ({"limit": "-12", "limit_currency": "USD"}, Fault.NOT_MONEY),
        ({"limit": "12"}, Fault.NOT_MONEY),
    ],
)
def test_what_is_no_amount_is_said_so(told, fault):
    assert read_answers(form_of("insurer"), told).faults["limit"] is fault


@given(st.dictionaries(st.text(max_size=20), st.text(max_size=300)), st.text(max_size=60))
def test_whatever_is_sent_is_read_or_refused(told, text):
    for form in forms().values():
        filled = {one.code: text for one in form.questions} | told
        answers = read_answers(form, filled)
        assert set(answers.values) | set(answers.faults) <= {one.code for one in form.questions}
        assert not set(answers.values) & set(answers.faults)


def test_what_was_not_answered_speaks_neither_for_nor_against():
    for form in forms():
        assert signals(form) == []


def test_a_limit_below_the_order_counts_in_one_currency_only():
    given_limit = {"gives_limit": "yes", "claims": "no"}

    assert "reference.insurer_limit_low" in signals("insurer", limit="50000.00 USD", **given_limit)
    assert signals("insurer", limit="50000.00 EUR", **given_limit) == ["reference.insurer_limit"]


def test_a_limit_in_another_name_is_seen_and_another_writing_is_no_other_name():
    given_limit = {"gives_limit": "yes", "claims": "no"}

    assert signals("insurer", limit_name="NORDLICHT HANDELS G.M.B.H.", **given_limit) == [
        "reference.insurer_limit"
    ]
    assert "reference.insurer_other_name" in signals(
        "insurer", limit_name="Sunrise Trading FZE", **given_limit
    )


def test_praise_by_a_reference_that_is_the_buyer_is_not_counted():
    good = {"knows": "yes", "related": "no", "payment": "on_time"}

    assert signals("trade_reference", **good) == ["reference.named_good"]
    assert signals("trade_reference", email="b@nordlicht-handel.example", **good) == [
        "reference.shares_with_buyer"
    ]


def test_two_mailboxes_of_a_free_provider_are_not_one_house():
    free = subject(contact__email="buyer@gmail.com")

    assert shared_with_buyer("referee@gmail.com", "", free) == ()
    assert shared_with_buyer("Buyer+x@gmail.com", "", free) == ("buyer@gmail.com",)


def test_a_telephone_that_both_have_is_shared_however_it_is_written():
    assert shared_with_buyer("", "040 / 123 45 67", BUYER) == ("040 / 123 45 67",)
    assert shared_with_buyer("", "+49 30 999999", BUYER) == ()


def test_an_answer_that_has_not_come_brings_no_finding():
    for state in (State.WAITING, State.OVERDUE):
        asked = Asked("1", "supplier", state, date(2026, 1, 1), values={"payment": "unpaid"})
        assert list(found_in(form_of("supplier"), asked, BUYER)) == []
