"""Browsers of the people of the small company, signed in with both factors."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from muniment.core import clock
from muniment.people.models import Person
from muniment.vault import references
from muniment.web.account.records import FACTOR_KEY
from tests.world import NOON, World
from tests.world import world as build

PURPOSE = {
    "purpose": "quote the second colour",
    "reference_kind": "inquiry",
    "reference": "INQ-208",
}
SWAP = {"HX-Request": "true"}


class Reader(Client):
    """A browser at the pages of customers."""

    def dossier(self, dossier_id: UUID, page: str = "dossier", *rest: object, **query: str):
        return self.get(reverse(f"customers:{page}", args=[dossier_id, *rest]), query)

    def asks(self, dossier_id: UUID, compartment: str = "identity", swap: bool = True, **told: str):
        url = reverse("customers:compartment", args=[dossier_id, compartment])
        return self.post(url, {**PURPOSE, **told}, headers=SWAP if swap else {})

    def acts(self, dossier_id: UUID, name: str, what: object = "", **told: object):
        route, args = ("customers:act_on", [what]) if what else ("customers:act", [])
        return self.post(reverse(route, args=[dossier_id, name, *args]), told)


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.fixture
def as_(world: World) -> Callable[[str], Reader]:
    """Sign somebody in: `as_("ada")`."""

    def signed_in(name: str) -> Reader:
        browser = Reader(HTTP_USER_AGENT="Test browser", REMOTE_ADDR="192.0.2.7")
        browser.force_login(
            Person.objects.get(pk=world.id(name)), backend=settings.AUTHENTICATION_BACKENDS[-1]
        )
        session = browser.session
        session[FACTOR_KEY] = "totp"
        session.save()
        return browser

    return signed_in


@pytest.fixture(autouse=True)
def noon():
    """The pages live on the world's day."""
    with clock.frozen(NOON):
        yield


@pytest.fixture
def no_order_register(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let any order number pass: these pages are not about the order book."""
    monkeypatch.setattr(references, "_resolvers", {})


def text(response) -> str:
    return response.content.decode()
