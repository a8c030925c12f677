"""Winning back: the states of a case, the kinds of steps, and the way between."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class State(StrEnum):
    """How far an attempt came."""

    OPEN = "open"
    OFFERED = "offered"
    WON = "won"
    LOST = "lost"


CLOSED = frozenset({State.WON, State.LOST})


class StepKind(StrEnum):
    """What can be done about a customer that went."""

    CALL = "call"
    VISIT = "visit"
    OFFER = "offer"
    SAMPLE = "sample"
    LETTER = "letter"
    OTHER = "other"


_WAYS = {
    State.OPEN: frozenset({State.OFFERED, State.WON, State.LOST}),
    State.OFFERED: frozenset({State.OPEN, State.WON, State.LOST}),
    State.WON: frozenset[State](),
    State.LOST: frozenset[State](),
}


def leads(before: State, after: State) -> bool:
    """Say whether a case may go from one state to another."""
    return after in _WAYS[before]


@dataclass(frozen=True, slots=True)
class Proposed:
    """A step that the house proposes when a case opens: what, and by when."""

    kind: StepKind
    due_on: date


def first_steps(on: date) -> tuple[Proposed, ...]:
    """Propose the usual first steps: ask within days, visit and offer within weeks."""
    return (
        Proposed(StepKind.CALL, on + timedelta(days=3)),
        Proposed(StepKind.VISIT, on + timedelta(days=21)),
        Proposed(StepKind.OFFER, on + timedelta(days=28)),
    )
