"""The access table as a page draws it: heads by role, rows by compartment, cells as classes."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from muniment.people.domain.roles import Role
from muniment.vault.catalogue import Catalogue
from muniment.vault.domain.cells import (
    COLUMNS,
    RELATION_LABELS,
    ROLE_LABELS,
    Cell,
    Column,
    Relation,
)
from muniment.vault.domain.fields import CompartmentSpec, FieldSpec
from muniment.vault.domain.policy import AccessTable, column_for
from muniment.web.words import CELLS


@dataclass(frozen=True, slots=True)
class Head:
    """One column head; `first` begins a role, `mine` is a column of the reader's own role."""

    code: str
    role: str
    relation: str
    first: bool
    mine: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class RoleHead:
    """One role over its columns."""

    label: str
    columns: tuple[Head, ...]
    mine: bool


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell: its state, how it looks, and what stood here before if that differs."""

    state: str
    word: str
    classes: str
    was: str


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One field."""

    code: str
    label: str
    level: str
    cells: tuple[SheetCell, ...]
    here: bool

    @property
    def drawn(self) -> SafeString:
        """The cells as HTML: a template would take three times as long for a thousand of them."""
        return SafeString("".join(_drawn(cell.classes, cell.was, cell.word) for cell in self.cells))


@dataclass(frozen=True, slots=True)
class Group:
    """One compartment with its fields; `summary` is the most that each column gets of it."""

    code: str
    label: str
    icon: str
    rows: tuple[SheetRow, ...]
    summary: tuple[SheetCell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole sheet."""

    roles: tuple[RoleHead, ...]
    groups: tuple[Group, ...]
    columns: tuple[str, ...]
    chosen: str

    @property
    def heads(self) -> list[Head]:
        """All column heads from left to right."""
        return [head for role in self.roles for head in role.columns]


@lru_cache(maxsize=1024)
def _drawn(classes: str, was: str, word: str) -> str:
    before = format_html(' data-was="{}"', was) if was else ""
    return format_html('<td class="{}"{}><span>{}</span></td>', classes, before, word)


def column_name(column: Column) -> str:
    """Name who asks: the role, and the relation to the customer."""
    names = ROLE_LABELS[column.role], RELATION_LABELS[column.relation]
    return gettext(", ").join(gettext(name) for name in names)


def own_column(role: Role) -> Column:
    """The column that says most about the work of a role."""
    return column_for(role, Relation.ENGAGED if role.is_outside else Relation.KEEPER)


def draw(
    table: AccessTable,
    catalogue: Catalogue,
    *,
    role: Role,
    chosen: Column | None = None,
    before: AccessTable | None = None,
    here: str = "",
    compartment: str = "",
) -> Sheet:
    """Lay out a table for a reader.

    Args:
        chosen: the one column that a narrow window shows.
        before: cells that differ from it are marked.
        here: the field whose row is marked.
        compartment: this one only.
    """
    column = chosen or own_column(role)
    pen = _Pen(table, before or table, column)
    wanted = [one for one in catalogue.compartments if compartment in {"", one.code}]
    return Sheet(
        roles=tuple(_roles(role, column)),
        groups=tuple(pen.group(one, here) for one in wanted if table.fields_of(one.code)),
        columns=tuple(one.code for one in COLUMNS),
        chosen=column.code,
    )


def _roles(mine: Role, chosen: Column) -> list[RoleHead]:
    return [
        RoleHead(
            gettext(ROLE_LABELS[role]),
            tuple(_head(column, place == 0, mine, chosen) for place, column in enumerate(columns)),
            role is mine,
        )
        for role, columns in groupby(COLUMNS, key=lambda column: column.role)
    ]


def _head(column: Column, first: bool, mine: Role, chosen: Column) -> Head:
    role, relation = ROLE_LABELS[column.role], RELATION_LABELS[column.relation]
    own, shown = column.role is mine, column == chosen
    return Head(column.code, gettext(role), gettext(relation), first, own, shown)


class _Pen:
    """Draws cells; words and edges are worked out once for the thousand cells of a sheet."""

    def __init__(self, table: AccessTable, before: AccessTable, chosen: Column) -> None:
        self.table, self.before = table, before
        self.language = get_language() or "en"
        self.words = {cell: str(CELLS[cell.value]) for cell in Cell}
        self.marks = tuple(_marks(column, chosen) for column in COLUMNS)

    def group(self, spec: CompartmentSpec, here: str) -> Group:
        """Draw one compartment."""
        fields = self.table.fields_of(spec.code)
        rows = [self.table.row(one.code) for one in fields]
        return Group(
            code=spec.code,
            label=spec.label(self.language),
            icon=spec.icon,
            rows=tuple(self._row(one, one.code == here) for one in fields),
            summary=tuple(
                self._summary(cells, place) for place, cells in enumerate(zip(*rows, strict=True))
            ),
        )

    def _row(self, spec: FieldSpec, here: bool) -> SheetRow:
        now, was = self.table.row(spec.code), self.before.row(spec.code)
        cells = tuple(
            self._cell(spec, place, cell, old)
            for place, (cell, old) in enumerate(zip(now, was, strict=True))
        )
        return SheetRow(spec.code, spec.label(self.language), spec.level.value, cells, here)

    def _cell(self, spec: FieldSpec, place: int, cell: Cell, old: Cell) -> SheetCell:
        column = COLUMNS[place]
        classes = f"m-is-{cell.value}{self.marks[place]}"
        if spec.sealed and is_fixed(column):
            classes += " m-fixed"
        was = old.value if old is not cell else ""
        return SheetCell(cell.value, self.words[cell], classes + (" m-changed" if was else ""), was)

    def _summary(self, cells: tuple[Cell, ...], place: int) -> SheetCell:
        most = max(cells, key=lambda cell: cell.rank)
        mixed = " m-mixed" if len(set(cells)) > 1 else ""
        classes = f"m-is-{most.value}{self.marks[place]}{mixed}"
        return SheetCell(most.value, self.words[most], classes, "")


def is_fixed(column: Column) -> bool:
    """Say whether no sheet may open a sealed field in this column."""
    return column.role is Role.ADMINISTRATOR or column.relation is Relation.OUTSIDER


def _marks(column: Column, chosen: Column) -> str:
    first = COLUMNS[COLUMNS.index(column) - 1].role is not column.role
    return (" m-first" if first else "") + (" m-chosen" if column == chosen else "")


def words() -> Mapping[str, str]:
    """The five words of cells in the reader's language."""
    return {cell.value: str(CELLS[cell.value]) for cell in Cell}
