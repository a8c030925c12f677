"""Two shapes of one rule: "may she, and why?" and "which may she?".

`decide` answers for one field and one person; `relations_with` answers for all dossiers
at once, as the set of relations from which the SQL filter is built. Both go through
`effective_cell`, and a property test holds them together.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from muniment.core.errors import Fact
from muniment.people.domain.employment import State
from muniment.people.domain.roles import OUTSIDE, Role
from muniment.vault.domain.cells import (
    COLUMNS,
    Cell,
    Column,
    Relation,
    column_for,
    position_of,
    relation_of,
)
from muniment.vault.domain.fields import SecrecyLevel
from muniment.vault.domain.table import AccessTable, Problem, TableInvalid

__all__ = [
    "COLUMNS",
    "LOOKS_ALLOWED",
    "AccessTable",
    "AskFact",
    "Cell",
    "Column",
    "Decision",
    "Outcome",
    "Problem",
    "Reason",
    "Relation",
    "TableInvalid",
    "column_for",
    "decide",
    "decide_compartment",
    "effective_cell",
    "may_hold_grant",
    "relation_of",
    "relations_with",
]

LOOKS_ALLOWED = 3  # looks a counted cell gives a person, dossier and compartment

_MAY_HOLD_GRANT = frozenset(Role) - OUTSIDE - {Role.ADMINISTRATOR}
_SEE_FROZEN = frozenset({Role.OWNER, Role.COMPLIANCE})
_EMPLOYED = frozenset({State.ACTIVE, State.ON_NOTICE})
_OWN = frozenset({Relation.KEEPER, Relation.DEPUTY})
"""Relations that still give something to somebody on notice; a customer being handed over
is read as by its keeper."""


class Outcome(StrEnum):
    """What the reader gets."""

    SHOW = "show"
    MASK = "mask"
    ASK = "ask"  # a refusal that says: ask the keeper's manager
    REFUSE = "refuse"


class Reason(StrEnum):
    """Why; the code that consultations and the ledger keep."""

    OPEN = "open"
    COUNTED = "counted"
    IN_SITTING = "in_sitting"
    GRANTED = "granted"
    MASKED = "masked"
    ASK_FIRST = "ask_first"
    LOOKS_USED_UP = "looks_used_up"
    SHUT = "shut"
    UNKNOWN_FIELD = "unknown_field"
    NOT_JOINED = "not_joined"
    LEFT = "left"
    FROZEN = "frozen"
    ON_NOTICE = "on_notice"


@dataclass(frozen=True, slots=True)
class AskFact:
    """Who asks for fields of one compartment of one dossier, and how things stand.

    Attributes:
        has_grant: holds a grant in force for this compartment.
        frozen: the dossier is frozen; only owner and compliance still read it.
        in_sitting: a sitting opened earlier is still running, so this is no new look.
        looks_used: looks taken so far at this dossier and compartment, outside this one.
    """

    role: Role
    relation: Relation
    state: State = State.ACTIVE
    has_grant: bool = False
    frozen: bool = False
    in_sitting: bool = False
    looks_used: int = 0
    looks_allowed: int = LOOKS_ALLOWED


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer for one field, with the place in the sheet that gave it.

    Attributes:
        cell: what the sheet says in `column`.
        effective: the cell after grants and employment; equals `cell` when nothing moved it.
    """

    field: str
    outcome: Outcome
    reason: Reason
    column: Column
    cell: Cell
    effective: Cell
    ask: AskFact

    @property
    def spends_look(self) -> bool:
        """Whether showing it uses up one of the counted looks."""
        return self.reason is not Reason.IN_SITTING and (
            self.outcome is Outcome.SHOW and self.effective is Cell.COUNTED
        )

    @property
    def facts(self) -> dict[str, Fact]:
        """Codes and counts for the record; never a value."""
        return {
            "field": self.field,
            "outcome": self.outcome.value,
            "reason": self.reason.value,
            "column": self.column.code,
            "cell": self.cell.value,
            "effective": self.effective.value,
            "has_grant": self.ask.has_grant,
            "state": self.ask.state.value,
            "looks_used": self.ask.looks_used,
            "looks_allowed": self.ask.looks_allowed,
        }


def may_hold_grant(role: Role) -> bool:
    """Whether somebody of this role may be given a grant: staff, but no administrator."""
    return role in _MAY_HOLD_GRANT


