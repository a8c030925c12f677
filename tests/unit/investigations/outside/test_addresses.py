import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.investigations.outside.addresses import is_public, literal


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.9.9",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - an address to refuse, nothing is bound
        "224.0.0.1",
        "255.255.255.255",
        "198.18.0.1",
        "192.0.2.9",
        "::1",
        "::",
        "fe80::1",
        "fd00:ec2::254",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:db8::1",
        "2001::7f00:1",
        "not an address",
        "0x7f.1",
        "2130706433",
        "",
    ],
)
def test_addresses_of_private_and_special_networks_are_shut(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "64:ff9b::808:808", "2002:808:808::"]
)
def test_addresses_of_the_public_internet_are_open(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "host", ["2130706433", "0x7f.1", "0177.0.0.1", "127.1", "[::1]", "1.2.3.4"]
)
def test_a_host_that_a_system_could_read_as_an_address_counts_as_one(host):
    assert literal(host)


@pytest.mark.parametrize("host", ["example.com", "1and1.com", "x1", "127.0.0.1.example"])
def test_a_name_is_a_name(host):
    assert literal(host) == ""


@given(st.text(max_size=60))
def test_no_text_makes_the_address_rules_stumble(text):
    assert is_public(text) in {True, False}
    assert isinstance(literal(text), str)
