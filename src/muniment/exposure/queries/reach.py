"""Reach of people, computed by the vault's own policy from what lies in the vault now."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from muniment.exposure.domain.reach import ORDERS, Case, Fall, Figures, Scale, falls
from muniment.people import queries as people
from muniment.people.queries import ReaderRow
from muniment.sales.book import money_of
from muniment.vault.catalogue import Catalogue, current
from muniment.vault.domain.reaching import Asker, Exceptions, Shelf, places_of
from muniment.vault.queries import reaching

CAUSES = 3
YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Reach:
    """What one person could read or copy within the next hour.

    Attributes:
        rules: all rules that cause some of it, the heaviest first.
        table_number: the access table by which it was decided.
    """

    person_id: UUID
    at: datetime
    figures: Figures
    rules: tuple[Fall, ...]
    table_number: int

    @property
    def causes(self) -> tuple[Fall, ...]:
        """The three rules that cause most of it."""
        return self.rules[:CAUSES]


def reach_of(person_id: UUID, *, at: datetime, paid: Collection[UUID] | None = None) -> Reach:
    """Compute one person's reach live; nobody of this id reaches nothing.

    Args:
        paid: the customers whose orders may be added up for whoever asks; None means all.

    Costs ten queries, and one for each 500 customers whose orders are open to her.
    """
    catalogue = current()
    who = people.reader(person_id)
    if who is None:
        return Reach(person_id, at, Figures(), (), catalogue.table_number)
    found = reaching.exceptions([who], at=at)[who.id]
    case = _case(who, people.reports_of(who.id), catalogue, reaching.shelves(), found)
    scale = Scale(catalogue.fields.values(), _turnover(case, at, paid))
    figures = scale.weigh(case.places, case.readable())
    return Reach(person_id, at, figures, tuple(falls(case, scale)), catalogue.table_number)


def _turnover(case: Case, at: datetime, paid: Collection[UUID] | None) -> dict[UUID, float]:
    """What the customers whose order register is open to her bought in the last 12 months."""
    readable, on = case.readable(), timezone.localdate(at)
    open_here = [
        one
        for place, sets in case.places.items()
        if ORDERS in readable.codes(place)
        for ids in sets
        for one in ids
        if paid is None or one in paid
    ]
    told = money_of(open_here, since=on - YEAR, until=on + timedelta(days=1))
    return {dossier: turnover.usd for dossier, turnover in told.items()}


def reach_of_many(
    readers: Collection[ReaderRow], *, shelves: tuple[Shelf, ...],
    exceptions: Mapping[UUID, Exceptions], below: Mapping[UUID, frozenset[UUID]],
    usd: Mapping[UUID, float], catalogue: Catalogue,
) -> dict[UUID, Figures]:  # fmt: skip
    """Compute the figures of many people, without causes, from what was loaded; no query.

    Args:
        exceptions: of each of them. `below`: everybody below each manager.
        usd: orders of 12 months that may be added up for whoever asks.
    """
    scale = Scale(catalogue.fields.values(), usd)
    found = {}
    for who in readers:
        reports = below.get(who.id, frozenset())
        case = _case(who, reports, catalogue, shelves, exceptions[who.id])
        found[who.id] = scale.weigh(case.places, case.readable())
    return found


def _case(
    who: ReaderRow, reports: frozenset[UUID], catalogue: Catalogue, shelves: tuple[Shelf, ...],
    exceptions: Exceptions,
) -> Case:  # fmt: skip
    asker = Asker(who.id, who.role, who.state, reports)
    return Case(
        asker=asker,
        table=catalogue.table,
        compartments=tuple(spec.code for spec in catalogue.compartments),
        looks=settings.CONFIG.looks_per_compartment,
        places=places_of(asker, shelves, exceptions),
        exceptions=exceptions,
    )
