"""What the policy says without opening anything: cards of a dossier, permits, explanations."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Max, Sum

from muniment.core.actor import Actor
from muniment.people import queries as people
from muniment.people.domain.roles import Role
from muniment.people.queries import ReaderRow
from muniment.vault.catalogue import Catalogue, current
from muniment.vault.domain.cells import COLUMNS, Column
from muniment.vault.domain.fields import CompartmentSpec, FieldSpec
from muniment.vault.domain.policy import (
    AskFact,
    Cell,
    Decision,
    Outcome,
    Relation,
    decide,
    decide_compartment,
)
from muniment.vault.domain.sitting import Quota
from muniment.vault.domain.states import DossierState
from muniment.vault.gate.asking import whom_to_ask
from muniment.vault.gate.standing import (
    DossierNotFound,
    is_engaged,
    reader_of,
    relation_between,
)
from muniment.vault.models import Consultation, Dossier, Grant, LookAllowance


@dataclass(frozen=True, slots=True)
class Card:
    """One compartment before it is opened.

    Attributes:
        best: the most that any field of it gives this reader.
        cells: how many fields stand in each effective cell.
        openers: the columns of the access table that may read something here in clear.
        looks_left: of `looks_allowed` counted looks; None when nothing here is counted for
            this reader.
        sitting_ends_at: reading again until then is no new look.
        ask: whom to ask when nothing opens; "" when nobody can be named.
    """

    compartment: CompartmentSpec
    best: Cell
    cells: dict[Cell, int]
    openers: tuple[Column, ...]
    has_grant: bool
    looks_left: int | None
    looks_allowed: int
    sitting_ends_at: datetime | None
    ask: str


@dataclass(frozen=True, slots=True)
class Cards:
    """A dossier as it lies on the table, closed."""

    dossier_id: UUID
    codename: str
    state: str
    relation: Relation
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Permit:
    """What holds for one field now.

    Attributes:
        decision: what the access table says.
        on_record: a running sitting covers the field, so it may be shown without a new look.
    """

    decision: Decision
    on_record: bool

    @property
    def may_show(self) -> bool:
        """Both: the table says so, and the look is on record."""
        return self.on_record and self.decision.outcome is Outcome.SHOW


@dataclass(frozen=True, slots=True)
class Pane:
    """One field of the access table as this reader looks through it.

    A room above that holds copies of values shows no more of them than this.
    """

    spec: FieldSpec
    decision: Decision


class _Facts:
    """Everything that decisions about one reader and one dossier need, in six queries."""

    def __init__(
        self, reader: ReaderRow, dossier: Dossier, catalogue: Catalogue, session: str, at: datetime
    ) -> None:
        self.reader, self.dossier, self.catalogue = reader, dossier, catalogue
        mine = Consultation.objects.filter(dossier=dossier, reader=reader.id)
        self.grants = set(
            Grant.objects.in_force(at)
            .filter(dossier=dossier, holder=reader.id)
            .values_list("compartment", flat=True)
        )
        self.used = dict(mine.values_list("compartment").annotate(Max("look")).order_by())
        self.allowed = dict(
            LookAllowance.objects.filter(dossier=dossier, person=reader.id)
            .values_list("compartment")
            .annotate(Sum("looks"))
            .order_by()
        )
        running = mine.filter(session=session, sitting_ends_at__gt=at).order_by("at")
        self.sittings = {look.compartment: look for look in running}
        self.relation = relation_of_reader(reader, dossier, at)

    def ask(self, compartment: str) -> AskFact:
        """What the policy decides on for one compartment."""
        extra = self.allowed.get(compartment) or 0
        return AskFact(
            role=self.reader.role,
            relation=self.relation,
            state=self.reader.state,
            has_grant=compartment in self.grants,
            frozen=self.dossier.state != DossierState.OPEN,
            in_sitting=compartment in self.sittings,
            looks_used=self.used.get(compartment) or 0,
            looks_allowed=settings.CONFIG.looks_per_compartment + extra,
        )

    def card(self, spec: CompartmentSpec, ask_name: str) -> Card:
        """Lay one compartment on the table."""
        ask = self.ask(spec.code)
        decisions = decide_compartment(table=self.catalogue.table, compartment=spec.code, ask=ask)
        cells = _count(decision.effective for decision in decisions)
        sitting = self.sittings.get(spec.code)
        return Card(
            compartment=spec,
            best=max(cells, key=lambda cell: cell.rank, default=Cell.SHUT),
            cells=cells,
            openers=_openers(self.catalogue, spec.code),
            has_grant=ask.has_grant,
            looks_left=(
                Quota(ask.looks_used, ask.looks_allowed).left if Cell.COUNTED in cells else None
            ),
            looks_allowed=ask.looks_allowed,
            sitting_ends_at=sitting.sitting_ends_at if sitting else None,
            ask=ask_name,
        )


def cards(*, reader: Actor, dossier_id: UUID, at: datetime) -> Cards:
    """Lay a dossier on the table, closed: what each compartment would give this reader.

    Raises:
        DossierNotFound: missing, or an outsider is not engaged on it.

    Costs ten queries at the most and decrypts nothing.
    """
    who = reader_of(reader)
    dossier = known_to(who, dossier_id, at)
    catalogue = current()
    facts = _Facts(who, dossier, catalogue, reader.session_id, at)
    ask = whom_to_ask(who, dossier.keeper_id)
    laid = tuple(facts.card(spec, ask) for spec in catalogue.compartments)
    return Cards(dossier.id, dossier.codename, dossier.state, facts.relation, laid)


def permits(*, reader: Actor, dossier_id: UUID, field: str, at: datetime) -> Permit:
    """Say what holds for one field now; decrypts nothing, records nothing.

    A room that keeps a register of its own (orders) shows it only if `may_show`.

    Raises:
        DossierNotFound: missing, or an outsider is not engaged on it.
    """
    who = reader_of(reader)
    dossier = known_to(who, dossier_id, at)
    catalogue = current()
    facts = _Facts(who, dossier, catalogue, reader.session_id, at)
    compartment = field.partition(".")[0]
    decision = decide(table=catalogue.table, field=field, ask=facts.ask(compartment))
    sitting = facts.sittings.get(compartment)
    return Permit(decision, sitting is not None and field in sitting.fields["show"])


def panes(
    *, reader: Actor, dossier_id: UUID, compartments: Iterable[str], at: datetime
) -> dict[str, Pane]:
    """Say what the access table gives this reader in some compartments, by field code.

    Decrypts nothing and records nothing; nine queries, whatever the number of compartments.

    Raises:
        DossierNotFound: missing, or an outsider is not engaged on it.
    """
    who = reader_of(reader)
    dossier = known_to(who, dossier_id, at)
    catalogue = current()
    facts = _Facts(who, dossier, catalogue, reader.session_id, at)
    return {
        decision.field: Pane(catalogue.fields[decision.field], decision)
        for compartment in compartments
        for decision in decide_compartment(
            table=catalogue.table, compartment=compartment, ask=facts.ask(compartment)
        )
    }


def explain(
    *, by: Actor, person_id: UUID, dossier_id: UUID, compartment: str, at: datetime
) -> tuple[Decision, ...]:
    """Say what somebody may see of one compartment, and which cell decided each field.

    Everybody may ask for herself; owners, compliance and managers (for their people) for
    others.

    Raises:
        DossierNotFound: missing, or not to be explained to this asker.
    """
    asker = reader_of(by)
    subject = asker if person_id == asker.id else people.reader(person_id)
    if subject is None or not _may_explain(asker, subject):
        raise DossierNotFound
    dossier = known_to(asker, dossier_id, at)
    if subject.role.is_outside:
        known_to(subject, dossier_id, at)
    catalogue = current()
    facts = _Facts(subject, dossier, catalogue, by.session_id if subject is asker else "", at)
    return decide_compartment(
        table=catalogue.table, compartment=compartment, ask=facts.ask(compartment)
    )


def _may_explain(asker: ReaderRow, subject: ReaderRow) -> bool:
    if asker.id == subject.id or asker.role in {Role.OWNER, Role.COMPLIANCE}:
        return True
    return subject.id in people.reports_of(asker.id)


def _any(dossier_id: UUID) -> Dossier:
    dossier = Dossier.objects.filter(pk=dossier_id).first()
    if dossier is None:
        raise DossierNotFound
    return dossier


def known_to(reader: ReaderRow, dossier_id: UUID, at: datetime) -> Dossier:
    """The dossier, if this reader may know that it exists."""
    dossier = _any(dossier_id)
    if reader.role.is_outside and not is_engaged(reader.outside_company_id, dossier_id, at):
        raise DossierNotFound
    return dossier


def relation_of_reader(reader: ReaderRow, dossier: Dossier, at: datetime) -> Relation:
    """Name the relation of somebody who may know of the dossier; one query."""
    return relation_between(reader, dossier.id, dossier.keeper_id, dossier.deputy_id, at)


def _count(cells: Iterable[Cell]) -> dict[Cell, int]:
    counted: dict[Cell, int] = {}
    for cell in cells:
        counted[cell] = counted.get(cell, 0) + 1
    return counted


def _openers(catalogue: Catalogue, compartment: str) -> tuple[Column, ...]:
    rows = [catalogue.table.row(spec.code) for spec in catalogue.table.fields_of(compartment)]
    return tuple(
        column
        for place, column in enumerate(COLUMNS)
        if any(row[place] in {Cell.OPEN, Cell.COUNTED} for row in rows)
    )
