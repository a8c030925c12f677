"""The website check, against sites that really answer."""

from datetime import date

import pytest

from muniment.investigations.checks.web import Website
from muniment.investigations.domain.checks import NotReached, Outcome, Subject
from muniment.investigations.domain.signals import catalogue
from tests.outside import HERE, Kept, LocalWorld, name_server, outside, reply, tls_for, web_server

pytestmark = pytest.mark.allow_hosts([HERE])

HTML = {"Content-Type": "text/html; charset=utf-8"}
HOME = (
    "<title>Rohm Metal GmbH</title><a href='/contact'>Contact</a>"
    "<script>ga('create','UA-555444-1')</script>"
    + "<div class=a></div><nav class=b></nav>" * 8
    + "<p>Rohm Metal GmbH makes steel grids for roofs and roads, since 1931, in Hamburg. </p>" * 6
)
CONTACT = (
    "<p>Anna Berg, sales, anna@{host}, phone +49 40 1234567, Hafenstraße 12, 20457 Hamburg</p>" * 5
)
FACTS = {
    "company.name": ("Rohm Metal GmbH",),
    "company.country": ("DE",),
    "company.address": ("Hafenstraße 12, 20457 Hamburg",),
    "person.name": ("Anna Berg",),
    "contact.phone": ("+49 40 1234567",),
}


def visit(pages, facts=None, host="rohm.localtest.example", tls=None):
    """Serve pages by path on this machine and run the check against them."""

    def answer(path, request):
        return pages.get(path, reply(status="404 Not Found"))

    with web_server(answer, tls) as port:
        kept = Kept()
        way = outside(kept, allow=frozenset({("localhost", port), (HERE, port)}))
        world = LocalWorld(_Here(way, host, port), {}, kept)
        told = {"company.website": (f"http://{host}/",), **(facts or {})}
        result = Website().run(Subject(told, date(2026, 3, 2)), world)
    for one in result.found:
        assert catalogue()[one.signal].places <= set(one.facts), one.signal
    return result, kept


class _Here:
    """The real way out, with the name of the site leading to this machine."""

    def __init__(self, way, host, port):
        self._way, self._host, self._there = way, host, f"{HERE}:{port}"

    def fetch(self, url, **asked):
        from dataclasses import replace

        fetched = self._way.fetch(url.replace(self._host, self._there), **asked)
        return replace(fetched, url=fetched.url.replace(self._there, self._host))

    def resolve(self, name, kind):
        return self._way.resolve(name, kind)


def signals(result):
    return {one.signal for one in result.found}


def test_a_site_that_knows_company_person_number_and_address_is_trust():
    contact = CONTACT.format(host="rohm.localtest.example")
    icon = b"\x89PNG" + b"i" * 200

    result, kept = visit(
        {
            "/": reply(HOME, headers=HTML),
            "/contact": reply(contact, headers=HTML),
            "/favicon.ico": reply(icon),
        },
        {**FACTS, "contact.email": ("anna@rohm.localtest.example",)},
    )

    assert result.outcome is Outcome.DONE
    assert signals(result) == {
        "web.no_tls",
        "web.names_company",
        "person.confirmed_on_site",
        "web.phone_on_site",
        "web.address_on_site",
        "web.mail_on_site",
    }
    assert result.learnt["web.analytics_id"] == ("ga:555444",)
    assert set(result.learnt) == {"web.analytics_id", "web.favicon", "web.template"}
    assert {kind for kind, _, _ in kept.entries} == {"http"}
    assert all(one.evidence for one in result.found)


def test_a_site_of_somebody_else_does_not_know_them():
    other = HOME.replace("Rohm Metal GmbH", "Zenith Global Ltd").replace("Hamburg", "Lagos")
    contact = "<p>Call +234 803 123 4567 or write to info@zenith-other.example for more.</p>" * 5

    result, _ = visit(
        {"/": reply(other, headers=HTML), "/contact": reply(contact, headers=HTML)}, FACTS
    )

    assert signals(result) >= {
        "web.other_company",
        "person.not_on_site",
        "web.phone_not_on_site",
        "web.mail_of_others",
    }
    [unnamed] = [one for one in result.found if one.signal == "person.not_on_site"]
    assert unnamed.confidence < 50, "a few pages are not the whole site"


def test_a_parked_page_is_told_and_teaches_nothing():
    result, _ = visit({"/": reply("<p>This domain is for sale</p>", headers=HTML)}, FACTS)

    assert "web.parked" in signals(result)
    assert result.learnt == {}


