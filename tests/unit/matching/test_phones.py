import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.matching import phones


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("WhatsApp +971507127482", ""),
        ("+971 (0)50 712 7482", ""),
        ("00971-50-7127482", "HK"),
        ("971 50 7127 482", "AE"),
        ("050 712 7482", "AE"),
        ("Tel: +971-50-712 7482 / ext 12", "CN"),
    ],
)
def test_one_number_has_one_form_however_it_is_written(text: str, country: str) -> None:
    assert phones.e164(text, country) == "+971507127482"


def test_a_national_number_without_its_country_has_no_international_form_but_a_key() -> None:
    assert phones.e164("050 712 7482") == ""
    assert phones.key("050 712 7482") == phones.key("+971 50 7127482")


def test_a_short_hong_kong_number_agrees_with_its_full_form_in_another_country() -> None:
    assert phones.key("60358004", "MX") == phones.key("+852 6 0358004", "HK")
    assert phones.agree("60358004", "+852 6 0358004", "MX", "HK")


def test_numbers_that_end_alike_by_chance_do_not_agree() -> None:
    assert phones.key("+44 7700 666120") == phones.key("+49 151 00666120")
    assert not phones.agree("+44 7700 666120", "+49 151 00666120")


def test_a_chinese_mobile_keeps_no_zero_in_front() -> None:
    assert phones.e164("013994813611", "CN") == "+8613994813611"


def test_years_and_extensions_are_no_numbers() -> None:
    assert phones.key("2024") == ""
    assert phones.e164("ext 12", "AE") == ""


def test_the_numbers_of_a_text_are_found_once_each() -> None:
    text = "Tel: +971 50 712 7482, WhatsApp 00971-56-0778721 or (050) 712 7482"
    assert phones.phones_in(text, "AE") == ("+971507127482", "+971560778721")


def test_a_number_tells_its_country() -> None:
    assert phones.country_of("+971507127482") == "AE"


@given(st.text(max_size=60), st.sampled_from(["", "AE", "XX"]))
def test_any_text_is_read_without_an_error(text: str, country: str) -> None:
    phones.e164(text, country)
    phones.phones_in(text, country)
    assert phones.key(text, country) == phones.key(text, country)
