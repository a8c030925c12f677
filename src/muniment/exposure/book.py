"""A survey worked out by one set of weights, remembered while both stand.

A survey never changes once it is done, and weights are versions: so what was worked out once in
this process holds until a new survey or new weights are there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from muniment.exposure.domain.hang import HangRow, fall_by_deputy, hang, ranked
from muniment.exposure.domain.weights import Signs, Weights
from muniment.exposure.queries.hang import (
    CustomerRow,
    SurveyRow,
    all_bonds,
    customers_of,
    newest_and_weights,
)


@dataclass(frozen=True, slots=True)
class Held:
    """What hangs on one person: customers, the heaviest first, and the signs."""

    rows: tuple[HangRow, ...]
    signs: Mapping[UUID, Signs]


@dataclass(frozen=True, slots=True)
class Book:
    """All of a survey.

    Attributes:
        falls: by customer, on whom and how far a deputy would bring the likelihood down, most
            first; customers that have a deputy are absent.
    """

    survey: SurveyRow
    weights: Weights
    customers: Mapping[UUID, CustomerRow]
    held: Mapping[UUID, Held]
    falls: Mapping[UUID, tuple[tuple[UUID, float], ...]]

    def of(self, person_id: UUID) -> Held:
        """What hangs on a person; nothing on somebody without a bond."""
        return self.held.get(person_id) or Held((), {})

    def fall(self, dossier_id: UUID, person_id: UUID) -> float:
        """How far a deputy would bring the likelihood of one bond down."""
        return next((fall for who, fall in self.falls.get(dossier_id, ()) if who == person_id), 0.0)

    def deepest_fall(
        self, dossier_id: UUID, sees: Callable[[UUID | None], bool]
    ) -> tuple[UUID, float] | None:
        """On whom of those whom `sees` lets through a deputy would bring it down most."""
        return next((one for one in self.falls.get(dossier_id, ()) if sees(one[0])), None)


def newest_book() -> Book | None:
    """The newest survey by the weights in force, or None before the first.

    One query when it was worked out before in this process; else three, and about half a
    second for 20,000 customers.
    """
    survey, weights = newest_and_weights()
    return _book(survey, weights) if survey else None


@lru_cache(maxsize=2)
def _book(survey: SurveyRow, weights: Weights) -> Book:
    customers = customers_of(survey.id)
    held, falls = {}, dict[UUID, list[tuple[UUID, float]]]()
    everybody = all_bonds(survey.id)
    # The deputy herself has none beside her, and yet another one is not what is asked for.
    named = {one for bonds in everybody.values() for one, signs in bonds.items() if signs.deputy}
    for person, bonds in everybody.items():
        rows = ranked(hang(one, customers[one].usd, signs, weights) for one, signs in bonds.items())
        held[person] = Held(rows, bonds)
        for row in rows:
            fall = fall_by_deputy(bonds[row.dossier_id], weights)
            if fall and row.dossier_id not in named:
                falls.setdefault(row.dossier_id, []).append((person, fall))
    most_first = {
        one: tuple(sorted(rows, key=lambda row: (-row[1], row[0].hex)))
        for one, rows in falls.items()
    }  # fmt: skip
    return Book(survey, weights, customers, held, most_first)
