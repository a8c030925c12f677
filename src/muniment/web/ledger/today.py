"""What of the ledger waits: a standstill, for those who can end it."""

from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext

from muniment.people.domain.roles import KEEPERS_OF_ACCOUNTS, WATCHERS
from muniment.people.queries import ReaderRow
from muniment.web.ledger.views import trouble
from muniment.web.today.cards import Card

_TOLD: Final = KEEPERS_OF_ACCOUNTS | WATCHERS


def cards(reader: ReaderRow, at: datetime) -> list[Card]:  # noqa: ARG001 - every provider is asked so
    """Tell that nothing can be read, and what to do; two SQL queries at the most."""
    found = trouble() if reader.role in _TOLD else None
    if found is None:
        return []
    return [
        Card(
            title=found.title,
            icon="book",
            weight=200,
            text=found.next_step,
            url=reverse("ledger:checkpoints"),
            more=gettext("Checkpoints and key"),
        )
    ]
