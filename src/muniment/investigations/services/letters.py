"""Letters with one-time links: what stands in them, whether they left, when to remind."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from muniment.core.actor import HOUSE
from muniment.investigations.asking import SEALED
from muniment.investigations.domain.questionnaires import form_of
from muniment.investigations.models import Case, Questionnaire
from muniment.investigations.sealing import CaseErased, seal_of
from muniment.investigations.services.common import record
from muniment.investigations.services.questionnaires import (
    MOST_REMINDERS,
    new_link,
    queue_letter,
)
from muniment.investigations.services.settling import settle
from muniment.people import queries as people

MAILED = "investigations.questionnaire.mailed"
LIVING = (Case.State.OPEN, Case.State.DECIDED)
_BATCH = 200


@dataclass(frozen=True, slots=True)
class Letter:
    """What one letter says; the token is in it and nowhere else.

    Attributes:
        company: the house's own name; about, reason, signed_as: as the sender chose.
        reminder: 0 for the first letter, then 1 to 3.
    """

    to: str
    name: str
    company: str
    about: str
    reason: str
    signed_as: str
    form: str
    language: str
    token: str
    expires_at: datetime
    reminder: int


def write_letter(*, questionnaire_id: UUID, at: datetime) -> Letter | None:
    """Make a link and say what the letter with it holds; None when nobody waits any more.

    Called by the house itself, for the letter that a person ordered or a reminder that is due.

    Raises:
        CaseErased: there is nothing left to ask about.
    """
    with transaction.atomic():
        row = _open(questionnaire_id, at)
        if row is None:
            return None
        told = seal_of(row.case_id).open(SEALED, row.id, row.sealed)
        return Letter(
            to=told["email"], name=told["name"], company=people.company().name,
            about=told["about"], reason=told["reason"], signed_as=told["signed_as"],
            form=row.form, language=row.language, token=new_link(row, at),
            expires_at=row.expires_at, reminder=row.reminders + 1 if row.mailed_at else 0,
        )  # fmt: skip


def note_letter(*, questionnaire_id: UUID, is_sent: bool, at: datetime) -> None:
    """Put on record whether a mail server took the letter."""
    with transaction.atomic():
        row = _open(questionnaire_id, at)
        if row is None:
            return
        if is_sent:
            row.reminders += 1 if row.mailed_at else 0
            row.mailed_at = at
        row.is_undelivered = not is_sent
        row.remind_at = _next_reminder(row, at) if row.by_mail else None  # or handed over since
        row.save(update_fields=["reminders", "mailed_at", "is_undelivered", "remind_at"])
        record(
            MAILED, row.case_id, by=HOUSE, at=at,
            facts={
                "questionnaire": str(row.id), "sent": is_sent, "reminder": row.reminders,
            },
        )  # fmt: skip


def chase(*, at: datetime) -> int:
    """Queue the reminders that are due, and say in the cases what is overdue; how many of both."""
    due = Questionnaire.objects.filter(
        Q(remind_at__lte=at, expires_at__gt=at) | Q(expires_at__lte=at, is_overdue_noted=False),
        state=Questionnaire.State.WAITING, case__state__in=LIVING,
    )  # fmt: skip
    ids = list(due.order_by("asked_at", "id").values_list("id", flat=True)[:_BATCH])
    for questionnaire_id in ids:
        with transaction.atomic():
            _chase_one(questionnaire_id, at)
    return len(ids)


def _chase_one(questionnaire_id: UUID, at: datetime) -> None:
    found = Questionnaire.objects.filter(pk=questionnaire_id).values_list("case_id", flat=True)
    case = Case.objects.select_for_update(of=("self",)).get(pk=found.get())
    row = Questionnaire.objects.select_for_update(of=("self",)).get(pk=questionnaire_id)
    if row.state != Questionnaire.State.WAITING or case.state not in LIVING:
        return
    if row.expires_at > at:
        row.remind_at = None  # the letter sets the next one
        row.save(update_fields=["remind_at"])
        queue_letter(row.id, at)
        return
    row.is_overdue_noted, row.remind_at = True, None
    row.save(update_fields=["is_overdue_noted", "remind_at"])
    try:
        settle(case, seal_of(case.id), form_of(row.form).check, by=HOUSE, at=at)
    except CaseErased:
        return


def _next_reminder(row: Questionnaire, at: datetime) -> datetime | None:
    if not row.remind_days or row.reminders >= MOST_REMINDERS:
        return None
    following = at + timedelta(days=row.remind_days)
    return following if following < row.expires_at else None


def _open(questionnaire_id: UUID, at: datetime) -> Questionnaire | None:
    return (
        Questionnaire.objects.select_for_update(of=("self",))
        .filter(
            pk=questionnaire_id, state=Questionnaire.State.WAITING, expires_at__gt=at,
            case__state__in=LIVING,
        )
        .first()
    )  # fmt: skip
