"""What of contact waits for the reader: overdue duties, visits, the tray, single threads."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from muniment.people.queries import ReaderRow
from muniment.touches import queries
from muniment.touches.domain.duties import may_log, may_see_people
from muniment.touches.queries import OverdueRow, SingleThread
from muniment.vault.domain.duties import KEEPERS
from muniment.web.today.cards import SHOWN, Card, Line

_AHEAD = timedelta(days=3)


def cards(reader: ReaderRow, at: datetime) -> list[Card]:
    """Tell of visits, promises and mails that wait for the reader; one query."""
    if reader.role.is_outside or not may_log(reader.role):
        return []
    waits = queries.waits_for(reader.id, until=timezone.localdate(at) + _AHEAD)
    found = [_promised(waits.due), _tray(waits.mails)]
    return [card for card in found if card]


def slow_cards(reader: ReaderRow, at: datetime) -> list[Card]:
    """Tell of overdue duties and single threads; about a dozen queries over many customers."""
    today, found = timezone.localdate(at), list[Card | None]()
    if reader.role in KEEPERS:
        found.append(_overdue(queries.overdue([reader.id], on=today).get(reader.id, ())))
    if may_see_people(reader.role):
        found.append(_hanging(*queries.single_threads_under(reader, on=today)))
    return [card for card in found if card]


def _overdue(rows: Sequence[OverdueRow]) -> Card | None:
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
            for row in rows[:SHOWN]
        ],
        url=reverse("touches:mine"),
        more=gettext("All that I owe, and a touch to note"),
    )  # fmt: skip


def _promised(count: int) -> Card | None:
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


def _tray(count: int) -> Card | None:
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


def _hanging(hits: Sequence[SingleThread], codenames: Mapping[UUID, str]) -> Card | None:
    if not hits:
        return None
    return Card(
        title=ngettext(
            "Contact with a customer goes through one person",
            "Contact with customers goes through one person",
            len(hits),
        ),
        icon="alert-triangle",
        count=len(hits),
        weight=55,
        text=gettext(
            "One of us has more than four fifths of at least five touches within 12 months. "
            "Who has given notice counts as nobody’s second contact."
        ),
        lines=[
            Line(
                url=reverse("touches:contact", args=[hit.dossier_id]),
                codename=codenames.get(hit.dossier_id, ""),
                note=gettext("%(percent)d %% of %(n)d touches")
                % {"percent": hit.percent, "n": hit.total},
            )
            for hit in hits[:SHOWN]
        ],
        url=reverse("touches:coverage") + "?only=thread",
        more=gettext("See all of them"),
    )  # fmt: skip
