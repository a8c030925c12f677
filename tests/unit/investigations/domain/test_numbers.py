import csv
import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.investigations.domain.numbers import (
    Family,
    State,
    modules,
    of_account,
    of_bic,
    of_company,
    of_lei,
)
from tests.shared import shared_data

GOOD = {State.CHECKED, State.FORM_ONLY}


def valid_numbers():
    path = shared_data("trade_identifiers") / "valid_company_and_tax_ids.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [(row["stdnum_module"], row["number"]) for row in csv.DictReader(file)]


def changed(number):
    """The number with its middle digit one higher."""
    places = [place for place, sign in enumerate(number) if sign.isdigit()]
    place = places[len(places) // 2]
    return number[:place] + str((int(number[place]) + 1) % 10) + number[place + 1 :]


def families(module):
    """Where the table has the module: (country, family) pairs."""
    country = module[:2].upper()
    return [(country, family) for family in Family] if "." in module else []


def states(module, number):
    return {of_company(number, *place).state for place in families(module)}


def test_every_module_of_the_table_is_there():
    assert len(list(modules())) > 60


def test_valid_numbers_of_all_countries_are_accepted():
    numbers = valid_numbers()
    known = set(modules())
    asked = [(name.replace("_", ".", 1), number) for name, number in numbers]
    wrong = [(name, n) for name, n in asked if name in known and not states(name, n) & GOOD]

    assert sum(name in known for name, _ in asked) > 4_000
    assert wrong == []


def test_one_changed_digit_is_noticed_where_there_is_a_check_digit():
    asked = [(name.replace("_", ".", 1), number) for name, number in valid_numbers()]
    asked = [(name, number) for name, number in asked if name in set(modules())]
    checked = [(name, n) for name, n in asked if State.CHECKED in states(name, n)]
    missed = [(name, n) for name, n in checked if State.CHECKED in states(name, changed(n))]

    assert len(missed) < len(checked) / 50


def test_vat_numbers_of_the_union_are_read_with_their_country():
    numbers = [number for name, number in valid_numbers() if name == "eu_vat"]
    known = [of_company(one, one[:2].replace("EL", "GR"), Family.TAXES) for one in numbers]

    assert sum(one.state in GOOD for one in known) / len(known) > 0.95


def test_lei_iban_and_bic_are_read():
    asked = valid_numbers()

    assert {of_lei(n).state for name, n in asked if name == "lei"} == {State.CHECKED}
    assert {of_account(n).state for name, n in asked if name == "iban"} == {State.CHECKED}
    assert {of_bic(n).state for name, n in asked if name == "bic"} == {State.FORM_ONLY}
    assert {of_lei(changed(n)).state for name, n in asked if name == "lei"} == {
        State.WRONG_CHECK_DIGIT
    }


def test_an_account_that_is_no_iban_is_not_judged():
    assert of_account("0012345678").state is State.UNKNOWN
    assert of_account("GB82 WEST").state is not State.CHECKED
    assert of_account("GB82 WEST 1234 5698 7654 33").state is State.WRONG_CHECK_DIGIT
    assert of_account("GB82 WEST 1234 5698 7654 32").country == "GB"


def test_a_country_without_a_rule_is_unknown():
    assert of_company("1234", "AE", Family.REGISTERS).state is State.UNKNOWN


@pytest.mark.parametrize("country", ["CN", "US", "DE", "BR", "IN", "ES", "RU", "VE", "MX", "AE"])
@given(number=st.text(max_size=25))
def test_any_text_can_be_looked_at(country, number):
    answers = [of_company(number, country, family) for family in Family]
    answers += [of_lei(number), of_account(number), of_bic(number)]
    checked = [answer for answer in answers if answer.state is State.CHECKED]
    assert not checked or any(sign.isalnum() for sign in number)
