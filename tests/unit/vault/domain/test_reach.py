"""E-mail, phone and web addresses in one form each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.vault.domain.amounts import Unreadable
from muniment.vault.domain.reach import (
    host_of,
    read_email,
    read_host,
    read_phone,
    read_url,
    shown_host,
    shown_phone,
)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("Maria.Lund@Example.COM", "maria.lund@example.com"),
        ("Maria Lund <maria@example.com>", "maria@example.com"),
        ("mailto:maria@example.com", "maria@example.com"),
        ("ｍaria@例え.jp", "maria@xn--r8jz45g.jp"),
        ("a+b@x-y.co.uk.", "a+b@x-y.co.uk"),
    ],
)
def test_an_address_is_read_in_lower_case(text, canonical):
    assert read_email(text) == canonical


@pytest.mark.parametrize(
    "text",
    [
        "",
        "maria",
        "@x.com",
        "a b@x.com",
        "a@x",
        "a@-x.com",
        "a@x.123",
        "a..b@x.com",
        "a" * 65 + "@x.com",
    ],
)
def test_what_is_no_address_is_refused(text):
    with pytest.raises(Unreadable):
        read_email(text)


@pytest.mark.parametrize("host", ["x..com", ".", "a" * 64 + ".com", ".".join(["abcdefgh"] * 30)])
def test_a_host_that_cannot_be_is_refused(host):
    with pytest.raises(Unreadable):
        read_host(host)


def test_international_hosts_are_shown_in_their_letters():
    assert shown_host(read_host("例え.jp")) == "例え.jp"
    assert shown_host("xn--\u00e9.com") == "xn--\u00e9.com"


@pytest.mark.parametrize(
    ("text", "region", "canonical"),
    [
        ("+86 571 8765 4321", "", "+8657187654321"),
        ("0086-571-87654321", "", "+8657187654321"),
        ("138 0013 8000", "cn", "+8613800138000"),
        ("＋49 30 901820", "", "+4930901820"),
        ("+49 30 901820 ext. 12", "", "+4930901820;ext=12"),
        ("+4930901820;ext=12", "", "+4930901820;ext=12"),
    ],
)
def test_a_phone_number_is_read_with_its_country(text, region, canonical):
    assert read_phone(text, region) == canonical


@pytest.mark.parametrize("text", ["", "call me", "13800138000", "+86 12", "+999 123456"])
def test_a_number_without_country_or_with_wrong_length_is_refused(text):
    with pytest.raises(Unreadable):
        read_phone(text)


def test_a_phone_number_is_shown_in_groups():
    assert shown_phone("+8657187654321") == "+86 571 8765 4321"
    assert shown_phone("+4930901820;ext=12") == "+49 30 901820 ext. 12"


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("www.Example.com", "https://www.example.com"),
        ("http://example.com/", "http://example.com"),
        ("HTTPS://example.com:8443/Shop/?q=1#top", "https://example.com:8443/Shop?q=1"),
    ],
)
def test_a_web_address_gets_one_form(text, canonical):
    assert read_url(text) == canonical
    assert host_of(canonical).endswith("example.com")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ftp://example.com",
        "https://user:pw@example.com",
        "https://[::1",
        "two words.com",
        "x.com:99999",
    ],
)
def test_what_is_no_web_address_is_refused(text):
    with pytest.raises(Unreadable):
        read_url(text)


@given(st.text())
def test_readers_take_any_text_or_say_no(text):
    for read in (read_email, read_phone, read_url, read_host):
        try:
            canonical = read(text)
        except Unreadable:
            continue
        assert read(canonical) == canonical
