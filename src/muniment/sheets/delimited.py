"""Read CSV and its relatives as a stream, line by line, whatever is broken in it.

A record may run over several lines inside quotes. A quote that never closes would swallow
the rest of the file; here it costs its own line only.
"""

import csv
import io
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO

from muniment.sheets.lines import FileUnreadable, Line

LONGEST_LINE = 256 * 1024  # characters
LONGEST_RECORD = 100  # lines that one quoted record may cover
OPEN_QUOTE, TOO_LONG, UNREADABLE_LETTERS = "quote_open", "line_too_long", "letters_unreadable"


def read_delimited(stream: BinaryIO, *, encoding: str, delimiter: str) -> Iterator[Line]:
    """Yield every record of a text table with the line where it begins; constant memory.

    Broken records come out with a `trouble` code; the ones behind them are read all the same.

    Raises:
        FileUnreadable: the encoding asked for by hand does not fit the file at all.
    """
    text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
    source = _Source(text)
    try:
        while (line := _record(source, delimiter)) is not None:
            yield line
    except UnicodeError:
        raise FileUnreadable from None
    finally:
        with suppress(ValueError):  # the stream was closed before reading came to its end
            text.detach()


class _Source:
    """Physical lines with their numbers; lines can be put back."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._again: deque[str] = deque()
        self.number = 0

    def take(self) -> str:
        """Hand out the next line with its end, or "" at the end of the file."""
        line = self._again.popleft() if self._again else self._text.readline(LONGEST_LINE)
        if line:
            self.number += 1
        return line

    def give_back(self, lines: list[str]) -> None:
        self._again.extendleft(reversed(lines))
        self.number -= len(lines)

    def skip_rest(self, line: str) -> None:
        """Walk to the end of a line of which only the beginning was taken."""
        while line and not line.endswith(("\n", "\r")):
            line = self._text.readline(LONGEST_LINE)


def _record(source: _Source, delimiter: str) -> Line | None:
    first = source.take()
    if not first:
        return None
    number = source.number
    if len(first) >= LONGEST_LINE and not first.endswith(("\n", "\r")):
        source.skip_rest(first)
        return Line(number, (), trouble=TOO_LONG)
    if '"' in first:
        return _quoted(source, first, number, delimiter)
    return _line(number, first.rstrip("\r\n").split(delimiter))


def _quoted(source: _Source, first: str, number: int, delimiter: str) -> Line:
    feed = _Feed(source, first)
    try:
        cells = next(csv.reader(feed, delimiter=delimiter))
    except csv.Error:  # a cell beyond the module's limit of 128 Ki characters
        source.give_back(feed.taken[1:])
        return Line(number, (), trouble=TOO_LONG)
    if feed.ran_out and _left_open(feed.taken, delimiter):
        source.give_back(feed.taken[1:])
        return Line(number, (), trouble=OPEN_QUOTE)
    return _line(number, cells)


class _Feed:
    """The lines of one record, as the csv module asks for them."""

    def __init__(self, source: _Source, first: str) -> None:
        self._source = source
        self._first: str | None = first
        self.taken = [first]
        self.ran_out = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._first is not None:
            first, self._first = self._first, None
            return first
        line = self._source.take() if len(self.taken) < LONGEST_RECORD else ""
        if not line:
            self.ran_out = True
            raise StopIteration
        self.taken.append(line)
        return line


def _left_open(lines: list[str], delimiter: str) -> bool:
    """Ask the strict reader, which says in words that a quote was never closed."""
    try:
        next(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def _line(number: int, cells: list[str]) -> Line:
    trouble = UNREADABLE_LETTERS if any("\ufffd" in cell for cell in cells) else ""
    return Line(number, tuple(cells), trouble=trouble)
