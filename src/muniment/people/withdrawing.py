"""What else has a say before a notice is withdrawn: a room above may refuse it."""

from collections.abc import Callable
from uuid import UUID

Guard = Callable[[UUID], None]
"""Called with the person whose notice is to be withdrawn; it raises to refuse.

It runs inside the transaction of the withdrawing."""

_guards: list[Guard] = []


def ask_before(guard: Guard) -> None:
    """Have `guard` asked before each withdrawing; a second call changes nothing."""
    if guard not in _guards:
        _guards.append(guard)


def require_free(person_id: UUID) -> None:
    """Let a notice be withdrawn, unless a room above refuses."""
    for guard in _guards:
        guard(person_id)
