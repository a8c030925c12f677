"""One company full of markers, for the tests that walk through it."""

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """One company for all walks of a file; whatever they do is undone."""
    from tests.house.walking import company  # with Django, which the other tests here start without

    with django_db_blocker.unblock(), company() as planted:
        yield planted
