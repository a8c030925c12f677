"""Looks added up: what people read in a time, without opening why."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from muniment.vault.models import Consultation


@dataclass(frozen=True, slots=True)
class LookFact:
    """One attempt to see a compartment; `given` is False for a refusal."""

    person_id: UUID
    dossier_id: UUID
    compartment: str
    given: bool
    at: datetime


def look_facts(
    person_ids: Collection[UUID], *, since: datetime, until: datetime
) -> tuple[LookFact, ...]:
    """Attempts of these people from `since` up to, not including, `until`; one query."""
    looks = Consultation.objects.filter(reader__in=list(person_ids), at__gte=since, at__lt=until)
    rows = looks.order_by("at", "id").values_list(
        "reader_id", "dossier_id", "compartment", "outcome", "at"
    )
    given = Consultation.Outcome.GIVEN
    return tuple(LookFact(who, what, part, how == given, at) for who, what, part, how, at in rows)
