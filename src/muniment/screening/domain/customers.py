"""Customers as a file brings them, ready to be asked about."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from muniment.core.errors import MunimentError, gettext_noop
from muniment.screening.domain.days import birth_dates
from muniment.screening.domain.hits import Question
from muniment.screening.domain.layouts.plain import Columns, columns_of, kind_of, names_of
from muniment.screening.domain.layouts.tables import (
    NO_NAME,
    Row,
    country_codes,
    lines_of,
    rows_of,
)
from muniment.screening.domain.lists import BadRow, Rows, SourceFile
from muniment.sheets.lines import FileUnreadable
from muniment.sheets.sniff import (
    SAMPLE_BYTES,
    decoded,
    delimiter_of,
    encoding_of,
    refuse_non_tables,
)

_HEADING_LINES = 10  # the headings stand in one of the first so many lines


class CustomersUnreadable(MunimentError):
    """The file of customers is no table with names; nobody was screened."""

    code = "screening.customers.unreadable"
    title = gettext_noop("{file} is no table of customers.")
    next_step = gettext_noop("Save it as CSV with a heading for the names, for example: id,name.")


@dataclass(frozen=True, slots=True)
class Customer:
    """One row: its id (the line when the file has none), its line, and the question."""

    id: str
    line: int
    question: Question


def read_customers(file: SourceFile) -> tuple[Sequence[Customer], Sequence[BadRow]]:
    """Read customers and the rows that name nobody.

    Raises:
        CustomersUnreadable: no headings that we know, or no table at all.
    """
    sample = file.data[:SAMPLE_BYTES]
    try:
        refuse_non_tables(sample)
        delimiter = delimiter_of(decoded(sample, encoding_of(sample)))
        return _read(file, delimiter)
    except FileUnreadable:
        raise CustomersUnreadable(file=file.name) from None


def _read(file: SourceFile, delimiter: str) -> tuple[Sequence[Customer], Sequence[BadRow]]:
    rows = Rows()
    lines = lines_of(file.data, delimiter)
    for line in islice(lines, _HEADING_LINES):
        headings = [" ".join(cell.split()).lstrip("\ufeff") for cell in line.cells]
        if (columns := columns_of(headings)) is not None:
            break
    else:
        raise CustomersUnreadable(file=file.name)
    customers: list[Customer] = []
    for row in rows_of(lines, headings, rows, file.name):
        if customer := _customer(row, columns):
            customers.append(customer)
        else:
            rows.bad.append(BadRow(file.name, row.line, NO_NAME))
    return customers, rows.bad


def _customer(row: Row, columns: Columns) -> Customer | None:
    names = names_of(row, columns)
    if not names:
        return None
    question = Question(
        names=tuple(name.text for name in names),
        kind=kind_of(columns.one(row, "kind")),
        countries=country_codes(columns.all(row, "country")),
        birth_dates=birth_dates(";".join(columns.all(row, "born"))),
        identifiers=columns.all(row, "numbers"),
    )
    return Customer(columns.one(row, "uid") or str(row.line), row.line, question)
