"""The access table: the one policy, a sheet of fields by columns. What it does not open is shut."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.people.domain.roles import Role
from muniment.sheets.harmless import harmless
from muniment.vault.domain.cells import COLUMN_BY_CODE, COLUMNS, Cell, Column, Relation, position_of
from muniment.vault.domain.fields import FieldSpec

Row = tuple[Cell, ...]
SHUT_ROW: Row = (Cell.SHUT,) * len(COLUMNS)
DICT_VERSION = 1
_CELL_BY_CODE = {cell.value: cell for cell in Cell}


@dataclass(frozen=True, slots=True)
class Problem:
    """One place of a sheet that cannot stand.

    Attributes:
        row: field code, or "" for the sheet as a whole.
        column: column code, or "" for the row as a whole.
        why: one sentence, marked for translation.
    """

    row: str
    column: str
    why: str


class TableInvalid(MunimentError):
    """The sheet is no access table that may be adopted; `problems` names every place."""

    code = "vault.table.invalid"
    kind = ErrorKind.INVALID
    title = gettext_noop("The access table has {count} places that cannot stand, first {place}.")
    next_step = gettext_noop("Correct the places listed, then hand it in again.")

    def __init__(self, problems: Sequence[Problem]) -> None:
        first = problems[0]
        place = " / ".join(part for part in (first.row, first.column) if part) or "the heading"
        super().__init__(count=len(problems), place=place, why=first.why)
        self.problems = tuple(problems)


UNKNOWN_FIELD = gettext_noop("There is no such field.")
UNKNOWN_COLUMN = gettext_noop("There is no such column.")
UNKNOWN_CELL = gettext_noop("A cell is open, masked, counted, ask or shut.")
TWICE = gettext_noop("It stands here twice.")
NO_FIELD_COLUMN = gettext_noop("The sheet needs a column “field”.")
NOT_A_TABLE = gettext_noop("This is not an access table of a known version.")
ADMINISTRATOR_OPENED = gettext_noop("Administrators never see a sealed field.")
OUTSIDER_OPENED = gettext_noop("Outsiders without a live order never see a sealed field.")


@dataclass(frozen=True)
class AccessTable:
    """Who may do what with which field. Immutable; equal when fields and cells are.

    Attributes:
        fields: the fields it knows, in the order of the sheet.
        rows: one row a field, one cell a column of `COLUMNS`.
    """

    fields: tuple[FieldSpec, ...]
    rows: tuple[Row, ...]
    _by_code: Mapping[str, tuple[FieldSpec, Row]] = field(init=False, repr=False, compare=False)
    _by_compartment: Mapping[str, tuple[FieldSpec, ...]] = field(
        init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        problems = list(_problems_of(self.fields, self.rows))
        if problems:
            raise TableInvalid(problems)
        pairs = zip(self.fields, self.rows, strict=True)
        object.__setattr__(self, "_by_code", {spec.code: (spec, row) for spec, row in pairs})
        object.__setattr__(self, "_by_compartment", _by_compartment(self.fields))

    @classmethod
    def of(cls, fields: Iterable[FieldSpec], cells: Mapping[str, Mapping[Column, Cell]]) -> Self:
        """Build a table from the cells that are not shut; everything left out is shut.

        Raises:
            TableInvalid: a field or column that is not known, or a cell that may not stand.
        """
        known = tuple(fields)
        problems = list(_strangers(known, cells))
        if problems:
            raise TableInvalid(problems)
        rows = tuple(_row(cells.get(spec.code, {})) for spec in known)
        return cls(known, rows)

    @classmethod
    def from_dict(cls, data: Any, fields: Iterable[FieldSpec]) -> Self:
        """Read what `to_dict` wrote, for the fields known now: new fields are shut.

        Raises:
            TableInvalid: not such a dict, or places in it that cannot stand.
        """
        return cls.of(fields, _read_dict(data))

    @classmethod
    def restored(cls, data: Any, fields: Iterable[FieldSpec]) -> Self:
        """Read a stored version for the fields of today, and never fail on their changes.

        Rows of fields that are gone are left out; a cell that may not stand since its field
        became sealed is shut. What an adopted table says must not lock the house.

        Raises:
            TableInvalid: not what `to_dict` wrote.
        """
        known, cells = tuple(fields), _read_dict(data)
        return cls.of(known, {spec.code: _lawful(spec, cells) for spec in known})

    def to_dict(self) -> dict[str, Any]:
        """Write the table as canonical JSON material: lists and strings only."""
        pairs = zip(self.fields, self.rows, strict=True)
        return {
            "v": DICT_VERSION,
            "columns": [column.code for column in COLUMNS],
            "rows": [{"field": spec.code, "cells": [c.value for c in row]} for spec, row in pairs],
        }

    @classmethod
    def from_csv(cls, text: str, fields: Iterable[FieldSpec]) -> Self:
        """Read a sheet: a column `field`, a column each for who asks; empty cells are shut.

        Columns `label` and `level` are for the reader and not looked at; a column left
        out is shut.

        Raises:
            TableInvalid: with every place that cannot stand.
        """
        try:
            lines = [line for line in csv.reader(io.StringIO(text.lstrip("\ufeff"))) if any(line)]
        except csv.Error:
            raise TableInvalid([Problem("", "", NOT_A_TABLE)]) from None
        return cls.of(fields, _read_sheet(lines[0] if lines else [], lines[1:]))

    def to_csv(self, lang: str = "en") -> str:
        """Write the sheet that `from_csv` reads, with labels for people."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["field", "label", "level", *(column.code for column in COLUMNS)])
        for spec, row in zip(self.fields, self.rows, strict=True):
            writer.writerow([spec.code, harmless(spec.label(lang)), spec.level.value, *row])
        return out.getvalue()

    def spec(self, code: str) -> FieldSpec | None:
        """The field of this code, if the table knows it."""
        found = self._by_code.get(code)
        return found[0] if found else None

    def row(self, code: str) -> Row:
        """The cells of a field in the order of `COLUMNS`; all shut for an unknown field."""
        found = self._by_code.get(code)
        return found[1] if found else SHUT_ROW

    def cell(self, code: str, column: Column) -> Cell:
        """What the sheet says; shut where it says nothing. Grants and states come later."""
        return self.row(code)[position_of(column.role, column.relation)]

    def fields_of(self, compartment: str) -> tuple[FieldSpec, ...]:
        """The fields of a compartment, in the order of the sheet."""
        return self._by_compartment.get(compartment, ())

    def changed(self, changes: Mapping[tuple[str, Column], Cell]) -> Self:
        """Make the table with some cells changed.

        Raises:
            TableInvalid: a field or column that is not known, or a cell that may not stand.
        """
        cells = {spec.code: _cells(row) for spec, row in self._by_code.values()}
        for (code, column), cell in changes.items():
            cells.setdefault(code, {})[column] = cell
        return type(self).of(self.fields, cells)

    def with_fields(self, fields: Iterable[FieldSpec]) -> Self:
        """Make the table for another set of fields: new ones shut, missing ones dropped.

        Raises:
            TableInvalid: a field's level rose, and a cell that stood may not stand any more.
        """
        known = tuple(fields)
        return type(self)(known, tuple(self.row(spec.code) for spec in known))


