"""What waits about hand-overs: customers to accept, refusals to answer, days that passed."""

from dataclasses import replace
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from muniment.handover import queries
from muniment.handover.queries import Waiting, WaitingRow
from muniment.handover.withdrawals import waiting_under
from muniment.people.domain.employment import State
from muniment.people.domain.roles import Role
from muniment.people.queries import ReaderRow
from muniment.web.today.cards import SHOWN, Card, Line

_LEADING = frozenset({Role.OWNER, Role.SALES_MANAGER})


def cards(reader: ReaderRow, at: datetime) -> list[Card]:  # noqa: ARG001 - as every room's
    """Tell heirs what comes to them, and leavers what is theirs to do; three SQL queries at most.

    Outsiders inherit nobody.
    """
    if reader.role.is_outside:
        return []
    if reader.state is State.ON_NOTICE:
        found = [_to_introduce(reader), _to_sign(reader)]
    else:
        found = [_mine(reader)]
    return [card for card in found if card]


def slow_cards(reader: ReaderRow, at: datetime) -> list[Card]:  # noqa: ARG001 - as every room's
    """Tell leaders which customers need a word, and what waits for their yes; four SQL queries."""
    if reader.role not in _LEADING:
        return []
    asked = _asked_back(reader)
    return [*([asked] if asked else []), *_unsettled(reader)]


def _mine(reader: ReaderRow) -> Card | None:
    found = queries.waiting_for(reader.id, limit=SHOWN)
    title = gettext("Customers that come to you")
    return _card(found, title, icon="arrows-exchange", weight=70)


def _to_introduce(reader: ReaderRow) -> Card | None:
    found = queries.to_introduce(reader.id, limit=SHOWN)
    title = gettext("Customers to introduce to their next contact")
    card = _card(found, title, icon="heart-handshake", weight=90)
    if card is None:
        return None
    return replace(card, url=_board(found[0][0]), more=gettext("The customers that you hand over"))


def _to_sign(reader: ReaderRow) -> Card | None:
    found = queries.unsigned_by(reader.id)
    if found is None:
        return None
    handover_id, count = found
    return Card(
        title=gettext("Papers to sign before your last day"),
        icon="signature",
        count=count,
        weight=75,
        url=reverse("handovers:exit", args=[handover_id]) + "#statements",
        more=gettext("Read and sign them"),
    )


def _asked_back(reader: ReaderRow) -> Card | None:
    rows = waiting_under(reader.id, everybody=reader.role is Role.OWNER)
    if not rows:
        return None
    return Card(
        title=gettext("Hand-overs to be taken back: your yes is needed"),
        icon="arrow-back-up",
        count=len(rows),
        weight=98,
        lines=[
            Line(text=name, url=reverse("handovers:withdraw", args=[handover_id]))
            for handover_id, name in rows[:SHOWN]
        ],
        url=reverse("handovers:index"),
        more=gettext("All hand-overs"),
    )


def _unsettled(reader: ReaderRow) -> list[Card]:
    everybody = reader.role is Role.OWNER
    found = queries.unsettled_under(reader.id, everybody=everybody, limit=SHOWN)
    refused, overdue = (
        gettext("Customers that want another contact"),
        gettext("Customers that gave no word in time"),
    )
    cards = [
        _card(found.refused, refused, icon="user-question", weight=95),
        _card(found.overdue, overdue, icon="clock", weight=80),
    ]
    return [card for card in cards if card]


def _card(waiting: Waiting, title: str, *, icon: str, weight: int) -> Card | None:
    """The customers that wait, on one card; none where nobody waits."""
    rows, count = waiting
    if not rows:
        return None
    return Card(
        title=title, icon=icon, count=count, weight=weight, lines=[_line(row) for row in rows],
        url=reverse("handovers:index"), more=gettext("All hand-overs"),
    )  # fmt: skip


def _line(row: WaitingRow) -> Line:
    return Line(codename=row.codename, url=_board(row))


def _board(row: WaitingRow) -> str:
    return reverse("handovers:board", args=[row.handover_id])
