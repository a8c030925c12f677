"""Cursors for paging: where the last page ended, not how many rows to skip."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from muniment.core import canonical
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop

Row = TypeVar("Row")


class CursorInvalid(MunimentError):
    """The cursor was not made by this list; nothing was read."""

    code = "core.cursor.invalid"
    kind = ErrorKind.INVALID
    title = gettext_noop("This page link is not complete.")
    next_step = gettext_noop("Go back to the first page of the list.")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One page of rows and where to go from it; `next_cursor` is None on the last page."""

    rows: list[Row]
    next_cursor: str | None = None
    previous_cursor: str | None = None


def encode(*key: str | int) -> str:
    """Turn the sort key of a row into an opaque cursor; put no sealed value into a key."""
    return canonical.b64(canonical.dump(list(key)))


def decode(cursor: str, *shape: type) -> list[str | int]:
    """Turn a cursor back into the sort key of the given shape.

    Raises:
        CursorInvalid: anything that `encode` with this shape could not have made.
    """
    try:
        key = canonical.load(canonical.unb64(cursor))
    except canonical.NotCanonical:
        raise CursorInvalid from None
    if not isinstance(key, list) or [type(part) for part in key] != list(shape):
        raise CursorInvalid
    return key
