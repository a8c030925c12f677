"""A questionnaire on its way, and somebody outside with a browser that knows nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import Client

from muniment.core.clock import frozen
from muniment.portal import limits
from tests.app.investigations.asking import asked, link
from tests.app.investigations.cases import opened
from tests.world import NOON, World
from tests.world import world as build

FORM = {"sells": "yes", "payment": "on_time", "refused": "no", "answered_by": "K. Osei"}


@pytest.fixture
def world(transactional_db: None) -> World:
    return build()


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    limits.allowances.forget()
    with frozen(NOON):
        yield


@dataclass
class Outsider:
    """Somebody with a link; `client` enforces what a browser would."""

    world: World
    case_id: UUID
    questionnaire_id: UUID
    path: str
    client: Client

    def asks(self, language: str = "en", **headers: str) -> HttpResponse:
        return self.client.get(self.path, {"lang": language}, headers=headers)

    def sends(self, told: dict[str, str] | None = None, **headers: str) -> HttpResponse:
        return self.client.post(self.path, FORM if told is None else told, headers=headers)


@pytest.fixture
def outsider(world: World) -> Outsider:
    case_id = opened(world)
    questionnaire = asked(world, case_id)
    token = link(world, case_id, questionnaire)
    client = Client(enforce_csrf_checks=True, REMOTE_ADDR="203.0.113.9")
    return Outsider(world, case_id, questionnaire, f"/answer/{token}/", client)
