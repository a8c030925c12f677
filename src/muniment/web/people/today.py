"""What waits about people: last days, open invitations, keys without a copy."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from muniment.people import queries
from muniment.people.domain.employment import State
from muniment.people.domain.roles import Role, may_manage_accounts
from muniment.people.queries import PeopleFilter, PersonRow, ReaderRow
from muniment.web.today.cards import SHOWN, Card, Line

SOON = timedelta(days=30)


def cards(reader: ReaderRow, at: datetime) -> list[Card]:
    """Tell owners and administrators what waits; nothing for anybody else. Three SQL queries."""
    if not may_manage_accounts(reader.role):
        return []
    found = [_keys(reader), _last_days(at), _invitations()]
    return [card for card in found if card]


def _keys(reader: ReaderRow) -> Card | None:
    if reader.role is not Role.OWNER or queries.company().keys_kept_at:
        return None
    return Card(
        title=gettext("No copy of the keys"),
        icon="key",
        weight=120,
        text=gettext("If this machine is lost, nothing sealed can ever be read again."),
        url=reverse("account:keep_keys"),
        more=gettext("Take a copy now"),
    )


def _last_days(at: datetime) -> Card | None:
    found = queries.people(PeopleFilter(state=State.ON_NOTICE), limit=100).rows
    last = timezone.localdate(at) + SOON
    leaving = sorted(
        (row for row in found if row.last_day_on and row.last_day_on <= last),
        key=lambda row: (row.last_day_on, row.name),
    )
    if not leaving:
        return None
    return Card(
        title=gettext("Leaving within 30 days"),
        icon="calendar-due",
        count=len(leaving),
        weight=60,
        lines=[_line(row) for row in leaving[:SHOWN]],
        url=reverse("people:index") + "?state=on_notice",
        more=gettext("All on notice"),
    )


def _line(row: PersonRow) -> Line:
    day = date_format(row.last_day_on, "Y-m-d") if row.last_day_on else ""
    return Line(text=row.name, url=reverse("people:person", args=[row.id]), note=day)


def _invitations() -> Card | None:
    found = queries.people(PeopleFilter(state=State.INVITED), limit=100).rows
    if not found:
        return None
    return Card(
        title=gettext("Not come in yet"),
        icon="mail",
        count=len(found),
        weight=20,
        lines=[_line(row) for row in found[:SHOWN]],
        url=reverse("people:index") + "?state=invited",
        more=gettext("All invited"),
    )
