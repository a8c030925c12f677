"""Handing in at a small company: Ada and Ben keep customers, Mia leads them, Olga owns it."""

import pytest

from tests.world import World
from tests.world import world as build


@pytest.fixture
def world(db: None) -> World:
    return build()
