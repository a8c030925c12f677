"""The small company at the pages of exposure."""

from tests.web.vault.conftest import as_, noon, world

__all__ = ["as_", "noon", "world"]
