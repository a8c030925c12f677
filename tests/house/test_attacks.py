"""How would I get the list out? What leavers, agents and curious colleagues try."""

import re
from dataclasses import replace
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from muniment.api import limits
from muniment.core import clock
from muniment.core.ids import new_id
from muniment.people import services as people
from muniment.vault import gate, services
from muniment.vault.gate import ListFilter, Sort
from muniment.vault.services.clashes import ClashChecksUsedUp
from tests.company import PASSWORD
from tests.house.marks import Mark
from tests.house.planting import NOON
from tests.house.visiting import visitor

pytestmark = pytest.mark.django_db

STRANGERS = ("ext", "lou")
_UUID = re.compile(rb"[0-9a-f]{8}-[0-9a-f-]{27}")
_PASSING = re.compile(
    rb"\b[A-Za-z0-9]{32}(?:[A-Za-z0-9]{32})?\b|xpires[=:][^\n;]+"
)  # tokens, moments


def same(answer) -> tuple[int, bytes]:
    """An answer without what differs from one request to the next anyway."""
    return answer.status, _PASSING.sub(b"", _UUID.sub(b"id", answer.data))


def about(dossier_id) -> list[str]:
    pages = [
        reverse(f"customers:{name}", args=[dossier_id])
        for name in ("dossier", "orders", "record", "secrets")
    ]
    pages += [
        reverse(f"customers:{n}", args=[dossier_id, "identity"])
        for n in ("compartment", "closed", "explain")
    ]
    pages.append(reverse("customers:history", args=[dossier_id, "identity.legal_name"]))
    return [*pages, *(f"/api/v1/dossiers/{dossier_id}{end}" for end in ("", "/timeline"))]


@pytest.mark.parametrize("name", STRANGERS)
def test_to_an_outsider_a_customer_that_exists_looks_like_one_that_does_not(house, name):
    who = visitor(house, name)
    for hidden, missing in zip(about(house.dossiers["heron"]), about(new_id()), strict=True):
        assert same(who.asks("GET", hidden)) == same(who.asks("GET", missing)), hidden


@pytest.mark.parametrize("name", STRANGERS)
def test_looking_for_a_hidden_customer_takes_the_house_no_longer_than_for_none(house, name):
    who = visitor(house, name)
    for hidden, missing in zip(about(house.dossiers["heron"]), about(new_id()), strict=True):
        assert abs(_work(who, hidden) - _work(who, missing)) <= 1, hidden


def _work(who, path: str) -> int:
    who.asks("GET", path)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        who.asks("GET", path)
    return len(queries)


def test_ids_are_not_to_be_guessed(house):
    who, ids = visitor(house, "ben"), [uuid4() for _ in range(5)]
    for dossier_id in ids:
        assert {who.asks("GET", path).status for path in about(dossier_id)} <= {404}


@pytest.mark.parametrize("name", ["ben", "fin", "cus", "sam", "kai", "eve", "ext", "cy"])
def test_a_search_for_a_hidden_value_answers_like_a_search_for_nonsense(house, name):
    who, nonsense = visitor(house, name), house.marks.text(Mark("nonsense"))
    for code, value in house.typed["heron"].items():
        if who.lists("heron", code):
            continue
        word = value.split("\n")[0].split(" ")[0][:190]
        assert _searched(who, word) == _searched(who, nonsense), code
        reply = who.asks(
            "POST", "/api/v1/dossiers/search", b'{"search": "%s"}' % word.replace('"', "").encode()
        )
        assert not reply.leaks


def _searched(who, word: str) -> tuple[int, list[bytes]]:
    answer = who.asks("POST", reverse("customers:index"), {"search": word, "scope": "all"})
    assert not answer.leaks
    return answer.status, _UUID.findall(answer.data)


def test_no_order_of_the_list_follows_a_sealed_value():
    assert set(Sort) == {Sort.CODENAME, Sort.TOUCHED}


def test_a_filter_that_is_not_offered_changes_nothing(house):
    who, value = visitor(house, "ben"), house.typed["heron"]["identity.legal_name"]
    page = reverse("customers:index")
    plain, tried = (
        who.asks("GET", f"{page}?scope=all{extra}")
        for extra in (
            "",
            f"&legal_name={value}&identity.legal_name={value}&sort=identity.legal_name&order_by=values__sealed",
        )
    )
    assert _UUID.findall(plain.data) == _UUID.findall(tried.data)


