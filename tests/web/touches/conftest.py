"""The small company at its pages of contact."""

from tests.web.vault.conftest import as_, world

__all__ = ["as_", "world"]
