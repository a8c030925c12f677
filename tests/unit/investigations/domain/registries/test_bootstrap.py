"""Which server answers for a domain."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.investigations.domain.registries.answers import Malformed
from muniment.investigations.domain.registries.bootstrap import referral, server_of

FILE = json.dumps(
    {
        "version": "1.0",
        "publication": "2026-01-07T10:11:12Z",
        "description": "Some text",
        "services": [
            [["net", "COM"], ["https://registry.example.com/myrdap/"]],
            [["org", "mytld"], ["http://example.org/", "https://example.org/"]],
            [["xn--zckzah"], ["http://example.net/rdap/xn--zckzah/"]],
            [["uk.com"], ["https://rdap.uk-com.example/"]],
            [["broken"], "no list"],
            [["mail"], ["mailto:nobody@example.com"]],
            "no service",
        ],
    }
).encode()


@pytest.mark.parametrize(
    ("domain", "server"),
    [
        ("shop.example.com", "https://registry.example.com/myrdap"),
        ("EXAMPLE.NET.", "https://registry.example.com/myrdap"),
        ("firm.mytld", "https://example.org"),
        ("xn--fsq.xn--zckzah", "http://example.net/rdap/xn--zckzah"),
        ("firm.uk.com", "https://rdap.uk-com.example"),
        ("notcom", ""),
        ("firm.de", ""),
        ("firm.broken", ""),
        ("firm.mail", ""),
    ],
)
def test_the_longest_ending_in_whole_labels_wins_and_a_safe_address_before_an_open_one(
    domain, server
):
    assert server_of(FILE, domain) == server


def test_an_entry_for_the_root_takes_what_no_other_takes():
    file = b'{"services": [[[""], ["https://root.example/"]], [["com"], ["https://c.example"]]]}'

    assert server_of(file, "a.de") == "https://root.example"
    assert server_of(file, "a.com") == "https://c.example"


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"services": 1}', b"\xff", b"<html>"])
def test_what_is_no_such_file_is_said_to_be_none(body):
    with pytest.raises(Malformed):
        server_of(body, "a.com")


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    )
)
def test_no_services_make_the_reader_stumble(services):
    body = json.dumps({"services": services}).encode()

    if isinstance(services, list):
        assert isinstance(server_of(body, "a.com"), str)


@pytest.mark.parametrize(
    ("text", "server"),
    [
        ("% IANA WHOIS server\n\nrefer:        whois.denic.de\n\ndomain: DE\n", "whois.denic.de"),
        ("domain: CN\r\nwhois:        whois.cnnic.cn\r\n", "whois.cnnic.cn"),
        ("whois: whois://whois.nic.tr/\n", "whois.nic.tr"),
        ("refer: WHOIS.NIC.IO:4343\n", "whois.nic.io:4343"),
        ("domain: ZZ\nwhois:\n", ""),
        ("refer: 127.0.0.1;rm -rf\n", ""),
        ("refer: localhost\n", ""),
        ("refer: a..b\n", ""),
        ("Refer to our terms: whois.nic.io\n", ""),
        ("", ""),
    ],
)
def test_an_answer_refers_to_a_server_or_to_none(text, server):
    assert referral(text) == server