def test_a_list_paged_to_its_end_shows_codenames_and_each_page_is_on_record(house):
    page = gate.glance(reader=house.actor("ben"), filters=ListFilter(), at=NOON, limit=2)
    before, telling = len(house.world.entries("vault.list.shown")), 0
    while page.page.next_cursor:
        page = gate.glance(
            reader=house.actor("ben"), filters=ListFilter(), at=NOON, limit=2,
            cursor=page.page.next_cursor,
        )  # fmt: skip
        telling += any(cell.text for row in page.page.rows for cell in row.cells)
    assert len(house.world.entries("vault.list.shown")) == before + telling


def test_clash_checks_cannot_harvest_the_book(house, settings):
    def ask(number: int):
        email = f"info@firm{number}.example"
        return services.check_clash(email=email, by=house.actor("jun"), at=NOON)

    for number in range(settings.CONFIG.clash_checks_per_day):
        assert set(ask(number).__dataclass_fields__) == {"verdict", "left"}
    with pytest.raises(ClashChecksUsedUp):
        ask(-1)
    assert house.world.entries("vault.clash.refused")


def test_nobody_outside_asks_the_clash_check_or_imports(house):
    for name in ("eve", "law", "ext"):
        who = visitor(house, name)
        assert who.asks("POST", reverse("customers:clash"), {"name": "Nordlicht"}).status == 403
        assert who.asks("GET", reverse("intake:index")).status == 403


def test_a_token_and_an_open_page_end_with_the_employment(house):
    who, page = visitor(house, "dee"), reverse("customers:index")
    assert who.asks("GET", page).status == 200
    assert who.asks("GET", "/api/v1/me").status == 200
    people.leave(person_id=who.person_id(), by=house.actor("olga"), at=clock.now())

    assert who.asks("GET", page).status == 302
    assert who.asks("GET", "/api/v1/me").status == 401


def test_reports_and_files_of_others_do_not_exist(house):
    for name in ("olga", "max", "cus"):
        who = visitor(house, name)
        for run in house.ids["run_id"]:
            for page in ("run", "report", "progress"):
                assert who.asks("GET", reverse(f"intake:{page}", args=[run])).status == 404


def test_what_was_shown_is_kept_by_no_browser_and_no_proxy(house):
    who = visitor(house, "ada")
    for path in about(house.dossiers["heron"]):
        answer = who.asks("GET", path)
        head = answer.data.partition(b"\n\n")[0].lower()
        assert b"no-store" in head, path


def test_a_password_asked_for_in_the_name_of_another_goes_to_her_alone(house, mailoutbox):
    who = visitor(house, "ben")
    answer = who.asks("POST", reverse("account_reset_password"), {"email": "ada@house.example"})
    stranger = who.asks("POST", reverse("account_reset_password"), {"email": "no@one.example"})

    assert same(answer) == same(stranger)
    assert all(letter.to == ["ada@house.example"] for letter in mailoutbox)


def test_a_session_that_was_put_under_somebody_is_not_hers_after_signing_in(house):
    browser = Client(REMOTE_ADDR="192.0.2.61")
    browser.get(reverse("account_login"))
    session = browser.session
    session["planted"] = "by somebody else"
    session.save()
    fixed = session.session_key
    browser.cookies["sessionid"] = fixed
    browser.post(reverse("account_login"), {"login": "cus@house.example", "password": PASSWORD})

    assert browser.cookies["sessionid"].value != fixed


def test_a_token_is_slowed_down_when_it_asks_for_everything(house, settings, monkeypatch):
    who = visitor(house, "fin")
    settings.CONFIG = replace(settings.CONFIG, web_workers=limits.TOKEN_A_MINUTE // 5)
    monkeypatch.setattr(limits, "time", SimpleNamespace(monotonic=lambda: 5.0))
    limits.allowances.forget()

    head = {"HTTP_AUTHORIZATION": f"Bearer {who.token}"}
    statuses = [Client().get("/api/v1/me", **head).status_code for _ in range(6)]

    limits.allowances.forget()
    assert statuses == [200] * 5 + [429]
