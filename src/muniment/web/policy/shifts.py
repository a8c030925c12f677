"""What a change of the table does, in the words of those it touches."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import get_language, gettext

from muniment.people import queries as people
from muniment.vault.domain.cells import RELATION_LABELS, ROLE_LABELS, Cell, Column, Relation
from muniment.vault.domain.diff import CellChange, TableDiff, Tally
from muniment.vault.domain.fields import FieldSpec
from muniment.vault.domain.policy import AccessTable
from muniment.vault.domain.simulate import Effect, Simulation, simulate
from muniment.vault.queries import population


@dataclass(frozen=True, slots=True)
class Shift:
    """Fields that go from one state to another together."""

    before: str
    after: str
    gain: bool
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What happens in one relation; `dossiers` counts the customers concerned."""

    relation: str
    dossiers: int
    shifts: tuple[Shift, ...]


@dataclass(frozen=True, slots=True)
class Touched:
    """A column or a person that gains or loses.

    Attributes:
        gains, losses: cells of a column; fields times customers of a person.
    """

    name: str
    detail: str
    gains: int
    losses: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Outlook:
    """Who would gain or lose what; `share` is the largest number, for bars."""

    people: tuple[Touched, ...]
    total: Tally
    customers: int

    @property
    def share(self) -> int:
        """The largest number of all, at least one."""
        return max((max(one.gains, one.losses) for one in self.people), default=0) or 1


def by_column(changes: TableDiff, fields: Mapping[str, FieldSpec]) -> list[Touched]:
    """Tell a difference column by column, in the order of the sheet."""
    cells: dict[Column, list[CellChange]] = defaultdict(list)
    for change in changes.cells:
        cells[change.column].append(change)
    return [
        Touched(
            name=gettext(ROLE_LABELS[column.role]),
            detail=gettext(RELATION_LABELS[column.relation]),
            gains=tally.gains,
            losses=tally.losses,
            parts=(Part("", 0, _shifts(cells[column], fields)),),
        )
        for column, tally in changes.by_column().items()
    ]


def outlook(
    before: AccessTable, after: AccessTable, fields: Mapping[str, FieldSpec], at: datetime
) -> Outlook:
    """Work out what a table would change for everybody at work; six queries."""
    everybody = population(at)
    found = simulate(before, after, everybody)
    names = people.names(found.by_person())
    return Outlook(
        people=tuple(_people(found, names, fields)),
        total=found.total,
        customers=max((sum(one.dossiers.values()) for one in everybody), default=0),
    )


def _people(
    found: Simulation, names: Mapping[UUID, str], fields: Mapping[str, FieldSpec]
) -> list[Touched]:
    effects: dict[UUID, list[Effect]] = defaultdict(list)
    for effect in found.effects:
        effects[effect.person_id].append(effect)
    touched = [
        Touched(
            name=names.get(person, ""),
            detail=gettext(ROLE_LABELS[effects[person][0].role]),
            gains=tally.gains,
            losses=tally.losses,
            parts=_parts(effects[person], fields),
        )
        for person, tally in found.by_person().items()
    ]
    return sorted(touched, key=lambda one: (-(one.gains + one.losses), one.name))


def _parts(effects: Iterable[Effect], fields: Mapping[str, FieldSpec]) -> tuple[Part, ...]:
    by_relation: dict[Relation, list[Effect]] = defaultdict(list)
    for effect in effects:
        by_relation[effect.relation].append(effect)
    return tuple(
        Part(gettext(RELATION_LABELS[relation]), some[0].dossiers, _shifts(some, fields))
        for relation, some in by_relation.items()
    )


def _shifts(
    changes: Iterable[CellChange | Effect], fields: Mapping[str, FieldSpec]
) -> tuple[Shift, ...]:
    language = get_language() or "en"
    labels: dict[tuple[Cell, Cell], list[str]] = defaultdict(list)
    for change in changes:
        spec = fields.get(change.field)
        labels[change.before, change.after].append(spec.label(language) if spec else change.field)
    ordered = sorted(labels, key=lambda pair: (pair[0].rank - pair[1].rank, -pair[1].rank))
    return tuple(
        Shift(was.value, now.value, now.rank > was.rank, tuple(labels[was, now]))
        for was, now in ordered
    )
