"""Whose money a reader may see: the access table decides, customer by customer.

What hangs on a person is made of what her customers buy, so it goes with the register of their
orders. A cell that is not open closes the amount, the sums it would stand in, and the order of
lists: even that would say who buys more.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from muniment.exposure.domain.hang import Band, HangRow, total
from muniment.exposure.domain.reach import ORDERS
from muniment.people import queries as people
from muniment.people.queries import ReaderRow
from muniment.vault.catalogue import current
from muniment.vault.domain.cells import Cell
from muniment.vault.domain.policy import AccessTable, AskFact, Outcome, decide
from muniment.vault.domain.reaching import Asker, Exceptions, Place, Shelf, places_of
from muniment.vault.queries import reaching

_COMPARTMENT = ORDERS.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Purse:
    """The customers whose amounts are open to a reader."""

    open: frozenset[UUID]

    @property
    def is_empty(self) -> bool:
        """Whether no amount of anybody is hers to see."""
        return not self.open

    def band(self, rows: Iterable[HangRow]) -> tuple[Band | None, int]:
        """Add up what is open to her, and count what is not; None where nothing is."""
        told = list(rows)
        seen = [row for row in told if row.dossier_id in self.open]
        return (None if told and not seen else total(seen)), len(told) - len(seen)

    def row(self, row: HangRow) -> HangRow | None:
        """One customer's amounts, or None."""
        return row if row.dossier_id in self.open else None

    def rank(self, row: HangRow) -> tuple[bool, float, float, str]:
        """Sort key: amounts, the heaviest first, then closed ones by how likely they follow."""
        if row.dossier_id in self.open:
            return False, -row.middle, -row.usd, row.dossier_id.hex
        return True, -row.follow, 0.0, row.dossier_id.hex

    def among(self, usd: Mapping[UUID, float]) -> dict[UUID, float]:
        """Leave out what she may not see."""
        return {dossier: amount for dossier, amount in usd.items() if dossier in self.open}


def purse_of(reader: ReaderRow, *, at: datetime) -> Purse:
    """Ask the table for every customer; seven queries at most while nothing moved in the vault."""
    told = reaching.exceptions([reader], at=at)[reader.id]
    asker = Asker(reader.id, reader.role, reader.state, people.reports_of(reader.id))
    return purse_from(asker, reaching.shelves(), told, current().table)


def purse_from(
    asker: Asker, laid: tuple[Shelf, ...], told: Exceptions, table: AccessTable
) -> Purse:
    """The same from what was loaded already."""
    known = dict[tuple[object, ...], bool]()
    found: set[UUID] = set()
    for place, sets in places_of(asker, laid, told).items():
        key = (place.relation, place.frozen, _COMPARTMENT in place.granted)
        if key not in known:
            known[key] = _is_open(table, asker, place)
        if known[key]:
            found.update(*sets)
    return Purse(frozenset(found))


def _is_open(table: AccessTable, asker: Asker, place: Place) -> bool:
    """Counted is not open: it takes a look on record, customer by customer."""
    if table.spec(ORDERS) is None:
        return False
    ask = AskFact(
        role=asker.role, relation=place.relation, state=asker.state, frozen=place.frozen,
        has_grant=_COMPARTMENT in place.granted,
    )  # fmt: skip
    told = decide(table=table, field=ORDERS, ask=ask)
    return told.outcome is Outcome.SHOW and told.effective is Cell.OPEN
