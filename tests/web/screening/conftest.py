"""A house with lists of its own making, and browsers of its people."""

from datetime import date, timedelta

import pytest

from muniment.core import clock
from muniment.screening import services
from muniment.screening.domain.lists import SourceFile
from tests.web.customs_data.conftest import enters, world

__all__ = ["enters", "listed", "world"]

ROWS = "name,type,country\nZarkov Heavy Arms Works,entity,RU\nIvan Petrovich Zarkov,person,RU\n"


def source(text: str = ROWS, name: str = "denied.csv") -> SourceFile:
    return SourceFile(name, text.encode())


def list_of(day: date, text: str, world) -> None:
    """Load a list with the date that somebody vouches for."""
    services.load_list(files=[source(text)], by=world.actor("kai"), at=clock.now(), given=day)


@pytest.fixture
def listed(world):
    """The house with one fresh list."""
    list_of(clock.now().date() - timedelta(days=1), ROWS, world)
    return world
