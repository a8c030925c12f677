"""What a consultation may refer to: rooms above tell the gate which numbers are real.

The vault stands below the order book, so it cannot look there. A room that keeps orders,
inquiries or shipments registers a resolver when it starts; a kind without one is taken at
the reader's word and marked as not checked.
"""

from collections.abc import Callable
from uuid import UUID

Resolver = Callable[[UUID, str], bool]
"""Says whether this dossier has a business object of this number."""

_resolvers: dict[str, Resolver] = {}


def register(kind: str, resolver: Resolver) -> None:
    """Let `resolver` decide which numbers of this kind are real."""
    _resolvers[kind] = resolver


def check(kind: str, dossier_id: UUID, number: str) -> bool | None:
    """Say whether the number is real, or None when nobody keeps a register of this kind."""
    resolver = _resolvers.get(kind)
    return None if resolver is None else resolver(dossier_id, number)
