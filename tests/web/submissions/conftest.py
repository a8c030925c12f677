"""The small company at its pages of handing in."""

from tests.web.vault.conftest import as_, world

__all__ = ["as_", "world"]
