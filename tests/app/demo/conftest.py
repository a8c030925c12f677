"""One planting for all tests of the demonstration: it takes half a minute."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.utils import timezone

from muniment.core import clock
from muniment.core.actor import Actor, Door, Place
from muniment.customs_data import queries as customs
from muniment.customs_data import store
from muniment.demo import founding, plant
from muniment.demo.cast import EVERYBODY
from muniment.demo.founding import Customer, Stage
from muniment.demo.script import Calendar
from muniment.demo.signins import FILE
from muniment.people import queries as people
from muniment.people.queries import PeopleFilter
from muniment.vault import queries as vault


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/app/demo" in str(item.path):
            item.add_marker(pytest.mark.slow)


@dataclass
class Planted:
    """The planted company as a test meets it."""

    stage: Stage
    progress: list[tuple[int, int, str]] = field(default_factory=list)

    def id(self, key: str) -> UUID:
        return self.stage.ids[key]

    def actor(self, key: str, session: str = "viewer") -> Actor:
        place = Place("192.0.2.9", "Test browser", "office")
        return Actor(self.id(key), Door.WEB, place, session)

    @property
    def now(self) -> datetime:
        return clock.now()


@pytest.fixture(scope="package")
def planted(django_db_setup: None, django_db_blocker: Any) -> Iterator[Planted]:
    from tests import emptying

    with django_db_blocker.unblock():
        stage = Stage(Calendar(clock.now(), timezone.get_default_timezone()))
        told: list[tuple[int, int, str]] = []
        plant(lambda *step: told.append(step))
        founding.cast_customers(stage)
        _find(stage)
        yield Planted(stage, told)
        for row in customs.loads():
            store.discard(row.id)
        emptying._empty(None)
        (settings.DATA_DIR / FILE).unlink()


def _find(stage: Stage) -> None:
    """Learn the ids that the planting gave, by e-mail and by customer number."""
    rows = people.people(PeopleFilter(), limit=100).rows
    by_email = {row.email: row.id for row in rows}
    stage.ids.update({part.key: by_email[part.email] for part in EVERYBODY})
    heads = vault.dossiers_by_code([one.invented.code for one in stage.customers])
    for customer in stage.customers:
        customer.dossier_id = heads[customer.invented.code].id


@pytest.fixture
def customers(planted: Planted) -> list[Customer]:
    return planted.stage.customers
