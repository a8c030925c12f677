"""Errors that say what is the case and what to do next.

A verb raises a subclass that stands beside it. `title` and `next_step` are English
sources marked with `gettext_noop`; a door translates them and fills in the facts.
Facts are ids, counts and codes: never a sealed value, a secret or a name.
"""

from collections.abc import Mapping
from enum import Enum
from typing import ClassVar

Fact = str | int | bool | None


def gettext_noop(text: str) -> str:
    """Mark a sentence for the catalogues; the door translates it."""
    return text


class ErrorKind(Enum):
    """What sort of trouble it is; each door has one answer a kind."""

    INVALID = "invalid"  # what was sent cannot be understood: 422
    SIGNED_OUT = "signed_out"  # nobody is signed in: 401
    REFUSED = "refused"  # the policy says no: 403
    NOT_FOUND = "not_found"  # missing, or forbidden and not to be told apart: 404
    CONFLICT = "conflict"  # somebody was first, or the state does not allow it: 409
    LIMITED = "limited"  # a quota or a rate is used up: 429
    UNAVAILABLE = "unavailable"  # the house cannot do it now: 503


class MunimentError(Exception):
    """Base of every error that may reach a user.

    Attributes:
        code: stable name, `app.thing.happened`.
        kind: decides the HTTP status and the exit code.
        title: one sentence that says what is the case, with `{fact}` places.
        next_step: one sentence that says what to do next, with `{fact}` places.
        facts: what fills the places and what a program can read.
    """

    code: ClassVar[str] = "core.error"
    kind: ClassVar[ErrorKind] = ErrorKind.INVALID
    title: ClassVar[str] = gettext_noop("Something is not right.")
    next_step: ClassVar[str] = gettext_noop("Try again, or ask your administrator.")

    def __init__(self, **facts: Fact) -> None:
        super().__init__(self.code)
        self.facts: Mapping[str, Fact] = facts

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value}" for name, value in sorted(self.facts.items()))
        return f"{self.code}({told})" if told else self.code


def fill(sentence: str, facts: Mapping[str, Fact]) -> str:
    """Fill the `{fact}` places of a (translated) sentence; an unknown place stays as it is."""
    for name, value in facts.items():
        sentence = sentence.replace("{" + name + "}", "" if value is None else str(value))
    return sentence
