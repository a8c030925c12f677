"""What lies sealed beside an entry: the salt and the value that one commitment hides."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Opening:
    """Value and salt of one commitment; whoever holds both can show what was meant.

    Attributes:
        salt: 32 bytes.
        value: the personal data itself; None when its key was destroyed, and the salt is empty.
    """

    field: str
    salt: bytes
    value: str | None


def binding(entry_id: UUID, field: str) -> bytes:
    """Tie an opening to its entry and field, so that it cannot be moved to another."""
    return b"muniment/opening/v1\0" + entry_id.bytes + field.encode()
