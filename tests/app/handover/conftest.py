"""The tests of hand-overs share one small company."""

import pytest

from tests.world import World
from tests.world import world as build


@pytest.fixture
def world(db: None) -> World:
    return build()
