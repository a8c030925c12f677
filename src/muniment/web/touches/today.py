"""What of contact waits for the reader: overdue duties, visits, the tray, single threads."""

from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from muniment.people.queries import ReaderRow
from muniment.touches import queries
from muniment.touches.domain.duties import may_log, may_see_people
from muniment.vault.domain.duties import KEEPERS
from muniment.web.today.cards import Card, Line

_SHOWN = 5
_AHEAD = timedelta(days=3)


def cards(reader: ReaderRow, at: datetime) -> list[Card]:
    """Collect what waits."""
    if reader.role.is_outside or not may_log(reader.role):
        return []
    today = timezone.localdate(at)
    found = [_promised(reader, today), _tray(reader)]
    if reader.role in KEEPERS:
        found.append(_overdue(reader, today))
    if may_see_people(reader.role):
        found.append(_hanging(reader, today))
    return [card for card in found if card]


def _overdue(reader: ReaderRow, today: date) -> Card | None:
    rows = queries.overdue([reader.id], on=today).get(reader.id, ())
    if not rows:
        return None
    return Card(
        title=ngettext(
            "A customer waits to hear from you", "Customers wait to hear from you", len(rows)
        ),
        icon="phone",
        count=len(rows),
        weight=65,
        lines=[
            Line(
                url=reverse("touches:contact", args=[row.dossier_id]), codename=row.codename,
                note=ngettext("%(n)d day late", "%(n)d days late", row.late) % {"n": row.late},
            )
            for row in rows[:_SHOWN]
        ],
        url=reverse("touches:mine"),
        more=gettext("All that I owe, and a touch to note"),
    )  # fmt: skip


def _promised(reader: ReaderRow, today: date) -> Card | None:
    soon = today + _AHEAD
    visits = [it for it in queries.visits_by(reader.id) if it.planned_on <= soon]
    promises = [it for it in queries.promises_by(reader.id) if it.due_on and it.due_on <= soon]
    count = len(visits) + len(promises)
    if not count:
        return None
    return Card(
        title=ngettext("A visit or promise is due", "Visits and promises are due", count),
        icon="calendar-due",
        count=count,
        weight=70,
        text=gettext("Visits planned and promises made by you, due within three days."),
        url=reverse("touches:mine"),
        more=gettext("See them"),
    )


def _tray(reader: ReaderRow) -> Card | None:
    count = queries.waiting_count(reader.id)
    if not count:
        return None
    return Card(
        title=ngettext("A mail waits for its customer", "Mails wait for their customers", count),
        icon="inbox",
        count=count,
        weight=35,
        text=gettext("You sent them in, and they fit none of your customers."),
        url=reverse("touches:tray"),
        more=gettext("Open the tray"),
    )


def _hanging(reader: ReaderRow, today: date) -> Card | None:
    hits, codenames = queries.single_threads_under(reader, on=today)
    if not hits:
        return None
    return Card(
        title=ngettext(
            "A customer hangs on one person", "Customers hang on one person each", len(hits)
        ),
        icon="alert-triangle",
        count=len(hits),
        weight=55,
        lines=[
            Line(
                url=reverse("touches:contact", args=[hit.dossier_id]),
                codename=codenames.get(hit.dossier_id, ""),
                note=gettext("%(percent)d %% of %(n)d touches")
                % {"percent": hit.percent, "n": hit.total},
            )
            for hit in hits[:_SHOWN]
        ],
        url=reverse("touches:coverage"),
        more=gettext("See the coverage"),
    )  # fmt: skip
