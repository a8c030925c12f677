"""Questions about people who share less: read by those above them alone, and on record."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from muniment.core.actor import Actor
from muniment.ledger.recording import on_record
from muniment.ledger.services import append_entry
from muniment.people import queries as people
from muniment.warning.domain.dark import Answer
from muniment.warning.errors import WarningNotYours
from muniment.warning.models import DarkQuestion
from muniment.warning.sealing import opened
from muniment.warning.standing import Standing, standing

READ = "warning.people.read"
_MOST = 100


@dataclass(frozen=True, slots=True)
class DarkRow:
    """One question, and what was answered.

    Attributes:
        numbers: by kind: `lately`, `expected`, `sharp`, `chance`.
        words: the answer's words; "" while it waits.
    """

    id: UUID
    person_id: UUID
    name: str
    week: date
    numbers: Mapping[str, Mapping[str, Any]]
    answer: Answer | None
    words: str
    quiet_until: date | None
    answered_by: UUID | None
    answered_at: datetime | None


def read_questions(*, reader: Actor, at: datetime) -> tuple[DarkRow, ...]:
    """List the questions about people below the reader, open ones first; on record.

    Raises:
        WarningNotYours: nobody reports to her. LedgerUnavailable: as the name says.
    """
    stands = standing(reader, at)
    if not stands.leads:
        raise WarningNotYours
    rows = DarkQuestion.objects.filter(hers(stands)).order_by("answered_at", "-week", "id")
    found = sorted(rows[:_MOST], key=lambda row: row.answered_at is not None)
    with on_record():
        facts = {"rows": len(found), "session": reader.session_id}
        append_entry(kind=READ, subject=stands.reader.id, by=reader, at=at, facts=facts)
    names = people.names({row.person_id for row in found})
    texts = opened("question", [(row.person_id, row.id, row.sealed) for row in found])
    return tuple(
        DarkRow(
            id=row.id, person_id=row.person_id, name=names.get(row.person_id, ""), week=row.week,
            numbers=row.numbers, answer=Answer(row.answer) if row.answer else None,
            words=texts[row.id].get("words", ""), quiet_until=row.quiet_until,
            answered_by=row.answered_by_id, answered_at=row.answered_at,
        )
        for row in found
    )  # fmt: skip


def hers(stands: Standing) -> Q:
    """Questions about people below her; never one about herself."""
    others = ~Q(person=stands.reader.id)
    return others if stands.sees_all else others & Q(person__in=stands.reports)
