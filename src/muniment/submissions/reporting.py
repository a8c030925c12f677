"""Who hands in how late, and how fresh what they keep is: for those who lead them, on record."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from muniment.core.actor import Actor
from muniment.ledger.recording import on_record
from muniment.ledger.services import append_entry
from muniment.people import queries as people
from muniment.people.domain.employment import State
from muniment.people.domain.roles import WATCHERS
from muniment.people.queries import ReaderRow
from muniment.submissions.domain.freshness import CustomerFreshness
from muniment.submissions.domain.rhythm import Lateness
from muniment.submissions.domain.tally import Counts, Tally
from muniment.submissions.errors import CreditNotFound
from muniment.submissions.queries import (
    CustomerCredit,
    asked_among,
    credit_of,
    freshness_of,
    freshness_tally,
    keepers_at_work,
    lateness_among,
)
from muniment.vault import queries as vault
from muniment.vault.catalogue import Catalogue, current
from muniment.vault.domain.cells import Cell, Column, Relation, column_for
from muniment.vault.queries import DossierHead

REPORT_READ = "submissions.report.read"
CREDIT_READ = "submissions.credit.read"
_UNKNOWN = frozenset({Cell.SHUT, Cell.ASK})


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person in the report: how late, and how fresh her customers are."""

    person_id: UUID
    name: str
    lateness: Lateness
    customers: int
    stale: int
    missing: int
    verified: int
    fields: int


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field over all customers in the report."""

    field: str
    customers: int
    stale: int
    missing: int
    verified: int


@dataclass(frozen=True, slots=True)
class CustomerLine:
    """One customer in the report."""

    dossier_id: UUID
    codename: str
    keeper: str
    stale: int
    missing: int
    oldest_days: int


@dataclass(frozen=True, slots=True)
class Report:
    """People by name; fields and customers with the most to do first; the catalogue in force."""

    people: tuple[PersonLine, ...]
    fields: tuple[FieldLine, ...]
    customers: tuple[CustomerLine, ...]
    catalogue: Catalogue


def led_by(reader: ReaderRow) -> frozenset[UUID] | None:
    """Whose figures a reader may see: her people, at any depth; None means everybody's.

    Somebody on notice sees nobody's but her own.
    """
    if reader.state is not State.ACTIVE:
        return frozenset()
    return None if reader.role in WATCHERS else people.reports_of(reader.id)


def read_report(*, reader: Actor, at: datetime) -> Report:
    """Read the report about the people a reader leads; the look is on record before it is given.

    Raises:
        CreditNotFound: she leads nobody.
    """
    who = _reader(reader)
    ids = led_by(who)
    if ids is not None and not ids:
        raise CreditNotFound
    staff = keepers_at_work(ids)
    with on_record():
        append_entry(kind=REPORT_READ, subject=None, by=reader, at=at, facts={"people": len(staff)})
    names = {row.id: row.name for row in staff if row.id != who.id}
    kept, catalogue = vault.kept_by_any(names), current()
    column = column_for(who.role, Relation.COLLEAGUE if ids is None else Relation.LINE_MANAGER)
    seen = seen_fields(column, catalogue)
    told, required = freshness_tally(names, kept, at=at, catalogue=catalogue, fields=seen)
    late = lateness_among(names, asked_among(staff, kept), at=at)
    return Report(
        people=_people(names, kept, told, required, late),
        fields=_fields(told, required, sum(map(len, kept.values()))),
        customers=_customers(names, kept, told, required, at),
        catalogue=catalogue,
    )


def read_credit(*, reader: Actor, person_id: UUID, at: datetime) -> list[CustomerCredit]:
    """Read a person's credit: her own, or, on record, that of somebody whom the reader leads.

    Raises:
        CreditNotFound: nobody, or nobody whom the reader leads.
    """
    who = _reader(reader)
    if person_id != who.id:
        ids = led_by(who)
        known = people.reader(person_id)
        if known is None or known.role.is_outside or (ids is not None and person_id not in ids):
            raise CreditNotFound
        with on_record():
            append_entry(
                kind=CREDIT_READ, subject=None, by=reader, at=at, facts={"person": str(person_id)}
            )
        return credit_of(person_id, at=at)
    return own_credit(who, at=at)


def own_credit(who: ReaderRow, *, at: datetime) -> list[CustomerCredit]:
    """What somebody may know of her own credit.

    On notice that is what she still keeps or hands over: a list of everybody whom she ever knew
    would be the customer book. Her line manager reads and hands out the rest.
    """
    credit = credit_of(who.id, at=at)
    if who.state is State.ACTIVE:
        return credit
    handed = vault.handed_by(who.id, at=at)
    return [row for row in credit if row.keeps_now or row.dossier_id in handed]


def seen_fields(column: Column, catalogue: Catalogue) -> frozenset[str]:
    """Fields whose value a column may know to be there: of others not even the age is told."""
    return frozenset(
        code for code in catalogue.fields if catalogue.table.cell(code, column) not in _UNKNOWN
    )


def my_freshness(
    reader: ReaderRow, heads: Iterable[DossierHead], *, catalogue: Catalogue, at: datetime
) -> dict[UUID, CustomerFreshness]:
    """How fresh a person's own customers are, by the fields that she may know of."""
    relations = {one.id: _relation(reader, one) for one in heads}
    seen = {
        relation: seen_fields(column_for(reader.role, relation), catalogue)
        for relation in set(relations.values())
    }
    fresh = freshness_of(relations, at=at, catalogue=catalogue)
    return {one: told.only(seen[relations[one]]) for one, told in fresh.items()}


