"""The company and the browsers of the access table's tests."""

from tests.web.access.conftest import enters, world

__all__ = ["enters", "world"]
