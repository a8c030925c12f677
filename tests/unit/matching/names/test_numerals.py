"""Numbers in names, however written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.matching.names import numerals


@pytest.mark.parametrize(
    ("word", "value"),
    [("44", "44"), ("007", "7"), ("first", "1"), ("iv", "4"), ("xx", "20"), ("iiii", "")],
)  # fmt: skip
def test_a_number_has_one_value(word, value):
    assert numerals.value(word) == value


def test_two_words_can_write_one_number():
    assert numerals.phrase("forty four") == "44"
    assert numerals.phrase("forty winks") == ""


def test_a_name_that_begins_with_a_roman_letter_begins_with_a_word():
    assert numerals.value("v", first=True) == ""


@given(st.integers(1, 89))
def test_roman_numerals_are_read_back(number):
    assert numerals.value(numerals._as_roman(number)) == str(number)