def effective_cell(
    cell: Cell,
    *,
    level: SecrecyLevel,
    role: Role,
    relation: Relation,
    state: State,
    has_grant: bool,
) -> Cell:
    """Move a cell of the sheet by what holds for this person now.

    A grant lifts everything to `open`, top secret to `counted`. On notice, what is left are
    the customers she keeps or hands over, nothing of them open: each look counts, and no
    grant lifts anything. Before joining and after leaving everything is shut.
    """
    if state not in _EMPLOYED:
        return Cell.SHUT
    if state is State.ON_NOTICE:
        return _on_notice(cell, relation)
    if has_grant and role in _MAY_HOLD_GRANT and cell is not Cell.OPEN:
        return Cell.COUNTED if level is SecrecyLevel.TOP_SECRET else Cell.OPEN
    return cell


def _on_notice(cell: Cell, relation: Relation) -> Cell:
    if relation not in _OWN:
        return Cell.SHUT
    return Cell.COUNTED if cell is Cell.OPEN else cell


def decide(*, table: AccessTable, field: str, ask: AskFact) -> Decision:
    """Say whether somebody may see one field, and which cell decided. About 2 µs."""
    column = column_for(ask.role, ask.relation)
    spec = table.spec(field)
    if spec is None:
        refuse, unknown = Outcome.REFUSE, Reason.UNKNOWN_FIELD
        return Decision(field, refuse, unknown, column, Cell.SHUT, Cell.SHUT, ask)
    cell = table.row(field)[position_of(ask.role, ask.relation)]
    effective = effective_cell(
        cell, level=spec.level, role=ask.role, relation=ask.relation, state=ask.state,
        has_grant=ask.has_grant,
    )  # fmt: skip
    outcome, reason = _rule(cell, effective, ask)
    return Decision(field, outcome, reason, column, cell, effective, ask)


def decide_compartment(
    *, table: AccessTable, compartment: str, ask: AskFact
) -> tuple[Decision, ...]:
    """Decide every field of a compartment, in the order of the sheet.

    The counted fields of one compartment share one look: open the sitting once if any
    decision `spends_look`.
    """
    specs = table.fields_of(compartment)
    return tuple(decide(table=table, field=spec.code, ask=ask) for spec in specs)


def relations_with(
    *,
    table: AccessTable,
    role: Role,
    field: str,
    cells: Collection[Cell],
    state: State = State.ACTIVE,
    has_grant: bool = False,
) -> frozenset[Relation]:
    """Name the relations in which somebody's effective cell for `field` is one of `cells`.

    The SQL filter asks twice, without and with a grant, and joins the grants in force:
    `relation IN (…) OR (granted AND relation IN (…))`. Frozen dossiers are the filter's
    own condition.
    """
    spec, row = table.spec(field), table.row(field)
    if spec is None:
        return frozenset(Relation) if Cell.SHUT in cells else frozenset()
    return frozenset(
        relation
        for relation in Relation
        if effective_cell(
            row[position_of(role, relation)],
            level=spec.level,
            role=role,
            relation=relation,
            state=state,
            has_grant=has_grant,
        )
        in cells
    )


_PLAIN = {
    Cell.MASKED: (Outcome.MASK, Reason.MASKED),
    Cell.ASK: (Outcome.ASK, Reason.ASK_FIRST),
    Cell.SHUT: (Outcome.REFUSE, Reason.SHUT),
}


def _rule(cell: Cell, effective: Cell, ask: AskFact) -> tuple[Outcome, Reason]:
    if ask.state not in _EMPLOYED:
        return Outcome.REFUSE, Reason.LEFT if ask.state is State.LEFT else Reason.NOT_JOINED
    if ask.frozen and ask.role not in _SEE_FROZEN:
        return Outcome.REFUSE, Reason.FROZEN
    if ask.state is State.ON_NOTICE and ask.relation not in _OWN:
        return Outcome.REFUSE, Reason.ON_NOTICE
    if effective is Cell.OPEN:
        return Outcome.SHOW, Reason.OPEN if cell is Cell.OPEN else Reason.GRANTED
    return _count(ask) if effective is Cell.COUNTED else _PLAIN[effective]


def _count(ask: AskFact) -> tuple[Outcome, Reason]:
    if ask.in_sitting:
        return Outcome.SHOW, Reason.IN_SITTING
    if ask.looks_used < ask.looks_allowed:
        return Outcome.SHOW, Reason.COUNTED
    return Outcome.ASK, Reason.LOOKS_USED_UP
