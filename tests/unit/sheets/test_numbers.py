"""Numbers from real files."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.sheets.numbers import LARGEST, DecimalStyle, parse_number, style_of

POINT, COMMA = DecimalStyle.POINT, DecimalStyle.COMMA


@pytest.mark.parametrize(
    ("text", "style", "number", "currency"),
    [
        ("12", POINT, "12", ""),
        ("1,234.50", POINT, "1234.50", ""),
        ("1.234,50", COMMA, "1234.50", ""),
        ("1 234,50", COMMA, "1234.50", ""),
        ("1'234.50", POINT, "1234.50", ""),
        ("12,34,567.00", POINT, "1234567.00", ""),
        ("USD 1,234.50", POINT, "1234.50", "USD"),
        ("1.234,50 €", COMMA, "1234.50", "EUR"),
        ("$1,000", POINT, "1000", ""),
        ("(99.95)", POINT, "-99.95", ""),
        ("-4", POINT, "-4", ""),
        ("4-", POINT, "-4", ""),
        ("\u22124", POINT, "-4", ""),
        ("１２．５", POINT, "12.5", ""),
        ("1E+3", POINT, "1000", ""),
        ("0.000123", POINT, "0.000123", ""),
    ],
)
def test_a_number_is_read_exactly_as_it_was_meant(text, style, number, currency):
    assert parse_number(text, style) == (Decimal(number), currency)


@pytest.mark.parametrize(
    "text",
    ["", "-", "abc", "1.2.3", "1,23", "12,3456", "1..2", "1e999", "NaN", "Infinity", "9" * 17],
)
def test_what_is_no_number_is_refused(text):
    assert parse_number(text, POINT) is None


def test_the_decimal_mark_is_guessed_from_numbers_that_leave_no_doubt():
    assert style_of(["1.234,50", "3"]) is COMMA
    assert style_of(["1,234.50", "1,000"]) is POINT
    assert style_of(["12,5", "7,25"]) is COMMA
    assert style_of(["1,000", "2"]) is POINT
    assert style_of([]) is POINT


@given(st.text(max_size=40), st.sampled_from(DecimalStyle))
def test_no_text_makes_the_number_reader_stumble(text, style):
    found = parse_number(text, style)
    assert found is None or abs(found[0]) <= LARGEST


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2), st.sampled_from(DecimalStyle))
def test_an_amount_written_with_thousands_marks_comes_back(amount, style):
    text = f"{amount:,.2f}"
    if style is COMMA:
        text = text.translate(str.maketrans(",.", ".,"))
    assert parse_number(text, style) == (amount, "")
