"""What waits on Today: lists that became too old to say “no hit”."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from muniment.people.queries import ReaderRow
from muniment.screening import queries
from muniment.screening.services import KEEPERS
from muniment.web.today.cards import Card, Line


def cards(reader: ReaderRow, at: datetime) -> list[Card]:
    """Tell their keepers which lists are too old; at most three SQL queries."""
    if reader.role not in KEEPERS:
        return []
    old = [state for state in queries.lists(at) if state.too_old]
    if not old:
        return []
    url = reverse("screening:index")
    lines = [Line(text=it.title, url=url, note=_age(it.age_days)) for it in old]
    return [
        Card(
            title=ngettext("A list is too old", "Lists are too old", len(old)),
            icon="list-check",
            count=len(old),
            weight=70,
            lines=lines,
            url=url,
            more=gettext("Load newer files"),
        )
    ]


def _age(days: int) -> str:
    return ngettext("%(n)s day old", "%(n)s days old", days) % {"n": days}
