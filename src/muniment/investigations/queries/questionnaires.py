"""Questionnaires that want something from the house: overdue, undelivered, answered lately."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from muniment.core.actor import Actor
from muniment.investigations.asking import state_of
from muniment.investigations.gate.standing import cases_within_reach
from muniment.investigations.models import Case, Questionnaire
from muniment.people.queries import ReaderRow
from muniment.vault.gate.standing import reader_of

_FRESH = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class AskedRow:
    """One questionnaire as a list may show it: nothing sealed.

    Attributes:
        state: waiting, overdue, answered.
        is_undelivered: no mail server took the newest letter.
    """

    id: UUID
    case_id: UUID
    case_number: str
    codename: str
    form: str
    state: str
    is_undelivered: bool
    expires_at: datetime
    ended_at: datetime | None


def questionnaires_wanting(
    *, reader: Actor | ReaderRow, at: datetime, limit: int = 20
) -> list[AskedRow]:
    """List what wants attention in the reader's own cases, the longest waiting first.

    Overdue or undelivered ones, and answers of the last two days. Two queries,
    one for a reader who was read already.
    """
    who = reader if isinstance(reader, ReaderRow) else reader_of(reader)
    waits = Q(state=Questionnaire.State.WAITING)
    wanting = waits & (Q(expires_at__lte=at) | Q(is_undelivered=True))
    answered = Q(state=Questionnaire.State.ANSWERED, ended_at__gt=at - _FRESH)
    within = Case.objects.filter(
        cases_within_reach(who), owner=who.id, state__in=[Case.State.OPEN, Case.State.DECIDED]
    )
    rows = Questionnaire.objects.filter(wanting | answered, case__in=within.values("pk"))
    found = rows.select_related("case").order_by("expires_at", "id")[:limit]
    return [
        AskedRow(
            id=row.id, case_id=row.case_id, case_number=row.case.number,
            codename=row.case.codename, form=row.form,
            state=state_of(row.state, row.expires_at, at).value,
            is_undelivered=row.is_undelivered, expires_at=row.expires_at, ended_at=row.ended_at,
        )
        for row in found
    ]  # fmt: skip
