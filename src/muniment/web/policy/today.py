"""What waits about the access table: versions that need a second person."""

from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from muniment.people.queries import ReaderRow
from muniment.vault import queries
from muniment.web.policy.rights import ADOPTERS, may_adopt
from muniment.web.today.cards import SHOWN, Card, Line


def cards(reader: ReaderRow, at: datetime) -> list[Card]:  # noqa: ARG001 - every provider is asked so
    """Tell those who may adopt a table which ones wait for them; two SQL queries."""
    if reader.role not in ADOPTERS:
        return []
    waiting = [row for row in queries.proposals() if may_adopt(reader, row)]
    if not waiting:
        return []
    lines = [
        Line(
            text=gettext("Version %(number)d: %(note)s") % {"number": row.number, "note": row.note},
            url=reverse("access:version", args=[row.number]),
            note=date_format(localtime(row.proposed_at), "Y-m-d"),
        )
        for row in waiting[:SHOWN]
    ]
    return [
        Card(
            title=gettext("Access table: a second person is needed"),
            icon="table-options",
            count=len(waiting),
            weight=80,
            lines=lines,
            url=reverse("access:versions"),
            more=gettext("All versions"),
        )
    ]
