"""Text tables as rows by heading, each with the line where it stands."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from muniment.matching.countries import code_of
from muniment.screening.domain.lists import BadRow, Rows
from muniment.sheets.delimited import UNREADABLE_LETTERS, read_delimited
from muniment.sheets.lines import Line
from muniment.sheets.sniff import SAMPLE_BYTES, encoding_of

NO_NAME, NO_ID, TOO_SHORT = "name_missing", "id_missing", "cells_missing"
LONGEST_UID = 110  # characters
_EMPTY = frozenset({"-0-", "N/A", "n/a", "null", "NULL"})


@dataclass(frozen=True, slots=True)
class Row:
    """One row by heading; an absent heading reads as an empty cell."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, heading: str) -> str:
        return self.cells.get(heading, "")

    def all(self, *headings: str) -> tuple[str, ...]:
        """Give the cells that hold something."""
        return tuple(cell for heading in headings if (cell := self[heading]))


def lines_of(data: bytes, delimiter: str) -> Iterator[Line]:
    """Read a text table; broken lines come out with their trouble."""
    encoding = encoding_of(data[:SAMPLE_BYTES])
    lines = read_delimited(io.BytesIO(data), encoding=encoding, delimiter=delimiter)
    return (line for line in lines if not line.is_blank)


def rows_of(
    lines: Iterable[Line], headings: Sequence[str], rows: Rows, file: str, *, least: int = 0
) -> Iterator[Row]:
    """Give every readable row under its headings; the others are put down as bad.

    Args:
        least: cells that a row must have at the least.
    """
    for line in lines:
        if line.trouble and line.trouble != UNREADABLE_LETTERS:
            # A name with one letter lost is still better screened than left out.
            rows.bad.append(BadRow(file, line.number, line.trouble))
        elif len(line.cells) < least:
            if not _is_end(line):
                rows.bad.append(BadRow(file, line.number, TOO_SHORT))
        else:
            cells = {key: tidy(cell) for key, cell in zip(headings, line.cells, strict=False)}
            yield Row(line.number, {key: cell for key, cell in cells.items() if cell})


def tidy(cell: str) -> str:
    """Make one line of a cell; the marks for "nothing" become empty."""
    text = " ".join(cell.replace("\x00", "").split())
    return "" if text in _EMPTY else text


def unique(texts: Iterable[str]) -> tuple[str, ...]:
    """Give every text that holds something once, in order."""
    return tuple(dict.fromkeys(text for text in texts if text))


def country_codes(texts: Iterable[str]) -> tuple[str, ...]:
    """Write countries as ISO codes where they are known, else as they stand."""
    return unique(code_of(text) or text for text in texts)


def split(cell: str) -> tuple[str, ...]:
    """Take apart a cell that holds several things with semicolons between them."""
    return unique(part.strip() for part in cell.split(";"))


def _is_end(line: Line) -> bool:
    """Say whether a line is the Ctrl-Z with which OFAC ends its files."""
    return "".join(line.cells).strip() == "\x1a"
