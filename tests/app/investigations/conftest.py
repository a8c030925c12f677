"""Cases in a small company: Ada leads them, Ben sells beside her, Kai watches."""

from collections.abc import Callable, Iterator
from types import MappingProxyType

import pytest

from muniment.core.clock import frozen
from muniment.investigations import checks as registry
from muniment.investigations.checks import Registry
from muniment.investigations.domain.checks import Check
from tests.world import NOON, World
from tests.world import world as build


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with frozen(NOON):
        yield


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Have these checks and no others."""

    def install(*checks: Check) -> None:
        made = Registry(MappingProxyType({one.id: one for one in checks}), ())
        monkeypatch.setattr(registry, "registry", lambda: made)

    return install
