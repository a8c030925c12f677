import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.matching import domains


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("https://www.Nordlicht.co.uk:443/a?b=c@d.com", "www.nordlicht.co.uk"),
        ("Maria.Lopez@Firm.COM.", "firm.com"),
        ("<nordlicht.de>", "nordlicht.de"),
        ("www.münchen-handel.de", "www.xn--mnchen-handel-wob.de"),
        ("公司.cn", "xn--55qx5d.cn"),
        ("http://user@evil.com@good.com/", "good.com"),
        ("localhost", ""),
        ("10.0.0.1", ""),
        ("a..b.com", ""),
        ("http://[::1", ""),
        ("", ""),
        ("no host here", ""),
    ],
)
def test_a_host_is_read_from_whatever_holds_one(text, host):
    assert domains.host_of(text) == host


def test_a_domain_falls_into_what_was_chosen_what_was_given_and_what_stands_before():
    found = domains.registered("shop.eu.nordlicht.co.uk")

    assert found == domains.Domain("nordlicht.co.uk", "nordlicht", "co.uk", "shop.eu")
    assert domains.registered("co.uk") is None
    assert domains.registered("www.xn--mnchen-handel-wob.de").label == "münchen-handel"


def test_two_hosts_of_one_firm_have_one_owner_and_two_guests_of_one_house_have_not():
    assert domains.same_owner("mail.firm.com", "https://www.firm.com/contact")
    assert not domains.same_owner("a@gmail.com", "b@gmail.com")
    assert not domains.same_owner("one.en.alibaba.com", "two.en.alibaba.com")
    assert not domains.same_owner("firm.com", "firm.net")
    assert not domains.same_owner("", "")


def test_free_and_throw_away_mail_is_known():
    assert domains.is_free_mail("someone@gmail.com")
    assert domains.is_free_mail("163.com")
    assert not domains.is_free_mail("nordlicht-handel.de")
    assert domains.is_disposable("x@mailinator.com")
    assert not domains.is_disposable("gmail.com")


@pytest.mark.parametrize(
    ("domain", "country"),
    [("a.de", "DE"), ("a.co.uk", "GB"), ("a.com", ""), ("a.io", ""), ("a.com.ng", "NG"), ("", "")],
)
def test_an_ending_stands_for_a_country_or_for_none(domain, country):
    assert domains.country_of(domain) == country


@given(st.text(max_size=120))
def test_no_text_makes_the_readers_stumble(text):
    host = domains.host_of(text)

    assert host == domains.host_of(host)
    domains.registered(text)
    domains.shown(text)
