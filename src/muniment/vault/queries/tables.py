"""Versions of the access table, and how many dossiers each person stands before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, QuerySet

from muniment.vault.catalogue import current
from muniment.vault.domain.policy import AccessTable
from muniment.vault.domain.states import DossierState
from muniment.vault.models import AccessTableVersion, Dossier


@dataclass(frozen=True, slots=True)
class TableRow:
    """One version of the access table, without its cells."""

    number: int
    state: str
    note: str
    proposed_by: UUID | None
    proposed_at: datetime
    closed_by: UUID | None
    closed_at: datetime | None
    in_force: bool


def tables(*, limit: int = 100) -> list[TableRow]:
    """All versions, newest first; two queries."""
    rows = AccessTableVersion.objects.defer("sheet").order_by("-number")[:limit]
    return [_row(row, current().table_number) for row in rows]


def proposals() -> list[TableRow]:
    """Versions that wait for a second person, oldest first; two queries."""
    rows = AccessTableVersion.objects.defer("sheet").filter(state="proposed").order_by("number")
    return [_row(row, current().table_number) for row in rows]


def table(number: int) -> AccessTable | None:
    """The cells of one version, for the fields in use now; two queries."""
    row = AccessTableVersion.objects.filter(number=number).first()
    if row is None:
        return None
    return AccessTable.restored(row.sheet, current().fields.values())


def table_in_force() -> tuple[int, AccessTable]:
    """Number and cells of the table in force; one query."""
    catalogue = current()
    return catalogue.table_number, catalogue.table


def population() -> Mapping[UUID, tuple[int, int]]:
    """How many open dossiers each person keeps and deputises for; two queries."""
    found: dict[UUID, tuple[int, int]] = {}
    living = Dossier.objects.filter(state=DossierState.OPEN)
    for person, count in _counted(living, "keeper"):
        found[person] = (count, 0)
    for person, count in _counted(living, "deputy"):
        found[person] = (found.get(person, (0, 0))[0], count)
    return found


def _counted(living: "QuerySet[Dossier]", duty: str) -> list[tuple[UUID, int]]:
    rows = living.exclude(**{duty: None}).values_list(duty).annotate(Count("id")).order_by()
    return [(person, count) for person, count in rows]


def _row(row: AccessTableVersion, in_force: int) -> TableRow:
    return TableRow(
        number=row.number, state=row.state, note=row.note, proposed_by=row.proposed_by_id,
        proposed_at=row.proposed_at, closed_by=row.closed_by_id, closed_at=row.closed_at,
        in_force=row.number == in_force,
    )  # fmt: skip
