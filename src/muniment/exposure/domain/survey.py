"""A survey: from touches, custody and what the customer confirmed to the signs of each bond."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from muniment.exposure.domain.hang import concentration
from muniment.exposure.domain.weights import Signs
from muniment.touches.domain.share import beside

UNTRACED = 0.5
"""What a touch without the customer's own trace counts: anybody can note one."""
FEWEST = 3
"""Touches of a person from which on it means something how many went past the company."""
LEAST_SHARE = 0.05
"""Who carries less of a customer's touches, and neither keeps it nor deputises, has no bond."""
_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Contact:
    """One person's touches with one customer in 12 months.

    `traced` ones the customer answered; `aside` ones no channel of the company saw.
    """

    total: int
    traced: int
    aside: int = 0

    @property
    def weight(self) -> float:
        """Touches, those without the customer's trace by half."""
        return self.traced + UNTRACED * (self.total - self.traced)

    @property
    def private(self) -> float | None:
        """The part that no channel of the company saw; None where there are too few to say."""
        return self.aside / self.total if self.total >= FEWEST else None


@dataclass(frozen=True, slots=True)
class Customer:
    """One customer on the day of the survey.

    Attributes:
        contacts: touches by person who is here. `known`: people who stay and whom it knows.
        last: the last traced contact by person. `since`: when each person's custody began.
        away: who of all these has left or is leaving: nobody's second contact, no deputy.
    """

    dossier_id: UUID
    keeper_id: UUID | None
    deputy_id: UUID | None
    contacts: Mapping[UUID, Contact] = field(default_factory=dict)
    known: frozenset[UUID] = frozenset()
    last: Mapping[UUID, date] = field(default_factory=dict)
    since: Mapping[UUID, date] = field(default_factory=dict)
    away: frozenset[UUID] = frozenset()

    @property
    def spread(self) -> float:
        """How far the touches gather on one person: the Herfindahl index."""
        return concentration([contact.weight for contact in self.contacts.values()])


def bonds(
    customer: Customer, above: Mapping[UUID, Collection[UUID]], on: date
) -> Iterator[tuple[UUID, Signs]]:
    """Give the signs of everybody who keeps, deputises, or carries a share of the touches.

    The share is of touches by her and by those who stay.

    Args:
        above: everybody above a person in the line.
    """
    counts = {who: contact.weight for who, contact in customer.contacts.items()}
    keeping = {customer.keeper_id, customer.deputy_id} - {None}
    for person in sorted({*keeping, *customer.contacts}, key=str):
        if person is None:
            continue
        share = _share(person, counts, customer.away)
        if person in keeping or (share or 0.0) >= LEAST_SHARE:
            yield person, _signs(customer, person, share, above.get(person, ()), on)


def _share(person: UUID, counts: Mapping[UUID, float], away: Collection[UUID]) -> float | None:
    """None without any touch; 0 for who has none while others have, be they leaving or not."""
    if not any(counts.values()):
        return None
    hers = counts.get(person, 0.0)
    return hers / beside(person, counts, away) if hers else 0.0


def _signs(
    customer: Customer, person: UUID, share: float | None, above: Collection[UUID], on: date
) -> Signs:
    began, contact = customer.since.get(person), customer.contacts.get(person)
    checks = [customer.last[one] for one in above if one in customer.last]
    return Signs(
        share=share,
        others=len(customer.known - {person}),
        unchecked_days=max((on - max(checks)).days, 0) if checks else None,
        private=contact.private if contact else None,
        years=max((on - began).days / _YEAR, 0.0) if began else 0.0,
        deputy=customer.deputy_id not in {None, person, *customer.away},
    )