def _relation(reader: ReaderRow, head: DossierHead) -> Relation:
    return Relation.KEEPER if head.keeper_id == reader.id else Relation.DEPUTY


def _reader(actor: Actor) -> ReaderRow:
    row = people.reader(actor.person_id) if actor.person_id else None
    if row is None or not row.state.may_sign_in or row.role.is_outside:
        raise CreditNotFound
    return row


def _people(
    names: Mapping[UUID, str], kept: Mapping[UUID, list[UUID]], told: Tally[UUID],
    required: Collection[str], late: Mapping[UUID, Lateness],
) -> tuple[PersonLine, ...]:  # fmt: skip
    lines = []
    for person_id, name in names.items():
        mine = kept.get(person_id, [])
        rows = [row for one in mine if (row := told.customers.get(one))]
        missing = len(required) * len(mine) - sum(row.required for row in rows)
        lines.append(
            PersonLine(
                person_id, name, late[person_id], len(mine), sum(row.stale for row in rows),
                missing, sum(row.verified for row in rows),
                missing + sum(row.values for row in rows),
            )
        )  # fmt: skip
    return tuple(lines)


def _fields(told: Tally[UUID], required: Collection[str], customers: int) -> tuple[FieldLine, ...]:
    lines = []
    for field in told.fields.keys() | (set(required) if customers else set()):
        row = told.fields.get(field, Counts())
        missing = customers - row.values if field in required else 0
        lines.append(FieldLine(field, row.values + missing, row.stale, missing, row.verified))
    return tuple(sorted(lines, key=lambda one: (-(one.stale + one.missing), one.field)))


def _customers(
    names: Mapping[UUID, str], kept: Mapping[UUID, list[UUID]], told: Tally[UUID],
    required: Collection[str], at: datetime,
) -> tuple[CustomerLine, ...]:  # fmt: skip
    codenames = vault.codenames_of([one for some in kept.values() for one in some])
    lines = []
    for keeper, some in kept.items():
        for one in some:
            row = told.customers.get(one, Counts())
            missing = len(required) - row.required
            lines.append(
                CustomerLine(
                    one, codenames[one], names[keeper], row.stale, missing, row.oldest_days(at)
                )
            )
    return tuple(
        sorted(lines, key=lambda one: (-(one.stale + one.missing), -one.oldest_days, one.codename))
    )
