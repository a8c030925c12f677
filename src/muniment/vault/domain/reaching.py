"""What somebody could read of many dossiers, decided by the one policy, dossier by dossier alike.

Dossiers that stand alike to a person (`Place`) get the same decisions, so a house of 20,000
customers is decided a few hundred times and counted.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from muniment.people.domain.employment import State
from muniment.people.domain.roles import Role
from muniment.vault.domain.policy import (
    LOOKS_ALLOWED,
    AccessTable,
    AskFact,
    Outcome,
    Relation,
    decide_compartment,
    relation_of,
)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Dossiers that are alike to everybody: same keeper, deputy and state, same fields filled."""

    keeper_id: UUID | None
    deputy_id: UUID | None
    frozen: bool
    filled: frozenset[str]
    dossiers: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class GrantFact:
    """A grant in force: one compartment of one dossier for one person."""

    id: UUID
    dossier_id: UUID
    compartment: str


@dataclass(frozen=True, slots=True)
class Exceptions:
    """Where one person stands otherwise than her relation says.

    Attributes:
        grants: her grants in force.
        spent: dossier and compartment in which her counted looks are used up and no sitting runs.
        engaged: the dossiers that her outside company works on, with the engagements.
        handed: the dossiers that she hands over while on notice, read as by their keeper.
    """

    grants: tuple[GrantFact, ...] = ()
    spent: frozenset[tuple[UUID, str]] = frozenset()
    engaged: Mapping[UUID, tuple[UUID, ...]] = field(default_factory=dict)
    handed: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody whose reach is asked for; `reports` is everybody below her."""

    id: UUID
    role: Role
    state: State
    reports: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Place:
    """How one person stands to dossiers that are alike to her.

    Attributes:
        granted, spent: compartments with a grant in force; with all counted looks used up.
    """

    relation: Relation
    frozen: bool
    filled: frozenset[str]
    granted: frozenset[str] = frozenset()
    spent: frozenset[str] = frozenset()


def places_of(
    asker: Asker, shelves: Iterable[Shelf], exceptions: Exceptions
) -> dict[Place, list[frozenset[UUID]]]:
    """Sort all dossiers by how one person stands to them, as sets that do not overlap.

    Time O(shelves + exceptions): what lies on a shelf is passed on, not copied.
    """
    granted, spent = _by_dossier(exceptions)
    special = granted.keys() | spent.keys() | exceptions.engaged.keys() | exceptions.handed
    found: dict[Place, list[frozenset[UUID]]] = defaultdict(list)
    for shelf in shelves:
        odd = shelf.dossiers & special if special else _NONE
        if len(odd) < len(shelf.dossiers):
            plain = Place(_relation(asker, shelf), shelf.frozen, shelf.filled)
            found[plain].append(shelf.dossiers - odd if odd else shelf.dossiers)
        for dossier in odd:
            relation = _relation(asker, shelf, dossier, exceptions)
            at = Place(
                relation, shelf.frozen, shelf.filled,
                frozenset(granted.get(dossier, ())), frozenset(spent.get(dossier, ())),
            )  # fmt: skip
            found[at].append(frozenset({dossier}))
    return dict(found)


_NONE: frozenset[UUID] = frozenset()


def _by_dossier(
    exceptions: Exceptions,
) -> tuple[Mapping[UUID, set[str]], Mapping[UUID, set[str]]]:
    granted: dict[UUID, set[str]] = defaultdict(set)
    spent: dict[UUID, set[str]] = defaultdict(set)
    for grant in exceptions.grants:
        granted[grant.dossier_id].add(grant.compartment)
    for dossier, compartment in exceptions.spent:
        spent[dossier].add(compartment)
    return granted, spent


def _relation(
    asker: Asker, shelf: Shelf, dossier: UUID | None = None, told: Exceptions | None = None
) -> Relation:
    keeps = shelf.keeper_id == asker.id
    deputises = shelf.deputy_id == asker.id
    hands_over = told is not None and dossier in told.handed
    return relation_of(
        asker.role,
        keeps=keeps or (hands_over and not deputises),
        deputises=deputises,
        manages=shelf.keeper_id in asker.reports,
        engaged=told is not None and dossier in told.engaged,
    )


class Readable:
    """Which fields one person could read in clear, remembered for places that are alike."""

    def __init__(
        self, table: AccessTable, compartments: Collection[str], asker: Asker,
        looks: int = LOOKS_ALLOWED,
    ) -> None:  # fmt: skip
        self._table, self._compartments = table, tuple(compartments)
        self._asker, self._looks = asker, looks
        self._known: dict[tuple[object, ...], frozenset[str]] = {}

    def at(self, place: Place) -> frozenset[str]:
        """Name the filled fields that `decide` shows at this place.

        Open, or counted and not used up; a mask is no value and does not count.
        """
        return place.filled & self.codes(place)

    def codes(self, place: Place) -> frozenset[str]:
        """Name the fields that `decide` shows at this place, filled or not."""
        key = (place.relation, place.frozen, place.granted, place.spent)
        if key not in self._known:
            self._known[key] = frozenset(
                code for compartment in self._compartments for code in self._of(compartment, place)
            )
        return self._known[key]

    def _of(self, compartment: str, place: Place) -> Iterable[str]:
        ask = AskFact(
            role=self._asker.role,
            relation=place.relation,
            state=self._asker.state,
            has_grant=compartment in place.granted,
            frozen=place.frozen,
            looks_used=self._looks if compartment in place.spent else 0,
            looks_allowed=self._looks,
        )
        decided = decide_compartment(table=self._table, compartment=compartment, ask=ask)
        return (one.field for one in decided if one.outcome is Outcome.SHOW)
