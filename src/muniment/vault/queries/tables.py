"""Versions of the access table, and how many dossiers each person stands before."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from muniment.people import queries as people
from muniment.people.domain.employment import State
from muniment.people.queries import PersonRow
from muniment.vault.catalogue import current
from muniment.vault.domain.policy import AccessTable, Relation, relation_of
from muniment.vault.domain.simulate import PersonFact
from muniment.vault.domain.states import DossierState
from muniment.vault.models import AccessTableVersion, Dossier, Engagement, Handing

Custody = Counter[tuple[UUID | None, UUID | None]]
EVERYBODY = 10_000  # more people than any house of 5 to 500 has


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
    in_force = current().table_number
    rows = AccessTableVersion.objects.defer("sheet").order_by("-number")[:limit]
    return [_row(row, in_force) for row in rows]


def proposals() -> list[TableRow]:
    """Versions that wait for a second person, oldest first; two queries."""
    in_force = current().table_number
    rows = AccessTableVersion.objects.defer("sheet").filter(state="proposed").order_by("number")
    return [_row(row, in_force) for row in rows]


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


def population(at: datetime) -> list[PersonFact]:
    """Count, for everybody who may come in, the open dossiers in each relation; six queries.

    It feeds `domain.simulate`: the numbers are exact, no dossier is opened.
    """
    living = Dossier.objects.filter(state=DossierState.OPEN).order_by()
    custody = {
        (keeper, deputy): count
        for keeper, deputy, count in living.values_list("keeper", "deputy").annotate(Count("id"))
    }
    engaged, handed = _engaged(at), _handed(at)
    below, total = people.reporting_lines(), sum(custody.values())
    return [
        PersonFact(
            person_id=row.id,
            role=row.role,
            dossiers=(
                _outside(engaged.get(row.outside_company_id, 0), total)
                if row.role.is_outside
                else _inside(
                    row, custody, below.get(row.id, frozenset()), handed.get(row.id, Counter())
                )
            ),
            state=row.state,
        )
        for row in people.people(limit=EVERYBODY).rows
    ]


def _engaged(at: datetime) -> dict[UUID | None, int]:
    live = Engagement.objects.in_force(at).filter(dossier__state=DossierState.OPEN).order_by()
    counted = live.values_list("company").annotate(Count("dossier", distinct=True))
    return dict(counted.values_list("company", "dossier__count"))


def _handed(at: datetime) -> dict[UUID, Custody]:
    """Customers that people on notice hand over, by who keeps them now."""
    found: dict[UUID, Custody] = {}
    rows = Handing.objects.in_force(at).filter(
        dossier__state=DossierState.OPEN, person__state=State.ON_NOTICE.value
    )
    for person, keeper, deputy in rows.values_list("person", "dossier__keeper", "dossier__deputy"):
        found.setdefault(person, Counter())[keeper, deputy] += 1
    return found


def _outside(engaged: int, total: int) -> dict[Relation, int]:
    return {Relation.ENGAGED: engaged, Relation.OUTSIDER: total - engaged}


def _inside(
    row: PersonRow,
    custody: Mapping[tuple[UUID | None, UUID | None], int],
    reports: frozenset[UUID],
    handed: Custody,
) -> dict[Relation, int]:
    found: dict[Relation, int] = {}
    if handed:
        found[Relation.KEEPER] = handed.total()
    for (keeper, deputy), total in custody.items():
        count = total - handed[keeper, deputy]
        relation = relation_of(
            row.role,
            keeps=keeper == row.id,
            deputises=deputy == row.id,
            manages=keeper in reports,
        )
        found[relation] = found.get(relation, 0) + count
    return found


def _row(row: AccessTableVersion, in_force: int) -> TableRow:
    return TableRow(
        number=row.number, state=row.state, note=row.note, proposed_by=row.proposed_by_id,
        proposed_at=row.proposed_at, closed_by=row.closed_by_id, closed_at=row.closed_at,
        in_force=row.number == in_force,
    )  # fmt: skip
