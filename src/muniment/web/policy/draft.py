"""A draft of the access table: the cells that differ from the table in force.

The page carries it, as lines of text in a form; nothing is stored before it is proposed.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from muniment.vault import queries
from muniment.vault.domain.cells import COLUMN_BY_CODE, COLUMNS, Cell, Column
from muniment.vault.domain.diff import TableDiff, diff
from muniment.vault.domain.policy import AccessTable, Problem, TableInvalid
from muniment.vault.domain.table import NOT_A_TABLE, UNKNOWN_CELL, UNKNOWN_COLUMN

_CELLS = {cell.value: cell for cell in Cell}


@dataclass(frozen=True, slots=True)
class Draft:
    """The table in force and what somebody would like it to be.

    Attributes:
        base: number of the table in force.
    """

    base: int
    before: AccessTable
    after: AccessTable

    @classmethod
    def of(cls, after: AccessTable | None = None) -> Self:
        """Start from another table, or from the one in force; one query."""
        base, before = queries.table_in_force()
        return cls(base, before, after or before)

    @classmethod
    def read(cls, text: str) -> Self:
        """Read the lines that `text` wrote; fields that went out of use meanwhile are left out.

        Raises:
            TableInvalid: not such lines, or cells that may not stand.
        """
        draft = cls.of()
        return draft.changed(dict(_lines(text, draft.before)))

    @property
    def diff(self) -> TableDiff:
        """What would change."""
        return diff(self.before, self.after)

    @property
    def text(self) -> str:
        """The changes, one a line: field, column, cell."""
        return "\n".join(
            f"{change.field} {change.column.code} {change.after.value}"
            for change in self.diff.cells
        )

    def changed(self, cells: Mapping[tuple[str, Column], Cell]) -> Self:
        """Change some cells.

        Raises:
            TableInvalid: with every cell that may not stand.
        """
        return type(self)(self.base, self.before, self.after.changed(cells))

    def opened_like_neighbours(self, code: str) -> Self:
        """Fill the row of a field as carefully as its compartment is filled.

        Each column gets the least that the fields of the same secrecy get there; without such
        a neighbour the field stays shut.
        """
        spec = self.after.spec(code)
        if spec is None:
            return self
        rows = [
            self.after.row(other.code)
            for other in self.after.fields_of(spec.compartment)
            if other.code != code and other.level is spec.level
        ]
        least = [min(cells, key=lambda cell: cell.rank) for cells in zip(*rows, strict=True)]
        pairs = zip(COLUMNS, least, strict=True) if least else ()
        return self.changed({(code, column): cell for column, cell in pairs})


def lists(posted: Mapping[str, str], fields: Iterable[str]) -> dict[tuple[str, Column], Cell]:
    """Read the lists of a form without JavaScript: `field column` names a list.

    Raises:
        TableInvalid: a choice that no list offers.
    """
    found: dict[tuple[str, Column], Cell] = {}
    for code in fields:
        for column in COLUMNS:
            chosen = posted.get(f"{code} {column.code}")
            if chosen is not None:
                found[code, column] = _cell(code, column.code, chosen)
    return found


def tally(changes: TableDiff) -> tuple[int, int]:
    """Count the cells that give more and those that give less."""
    counted = Counter(change.is_gain for change in changes.cells)
    return counted[True], counted[False]


def _lines(text: str, table: AccessTable) -> Iterable[tuple[tuple[str, Column], Cell]]:
    for line in text.splitlines():
        match line.split():
            case []:
                continue
            case [code, column, cell]:
                if column not in COLUMN_BY_CODE:
                    raise TableInvalid([Problem(code, column, UNKNOWN_COLUMN)])
                if table.spec(code):
                    yield (code, COLUMN_BY_CODE[column]), _cell(code, column, cell)
            case _:
                raise TableInvalid([Problem("", "", NOT_A_TABLE)])


def _cell(code: str, column: str, text: str) -> Cell:
    if text not in _CELLS:
        raise TableInvalid([Problem(code, column, UNKNOWN_CELL)])
    return _CELLS[text]
