"""Any file a provider sends, opened: what it is, its first lines, and all of it as plain CSV."""

import csv
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import python_calamine

from muniment.core.errors import ErrorKind, gettext_noop
from muniment.customs_data.domain.layouts import (
    SAMPLED,
    SEARCHED,
    Layout,
    Remembered,
    Wishes,
    layout_of,
)  # fmt: skip
from muniment.sheets.delimited import read_delimited
from muniment.sheets.lines import FileUnreadable, Line, WorkbookDamaged
from muniment.sheets.sniff import (
    SAMPLE_BYTES,
    decoded,
    delimiter_of,
    encoding_of,
    is_workbook,
    refuse_non_tables,
)  # fmt: skip
from muniment.sheets.workbook import refuse_vast, sheets_of, text_of

_ENGINE_READS = frozenset({"utf-8", "utf-8-sig"})
_CHUNK = 4 * 1024 * 1024


class NoHeader(FileUnreadable):
    """No line of the file reads like the headings of customs data."""

    code = "customs_data.file.no_header"
    kind = ErrorKind.INVALID
    title = gettext_noop("No row of this file names the columns.")
    next_step = gettext_noop(
        "Say in which row the headings stand, or add a row of headings and try again."
    )


@dataclass(frozen=True, slots=True)
class Source:
    """A file, and how its bytes are to be read.

    Attributes:
        kind: "delimited" or "workbook".
        encoding, delimiter: of delimited files, "" for workbooks.
        sheets: names of the visible sheets of a workbook.
    """

    path: Path
    name: str
    kind: str
    encoding: str = ""
    delimiter: str = ""
    sheets: tuple[str, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Say whether the engine can read the file itself, without a copy."""
        return self.kind == "delimited" and self.encoding in _ENGINE_READS

    def lines(self, sheet: str = "") -> Iterator[Line]:
        """Yield the lines of the table; numbers count from 1 as the sheet shows them."""
        if self.kind == "workbook":
            yield from _sheet_lines(self.path, sheet or self.sheets[0])
            return
        with self.path.open("rb") as stream:
            yield from read_delimited(stream, encoding=self.encoding, delimiter=self.delimiter)


def open_source(path: Path, name: str = "", *, encoding: str = "", delimiter: str = "") -> Source:
    """Find out what a file is; `name` is how its sender called it.

    Raises:
        FileUnreadable: it is no table; the subclass says why.
    """
    name = name or path.name
    with path.open("rb") as stream:
        sample = stream.read(SAMPLE_BYTES)
        if is_workbook(sample):
            refuse_vast(stream)  # the reader of the sheets lays out what lies between two cells
            return Source(path, name, "workbook", sheets=tuple(sheets_of(stream)))
    refuse_non_tables(sample)
    encoding = encoding or encoding_of(sample)
    delimiter = delimiter or delimiter_of(decoded(sample, encoding))
    return Source(path, name, "delimited", encoding, delimiter)


def examine(
    source: Source,
    wishes: Wishes | None = None,
    remembered: Mapping[str, Remembered] | None = None,
) -> Layout:
    """Understand a file from its first thousand rows; of several sheets, the one with most.

    Args:
        remembered: what was confirmed, by fingerprint of the headings.

    Raises:
        NoHeader: none of its first lines names columns.
        FileUnreadable: the file breaks off.
    """
    found: list[Layout] = []
    for sheet in source.sheets or ("",):
        lines = list(islice(source.lines(sheet), SEARCHED + SAMPLED))
        layout = layout_of(lines, name=source.name, sheet=sheet, wishes=wishes)
        if layout is not None and remembered and layout.fingerprint in remembered:
            known = remembered[layout.fingerprint]
            layout = layout_of(
                lines, name=source.name, sheet=sheet, wishes=wishes, remembered=known
            )
        if layout is not None:
            found.append(layout)
    if not found:
        raise NoHeader
    return max(found, key=lambda it: len(it.choices))


def write_plain(source: Source, layout: Layout, target: Path) -> int:
    """Write the table as plain CSV from its header on, so that the engine can read it.

    Blank lines stay, so that row numbers hold. Returns the number of rows behind the header.
    Memory does not grow with the rows of text files; a sheet is held by its reader.
    """
    count = 0
    with target.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL)
        at = layout.header_row
        for line in source.lines(layout.sheet):
            if line.number < layout.header_row:
                continue
            cells = [" ".join(cell.split()) for cell in line.cells[: len(layout.headings)]]
            cells += [""] * (len(layout.headings) - len(cells))
            while at < line.number:  # a record of several lines keeps the numbers of the next
                writer.writerow([""] * len(cells))
                at += 1
            writer.writerow(cells)
            at += 1
            count += line.number > layout.header_row
    return count


def sha256_of(path: Path) -> str:
    """Give the SHA-256 of a file in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while data := stream.read(_CHUNK):
            digest.update(data)
    return digest.hexdigest()


def _sheet_lines(path: Path, sheet: str) -> Iterator[Line]:
    try:
        with path.open("rb") as stream:
            book = python_calamine.CalamineWorkbook.from_filelike(stream)
            rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    except Exception as error:  # the reader raises whatever its ZIP and XML readers raise
        raise WorkbookDamaged from error
    for number, cells in enumerate(rows, start=1):
        yield Line(number, tuple(text_of(cell) if cell != "" else "" for cell in cells))