def _by_compartment(fields: Iterable[FieldSpec]) -> dict[str, tuple[FieldSpec, ...]]:
    found: dict[str, tuple[FieldSpec, ...]] = {}
    for spec in fields:
        found[spec.compartment] = (*found.get(spec.compartment, ()), spec)
    return found


def _row(cells: Mapping[Column, Cell]) -> Row:
    return tuple(cells.get(column, Cell.SHUT) for column in COLUMNS)


def _cells(row: Row) -> dict[Column, Cell]:
    return dict(zip(COLUMNS, row, strict=True))


def _strangers(
    fields: Sequence[FieldSpec], cells: Mapping[str, Mapping[Column, Cell]]
) -> Iterator[Problem]:
    codes = {spec.code for spec in fields}
    for code, row in cells.items():
        if code not in codes:
            yield Problem(code, "", UNKNOWN_FIELD)
        for column in row:
            if column not in COLUMNS:
                yield Problem(code, column.code, UNKNOWN_COLUMN)


def _problems_of(fields: Sequence[FieldSpec], rows: Sequence[Row]) -> Iterator[Problem]:
    if len(fields) != len(rows) or any(len(row) != len(COLUMNS) for row in rows):
        yield Problem("", "", NOT_A_TABLE)
        return
    seen: set[str] = set()
    for spec, row in zip(fields, rows, strict=True):
        if spec.code in seen:
            yield Problem(spec.code, "", TWICE)
        seen.add(spec.code)
        if spec.sealed:
            yield from _opened_to_the_wrong_people(spec.code, row)


