"""What a customer typed: read, trimmed, and found whole or not."""

from collections.abc import Mapping
from dataclasses import dataclass

from muniment.handover.domain.states import Answer

LONGEST_NAME = 200
LONGEST_TEXT = 4000
MOST_LINES = 40
MISSING, TOO_LONG = "missing", "too_long"
_TEXTS = ("comment", "promises", "quotations")


@dataclass(frozen=True, slots=True)
class Reply:
    """One customer's word.

    Attributes:
        promises, quotations: as the customer names them, one each.
        answered_by: name and post.
    """

    answer: Answer
    comment: str
    promises: tuple[str, ...]
    quotations: tuple[str, ...]
    answered_by: str


def read_reply(told: Mapping[str, str]) -> tuple[Reply | None, dict[str, str]]:
    """Read what was typed; None with the faults by field where it is not whole."""
    faults = {name: TOO_LONG for name in _TEXTS if len(told.get(name, "")) > LONGEST_TEXT}
    for name in ("promises", "quotations"):
        if len(lines(told.get(name, ""))) > MOST_LINES:
            faults[name] = TOO_LONG
    who = clean(told.get("answered_by", "")).replace("\n", " ")
    if not who:
        faults["answered_by"] = MISSING
    elif len(who) > LONGEST_NAME:
        faults["answered_by"] = TOO_LONG
    said = told.get("answer", "")
    if said not in set(Answer):
        faults["answer"] = MISSING
    if faults:
        return None, faults
    reply = Reply(
        Answer(said), clean(told.get("comment", "")), lines(told.get("promises", "")),
        lines(told.get("quotations", "")), " ".join(who.split()),
    )  # fmt: skip
    return reply, {}


def clean(text: str) -> str:
    """Take control signs and lone surrogates out; line ends become one kind."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace").decode()
    return "".join(sign for sign in plain if sign == "\n" or sign.isprintable()).strip()


def lines(text: str) -> tuple[str, ...]:
    """The lines that hold something."""
    return tuple(line.strip() for line in clean(text).split("\n") if line.strip())
