"""Looks counted: by person and by dossier, without opening their purposes."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from muniment.core import cursor as cursors
from muniment.core.clock import rfc3339
from muniment.core.cursor import CursorInvalid, Page
from muniment.vault.models import Consultation


@dataclass(frozen=True, slots=True)
class PersonLookRow:
    """One look of one person, as her managers and auditors see it in lists."""

    entry_id: UUID
    dossier_id: UUID
    codename: str
    compartment: str
    outcome: str
    reason: str
    reference_kind: str
    at: datetime
    look: int | None


def looks_of(person_id: UUID, *, cursor: str | None = None, limit: int = 50) -> Page[PersonLookRow]:
    """What did this person look at? Newest first; one query."""
    looks = Consultation.objects.filter(reader=person_id).select_related("dossier")
    if cursor:
        looks = looks.filter(before(cursor))
    rows = list(looks.order_by("-at", "-id")[: limit + 1])
    last = rows[limit - 1] if len(rows) > limit else None
    following = cursors.encode(rfc3339(last.at), last.id.hex) if last else None
    return Page([_row(row) for row in rows[:limit]], following)


def _row(row: Consultation) -> PersonLookRow:
    return PersonLookRow(
        entry_id=row.entry,
        dossier_id=row.dossier_id,
        codename=row.dossier.codename,
        compartment=row.compartment,
        outcome=row.outcome,
        reason=row.reason,
        reference_kind=row.reference_kind,
        at=row.at,
        look=row.look,
    )


def before(cursor: str) -> Q:
    """Looks older than the last one of a page.

    Raises:
        CursorInvalid: not a cursor of a list of looks.
    """
    moment, row_id = cursors.decode(cursor, str, str)
    try:
        at, last = datetime.fromisoformat(str(moment)), UUID(hex=str(row_id))
    except ValueError:
        raise CursorInvalid from None
    return Q(at__lt=at) | Q(at=at, id__lt=last)