def test_a_page_of_script_only_needs_a_person():
    page = "<div id=root></div><script src=/x.js></script>"

    result, _ = visit({"/": reply(page, headers=HTML)}, FACTS)

    assert result.outcome is Outcome.NEEDS_PERSON
    assert result.task


@pytest.mark.parametrize(
    ("status", "reason"),
    [("403 No", "refused"), ("429 Slow", "rate_limited"), ("500 Broken", "server_error")],
)
def test_a_site_that_keeps_programs_out_is_not_reached_and_no_finding(status, reason):
    with pytest.raises(NotReached) as silence:
        visit({"/": reply(status=status)}, FACTS)

    assert silence.value.reason == reason


def test_a_site_that_is_not_there_is_a_finding_and_a_silent_name_service_is_none():
    told = Subject({"company.website": ("gone.example",)}, date(2026, 3, 2))
    zone = {("other.example", "A"): ["192.0.2.1"]}
    with name_server(zone) as port:
        kept = Kept()
        world = LocalWorld(outside(kept, nameserver=(HERE, port)), {}, kept)
        assert signals(Website().run(told, world)) == {"web.no_site"}
    with name_server({("gone.example", "A"): "SERVFAIL"}) as port:
        world = LocalWorld(outside(kept, nameserver=(HERE, port)), {}, kept)
        with pytest.raises(NotReached):
            Website().run(told, world)


def test_a_wrong_certificate_is_told_though_the_page_was_not_read(tmp_path):
    server, _ = tls_for(tmp_path, "elsewhere.example")

    result, _ = visit(
        {"/": reply(HOME)}, {"company.website": ("rohm.localtest.example",)}, tls=server
    )

    assert (result.outcome, result.reason) == (Outcome.UNAVAILABLE, "tls_error")
    assert signals(result) == {"web.tls_broken"}


def test_a_site_that_sends_its_visitors_to_another_house_is_told():
    away = reply(
        "<meta http-equiv=refresh content='0;url=https://other.example/'>" + HOME, headers=HTML
    )

    result, _ = visit({"/": away})

    assert "web.redirects_away" in signals(result)


def test_a_foreign_page_earns_no_trust_and_teaches_nothing():
    away = reply(
        "<meta http-equiv=refresh content='0;url=https://other.example/'>"
        + HOME
        + CONTACT.format(host="rohm.localtest.example"),
        headers=HTML,
    )

    result, _ = visit({"/": away, "/favicon.ico": reply(b"\x89PNG" + b"i" * 200)}, FACTS)

    assert signals(result) == {"web.no_tls", "web.redirects_away"}
    assert result.outcome is Outcome.NEEDS_PERSON
    assert result.task
    assert not result.learnt


def test_a_page_of_the_site_that_leads_elsewhere_is_not_read_as_its_own():
    host = "rohm.localtest.example"

    class _Leading(_Here):
        def fetch(self, url, **asked):
            from dataclasses import replace

            fetched = super().fetch(url, **asked)
            there = "https://other.example/contact"
            return replace(fetched, url=there) if url.endswith("/contact") else fetched

    pages = {
        "/": reply(HOME, headers=HTML),
        "/contact": reply(CONTACT.format(host=host), headers=HTML),
    }
    with web_server(lambda path, _: pages.get(path, reply(status="404 Not Found"))) as port:
        kept = Kept()
        way = outside(kept, allow=frozenset({(HERE, port)}))
        told = FACTS | {"company.website": (f"http://{host}/",)}
        world = LocalWorld(_Leading(way, host, port), {}, kept)
        result = Website().run(Subject(told, date(2026, 3, 2)), world)

    assert "person.confirmed_on_site" not in signals(result)
    assert "web.phone_on_site" not in signals(result)


def test_offline_no_site_is_good_or_bad():
    kept = Kept()
    world = LocalWorld(outside(kept, offline=True), {}, kept)

    with pytest.raises(NotReached) as silence:
        Website().run(Subject({"company.website": ("firm.example",)}, date(2026, 3, 2)), world)

    assert silence.value.reason == "offline"


def test_a_free_mailbox_alone_gives_no_site_to_visit():
    told = Subject({"contact.email": ("m@gmail.com",)}, date(2026, 3, 2))

    assert Website().not_applicable(told) == "no_own_domain"
