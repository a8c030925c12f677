"""Where evidence goes."""

from typing import Protocol


class Keep(Protocol):
    """Keep bytes as evidence and name them by their SHA-256, hexadecimal."""

    def __call__(self, content: bytes, *, kind: str, source: str) -> str:
        """Keep `content` before anybody reads it."""
        ...
