"""What else happens when customs data were loaded: rooms above look through the new rows."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

Listener = Callable[[UUID, datetime], None]
"""Called with the load and the moment, inside a transaction, once readers see the rows."""

_listeners: list[Listener] = []


def on_loaded(listener: Listener) -> None:
    """Have `listener` told of each load; a second call changes nothing."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell(load_id: UUID, at: datetime) -> None:
    """Tell all rooms; the caller is inside a transaction."""
    for listener in _listeners:
        listener(load_id, at)