def _opened_to_the_wrong_people(code: str, row: Row) -> Iterator[Problem]:
    for column, cell in zip(COLUMNS, row, strict=True):
        if cell is Cell.SHUT:
            continue
        if column.role is Role.ADMINISTRATOR:
            yield Problem(code, column.code, ADMINISTRATOR_OPENED)
        elif column.relation is Relation.OUTSIDER:
            yield Problem(code, column.code, OUTSIDER_OPENED)


def _lawful(spec: FieldSpec, cells: Mapping[str, Mapping[Column, Cell]]) -> Mapping[Column, Cell]:
    row = cells.get(spec.code, {})
    if not spec.sealed:
        return row
    wrong = {problem.column for problem in _opened_to_the_wrong_people(spec.code, _row(row))}
    return {column: cell for column, cell in row.items() if column.code not in wrong}


def _read_dict(data: Any) -> dict[str, dict[Column, Cell]]:
    if not isinstance(data, Mapping) or data.get("v") != DICT_VERSION:
        raise TableInvalid([Problem("", "", NOT_A_TABLE)])
    try:
        heads = ["field", *(str(code) for code in data["columns"])]
        lines = [[str(row["field"]), *map(str, row["cells"])] for row in data["rows"]]
    except (KeyError, TypeError):
        raise TableInvalid([Problem("", "", NOT_A_TABLE)]) from None
    return _read_sheet(heads, lines)


_FOR_PEOPLE = {"label", "level"}


def _read_sheet(
    heads: Sequence[str], lines: Sequence[Sequence[str]]
) -> dict[str, dict[Column, Cell]]:
    """Read headings and rows of text, naming every place that cannot be read."""
    heads = [head.strip().lower() for head in heads]
    problems = list(_heading_problems(heads))
    if problems:
        raise TableInvalid(problems)
    cells: dict[str, dict[Column, Cell]] = {}
    at = heads.index("field")
    for line in lines:
        code = line[at].strip() if at < len(line) else ""
        if code in cells:
            problems.append(Problem(code, "", TWICE))
        cells[code] = {}
        for head, text in zip(heads, line, strict=False):
            if head == "field" or head in _FOR_PEOPLE:
                continue
            cell = _CELL_BY_CODE.get(text.strip().lower() or "shut")
            if cell is None:
                problems.append(Problem(code, head, UNKNOWN_CELL))
            else:
                cells[code][COLUMN_BY_CODE[head]] = cell
    if problems:
        raise TableInvalid(problems)
    return cells


def _heading_problems(heads: Sequence[str]) -> Iterator[Problem]:
    if "field" not in heads:
        yield Problem("", "", NO_FIELD_COLUMN)
    for head in heads:
        if head != "field" and head not in _FOR_PEOPLE and head not in COLUMN_BY_CODE:
            yield Problem("", head, UNKNOWN_COLUMN)
    for head in sorted({head for head in heads if heads.count(head) > 1}):
        yield Problem("", head, TWICE)
