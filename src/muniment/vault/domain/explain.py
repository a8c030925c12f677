"""A decision in sentences, for the reader's own case or a manager's question.

Sentences are English sources with `{fact}` places; a door translates sentence and facts
(roles, relations and cells are codes with labels in `cells.py`) and fills them in.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from muniment.core.errors import Fact, gettext_noop
from muniment.people.domain.employment import State
from muniment.vault.domain.policy import Decision, Outcome, Reason


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with `{fact}` places and what fills them."""

    template: str
    facts: Mapping[str, Fact]


COLUMN = gettext_noop("The column that decides is {role}, {relation}.")
CELL = gettext_noop("In this column the cell of {field} is {cell}.")
NO_FIELD = gettext_noop("The access table has no field {field}, so it is shut.")
LIFTED = gettext_noop("A grant in force lifts the cell to {effective}.")
NOTICE = gettext_noop("During notice nothing is open, so the cell counts as {effective}.")

_RESULTS: Mapping[Reason, str] = {
    Reason.OPEN: gettext_noop("The value is shown."),
    Reason.GRANTED: gettext_noop("The value is shown because of the grant."),
    Reason.COUNTED: gettext_noop(
        "The value is shown and takes one look: {looks_used} of {looks_allowed} are used so far."
    ),
    Reason.IN_SITTING: gettext_noop(
        "The value is shown; the sitting still runs, so no look is taken."
    ),
    Reason.MASKED: gettext_noop("Only the mask is shown."),
    Reason.ASK_FIRST: gettext_noop("The value is not shown before the keeper’s manager agrees."),
    Reason.LOOKS_USED_UP: gettext_noop(
        "All {looks_allowed} looks are used; the next one needs the keeper’s manager."
    ),
    Reason.SHUT: gettext_noop("The value is not shown."),
    Reason.UNKNOWN_FIELD: gettext_noop("The value is not shown."),
    Reason.NOT_JOINED: gettext_noop("The invitation is not accepted yet, so everything is shut."),
    Reason.LEFT: gettext_noop("Somebody who left sees nothing."),
    Reason.FROZEN: gettext_noop("The dossier is frozen; only owner and compliance read it now."),
    Reason.ON_NOTICE: gettext_noop(
        "Somebody on notice sees only the customers that are hers to hand over."
    ),
}
NEXT_STEPS: Mapping[Outcome, str] = {
    Outcome.MASK: gettext_noop("To see more, ask for a grant for this compartment."),
    Outcome.ASK: gettext_noop("Ask the keeper’s manager and say what it is for."),
    Outcome.REFUSE: gettext_noop("If your task needs it, ask the keeper for a grant."),
}
_NO_WAY = frozenset(
    {Reason.LEFT, Reason.NOT_JOINED, Reason.FROZEN, Reason.UNKNOWN_FIELD, Reason.ON_NOTICE}
)


def explain(decision: Decision) -> tuple[Sentence, ...]:
    """Say which column and cell decided, what moved it, what follows, and what to do next."""
    facts: dict[str, Fact] = {
        **decision.facts,
        "role": decision.column.role.value,
        "relation": decision.column.relation.value,
    }
    templates = (COLUMN, *_of_cell(decision), _RESULTS[decision.reason], *_next(decision))
    return tuple(Sentence(template, facts) for template in templates)


def _of_cell(decision: Decision) -> tuple[str, ...]:
    if decision.reason is Reason.UNKNOWN_FIELD:
        return (NO_FIELD,)
    lifted = decision.effective.rank > decision.cell.rank
    lowered = decision.effective.rank < decision.cell.rank
    noticed = lowered and decision.ask.state is State.ON_NOTICE
    return (CELL, *([LIFTED] if lifted else []), *([NOTICE] if noticed else []))


def _next(decision: Decision) -> tuple[str, ...]:
    if decision.outcome is Outcome.SHOW or decision.reason in _NO_WAY:
        return ()
    return (NEXT_STEPS[decision.outcome],)
