"""What waits on Today: customers of the reader's people that know one of us or nobody."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from muniment.exposure import gate
from muniment.people.queries import ReaderRow
from muniment.web.today.cards import Card


def slow_cards(reader: ReaderRow, at: datetime) -> list[Card]:
    """Count them, on record; no customer, no person and no amount is named."""
    found = gate.count_alone(reader, at=at)
    if found is None or not found.alone:
        return []
    return [
        Card(
            title=ngettext(
                "A customer knows one of us or nobody", "Customers know one of us or nobody",
                found.alone,
            ),
            icon="briefcase", count=found.alone, weight=45,
            text=gettext("As far as they answered us. A deputy whom they meet changes that."),
            url=reverse("exposure:index"), more=gettext("See where a deputy helps most"),
        )
    ]  # fmt: skip
