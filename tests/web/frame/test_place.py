"""Where somebody is: believed only as far as the house's own proxies vouch for it."""

import pytest

from muniment.web.place import address_of, place_of


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "", "198.51.100.9"),
        (0, "203.0.113.5", "198.51.100.9"),
        (1, "203.0.113.5", "203.0.113.5"),
        (1, "10.0.0.1, 203.0.113.5", "203.0.113.5"),
        (2, "10.0.0.1, 203.0.113.5, 192.0.2.1", "203.0.113.5"),
        (3, "203.0.113.5", "198.51.100.9"),
        (1, "2001:db8::1", "2001:db8::1"),
        (1, "<script>", ""),
        (1, "", ""),
    ],
)
def test_only_trusted_proxies_are_believed(rf, proxies, forwarded, address):
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    request = rf.get("/", REMOTE_ADDR="198.51.100.9", headers=headers)

    seen = address_of(request, proxies)

    assert seen == (address if forwarded or not proxies else "198.51.100.9")


def test_a_device_that_talks_too_much_is_cut(rf):
    assert len(place_of(rf.get("/", headers={"user-agent": "x" * 900})).device) == 200


def test_a_declared_site_comes_from_the_session(rf):
    request = rf.get("/")
    request.session = {"site": "fair"}

    assert place_of(request).site == "fair"
