"""Cards that take counting over many customers, kept for five minutes a person.

Nobody is shown what a former permission allowed: what was kept counts only for the same role,
team, state of employment and access table. What the reader does on a page shows at once; what
others do, or she herself through the API, shows within five minutes.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.core.cache import cache
from django.utils import timezone, translation

from muniment.people.queries import ReaderRow
from muniment.vault import catalogue

if TYPE_CHECKING:
    from muniment.web.today.cards import Card, Provider

SECONDS: Final = 300


def cards(providers: "Sequence[Provider]", reader: ReaderRow, at: datetime) -> "list[Card]":
    """Give the kept cards, or ask the providers; one query when they are kept.

    Nothing is kept when a provider fails.

    Raises:
        MunimentError: what a provider or the catalogue raises.
    """
    if not providers:
        return []
    stamp = _stamp(reader, at)
    known = cache.get(_key(reader.id))
    if known is not None and known[0] == stamp:
        found: list[Card] = known[1]
        return found
    found = [card for provider in providers for card in provider(reader, at)]
    cache.set(_key(reader.id), (stamp, found), SECONDS)
    return found


def forget(person_id: UUID) -> None:
    """Drop what was kept for a person: she did something just now."""
    cache.delete(_key(person_id))


def _stamp(reader: ReaderRow, at: datetime) -> tuple[object, ...]:
    """All that what she may see depends on, with her language and the day."""
    day, language = timezone.localdate(at), translation.get_language()
    return (reader.role, reader.state, reader.team_id, catalogue.epoch(), language, day)


def _key(person_id: UUID) -> str:
    return f"today:{person_id}"
