"""Browsers of the people of the small company, at the pages of cases."""

from collections.abc import Callable, Iterator
from types import MappingProxyType
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from muniment.core.clock import frozen
from muniment.investigations import checks as registry
from muniment.investigations.checks import Registry
from muniment.investigations.domain.checks import Check
from muniment.people.models import Person
from muniment.web.account.records import FACTOR_KEY
from tests.world import NOON, World
from tests.world import world as build

SWAP = {"HX-Request": "true"}


class Reader(Client):
    """A browser at the pages of cases."""

    def case(self, case_id: UUID, page: str = "case", *rest: object, **query: str) -> Any:
        return self.get(reverse(f"cases:{page}", args=[case_id, *rest]), query)

    def does(
        self, case_id: UUID, page: str, *rest: object, swap: bool = False, **told: object
    ) -> Any:
        url = reverse(f"cases:{page}", args=[case_id, *rest])
        return self.post(url, told, headers=SWAP if swap else {})


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
def _noon() -> Iterator[None]:
    """The pages live on the world's day."""
    with frozen(NOON):
        yield


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Have these checks and no others."""

    def install(*checks: Check) -> None:
        made = Registry(MappingProxyType({one.id: one for one in checks}), ())
        monkeypatch.setattr(registry, "registry", lambda: made)

    return install


def text(response: Any) -> str:
    return str(response.content.decode())
