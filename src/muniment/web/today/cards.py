"""Cards of Today: each room of pages tells what waits for the reader.

A room brings `web/<room>/today.py` with `cards(reader, at) -> list[Card]`; Today finds it.
A provider asks its own queries, shows nothing sealed (codenames only), and costs at most
three SQL queries. What costs more is a `slow_cards` of the same shape: it is kept for five
minutes (`web/today/kept.py`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial

from muniment.core.errors import MunimentError
from muniment.people.queries import ReaderRow
from muniment.web.errors import Refusal
from muniment.web.rooms import modules
from muniment.web.today import kept

SHOWN = 5
"""Lines that a card shows; its address leads to all of them."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a card: what waits, with an address and a short note on the right.

    `codename` draws the arms of a customer before the text; leave `text` empty to show
    the codename alone.
    """

    text: str = ""
    url: str = ""
    note: str = ""
    codename: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One thing that waits for the reader.

    Attributes:
        title: what waits, in the reader's language.
        icon: name in the sprite.
        count: how many wait, or None when counting makes no sense.
        weight: cards are sorted by it, heaviest first; 100 and above is urgent.
        lines: the first `SHOWN` of them are shown.
        url: where all of them are, with `more` as its words.
        text: a sentence instead of lines.
    """

    title: str
    icon: str
    count: int | None = None
    weight: int = 10
    lines: Sequence[Line] = ()
    url: str = ""
    more: str = ""
    text: str = ""

    @property
    def shown(self) -> Sequence[Line]:
        """The lines that there is room for."""
        return self.lines[:SHOWN]

    @property
    def is_urgent(self) -> bool:
        """Say whether the card is marked as urgent."""
        return self.weight >= 100


Provider = Callable[[ReaderRow, datetime], list[Card]]


@cache
def providers() -> tuple[Provider, ...]:
    """Find the rooms' providers, once a process."""
    return tuple(room.cards for room in modules("today") if hasattr(room, "cards"))


@cache
def slow_providers() -> tuple[Provider, ...]:
    """Find the rooms' providers of cards that are kept, once a process."""
    return tuple(room.slow_cards for room in modules("today") if hasattr(room, "slow_cards"))


def cards_for(reader: ReaderRow, at: datetime) -> list[Card]:
    """Collect what waits for the reader, heaviest first; cards of one weight by title.

    A room that cannot answer tells why on a card of its own; the others still show theirs.
    """
    asked: tuple[Provider, ...] = (*providers(), partial(kept.cards, slow_providers()))
    cards = [card for provider in asked for card in _asked(provider, reader, at)]
    return sorted(cards, key=lambda card: (-card.weight, card.title))


def _asked(provider: Provider, reader: ReaderRow, at: datetime) -> list[Card]:
    try:
        return provider(reader, at)
    except MunimentError as error:
        told = Refusal.of(error)
        return [Card(told.title, told.icon, weight=100, text=told.next_step)]
