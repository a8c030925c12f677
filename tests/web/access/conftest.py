"""The company of `tests.world`, and browsers of its people."""

from collections.abc import Callable

import pytest

from tests.web.account.conftest import Browser
from tests.world import World
from tests.world import world as build


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.fixture
def enters(world: World) -> Callable[[str], Browser]:
    """Let somebody sign in: `enters("mia")`."""

    def signed_in(name: str) -> Browser:
        return Browser().comes_in(world.email(name), world.has_app(name))

    return signed_in
