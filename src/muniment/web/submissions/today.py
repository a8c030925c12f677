"""What of handing in waits for the reader: her own day, and customers found who wait."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from muniment.people.queries import ReaderRow
from muniment.submissions import queries
from muniment.submissions.domain.rhythm import Lateness
from muniment.vault.domain.duties import KEEPERS
from muniment.web.submissions.words import lateness_word
from muniment.web.today.cards import Card

SOON_DAYS = 2
_LATE, _DUE = 90, 35


def slow_cards(reader: ReaderRow, at: datetime) -> list[Card]:
    """Remind of a submission that is due within two days, or late; five queries."""
    if reader.role not in KEEPERS:
        return []
    late = queries.lateness_of([reader.id], at=at)[reader.id]
    if late.days_late:
        return [_card(late, gettext("Your submission is late"), _LATE)]
    period = late.period
    if period is None or late.is_done or (period.due_on - timezone.localdate(at)).days > SOON_DAYS:
        return []
    return [_card(late, gettext("Your submission is due"), _DUE)]


def _card(late: Lateness, title: str, weight: int) -> Card:
    return Card(
        title=title,
        icon="send",
        weight=weight,
        text=f"{lateness_word(late)}. "
        + gettext("Tick what stays as it is, change what does not, and hand in."),
        url=reverse("submissions:index"),
        more=gettext("Hand in"),
    )
