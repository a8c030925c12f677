"""What the house knows of invented customers is of the kind that a dossier takes."""

import re
from random import Random

import pytest

from muniment.demo import details
from muniment.demo.customers import countries, invent_customers
from muniment.vault.domain.catalogue import FIELDS, by_code
from muniment.vault.domain.fields import FieldType, SecrecyLevel
from muniment.vault.domain.values import parse

EVERYBODY = list(invent_customers(5, len(countries()) * 2, countries()))
CJK = re.compile("[\u4e00-\u9fff]")


def all_of(one, language):
    random = Random(one.code)
    known = details.known_at_import(random, one, language, bought=1_234_567)
    learned = details.learned(random, one, EVERYBODY[0], language)
    return known, learned


@pytest.mark.parametrize("language", [details.ENGLISH, details.CHINESE])
def test_every_value_is_one_that_a_dossier_takes(language):
    specs = by_code()
    for one in EVERYBODY:
        known, learned = all_of(one, language)
        for code, text in [
            *known.items(),
            *(it for part in learned.values() for it in part.items()),
        ]:
            assert not text or parse(text, specs[code], region=one.country).text


def test_together_they_leave_no_field_empty():
    filled = {"contacts.people", "origin.developed_by"}
    for one in EVERYBODY[:1]:
        known, learned = all_of(one, details.ENGLISH)
        filled |= {*one.values, *known, *(code for part in learned.values() for code in part)}
    assert filled == {spec.code for spec in FIELDS if spec.type is not FieldType.REGISTER}


def test_what_is_learned_over_years_is_what_is_most_secret():
    specs = by_code()
    _, learned = all_of(EVERYBODY[1], details.ENGLISH)
    codes = {code for part in learned.values() for code in part}
    top = {spec.code for spec in FIELDS if spec.level is SecrecyLevel.TOP_SECRET}
    assert top <= codes
    assert all(specs[code].sealed for code in codes)


def test_each_salesperson_writes_in_one_language():
    for texts in details._TEXTS.values():
        assert all(CJK.search(text) for text in texts[details.CHINESE])
        assert not any(CJK.search(text) for text in texts[details.ENGLISH])
