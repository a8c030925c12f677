"""What else dies with an erased compartment: rooms above hold copies that must go too."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

Listener = Callable[[UUID, str, datetime], None]
"""Called with dossier, compartment and moment, inside the transaction of the erasure.

Whatever it raises undoes the erasure: a copy that stays behind would make it a lie."""

_listeners: list[Listener] = []


def on_erased(listener: Listener) -> None:
    """Have `listener` told of each erased compartment; a second call changes nothing."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell(dossier_id: UUID, compartment: str, at: datetime) -> None:
    """Tell all rooms; the caller is inside the transaction of the erasure."""
    for listener in _listeners:
        listener(dossier_id, compartment, at)
