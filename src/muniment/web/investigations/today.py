"""What of the cases waits for the reader: verdicts to approve, re-checks due, own open cases."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from muniment.investigations import queries
from muniment.investigations.casefile import CaseHead
from muniment.investigations.domain import wording
from muniment.people.queries import ReaderRow
from muniment.web.investigations.words import letter, reading, say
from muniment.web.today.cards import SHOWN, Card, Line


def cards(reader: ReaderRow, at: datetime) -> list[Card]:
    """Collect what waits; one query, none for who has no cases."""
    found = queries.desk(reader, at=at)
    told = ((_waiting, found.waiting), (_due, found.due), (_mine, found.mine))
    return [card(heads) for card, heads in told if heads]


def _waiting(heads: Sequence[CaseHead]) -> Card:
    return Card(
        title=ngettext(
            "A verdict waits for a second person",
            "Verdicts wait for a second person",
            len(heads),
        ),
        icon="gavel",
        count=len(heads),
        weight=100,
        lines=[
            Line(url=f"{_url(one)}#verdict", codename=one.codename, note=_rated(one))
            for one in heads[:SHOWN]
        ],
    )


def _due(heads: Sequence[CaseHead]) -> Card:
    return Card(
        title=ngettext(
            "A customer wants to be checked again",
            "Customers want to be checked again",
            len(heads),
        ),
        icon="repeat",
        count=len(heads),
        weight=60,
        lines=[
            Line(url=_url(one), codename=one.codename, note=_because(one)) for one in heads[:SHOWN]
        ],
        url=reverse("cases:index") + "?due=on",
        more=gettext("All cases that are due"),
    )


def _mine(heads: Sequence[CaseHead]) -> Card:
    return Card(
        title=ngettext(
            "A case of yours has no verdict", "Cases of yours have no verdict", len(heads)
        ),
        icon="user-search",
        count=len(heads),
        weight=45,
        lines=[
            Line(url=_url(one), codename=one.codename, note=_rated(one)) for one in heads[:SHOWN]
        ],
        url=reverse("cases:index") + "?mine=on&state=open",
        more=gettext("All open cases of mine"),
    )


def _url(head: CaseHead) -> str:
    return reverse("cases:case", args=[head.id])


def _rated(head: CaseHead) -> str:
    """Both numbers in a few words: “D · high risk · 64 %”."""
    covered = "" if head.coverage is None else f" · {head.coverage} %"
    return f"{letter(head.risk)} · {reading(head.risk)}{covered}"


def _because(head: CaseHead) -> str:
    return say(wording.DUE, head.due_because) if head.due_because else ""
