"""What of third parties waits for the reader: answers that came, letters that did not get there."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from muniment.investigations import queries
from muniment.investigations.domain.questionnaires import form_of, say
from muniment.investigations.queries import AskedRow
from muniment.people.queries import ReaderRow
from muniment.web.investigations.words import CASE_ROLES
from muniment.web.third_parties.words import language_here
from muniment.web.today.cards import SHOWN, Card, Line


def cards(reader: ReaderRow, at: datetime) -> list[Card]:
    """Tell of questionnaires in the reader's own cases; one SQL query."""
    if reader.role not in CASE_ROLES:
        return []
    rows = queries.questionnaires_wanting(reader=reader, at=at)
    answered = [row for row in rows if row.state == "answered"]
    late = [row for row in rows if row.state != "answered"]
    found = []
    if answered:
        title = ngettext("A third party answered", "Third parties answered", len(answered))
        found.append(_card(title, "rosette-discount-check", 55, answered))
    if late:
        title = ngettext(
            "A third party has not answered", "Third parties have not answered", len(late)
        )
        found.append(_card(title, "hourglass", 50, late))
    return found


def _card(title: str, icon: str, weight: int, rows: list[AskedRow]) -> Card:
    lines = [
        Line(
            url=f"{reverse('cases:case', args=[row.case_id])}#third_parties",
            codename=row.codename,
            note=_note(row),
        )
        for row in rows[:SHOWN]
    ]
    return Card(title=title, icon=icon, count=len(rows), weight=weight, lines=lines)


def _note(row: AskedRow) -> str:
    form = say(form_of(row.form).title, language_here())
    if row.is_undelivered and row.state == "waiting":
        return gettext("%(form)s: the letter was not delivered") % {"form": form}
    return form
