"""Values: one canonical form, shown in the reader's language, refused with an example."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.vault.domain.catalogue import FIELDS, by_code
from muniment.vault.domain.fields import FieldType
from muniment.vault.domain.values import Value, ValueInvalid, example_of, parse

F = by_code()

GOOD = [
    ("identity.legal_name", " Nordic  Lamp A/S ", "Nordic Lamp A/S", "Nordic Lamp A/S"),
    ("identity.trading_names", "Nordic\n\nLamp\nNordic", "Nordic\nLamp", "Nordic\nLamp"),
    ("identity.country", "美国", "US", "United States"),
    ("identity.registration_number", "hrb 123456", "HRB 123456", "HRB 123456"),
    ("identity.website", "例え.jp/a", "https://xn--r8jz45g.jp/a", "https://例え.jp/a"),
    ("identity.registered_address", "1 Quay\n\n Aarhus ", "1 Quay\nAarhus", "1 Quay\nAarhus"),
    ("identity.status", "潜在客户", "prospect", "Prospect"),
    ("contacts.emails", "a@x.com; B@x.com", "a@x.com\nb@x.com", "a@x.com\nb@x.com"),
    ("contacts.phones", "+4933 12345678;ext=1", "+493312345678;ext=1", "+49 331 2345678 ext. 1"),
    ("pricing.price_agreement", " one \n\n two ", "one\n\n two", "one\n\n two"),
    ("pricing.credit_limit", "1,234.5 USD", "1234.50 USD", "1,234.50 USD"),
    ("pricing.discount_percent", "1,250.50", "1250.5", "1,250.5"),
    ("pricing.payment_terms", "30%  T/T", "30% T/T", "30% T/T"),
    ("origin.first_contact_on", "3 May 2026", "2026-05-03", "2026-05-03"),
    ("contacts.people", "Maria; Buyer", '[{"name":"Maria","post":"Buyer"}]', "Maria · Buyer"),
]


@pytest.mark.parametrize(("code", "raw", "canonical", "shown"), GOOD)
def test_a_value_gets_one_form_and_is_shown_for_people(code, raw, canonical, shown):
    value = parse(raw, F[code])
    assert value.text == canonical
    assert value.display() == shown
    assert parse(canonical, F[code]) == value


def test_a_chinese_reader_sees_chinese_countries_and_choices():
    assert Value(F["identity.country"], "US").display("zh-hans") == "美国"
    assert Value(F["identity.status"], "active").display("zh-hans") == "合作中"


def test_a_choice_that_was_retired_is_shown_as_it_stands():
    assert Value(F["identity.status"], "hibernating").display() == "hibernating"


def test_numbers_without_country_code_take_the_region_of_the_company():
    assert parse("13800138000", F["contacts.phones"], region="CN").text == "+8613800138000"


BAD = [
    ("identity.legal_name", "x" * 301),
    ("identity.legal_name", " \u200b "),
    ("identity.legal_name", "x" * 200_001),
    ("identity.trading_names", "\n".join(f"name {n}" for n in range(201))),
    ("contacts.emails", " ; "),
    ("contacts.emails", "nowhere"),
    ("identity.country", "Atlantis"),
    ("identity.registration_number", "none"),
    ("identity.registration_number", "?"),
    ("identity.registered_address", "\n".join("abcdefghijk")),
    ("identity.status", "asleep"),
    ("pricing.price_agreement", "x" * 20_001),
    ("pricing.credit_limit", "100"),
    ("product.order_history", "PO-1"),
]


@pytest.mark.parametrize(("code", "raw"), BAD)
def test_a_refusal_names_field_reason_and_example_but_not_the_text(code, raw):
    with pytest.raises(ValueInvalid) as refusal:
        parse(raw, F[code])
    assert refusal.value.facts["field"] == code
    assert refusal.value.facts["why"]
    assert refusal.value.facts["example"] == example_of(F[code])
    assert len(raw.strip("\u200b ;?")) < 3 or raw not in str(refusal.value)


def test_every_type_has_an_example_that_it_takes_itself():
    for spec in FIELDS:
        if spec.type is not FieldType.REGISTER:
            assert parse(example_of(spec), spec).text


@given(st.sampled_from(FIELDS), st.text())
def test_any_text_is_read_or_refused_and_reading_again_changes_nothing(spec, raw):
    try:
        value = parse(raw, spec)
    except ValueInvalid:
        return
    assert parse(value.text, spec) == value
    assert isinstance(value.display("zh-hans"), str)


@given(st.lists(st.text(min_size=1), min_size=1, max_size=5))
def test_entries_of_several_are_kept_one_a_line(names):
    spec = replace(F["identity.trading_names"], several=True)
    try:
        value = parse("\n".join(names), spec)
    except ValueInvalid:
        return
    assert value.text == "\n".join(value.entries)
    assert all(value.entries)
