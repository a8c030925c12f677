"""Reading an answer from outside: whatever is in it, we get a value of the right kind or nothing.

A field that is missing or of another kind reads as empty; an answer that is no answer at all is
`Malformed`. So a source that renames a field costs us that field, not the check.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

LONGEST_TEXT = 500
MOST_ITEMS = 2_000


class Malformed(ValueError):
    """The body is not what this source answers; `what` is a short code."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@dataclass(frozen=True, slots=True)
class Node:
    """A place in a JSON answer."""

    value: Any

    def at(self, *path: str) -> Self:
        """Go down by names; a place that is not there is an empty node."""
        value = self.value
        for name in path:
            value = value.get(name) if isinstance(value, dict) else None
        return type(self)(value)

    def text(self, *path: str) -> str:
        """The text there, trimmed and bounded; numbers are written out, all else is ""."""
        value = self.at(*path).value
        if isinstance(value, bool) or not isinstance(value, str | int):
            return ""
        return " ".join(str(value).split())[:LONGEST_TEXT]

    def day(self, *path: str) -> date | None:
        """The calendar day there, whatever of a moment follows it."""
        return day_of(self.text(*path))

    def flag(self, *path: str) -> bool | None:
        """Yes or no, or None when it says neither."""
        value = self.at(*path).value
        return value if isinstance(value, bool) else None

    def items(self, *path: str) -> Iterator[Self]:
        """The members of the list there; nothing when there is no list."""
        value = self.at(*path).value
        for item in value[:MOST_ITEMS] if isinstance(value, list) else ():
            yield type(self)(item)

    def texts(self, *path: str) -> tuple[str, ...]:
        """The texts of the list there, empty ones left out."""
        return tuple(found for item in self.items(*path) if (found := item.text()))


def json_of(body: bytes) -> Node:
    """Read JSON.

    Raises:
        Malformed: `not_json`.
    """
    try:
        return Node(json.loads(body))
    except (ValueError, RecursionError):
        raise Malformed("not_json") from None


def object_of(body: bytes) -> Node:
    """Read a JSON object.

    Raises:
        Malformed: `not_json`, `not_object`.
    """
    node = json_of(body)
    if not isinstance(node.value, dict):
        raise Malformed("not_object")
    return node


def day_of(text: str) -> date | None:
    """The day at the beginning of an ISO moment (“2019-03-01T00:00:00Z”), or None."""
    try:
        return datetime.strptime(text[:10], "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None
