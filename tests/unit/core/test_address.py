"""The address of the caller is the one that a trusted proxy saw."""

import pytest

from muniment.core.address import caller_address


def test_without_proxies_the_connection_tells_the_address():
    assert caller_address("192.0.2.7", "203.0.113.9", proxies=0) == "192.0.2.7"


def test_a_trusted_proxy_tells_the_address_and_the_caller_cannot():
    forwarded = "198.51.100.1, 203.0.113.9"

    assert caller_address("10.0.0.1", forwarded, proxies=1) == "203.0.113.9"
    assert caller_address("10.0.0.1", forwarded, proxies=2) == "198.51.100.1"


@pytest.mark.parametrize("seen", ["", "unix:", "not an address"])
def test_what_is_no_address_is_none(seen):
    assert caller_address(seen, "", proxies=0) == ""


def test_a_chain_shorter_than_the_proxies_is_not_believed():
    assert caller_address("10.0.0.1", "203.0.113.9", proxies=2) == "10.0.0.1"
