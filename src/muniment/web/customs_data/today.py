"""What waits on Today: meetings of the tripwire that nobody judged yet."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from muniment.investigations.domain.duties import may_blacklist
from muniment.investigations.queries import open_meetings
from muniment.people.queries import ReaderRow
from muniment.web.today.cards import Card


def cards(reader: ReaderRow, at: datetime) -> list[Card]:  # noqa: ARG001 - a provider's signature
    """Tell how many meetings wait for a person; one SQL query, nothing sealed."""
    count = open_meetings() if may_blacklist(reader.role) else 0
    if not count:
        return []
    title = ngettext("A meeting in customs records", "Meetings in customs records", count)
    return [
        Card(
            title=title,
            icon="bell",
            count=count,
            weight=60,
            text=gettext("Somebody who is watched may deal with a customer of ours. Judge it."),
            url=reverse("customs_data:tripwire"),
            more=gettext("Look at the records"),
        )
    ]
