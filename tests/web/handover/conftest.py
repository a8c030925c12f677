"""The small company at its pages of hand-overs."""

from tests.web.vault.conftest import as_, world

__all__ = ["as_", "world"]
