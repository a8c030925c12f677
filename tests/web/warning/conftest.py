"""A house whose customers have been scored; one of them has gone quiet."""

from uuid import UUID

import pytest

from muniment.core import clock
from muniment.core.actor import HOUSE
from muniment.warning import services
from tests.app.warning.book import book
from tests.web.customs_data.conftest import enters, world
from tests.world import World

__all__ = ["enters", "scored", "world"]


@pytest.fixture
def scored(world: World) -> dict[str, UUID]:
    """Record the order book and score it."""
    made = book(world, at=clock.now())
    services.score_house(by=HOUSE, at=clock.now())
    return made
