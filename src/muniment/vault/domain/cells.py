"""The words of the access table: cells, relations, columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from muniment.core.errors import gettext_noop
from muniment.people.domain.roles import OUTSIDE, Role


class Cell(StrEnum):
    """What one column may do with one field."""

    OPEN = "open"  # read in clear, every look on record
    MASKED = "masked"  # only the mask
    COUNTED = "counted"  # read in clear, so many looks a dossier and compartment
    ASK = "ask"  # nothing, but one may ask
    SHUT = "shut"  # nothing

    @property
    def rank(self) -> int:
        """How much the cell gives, from 0 (shut) to 4 (open)."""
        return _RANK[self]


_RANK = {Cell.SHUT: 0, Cell.ASK: 1, Cell.MASKED: 2, Cell.COUNTED: 3, Cell.OPEN: 4}


class Relation(StrEnum):
    """What somebody is to a dossier: exactly one of these, the first that fits."""

    KEEPER = "keeper"
    DEPUTY = "deputy"
    LINE_MANAGER = "line_manager"  # somewhere above the keeper
    COLLEAGUE = "colleague"  # any other member of staff
    ENGAGED = "engaged"  # outsider working on a live order or case of this customer
    OUTSIDER = "outsider"  # any other outsider


@dataclass(frozen=True)
class Column:
    """Who asks: a role in a relation to the dossier."""

    role: Role
    relation: Relation

    @cached_property
    def code(self) -> str:
        """The heading in sheets: `salesperson.keeper`."""
        return f"{self.role.value}.{self.relation.value}"

    def __str__(self) -> str:
        return self.code


_STAFF_RELATIONS = (Relation.KEEPER, Relation.DEPUTY, Relation.LINE_MANAGER, Relation.COLLEAGUE)
_OUTSIDE_RELATIONS = (Relation.ENGAGED, Relation.OUTSIDER)
_SENSIBLE: Mapping[Role, tuple[Relation, ...]] = {
    Role.OWNER: _STAFF_RELATIONS,
    Role.SALES_MANAGER: _STAFF_RELATIONS,
    Role.SALESPERSON: _STAFF_RELATIONS,
    Role.DOCUMENT_CLERK: (Relation.DEPUTY, Relation.COLLEAGUE),
    Role.CUSTODIAN: (Relation.COLLEAGUE,),
    Role.FINANCE: (Relation.COLLEAGUE,),
    Role.COMPLIANCE: (Relation.COLLEAGUE,),
    Role.ADMINISTRATOR: (Relation.COLLEAGUE,),
    Role.EXPORT_AGENT: _OUTSIDE_RELATIONS,
    Role.LAWYER: _OUTSIDE_RELATIONS,
}

COLUMNS: tuple[Column, ...] = tuple(
    Column(role, relation) for role, relations in _SENSIBLE.items() for relation in relations
)
COLUMN_BY_CODE: Mapping[str, Column] = {column.code: column for column in COLUMNS}


def _column_for(role: Role, relation: Relation) -> Column:
    if relation in _SENSIBLE[role]:
        return Column(role, relation)
    return Column(role, Relation.OUTSIDER if role in OUTSIDE else Relation.COLLEAGUE)


_PLACED: Mapping[Role, Mapping[Relation, Column]] = {
    role: {relation: _column_for(role, relation) for relation in Relation} for role in Role
}
_POSITION: Mapping[Role, Mapping[Relation, int]] = {
    role: {relation: COLUMNS.index(column) for relation, column in placed.items()}
    for role, placed in _PLACED.items()
}


def column_for(role: Role, relation: Relation) -> Column:
    """Find the column that decides for a role in a relation.

    A combination without a column of its own (a custodian who manages a keeper) is
    treated as the plain colleague or outsider of that role: a relation never gives
    more than the sheet shows.
    """
    return _PLACED[role][relation]


def position_of(role: Role, relation: Relation) -> int:
    """The place of `column_for(role, relation)` in `COLUMNS`."""
    return _POSITION[role][relation]


def relation_of(
    role: Role,
    *,
    keeps: bool = False,
    deputises: bool = False,
    manages: bool = False,
    engaged: bool = False,
) -> Relation:
    """Name the one relation of a person to a dossier: the first that fits.

    Args:
        keeps: has custody of the dossier now; `deputises`: is its deputy now.
        manages: stands above its keeper in the line, at any height.
        engaged: works, from outside, on a live order or case of this customer.
    """
    if role in OUTSIDE:
        return Relation.ENGAGED if engaged else Relation.OUTSIDER
    if keeps:
        return Relation.KEEPER
    if deputises:
        return Relation.DEPUTY
    return Relation.LINE_MANAGER if manages else Relation.COLLEAGUE


ROLE_LABELS: Mapping[Role, str] = {
    Role.OWNER: gettext_noop("Owner"),
    Role.SALES_MANAGER: gettext_noop("Sales manager"),
    Role.SALESPERSON: gettext_noop("Salesperson"),
    Role.DOCUMENT_CLERK: gettext_noop("Document clerk"),
    Role.CUSTODIAN: gettext_noop("Custodian"),
    Role.FINANCE: gettext_noop("Finance"),
    Role.COMPLIANCE: gettext_noop("Compliance"),
    Role.ADMINISTRATOR: gettext_noop("Administrator"),
    Role.EXPORT_AGENT: gettext_noop("Export agent"),
    Role.LAWYER: gettext_noop("Lawyer"),
}
RELATION_LABELS: Mapping[Relation, str] = {
    Relation.KEEPER: gettext_noop("Keeper"),
    Relation.DEPUTY: gettext_noop("Deputy"),
    Relation.LINE_MANAGER: gettext_noop("Keeper’s manager"),
    Relation.COLLEAGUE: gettext_noop("Colleague"),
    Relation.ENGAGED: gettext_noop("On a live order"),
    Relation.OUTSIDER: gettext_noop("Outsider"),
}
CELL_LABELS: Mapping[Cell, str] = {
    Cell.OPEN: gettext_noop("Open"),
    Cell.MASKED: gettext_noop("Masked"),
    Cell.COUNTED: gettext_noop("Counted"),
    Cell.ASK: gettext_noop("Ask"),
    Cell.SHUT: gettext_noop("Shut"),
}
