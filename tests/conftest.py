"""What every test has: one engine, a key ring, and tables that may be emptied between tests."""

import os
from collections.abc import Iterator

import pytest

if os.environ.get("MUNIMENT_TEST_ENGINE", "sqlite") == "postgres":
    # The server must stand before Django reads its settings.
    os.environ.setdefault("MUNIMENT_TEST_UNSAFE_POSTGRES", "1")  # the test server has fsync off
    from tests import postgres

    _server = postgres.server()
    os.environ["MUNIMENT_TEST_DATABASE_URL"] = _server.__enter__()
else:
    _server = None


def pytest_unconfigure() -> None:
    if _server is not None:
        _server.__exit__(None, None, None)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    """Give the test house a key ring of its own, and let its tables be emptied."""
    from muniment.keys import ring
    from tests import emptying

    ring.create()
    emptying.install()


@pytest.fixture(autouse=True)
def _calm_caches() -> Iterator[None]:
    yield
    from django.core.cache import cache

    cache.clear()
