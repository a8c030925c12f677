"""Mailboxes: the messages of an mbox file one after the other, whatever its size.

Source: RFC 4155, and the `mboxrd` way of quoting lines that begin with `From `. Costs memory for
one message at a time.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from muniment.touches.reading.messages import LARGEST_MESSAGE

_BEGINS = re.compile(rb"From \S+.*\d{1,2}:\d{2}")
_QUOTED = re.compile(rb">+From ")
_HEADER = re.compile(rb"[\x21-\x39\x3b-\x7e]{1,120}:")
_CHUNK = 1_000_000


class NoMailbox(Exception):
    """The file does not begin like a mailbox or a message; nothing was read."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One message of a mailbox.

    Attributes:
        number, line: of the message and of its first line, from 1.
        offset, end: octets of the file before it, and up to its end.
        whole: nothing was cut off.
        raw: the message, up to `LARGEST_MESSAGE` octets.
    """

    number: int
    line: int
    offset: int
    end: int
    raw: bytes
    whole: bool


def messages_in(stream: IO[bytes]) -> Iterator[Piece]:
    """Give the messages of an mbox file; a file that is one message alone gives that.

    Raises:
        NoMailbox: at the first step, when the file begins like neither.
    """
    reader = _Lines(stream)
    first = reader.peek()
    if not first.strip():
        return
    if not _BEGINS.match(first) and not _HEADER.match(first):
        raise NoMailbox
    number = 0
    while reader.peek():
        number += 1
        yield _next(reader, number)


def _next(reader: "_Lines", number: int) -> Piece:
    offset, line = reader.offset, reader.line
    if _BEGINS.match(reader.peek()):
        reader.take()
    kept: list[bytes] = []
    size, blank = 0, False
    while told := reader.peek():
        if blank and _BEGINS.match(told):
            break
        reader.take()
        size += len(told)
        if size <= LARGEST_MESSAGE:
            kept.append(told[1:] if _QUOTED.match(told) else told)
        blank = not told.strip()
    return Piece(number, line, offset, reader.offset, b"".join(kept), size <= LARGEST_MESSAGE)


class _Lines:
    """Lines of a stream with one line of foresight, its place counted; long lines in pieces."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._next = stream.readline(_CHUNK)
        self.offset, self.line = 0, 1

    def peek(self) -> bytes:
        return self._next

    def take(self) -> None:
        self.offset += len(self._next)
        self.line += self._next.endswith(b"\n")
        self._next = self._stream.readline(_CHUNK)
