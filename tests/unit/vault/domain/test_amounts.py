"""Numbers, amounts and dates; what could mean two things is refused."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.core.money import Money
from muniment.vault.domain.amounts import (
    Unreadable,
    money_text,
    number_text,
    read_date,
    read_money,
    read_number,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1234.5", "1234.5"),
        ("1,234.50", "1234.5"),
        ("1.234,50", "1234.5"),
        ("1,234", "1234"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("12,5", "12.5"),
        ("12.5 %", "12.5"),
        ("-3", "-3"),
        ("1'000", "1000"),
        ("１２", "12"),
        ("-0.0", "0"),
    ],
)
def test_numbers_are_read_as_trade_papers_write_them(text, number):
    assert number_text(read_number(text)) == number


@pytest.mark.parametrize(
    "text", ["", "abc", "1.", "1,2,3", "12e5", "1.23.45", "1" * 19, "NaN", "--1"]
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(Unreadable):
        read_number(text)


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9
    )
)
def test_a_canonical_number_reads_as_itself(number):
    text = number_text(number)
    if "." in text or len(text.lstrip("-")) < 4:
        assert number_text(read_number(text)) == text
    assert Decimal(text) == number


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("1234.50 USD", "1234.50 USD"),
        ("USD 1,234.5", "1234.50 USD"),
        ("usd1234", "1234.00 USD"),
        ("€ 20", "20.00 EUR"),
        ("US$ 20", "20.00 USD"),
        ("￥人民币 20", None),
        ("20 人民币", "20.00 CNY"),
        ("1,000 JPY", "1000 JPY"),
        ("1.5 KWD", "1.500 KWD"),
        ("$20", None),
        ("20", None),
        ("20 XYZ", None),
        ("20 USD EUR", None),
        ("20.123 USD", None),
        ("1.5 JPY", None),
        ("999999999999999999 USD", None),
        ("abc USD", None),
    ],
)
def test_an_amount_needs_one_currency_and_no_more_decimals_than_it_has(text, canonical):
    if canonical is None:
        with pytest.raises(Unreadable):
            read_money(text)
    else:
        assert money_text(read_money(text)) == canonical


@given(st.integers(-(2**53) + 1, 2**53 - 1), st.sampled_from(["USD", "JPY", "KWD", "EUR"]))
def test_a_canonical_amount_reads_as_itself(minor, currency):
    money = Money(currency, minor)
    assert read_money(money_text(money)) == money


@pytest.mark.parametrize(
    "text",
    [
        "2026-05-03",
        "2026/5/3",
        "2026.05.03",
        "20260503",
        "2026年5月3日",
        "3 May 2026",
        "03-May-2026",
        "May 3, 2026",
        "2026-05-03 00:00:00",
    ],
)
def test_a_day_is_read_however_it_is_written(text):
    assert read_date(text) == date(2026, 5, 3)


def test_day_first_is_read_when_it_can_only_mean_one_day():
    assert read_date("25/12/2026") == read_date("12/25/2026") == date(2026, 12, 25)
    assert read_date("05/05/2026") == date(2026, 5, 5)


@pytest.mark.parametrize(
    "text", ["03/05/2026", "2026-02-30", "3 Mayor 2026", "soon", "31/31/2026", "0000-01-01"]
)
def test_a_day_that_is_none_or_could_be_two_is_refused(text):
    with pytest.raises(Unreadable):
        read_date(text)
