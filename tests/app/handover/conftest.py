"""The tests of hand-overs share one small company."""

import pytest

from tests.world import World
from tests.world import world as build


@pytest.fixture(autouse=True)
def _in_the_days_of_notice(noon: None) -> None:
    """Nobody's last day is over."""


@pytest.fixture
def world(db: None) -> World:
    return build()
