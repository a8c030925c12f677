"""Who answers when a check asks the house. Rooms register here; see `domain/house.py`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from muniment.investigations.domain.checks import NotReached, Subject


@dataclass(frozen=True, slots=True)
class Asking:
    """On whose behalf a question is asked: a case, or nobody's (`case_id` None)."""

    case_id: UUID | None
    subject: Subject
    at: datetime


Answerer = Callable[[Asking, Mapping[str, object]], object]

_answerers: dict[str, Answerer] = {}
_beginnings: list[Callable[[], None]] = []


def at_first_question(beginning: Callable[[], None]) -> None:
    """Have `beginning` register its answers when the first question is asked, not before."""
    _beginnings.append(beginning)


def register(question: str, answerer: Answerer) -> None:
    """Let `answerer` answer this question from now on."""
    _answerers[question] = answerer


def answer(question: str, asking: Asking, inputs: Mapping[str, object]) -> object:
    """Answer a question.

    Raises:
        NotReached: `nobody_answers`, or what the answerer raises.
    """
    while _beginnings:
        _beginnings.pop()()
    answerer = _answerers.get(question)
    if answerer is None:
        raise NotReached("nobody_answers")
    return answerer(asking, inputs)
