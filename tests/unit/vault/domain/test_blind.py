"""Blind tokens: what of a value may be found again, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.vault.domain.blind import (
    Index,
    SearchTokens,
    Token,
    is_shared_domain,
    registrable_domain,
    registration_key,
    tokens_of,
    tokens_of_name,
    tokens_of_query,
)
from muniment.vault.domain.catalogue import FIELDS, by_code
from muniment.vault.domain.fields import IndexKind
from muniment.vault.domain.values import ValueInvalid, parse

F = by_code()


def found(code, raw):
    spec = F[code]
    return {(token.index.value, token.text) for token in tokens_of(parse(raw, spec).text, spec)}


def test_an_address_is_found_by_itself_and_by_its_registered_domain():
    assert found("contacts.emails", "Maria@shop.nordic-lamp.co.uk") == {
        ("email", "maria@shop.nordic-lamp.co.uk"),
        ("domain", "nordic-lamp.co.uk"),
    }


@pytest.mark.parametrize("host", ["gmail.com", "qq.com", "163.com", "web.de"])
def test_the_domain_of_a_mail_provider_finds_nobody(host):
    assert is_shared_domain(host)
    assert found("contacts.emails", f"maria@{host}") == {("email", f"maria@{host}")}


def test_a_page_on_a_marketplace_is_no_domain_of_the_customer():
    assert found("identity.website", "https://nordiclamp.en.alibaba.com/about") == set()
    assert found("identity.website", "www.nordic-lamp.dk/about") == {("domain", "nordic-lamp.dk")}


def test_a_phone_is_found_without_its_extension():
    assert found("contacts.phones", "+49 30 901820 ext. 12") == {("phone", "+4930901820")}


def test_a_registration_number_is_found_however_it_is_spaced():
    assert found("identity.registration_number", "hrb 123-456") == {("registration", "HRB123456")}
    assert registration_key("ＨＲＢ 123.456") == "HRB123456"


def test_each_contact_person_is_found_by_address_and_phone_but_not_by_name():
    raw = "Maria Lund; maria@nordic-lamp.dk; +45 33 12 34 56\nOle Lund"
    assert found("contacts.people", raw) == {
        ("email", "maria@nordic-lamp.dk"),
        ("domain", "nordic-lamp.dk"),
        ("phone", "+4533123456"),
    }


def test_every_name_of_several_gives_its_words():
    assert found("identity.trading_names", "Nordic Lamp\nLampe du Nord SARL") == {
        ("word", "nordic"),
        ("word", "lamp"),
        ("word", "lampe"),
        ("word", "nord"),
    }


@given(st.sampled_from([spec for spec in FIELDS if spec.index is IndexKind.NONE]), st.text())
def test_a_field_without_an_index_leaves_no_token(spec, text):
    assert tokens_of(text, spec) == frozenset()


def test_an_empty_value_leaves_no_token():
    assert tokens_of("", F["contacts.emails"]) == frozenset()


@given(st.sampled_from(FIELDS), st.text())
def test_whatever_can_be_kept_can_be_indexed(spec, raw):
    try:
        value = parse(raw, spec)
    except ValueInvalid:
        return
    assert all(token.text for token in tokens_of(value.text, spec))


def test_a_domain_that_is_itself_a_public_suffix_stands_for_itself():
    assert registrable_domain("co.uk") == "co.uk"
    assert registrable_domain("a.b.example.com") == "example.com"


def test_an_address_in_the_search_looks_for_that_address_only():
    assert tokens_of_query("Maria@Example.com") == SearchTokens(
        frozenset({Token(Index.EMAIL, "maria@example.com")}), frozenset()
    )
    assert tokens_of_query("maria@") == SearchTokens(
        frozenset(), frozenset({Token(Index.WORD, "maria")})
    )


@pytest.mark.parametrize("query", ["nordic-lamp.dk", "https://www.nordic-lamp.dk/shop"])
def test_a_web_address_in_the_search_looks_for_its_domain(query):
    found = tokens_of_query(query)
    assert found == SearchTokens(frozenset({Token(Index.DOMAIN, "nordic-lamp.dk")}), frozenset())


def test_a_number_in_the_search_may_be_a_phone_or_a_registration():
    any_of = tokens_of_query("138 0013 8000", region="CN").any_of
    assert any_of == {
        Token(Index.REGISTRATION, "13800138000"),
        Token(Index.PHONE, "+8613800138000"),
    }
    assert tokens_of_query("HRB 123456").any_of == {Token(Index.REGISTRATION, "HRB123456")}


def test_words_in_the_search_must_all_fit():
    found = tokens_of_query("Nordic Lamp A/S")
    assert found.any_of == frozenset()
    assert found.all_of == {Token(Index.WORD, "nordic"), Token(Index.WORD, "lamp")}


def test_a_clash_check_compares_distinctive_words():
    assert tokens_of_name("Nordic Trading Ltd") == {Token(Index.WORD, "nordic")}


@given(st.text())
def test_any_query_can_be_asked(query):
    found = tokens_of_query(query)
    assert all(token.text for token in found.any_of | found.all_of)
