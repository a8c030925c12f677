"""Reach: what somebody could read or copy within the next hour, and which rules cause it.

Counted looks are the only pace that the house sets: a counted compartment is in reach while a
look is left, everything open is. So what could be read within an hour is what `decide` shows now.
The one number is the secret values in reach. A rule's fall is how much of each figure would be
gone if that rule alone were taken away.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from muniment.vault.domain.cells import Cell, Column, Relation, column_for
from muniment.vault.domain.fields import FieldSpec, FieldType, IndexKind, SecrecyLevel
from muniment.vault.domain.policy import AccessTable
from muniment.vault.domain.reaching import Asker, Exceptions, Place, Readable

CONTACTS = "contacts"
ORDERS = "product.order_history"
_SECRET = frozenset({SecrecyLevel.SECRET, SecrecyLevel.TOP_SECRET})
_ALSO_TELLING = frozenset({"logistics.consignee", "logistics.notify_party"})
_CLEAR = frozenset({Cell.OPEN, Cell.COUNTED})
Places = Mapping[Place, Collection[Collection[UUID]]]


class RuleKind(StrEnum):
    """What gives somebody reach."""

    CELLS = "cells"  # the cells of one compartment in one column of the access table
    GRANT = "grant"
    ENGAGEMENT = "engagement"


@dataclass(frozen=True, slots=True)
class Figures:
    """What is in reach.

    Attributes:
        customers: with at least one value in clear that tells who they are.
        contacts: values of the compartment `contacts` in clear.
        secrets: secret and top secret values in clear; the one number.
        usd: the customers' orders of the last 12 months whose register is open.
    """

    customers: int = 0
    contacts: int = 0
    secrets: int = 0
    usd: float = 0.0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(
            self.customers + other.customers, self.contacts + other.contacts,
            self.secrets + other.secrets, self.usd + other.usd,
        )  # fmt: skip

    def __sub__(self, other: "Figures") -> "Figures":
        return self + Figures(-other.customers, -other.contacts, -other.secrets, -other.usd)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule that gives reach.

    Attributes:
        compartment: of the cells or the grant; "" for an engagement, which opens several.
        column: the code of the column, for cells.
        id, dossier_id: of the grant or engagement.
    """

    kind: RuleKind
    compartment: str = ""
    column: str = ""
    id: UUID | None = None
    dossier_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Fall:
    """What would be out of reach without one rule."""

    rule: Rule
    figures: Figures


class Scale:
    """What counts: which fields tell who a customer is, which are contacts, which are secret."""

    def __init__(self, fields: Iterable[FieldSpec], usd: Mapping[UUID, float]) -> None:
        held = [spec for spec in fields if spec.type is not FieldType.REGISTER]
        self.telling = frozenset(spec.code for spec in held if tells_who(spec))
        self.contacts = frozenset(spec.code for spec in held if spec.compartment == CONTACTS)
        self.secret = frozenset(spec.code for spec in held if spec.level in _SECRET)
        self.usd = usd

    def weigh(self, places: Places, readable: Readable) -> Figures:
        """Add up what is in clear at these places. Time O(places), and O(dossiers) for money."""
        customers = contacts = secrets = 0
        usd = 0.0
        for place, sets in places.items():
            codes, many = readable.at(place), sum(map(len, sets))
            customers += many if codes & self.telling else 0
            contacts += many * len(codes & self.contacts)
            secrets += many * len(codes & self.secret)
            if self.usd and ORDERS in readable.codes(place):
                usd += sum(self.usd.get(one, 0.0) for dossiers in sets for one in dossiers)
        return Figures(customers, contacts, secrets, usd)


def tells_who(spec: FieldSpec) -> bool:
    """Whether a value says who the customer is: the house itself finds customers by it.

    The consignee and whom to notify on arrival tell it too, though nobody searches by them.
    """
    return spec.index is not IndexKind.NONE or spec.code in _ALSO_TELLING


@dataclass(frozen=True, slots=True)
class Case:
    """One person's places with all that decides over them."""

    asker: Asker
    table: AccessTable
    compartments: tuple[str, ...]
    looks: int
    places: Places
    exceptions: Exceptions

    def readable(self, table: AccessTable | None = None) -> Readable:
        """What `decide` gives, by the table in force or by another one."""
        return Readable(table or self.table, self.compartments, self.asker, self.looks)


def falls(case: Case, scale: Scale) -> list[Fall]:
    """Rank the rules by how many secret values would be out of reach without each.

    Rules that change nothing alone are left out. Each fall is exact; two of them do not add up
    where a grant lifts what a cell opens too.
    """
    found = [*_cells(case, scale), *_grants(case, scale), *_engagements(case, scale)]
    return sorted((fall for fall in found if _moves(fall.figures)), key=_order)


def _moves(told: Figures) -> bool:
    return bool(told.secrets or told.customers or told.contacts or told.usd)


def _order(fall: Fall) -> tuple[float, float, float, float, str, str, str]:
    told, rule = fall.figures, fall.rule
    weight = (-told.secrets, -told.customers, -told.contacts, -told.usd)
    return (*weight, rule.compartment, rule.column, str(rule.id))


def _cells(case: Case, scale: Scale) -> Iterator[Fall]:
    now = case.readable()
    for column, places in _by_column(case).items():
        for compartment in case.compartments:
            changes = {
                (spec.code, column): Cell.SHUT
                for spec in case.table.fields_of(compartment)
                if case.table.cell(spec.code, column) in _CLEAR
            }
            if changes:
                then = case.readable(case.table.changed(changes))
                lost = scale.weigh(places, now) - scale.weigh(places, then)
                yield Fall(Rule(RuleKind.CELLS, compartment, column.code), lost)


def _by_column(case: Case) -> dict[Column, dict[Place, Collection[Collection[UUID]]]]:
    found: dict[Column, dict[Place, Collection[Collection[UUID]]]] = {}
    for place, dossiers in case.places.items():
        column = column_for(case.asker.role, place.relation)
        found.setdefault(column, {})[place] = dossiers
    return found


def _grants(case: Case, scale: Scale) -> Iterator[Fall]:
    now, where = case.readable(), _whereabouts(case)
    for grant in case.exceptions.grants:
        place = where.get(grant.dossier_id)
        if place is None:
            continue
        without = replace(place, granted=place.granted - {grant.compartment})
        lost = _lost(scale, now, grant.dossier_id, place, without)
        rule = Rule(
            RuleKind.GRANT, grant.compartment, id=grant.id, dossier_id=grant.dossier_id
        )  # fmt: skip
        yield Fall(rule, lost)


def _engagements(case: Case, scale: Scale) -> Iterator[Fall]:
    """One engagement of several for the same customer changes nothing by its end."""
    now, where = case.readable(), _whereabouts(case)
    for dossier, ids in case.exceptions.engaged.items():
        place = where.get(dossier)
        if place is None or len(ids) > 1:
            continue
        without = replace(place, relation=Relation.OUTSIDER)
        lost = _lost(scale, now, dossier, place, without)
        yield Fall(Rule(RuleKind.ENGAGEMENT, id=ids[0], dossier_id=dossier), lost)


def _lost(scale: Scale, readable: Readable, dossier: UUID, now: Place, then: Place) -> Figures:
    return scale.weigh({now: [(dossier,)]}, readable) - scale.weigh({then: [(dossier,)]}, readable)


def _whereabouts(case: Case) -> dict[UUID, Place]:
    special = {grant.dossier_id for grant in case.exceptions.grants}
    special |= set(case.exceptions.engaged)
    return {
        one: place
        for place, sets in case.places.items()
        for ids in sets
        for one in special.intersection(ids)
    }
