"""The browsers of the customers' pages, for Today."""

from tests.web.vault.conftest import as_, noon, world

__all__ = ["as_", "noon", "world"]
