"""What of the house itself waits for owners and administrators."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from muniment.jobs import queries as jobs
from muniment.people.domain.roles import may_manage_accounts
from muniment.people.queries import ReaderRow
from muniment.web.settings_pages import house
from muniment.web.today.cards import Card


def cards(reader: ReaderRow, at: datetime) -> list[Card]:
    """Tell of processes that are not well and jobs that failed; one SQL query."""
    if not may_manage_accounts(reader.role):
        return []
    return [card for card in (_processes(), _jobs(at)) if card]


def _processes() -> Card | None:
    unwell = [process.name for process in house.processes() if not process.is_well]
    if not unwell:
        return None
    return Card(
        title=gettext("Not every part of the house is well"),
        icon="stethoscope",
        weight=150,
        text=", ".join(unwell),
        url=reverse("settings:index"),
        more=gettext("Settings"),
    )


def _jobs(at: datetime) -> Card | None:
    failed = jobs.failed_since_yesterday(at=at)
    if not failed:
        return None
    told = ngettext("%(n)d job failed", "%(n)d jobs failed", failed)
    return Card(
        title=gettext("Background work failed since yesterday"),
        icon="tool",
        count=failed,
        weight=70,
        text=told % {"n": failed},
        url=reverse("settings:index"),
        more=gettext("Settings"),
    )
