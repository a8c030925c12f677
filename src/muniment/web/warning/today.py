"""What waits on Today: customers gone quiet, own win-back steps, a question about somebody."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from muniment.people.queries import ReaderRow
from muniment.warning.reading.waiting import waiting
from muniment.web.today.cards import Card


def slow_cards(reader: ReaderRow, at: datetime) -> list[Card]:
    """Tell how much waits; no customer and no colleague is named."""
    found = waiting(reader, at=at)
    told = [_quiet(found.warnings), _steps(found.steps), _questions(found.questions)]
    return [card for card in told if card is not None]


def _quiet(count: int) -> Card | None:
    if not count:
        return None
    return Card(
        title=ngettext("A customer to ask after", "Customers to ask after", count),
        icon="bell", count=count, weight=70,
        text=gettext("They order later or less than they used to. Ask, and write it down."),
        url=reverse("warning:index"), more=gettext("Read the warnings"),
    )  # fmt: skip


def _steps(count: int) -> Card | None:
    if not count:
        return None
    return Card(
        title=ngettext("A step to win back", "Steps to win back", count),
        icon="refresh", count=count, weight=65,
        text=gettext("They are due today or overdue."),
        url=reverse("warning:winbacks"), more=gettext("Open the cases"),
    )  # fmt: skip


def _questions(count: int) -> Card | None:
    if not count:
        return None
    return Card(
        title=gettext("Is all well with your people?"),
        icon="message-2-question", count=count, weight=55,
        text=gettext("Somebody shares less than before. You may know a good reason."),
        url=reverse("warning:questions"), more=gettext("Read the question"),
    )  # fmt: skip
