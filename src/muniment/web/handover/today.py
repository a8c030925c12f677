"""What waits about hand-overs: customers to accept, refusals to answer, days that passed."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from muniment.handover import queries
from muniment.handover.queries import WaitingRow
from muniment.people.domain.roles import Role
from muniment.people.queries import ReaderRow
from muniment.web.today.cards import Card, Line

_LEADING = frozenset({Role.OWNER, Role.SALES_MANAGER})
SHOWN = 5


def cards(reader: ReaderRow, at: datetime) -> list[Card]:  # noqa: ARG001 - as every room's
    """Tell heirs what comes to them, and leaders what customers refused. Three SQL queries."""
    found = [_mine(reader), _refused(reader) if reader.role in _LEADING else None]
    return [card for card in found if card]


def _mine(reader: ReaderRow) -> Card | None:
    rows, count = queries.waiting_for(reader.id, limit=SHOWN)
    if not rows:
        return None
    return Card(
        title=gettext("Customers that come to you"),
        icon="arrows-exchange",
        count=count,
        weight=70,
        lines=[_line(row) for row in rows],
        url=reverse("handovers:index"),
        more=gettext("All hand-overs"),
    )


def _refused(reader: ReaderRow) -> Card | None:
    rows, count = queries.refused_under(reader.id, everybody=reader.role is Role.OWNER, limit=SHOWN)
    if not rows:
        return None
    return Card(
        title=gettext("Customers that want another contact"),
        icon="user-question",
        count=count,
        weight=95,
        lines=[_line(row) for row in rows],
        url=reverse("handovers:index"),
        more=gettext("All hand-overs"),
    )


def _line(row: WaitingRow) -> Line:
    return Line(codename=row.codename, url=reverse("handovers:board", args=[row.handover_id]))
