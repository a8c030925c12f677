"""One table of a file: its columns under our names, its lines, and the lines that are no good.

Files may be packed with gzip and written in any usual encoding with any usual delimiter.
"""

import gzip
import re
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.sheets.dates import parse_day
from muniment.sheets.delimited import read_delimited
from muniment.sheets.lines import FileUnreadable
from muniment.sheets.numbers import parse_number
from muniment.sheets.sniff import (
    SAMPLE_BYTES,
    decoded,
    delimiter_of,
    encoding_of,
    refuse_non_tables,
)

Tell = Callable[[int, int], None]  # bytes read, bytes in all

COLUMNS: Mapping[str, Sequence[str]] = {
    "customer": ("customer", "customer_id", "customerid", "cust", "master_id", "id"),
    "date": ("date", "order_date", "date_yyyymmdd", "day"),
    "amount": ("amount", "dollars", "value"),
    "currency": ("currency",),
    "employee": ("employee", "employee_id"),
    "from": ("from", "start"),
    "to": ("to", "end"),
    "noticed": ("noticed", "notice"),
    "usd": ("usd", "rate"),
    "frequency": ("frequency", "x"),
    "recency": ("recency", "t_x"),
    "age": ("t", "age"),
}
UNREADABLE = gettext_noop("the line cannot be read")
_PLAIN = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,12})?\Z")
_TELL_EVERY = 10_000  # lines


class ColumnMissing(MunimentError):
    """A file lacks a column without which none of its lines means anything."""

    code = "warning.files.column_missing"
    kind = ErrorKind.INVALID
    title = gettext_noop("The file of {file} has no column “{column}”.")
    next_step = gettext_noop("Give it a first line with the names of its columns.")


@dataclass(frozen=True, slots=True)
class BadRow:
    """A line that was left out; `file` is orders, owners, departures or rates."""

    file: str
    line: int
    wrong: str


class Table:
    """One open file: its columns under our names, then its lines."""

    def __init__(self, stream: BinaryIO, size: int, position: Callable[[], int], kind: str) -> None:
        sample = stream.read(SAMPLE_BYTES)
        stream.seek(0)
        refuse_non_tables(sample)
        encoding = encoding_of(sample)
        delimiter = delimiter_of(decoded(sample, encoding))
        self._stream, self._size, self._position, self._kind = stream, size, position, kind
        self._lines = read_delimited(stream, encoding=encoding, delimiter=delimiter)
        self._columns = _places([cell.strip().lower() for cell in next(self._lines).cells])

    @classmethod
    @contextmanager
    def opened(cls, file: Path, kind: str) -> Iterator["Table"]:
        """Open a file, packed or not.

        Raises:
            FileUnreadable: it is empty, no text table, or packed and damaged.
        """
        with file.open("rb") as raw, ExitStack() as packed:
            stream: BinaryIO = raw
            if raw.read(2) == b"\x1f\x8b":
                stream = packed.enter_context(gzip.GzipFile(fileobj=raw))  # type: ignore[assignment]
            raw.seek(0)
            try:
                yield cls(stream, file.stat().st_size, raw.tell, kind)
            except (gzip.BadGzipFile, zlib.error, EOFError):
                raise FileUnreadable from None

    def has(self, *names: str) -> bool:
        """Say whether all these columns are there."""
        return all(name in self._columns for name in names)

    def require(self, *names: str) -> None:
        """Raise `ColumnMissing` for the first of these columns that is not there."""
        for name in names:
            if name not in self._columns:
                raise ColumnMissing(file=self._kind, column=name)

    def rows(
        self, bad: list[BadRow], tell: Tell | None = None
    ) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield each line with its number; lines that cannot be read go to `bad`."""
        for count, line in enumerate(self._lines, 1):
            if tell and count % _TELL_EVERY == 0:
                tell(self._position(), self._size)
            if line.is_blank:
                continue
            if line.trouble or len(line.cells) <= max(self._columns.values()):
                bad.append(BadRow(self._kind, line.number, UNREADABLE))
                continue
            yield (
                line.number,
                {name: line.cells[place].strip() for name, place in self._columns.items()},
            )


def _places(header: Sequence[str]) -> dict[str, int]:
    """Find our columns under any of their names, the first of them that is there."""
    found = {
        name: next((header.index(other) for other in others if other in header), -1)
        for name, others in COLUMNS.items()
    }
    return {name: place for name, place in found.items() if place >= 0}


def day_of(text: str) -> int | None:
    """Read a day as an ordinal; None if it is none."""
    day = parse_day(text)
    return None if day is None else day.toordinal()


def number_of(text: str) -> float | None:
    """Read a number; None if it is none."""
    if _PLAIN.match(text):
        return float(text)
    read = parse_number(text)
    return None if read is None else float(read[0])
