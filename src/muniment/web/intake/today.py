"""What waits for an importer on Today: files that were checked and not loaded yet."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from muniment.intake import queries
from muniment.intake.access import IMPORTERS
from muniment.people.domain.employment import State
from muniment.people.queries import ReaderRow
from muniment.web.intake.words import KINDS
from muniment.web.today.cards import Card, Line

_WAITING = {"received", "checked", "failed"}


def cards(reader: ReaderRow, at: datetime) -> list[Card]:  # noqa: ARG001 - a provider's signature
    """Tell of one's own imports that wait; two SQL queries."""
    if reader.role not in IMPORTERS or reader.state is not State.ACTIVE:
        return []
    page = queries.runs_of(reader, limit=10)
    waiting = [row for row in page.rows if row.state in _WAITING]
    if not waiting:
        return []
    lines = [
        Line(
            text=row.name or str(KINDS[row.kind]),
            url=reverse("intake:run", args=[row.id]),
            note=_note(row.loadable) if row.state == "checked" else "",
        )
        for row in waiting
    ]
    title = ngettext("An import waits", "Imports wait", len(waiting))
    more = gettext("All your imports")
    return [
        Card(
            title=title,
            icon="file-import",
            count=len(waiting),
            weight=30,
            lines=lines,
            url=reverse("intake:index"),
            more=more,
        )
    ]


def _note(loadable: int) -> str:
    return ngettext("%(count)s to load", "%(count)s to load", loadable) % {"count": loadable}
