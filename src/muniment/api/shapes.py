"""Shapes that operations share: what comes in is checked, what goes out is listed."""

from typing import Annotated

from ninja import Schema
from pydantic import AfterValidator, ConfigDict, Field, StringConstraints

MOST_ROWS = 200


def _storable(text: str) -> str:
    """Refuse what no database or log takes: NUL and halves of surrogate pairs."""
    if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise ValueError("it holds a character that cannot be stored")
    return text


Text = Annotated[str, StringConstraints(max_length=300), AfterValidator(_storable)]
LongText = Annotated[str, StringConstraints(max_length=200_000), AfterValidator(_storable)]
Cursor = Annotated[str, StringConstraints(max_length=1_000), AfterValidator(_storable)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
FieldCode = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,31}(\.[a-z0-9_]{1,63})?$")]
Number = Annotated[int, Field(ge=1, le=2**31 - 1)]
VersionNumber = Annotated[int, Field(ge=0, le=2**31 - 1)]
Rows = Annotated[int, Field(ge=1, le=MOST_ROWS)]


class Shape(Schema):
    """Something that goes out: every member is named here, so nothing else can leave."""


class Asked(Schema):
    """Something that comes in; an unknown member is refused, because it is a typing error."""

    model_config = ConfigDict(extra="forbid")


class Paged(Shape):
    """One page of a list; `next_cursor` is null on the last one."""

    next_cursor: str | None


class WhyAsked(Asked):
    """Why something is done; it goes on record sealed."""

    reason: Text


class Narrowed(Schema):
    """What a list is narrowed to, and which page of it; read from the address."""

    cursor: Cursor | None = None
    limit: Rows = 50
