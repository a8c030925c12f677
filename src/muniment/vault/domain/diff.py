"""What changed between two access tables, cell by cell."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from muniment.vault.domain.cells import COLUMNS, Cell, Column
from muniment.vault.domain.fields import SecrecyLevel
from muniment.vault.domain.table import AccessTable


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell that differs; a field missing on one side counts as shut there."""

    field: str
    column: Column
    before: Cell
    after: Cell

    @property
    def is_gain(self) -> bool:
        """Whether the column can do more than before."""
        return self.after.rank > self.before.rank


@dataclass(frozen=True, slots=True)
class LevelChange:
    """A field whose secrecy level differs, so that the same cell may mean something else."""

    field: str
    before: SecrecyLevel
    after: SecrecyLevel


@dataclass(frozen=True, slots=True)
class Tally:
    """How much was gained and lost."""

    gains: int = 0
    losses: int = 0


@dataclass(frozen=True, slots=True)
class TableDiff:
    """Everything that differs, in the order of the sheet: fields first, then columns."""

    cells: tuple[CellChange, ...]
    levels: tuple[LevelChange, ...]
    added_fields: tuple[str, ...]
    dropped_fields: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the two tables are the same policy."""
        return not (self.cells or self.levels or self.added_fields or self.dropped_fields)

    def by_column(self) -> Mapping[Column, Tally]:
        """Gains and losses a column, columns without change left out."""
        gains = Counter(change.column for change in self.cells if change.is_gain)
        losses = Counter(change.column for change in self.cells if not change.is_gain)
        touched = (column for column in COLUMNS if column in gains or column in losses)
        return {column: Tally(gains[column], losses[column]) for column in touched}


def diff(before: AccessTable, after: AccessTable) -> TableDiff:
    """Compare two tables. Time O(fields x columns)."""
    old = {spec.code: spec for spec in before.fields}
    new = {spec.code: spec for spec in after.fields}
    codes = [*new, *(code for code in old if code not in new)]
    shared = [code for code in codes if code in old and code in new]
    return TableDiff(
        cells=tuple(
            CellChange(code, column, was, now)
            for code in codes
            for column, was, now in zip(COLUMNS, before.row(code), after.row(code), strict=True)
            if was is not now
        ),
        levels=tuple(
            LevelChange(code, old[code].level, new[code].level)
            for code in shared
            if old[code].level is not new[code].level
        ),
        added_fields=tuple(code for code in new if code not in old),
        dropped_fields=tuple(code for code in old if code not in new),
    )
