"""What else moves when two dossiers are declared one customer: what rooms above keep of it."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from muniment.core.actor import Actor

Listener = Callable[[UUID, UUID, Actor, datetime], None]
"""Called with the dossier that closed, the one that stays, who merged them, and the moment.

It runs inside the transaction of the merging; whatever it raises undoes it."""

_listeners: list[Listener] = []


def on_merged(listener: Listener) -> None:
    """Have `listener` told of each merging; a second call changes nothing."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell(gone: UUID, kept: UUID, by: Actor, at: datetime) -> None:
    """Tell all rooms; the caller is inside the transaction of the merging."""
    for listener in _listeners:
        listener(gone, kept, by, at)
