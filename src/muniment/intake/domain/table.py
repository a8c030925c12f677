"""Open a file of unknown form: find its layout and its headings, then stream its rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import BinaryIO

from muniment.intake.domain.headings import Guess, Vocabulary, guess_columns, recognised
from muniment.intake.domain.plan import FileFormat, Kind, Layout, Plan
from muniment.sheets.dates import is_ambiguous, order_of
from muniment.sheets.delimited import read_delimited
from muniment.sheets.lines import FileEmpty, Line
from muniment.sheets.numbers import style_of
from muniment.sheets.sniff import (
    SAMPLE_BYTES,
    decoded,
    delimiter_of,
    encoding_of,
    is_workbook,
    refuse_non_tables,
)
from muniment.sheets.workbook import read_sheet, sheets_of

SEARCHED = 30  # lines in which the heading row is looked for
SAMPLED = 300  # rows from which contents are guessed
_DATES = frozenset({"ordered_on", "origin.first_contact_on"})
_NUMBERS = frozenset({"amount", "total", "quantity", "unit_price", "pricing.credit_limit"})


@dataclass(frozen=True, slots=True)
class Examined:
    """What a first look at a file found; `samples` are a few rows to show beside the guesses.

    Attributes:
        asks_day_order: dates like 03/04/2026 occur and nothing tells which part is the day.
    """

    plan: Plan
    headings: tuple[str, ...]
    guesses: tuple[Guess, ...]
    samples: tuple[tuple[str, ...], ...]
    asks_day_order: bool


def examine(stream: BinaryIO, kind: Kind, known: Vocabulary) -> Examined:
    """Look at the beginning of a file and guess everything about it; reads some 300 rows.

    Raises:
        FileUnreadable: the file is empty, damaged or no table; the subclasses say which.
    """
    layout = _layout(stream, known)
    return look_again(stream, Plan(kind=kind, layout=layout, targets=()), known)


def look_again(stream: BinaryIO, plan: Plan, known: Vocabulary) -> Examined:
    """Guess headings and contents anew under a layout that a person corrected.

    Raises:
        FileUnreadable: as `examine`.
    """
    lines = list(islice(_lines(stream, plan.layout), SEARCHED + SAMPLED))
    place = _heading_place(lines, known)
    headings = tuple(cell.strip() for cell in lines[place].cells)
    samples = [line.cells for line in lines[place + 1 :] if not line.is_blank and not line.trouble]
    guesses = guess_columns(headings, samples, known)
    targets = tuple(guess.target for guess in guesses)
    dates = _column_texts(samples, targets, _DATES)
    return Examined(
        plan=replace(
            plan,
            layout=replace(plan.layout, heading_line=lines[place].number),
            targets=targets,
            day_order=order_of(dates) or plan.day_order,
            decimal=style_of(_column_texts(samples, targets, _NUMBERS)),
        ),
        headings=headings,
        guesses=tuple(guesses),
        samples=tuple(samples[:5]),
        asks_day_order=is_ambiguous(dates),
    )


def rows_of(stream: BinaryIO, layout: Layout) -> Iterator[Line]:
    """Yield the rows below the headings, blank ones left out; constant memory.

    Raises:
        FileUnreadable: a workbook that turns out to be damaged half-way.
    """
    for line in _lines(stream, layout):
        if line.number > layout.heading_line and not line.is_blank:
            yield line


def headings_of(stream: BinaryIO, layout: Layout) -> tuple[str, ...]:
    """Read the headings again; they are never kept, because a wrong heading row holds values."""
    for line in _lines(stream, layout):
        if line.number >= layout.heading_line:
            return tuple(cell.strip() for cell in line.cells)
    return ()


def _layout(stream: BinaryIO, known: Vocabulary) -> Layout:
    stream.seek(0)
    sample = stream.read(SAMPLE_BYTES)
    if is_workbook(sample):
        return Layout(FileFormat.WORKBOOK, sheet=_best_sheet(stream, known))
    refuse_non_tables(sample)
    encoding = encoding_of(sample)
    return Layout(FileFormat.TEXT, encoding, delimiter_of(decoded(sample, encoding)))


def _best_sheet(stream: BinaryIO, known: Vocabulary) -> int:
    """Choose the sheet with the most known headings; the first of equals."""
    best, most = 0, -1
    for sheet in range(len(sheets_of(stream))):
        lines = islice(read_sheet(stream, sheet=sheet), SEARCHED)
        found = max((recognised(line.cells, known) for line in lines), default=-1)
        if found > most:
            best, most = sheet, found
    return best


def _lines(stream: BinaryIO, layout: Layout) -> Iterator[Line]:
    stream.seek(0)
    if layout.format is FileFormat.WORKBOOK:
        return read_sheet(stream, sheet=layout.sheet)
    return read_delimited(stream, encoding=layout.encoding, delimiter=layout.delimiter)


def _heading_place(lines: Sequence[Line], known: Vocabulary) -> int:
    """Find the heading row: the most known headings win, else the first row as wide as its data.

    Titles above a table are one merged cell, so they are narrow.

    Raises:
        FileEmpty: there is no row with anything in it.
    """
    filled = [place for place, line in enumerate(lines) if not line.is_blank and not line.trouble]
    if not filled:
        raise FileEmpty
    searched = filled[:SEARCHED]
    best = max(searched, key=lambda place: (recognised(lines[place].cells, known), -place))
    if recognised(lines[best].cells, known):
        return best
    widths = [_width(lines[place]) for place in filled]
    usual = sorted(widths)[len(widths) // 2]
    return next((place for place in searched if _width(lines[place]) >= usual), searched[0])


def _width(line: Line) -> int:
    return sum(1 for cell in line.cells if cell.strip())


def _column_texts(
    samples: Sequence[Sequence[str]], targets: Sequence[str], wanted: frozenset[str]
) -> list[str]:
    places = [place for place, target in enumerate(targets) if target in wanted]
    return [row[place] for row in samples for place in places if place < len(row)]
