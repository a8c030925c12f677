"""Every route: who may call it, how it is hardened, what it costs."""

import re
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from muniment.people.domain.roles import Role
from muniment.vault import services
from tests.house.routes import Route, addresses, routes
from tests.house.visiting import NOBODY, values, visitor
from tests.house.walking import FEW, methods_of

pytestmark = pytest.mark.django_db

BY_ROLE = {
    Role.OWNER: "olga", Role.SALES_MANAGER: "mia", Role.SALESPERSON: "ada",
    Role.DOCUMENT_CLERK: "cy", Role.CUSTODIAN: "cus", Role.FINANCE: "fin", Role.COMPLIANCE: "kai",
    Role.ADMINISTRATOR: "sam", Role.EXPORT_AGENT: "eve", Role.LAWYER: "law",
}  # fmt: skip
OPEN_TO_ALL = {"healthz", "api/docs", "api/v1/openapi.json", "api/^"}
"""Routes that are no pages: health, the description of the API, its answer to any other address."""
PUBLIC = {"all", "public"}
LIST_BUDGET, CUSTOMERS_BUDGET = 15, 12  # SQL queries
NO_LISTS = ("access/", "account/", "people/invite")  # sheets and forms, not lists
FULL_PAGE = 50


def one_of(route: Route, house) -> str:
    return addresses(route, values(house, ["heron"], FEW), most=1)[0]


def test_every_route_says_who_may_call_it():
    silent = [route.pattern for route in routes() if route.said is None]

    assert set(silent) - OPEN_TO_ALL == set()


def test_somebody_signed_out_is_led_to_the_sign_in_by_every_other_route(house):
    nobody, wrong = visitor(house, NOBODY), []
    for route in routes():
        if route.said in PUBLIC or route.pattern in OPEN_TO_ALL:
            continue
        for method in ("GET", "POST"):
            answer = nobody.asks(method, one_of(route, house), b"{}" if route.is_api else {})
            led = answer.status == 302 and b"/sign-in/" in answer.data
            if not (led or answer.status in ({401, 405, 429} if route.is_api else {401})):
                wrong.append(f"{method} {route}: {answer.status}")
    open_by_design = [one for one in wrong if " api/v1/log/" in one]  # anybody may check the log
    assert [one for one in wrong if one not in open_by_design] == []


@pytest.mark.parametrize("role", BY_ROLE, ids=str)
def test_a_route_for_certain_roles_refuses_every_other_role(house, role):
    who = visitor(house, BY_ROLE[role])
    for route in routes():
        said = route.said or ""
        if not said.startswith("roles:") or role.value in said.partition(":")[2].split(","):
            continue
        for method in ("GET", "POST"):
            answer = who.asks(method, one_of(route, house), {})
            assert answer.status == 403, f"{method} {route}: {answer.status}"


def test_no_form_is_taken_from_another_site(house):
    who = visitor(house, "olga")
    who.client.handler.enforce_csrf_checks = True
    known = values(house, ["heron"], FEW)
    taken = []
    for route in routes():
        if route.is_api or route.pattern in OPEN_TO_ALL:
            continue
        for method in methods_of(who, route, known):
            answer = who.asks(method, addresses(route, known)[0], {"any": "thing"})
            if answer.status not in {403, 404}:
                taken.append(f"{method} {route}: {answer.status}")
    assert taken == []


class _Inline(HTMLParser):
    """Finds what the content policy forbids, and addresses outside the house."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "script" and "src" not in told and told.get("type") != "application/json":
            self.found.append("an inline script")
        if tag == "style":
            self.found.append("an inline style sheet")
        for name, value in told.items():
            if name.startswith("on") or name == "style" or value.startswith("javascript:"):
                self.found.append(f"{tag} {name}={value[:40]}")
            if name in {"src", "href", "action", "data"} and tag != "a" and _outside(value):
                self.found.append(f"{tag} {name}={value[:60]}")


def _outside(value: str) -> bool:
    return bool(re.match(r"(https?:)?//", value)) and not value.startswith(settings.CONFIG.url)


def test_no_page_has_anything_inline_or_from_elsewhere(house):
    who, nobody, wrong = visitor(house, "olga"), visitor(house, NOBODY), []
    for route in routes():
        for reader in (who, nobody):
            answer = reader.asks("GET", one_of(route, house))
            if "html" in answer.kind:
                page = _Inline()
                page.feed(answer.data.partition(b"\n\n")[2].decode("utf-8", "replace"))
                wrong += [f"{route}: {one}" for one in page.found]
    assert wrong == []


def test_every_answer_is_hardened(house):
    who, nobody, wrong = visitor(house, "olga"), visitor(house, NOBODY), []
    for route in routes():
        for reader in (who, nobody):
            head = _head(reader.asks("GET", one_of(route, house)))
            wrong += [f"{route}: {lack}" for lack in _lacks(head)]
    assert wrong == []


def _head(answer) -> dict[str, str]:
    lines = answer.data.partition(b"\n\n")[0].decode("utf-8", "replace").splitlines()[1:]
    return {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}


def _lacks(head: dict[str, str]) -> list[str]:
    policy = head.get("content-security-policy", "")
    wanted = {
        "nosniff": head.get("x-content-type-options") == "nosniff",
        "frame": head.get("x-frame-options") == "DENY",
        "referrer": head.get("referrer-policy") in {"same-origin", "no-referrer"},
        "opener": head.get("cross-origin-opener-policy") == "same-origin",
        "policy": "default-src 'none'" in policy and "frame-ancestors 'none'" in policy,
        "no inline": "unsafe" not in policy and "*" not in policy,
    }
    return [name for name, is_there in wanted.items() if not is_there]


def test_cookies_are_for_this_house_alone(house):
    client = Client()
    client.get(reverse("account_login"))
    client.post(reverse("account_login"), {"login": "cus@house.example", "password": "wrong"})
    for cookie in client.cookies.values():
        assert cookie["samesite"] in {"Lax", "Strict"}, cookie
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.CONFIG.url.startswith("https://") == settings.SECURE_COOKIES
    assert settings.SESSION_COOKIE_SECURE == settings.CSRF_COOKIE_SECURE == settings.SECURE_COOKIES


def test_a_page_without_a_customer_in_its_address_costs_few_queries(house):
    who, dear = visitor(house, "olga"), []
    for route in routes():
        if route.gaps or route.is_api or not route.pattern or route.pattern.startswith(NO_LISTS):
            continue
        count = _queries(who, one_of(route, house))
        if count > LIST_BUDGET:
            dear.append(f"{route}: {count}")
    assert dear == []


def test_a_full_page_of_customers_costs_twelve_queries(house):
    keeper = house.actor("ben")
    for number in range(FULL_PAGE):
        values_told = {"identity": {"identity.legal_name": f"Firm {number} Trading"}}
        services.open_dossier(values=values_told, by=keeper, at=house.at)

    who = visitor(house, "ben")
    assert _queries(who, reverse("customers:index")) <= CUSTOMERS_BUDGET


def _queries(who, path: str) -> int:
    """How often the page reads; the three rows that put a look on record are not counted."""
    who.client.get(path)
    with CaptureQueriesContext(connection) as asked:
        who.client.get(path)
    return sum(1 for one in asked if one["sql"].startswith("SELECT"))
