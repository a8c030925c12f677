"""Read .xlsx sheets as a stream, with numbers and dates as a person would type them."""

import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, BinaryIO

import openpyxl

from muniment.sheets.lines import FileUnreadable, Line, WorkbookDamaged, WorkbookTooLarge

# The library warns about styles and validations, which we do not read.
warnings.filterwarnings("ignore", module=r"openpyxl\.")

LARGEST_UNPACKED = 2 * 1024**3  # bytes of all parts together; sheets are streamed
LARGEST_SHARED = 160 * 1024**2  # bytes of the shared texts, which the reader keeps in memory
MOST_SHEETS = 12
WIDEST = 400  # columns


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
