"""Before a table is adopted: who would gain or lose what, in numbers of real dossiers."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from muniment.people.domain.employment import State
from muniment.people.domain.roles import Role
from muniment.vault.domain.cells import Cell, Relation, position_of
from muniment.vault.domain.diff import Tally
from muniment.vault.domain.policy import effective_cell
from muniment.vault.domain.table import AccessTable

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class PersonFact:
    """One person with the number of dossiers in each relation; missing relations have none."""

    person_id: UUID
    role: Role
    dossiers: Mapping[Relation, int]
    state: State = State.ACTIVE


@dataclass(frozen=True, slots=True)
class Effect:
    """One person's change at one field, in so many dossiers. Grants are left aside."""

    person_id: UUID
    role: Role
    relation: Relation
    compartment: str
    field: str
    before: Cell
    after: Cell
    dossiers: int

    @property
    def is_gain(self) -> bool:
        """Whether the person could do more than before."""
        return self.after.rank > self.before.rank


@dataclass(frozen=True, slots=True)
class Simulation:
    """All effects; tallies count field times dossier."""

    effects: tuple[Effect, ...] = field(default=())

    @property
    def total(self) -> Tally:
        """Gains and losses of everybody together."""
        return self._tally(lambda _effect: 0).get(0, Tally())

    def by_person(self) -> Mapping[UUID, Tally]:
        """Gains and losses a person, people without change left out."""
        return self._tally(lambda effect: effect.person_id)

    def by_role(self) -> Mapping[Role, Tally]:
        """Gains and losses a role."""
        return self._tally(lambda effect: effect.role)

    def by_compartment(self) -> Mapping[str, Tally]:
        """Gains and losses a compartment."""
        return self._tally(lambda effect: effect.compartment)

    def _tally(self, key: Callable[[Effect], Key]) -> Mapping[Key, Tally]:
        sums: dict[Key, list[int]] = defaultdict(lambda: [0, 0])
        for effect in self.effects:
            sums[key(effect)][0 if effect.is_gain else 1] += effect.dossiers
        return {name: Tally(gains, losses) for name, (gains, losses) in sums.items()}


def simulate(before: AccessTable, after: AccessTable, people: Iterable[PersonFact]) -> Simulation:
    """Work out what adopting `after` would change for these people.

    Time O(people x relations x fields); no dossier is looked at, only counted.
    """
    codes = dict.fromkeys(spec.code for spec in (*before.fields, *after.fields))
    return Simulation(
        tuple(
            effect
            for person in people
            for relation, dossiers in person.dossiers.items()
            if dossiers
            for effect in _effects(before, after, codes, person, relation)
        )
    )


def _effects(
    before: AccessTable,
    after: AccessTable,
    codes: Iterable[str],
    person: PersonFact,
    relation: Relation,
) -> Iterator[Effect]:
    for code in codes:
        was, now = (_cell(table, code, person, relation) for table in (before, after))
        if was is not now:
            compartment, count = code.partition(".")[0], person.dossiers[relation]
            yield Effect(
                person.person_id, person.role, relation, compartment, code, was, now, count
            )


def _cell(table: AccessTable, code: str, person: PersonFact, relation: Relation) -> Cell:
    spec = table.spec(code)
    if spec is None:
        return Cell.SHUT
    cell = table.row(code)[position_of(person.role, relation)]
    return effective_cell(
        cell, level=spec.level, role=person.role, relation=relation, state=person.state,
        has_grant=False,
    )  # fmt: skip
