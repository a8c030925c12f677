"""What every test has: one engine, a key ring, and tables that may be emptied between tests."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# A busy machine makes a good example late; that is no failure of the product.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Give the test house a key ring of its own, and let its tables be emptied."""
    from muniment.keys import ring
    from tests import emptying

    with django_db_blocker.unblock():
        ring.create()
    emptying.install()


@pytest.fixture
def noon() -> Iterator[None]:
    """Stop the clock on the day of the small company: a last day shuts every door by the clock."""
    from muniment.core import clock
    from tests.company import NOON

    with clock.frozen(NOON):
        yield


@pytest.fixture(autouse=True)
def _calm_caches() -> Iterator[None]:
    yield
    from django.core.cache import cache

    from muniment.vault.catalogue import at_epoch

    cache.clear()
    at_epoch.cache_clear()  # undone with its test, an epoch comes again with other content
    _forget_what_was_signed()


def _forget_what_was_signed() -> None:
    """Let the signer begin anew: a real house would be halted when its rows are undone."""
    from django.conf import settings

    for name in ("keys/ledger.state", "ledger.halted"):
        (Path(settings.DATA_DIR) / name).unlink(missing_ok=True)
