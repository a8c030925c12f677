"""Touches at a small company: Ada keeps a customer, Ben does not, Mia leads both."""

import pytest

from tests.world import World
from tests.world import world as build


@pytest.fixture
def world(db: None) -> World:
    return build()
