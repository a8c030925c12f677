"""Read .xlsx sheets as a stream, with numbers and dates as a person would type them."""

import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from typing import IO, Any, BinaryIO
from xml.parsers import expat

import openpyxl

from muniment.sheets.lines import FileUnreadable, Line, WorkbookDamaged, WorkbookTooLarge

# The library warns about styles and validations, which we do not read.
warnings.filterwarnings("ignore", module=r"openpyxl\.")

LARGEST_UNPACKED = 2 * 1024**3  # bytes of all parts together; sheets are streamed
LARGEST_SHARED = 160 * 1024**2  # bytes of the shared texts, which the reader keeps in memory
MOST_SHEETS = 12
WIDEST = 400  # columns
MOST_PLACES = 60_000_000  # rows times columns, for readers that lay out empty cells too
_CHUNK = 256 * 1024
_TABLE = b"sheetData"


def sheets_of(stream: BinaryIO) -> list[str]:
    """Name the visible sheets, at most twelve.

    Raises:
        WorkbookDamaged, WorkbookTooLarge: as the names say.
    """
    with _opened(stream) as book:
        return [sheet.title for sheet in _visible(book)]


def read_sheet(stream: BinaryIO, *, sheet: int = 0) -> Iterator[Line]:
    """Yield the rows of one visible sheet with their row numbers; memory does not grow by rows.

    Raises:
        WorkbookDamaged, WorkbookTooLarge: as the names say, also half-way.
    """
    with _opened(stream) as book:
        rows = _visible(book)
        if sheet >= len(rows):
            raise WorkbookDamaged
        chosen = rows[sheet]
        chosen.reset_dimensions()  # the declared size is wrong in many exports
        for number, cells in enumerate(chosen.iter_rows(values_only=True), start=1):
            yield Line(number, _trimmed(cells))


def refuse_vast(stream: BinaryIO) -> None:
    """Refuse a workbook whose filled cells span more than `MOST_PLACES`.

    Two cells in opposite corners are a kilobyte, and hundreds of gigabytes to a reader that lays
    out the rectangle between them. Every part that holds a table is measured, whatever its name:
    two readers may disagree on which part a sheet is. One pass, memory does not grow.

    Raises:
        WorkbookDamaged, WorkbookTooLarge: as the names say.
    """
    try:
        _refuse_bombs(stream)
        with zipfile.ZipFile(stream) as book:
            for part in book.infolist():
                with book.open(part) as content:
                    is_table = _holds_table(content)
                if is_table:
                    with book.open(part) as content:
                        _Extent().measure(content)
    except FileUnreadable:
        raise
    except Exception as error:  # as above
        raise WorkbookDamaged from error
    stream.seek(0)


def _holds_table(content: IO[bytes]) -> bool:
    tail = b""
    while data := content.read(_CHUNK):
        if _TABLE in tail + data:
            return True
        tail = data[-len(_TABLE) :]
    return False


class _Extent:
    """Measures how far the filled cells of one sheet reach."""

    def __init__(self) -> None:
        self._row = self._column = 0  # where the reader stands; cells need not say their place
        self._height = self._width = 0
        self._columns: dict[str, int] = {}

    def measure(self, content: IO[bytes]) -> None:
        """Read one part; every element after a `c` that makes it a filled cell counts."""
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        while data := content.read(_CHUNK):
            parser.Parse(data, False)
        parser.Parse(b"", True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        plain = name.rpartition(":")[2]
        if plain == "c":
            self._stand(attributes.get("r", ""))
        elif plain in {"v", "is", "f"}:
            self._count()
        elif plain == "row":
            told = attributes.get("r", "")
            self._row = int(told) if told else self._row + 1
            self._column = 0

    def _stand(self, place: str) -> None:
        if not place:
            self._column += 1
            return
        letters = place.rstrip("0123456789")
        column = self._columns.get(letters)
        if column is None:
            column = self._columns[letters] = _column_of(letters)
        self._column, self._row = column, int(place[len(letters) :])

    def _count(self) -> None:
        if self._row <= self._height and self._column <= self._width:
            return
        self._height = max(self._height, self._row)
        self._width = max(self._width, self._column)
        if self._height * self._width > MOST_PLACES:
            raise WorkbookTooLarge

    @staticmethod
    def _refuse_doctype(*_told: object) -> None:
        raise WorkbookDamaged


def _column_of(letters: str) -> int:
    """Count a column from its letters: A is 1, AA is 27.

    Raises:
        WorkbookDamaged: it is no name of a column.
    """
    upper = letters.upper()
    if not 1 <= len(upper) <= 7 or not all("A" <= sign <= "Z" for sign in upper):
        raise WorkbookDamaged
    column = 0
    for sign in upper:
        column = column * 26 + ord(sign) - ord("A") + 1
    return column


@contextmanager
def _opened(stream: BinaryIO) -> Iterator[Any]:
    book = None
    try:
        _refuse_bombs(stream)
        book = openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        yield book
    except FileUnreadable:
        raise
    except Exception as error:  # the library raises whatever its XML and ZIP readers raise
        raise WorkbookDamaged from error
    finally:
        if book is not None:
            book.close()


def _refuse_bombs(stream: BinaryIO) -> None:
    stream.seek(0)
    parts = zipfile.ZipFile(stream).infolist()
    shared = sum(part.file_size for part in parts if part.filename.endswith("sharedStrings.xml"))
    if shared > LARGEST_SHARED or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise WorkbookTooLarge
    stream.seek(0)


def _visible(book: Any) -> list[Any]:
    tables = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    return tables[:MOST_SHEETS]


def _trimmed(cells: tuple[Any, ...]) -> tuple[str, ...]:
    texts = [text_of(cell) for cell in cells[:WIDEST]]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def text_of(value: Any) -> str:
    """Write one cell as a person would type it: 13047 and not 13047.0, dates as 2026-05-03.

    Whole days lose their midnight; a duration or an unknown kind is written by `str`.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return (
            value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec="seconds")
        )
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _number(value: float) -> str:
    """Write a binary number the way the sheet shows it: no `.0`, no exponent, 15 digits."""
    exact = Decimal(f"{value:.15g}")
    if not exact.is_finite():
        return ""
    if exact == exact.to_integral_value() and abs(exact) < Decimal(10) ** 30:
        return str(exact.quantize(Decimal(1)) if abs(exact) < Decimal(10) ** 27 else int(exact))
    return f"{exact:f}"
