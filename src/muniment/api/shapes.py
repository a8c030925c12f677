"""Shapes that operations share: what comes in is checked, what goes out is listed."""

from enum import Enum
from typing import Annotated

from ninja import Schema
from pydantic import AfterValidator, ConfigDict, Field, StringConstraints, WithJsonSchema

from muniment.core.money import LARGEST_MINOR, Money

MOST_ROWS = 200


def storable(text: str) -> str:
    """Refuse what no database or log takes: NUL and halves of surrogate pairs."""
    if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise ValueError("it holds a character that cannot be stored")
    return text


Text = Annotated[str, StringConstraints(max_length=300), AfterValidator(storable)]
Sentence = Annotated[str, StringConstraints(max_length=2_000), AfterValidator(storable)]
LongText = Annotated[str, StringConstraints(max_length=200_000), AfterValidator(storable)]
Cursor = Annotated[str, StringConstraints(max_length=1_000), AfterValidator(storable)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
FieldCode = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,31}(\.[a-z0-9_]{1,63})?$")]
Number = Annotated[int, Field(ge=1, le=2**31 - 1)]
VersionNumber = Annotated[int, Field(ge=0, le=2**31 - 1)]
Rows = Annotated[int, Field(ge=1, le=MOST_ROWS)]


def listed(kind: type[Enum]) -> WithJsonSchema:
    """List the words of an enumeration where it is used: rooms give one name to several."""
    return WithJsonSchema({"type": "string", "enum": [it.value for it in kind]})


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


class Amount(Shape):
    """An amount of money in minor units (cents, fen) of its currency."""

    minor: int
    currency: str

    @classmethod
    def of(cls, money: Money | None) -> "Amount | None":
        """Tell an amount; null when there is none."""
        return cls(minor=money.minor, currency=money.currency) if money else None


class AmountAsked(Asked):
    """An amount in minor units (cents, fen) of a currency of ISO 4217."""

    minor: Annotated[int, Field(ge=0, le=LARGEST_MINOR)]
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]

    def money(self) -> Money:
        """Give it as money."""
        return Money(self.currency, self.minor)


def money_of(asked: AmountAsked | None) -> Money | None:
    """Give an amount as money, if there is one."""
    return asked.money() if asked else None


class Narrowed(Schema):
    """What a list is narrowed to, and which page of it; read from the address."""

    cursor: Cursor | None = None
    limit: Rows = 50
