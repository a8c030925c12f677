"""Who should take over a customer: by fit, never by rank list.

Shi, Sridhar, Grewal and Lilien (Journal of Marketing 81(2), 2017) found that a successor who
knows the customer's industry loses fewer sales, and that a strong past record does not help.
So the score asks what the heir has in common with this customer; how much she sells is no part.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import ceil
from uuid import UUID

from muniment.core.errors import ErrorKind, MunimentError, gettext_noop


class Why(StrEnum):
    """One reason for an heir; the code that a board keeps."""

    KNOWN = "known"  # the customer has written to or met her
    DEPUTY = "deputy"
    MARKET = "market"  # keeps customers in the same country
    INDUSTRY = "industry"
    LANGUAGE = "language"  # keeps customers who write the same language
    ROOM = "room"  # has fewer customers than most


POINTS = {
    Why.KNOWN: 35,
    Why.DEPUTY: 15,
    Why.MARKET: 20,
    Why.INDUSTRY: 10,
    Why.LANGUAGE: 10,
    Why.ROOM: 10,
}
"""What each reason is worth; together 100. Set by hand and shown to whoever chooses."""
_SLACK = 1.5
"""An heir may get half as many again as an even share before the next best is asked."""


class NoHeir(MunimentError):
    """Somebody's customer would be left with nobody; nothing was written."""

    code = "handover.heir.missing"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("{count} customers would be left without an heir.")
    next_step = gettext_noop(
        "Choose another person as heir or let each take more customers; in a small house, "
        "let an owner decide."
    )


@dataclass(frozen=True, slots=True)
class Traits:
    """What a customer has that an heir may know: country, industry, languages."""

    country: str = ""
    industry: str = ""
    languages: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Customer:
    """One customer that needs an heir; `known` are the people of ours whom it knows."""

    dossier_id: UUID
    traits: Traits = Traits()
    deputy_id: UUID | None = None
    known: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could take customers over.

    Attributes:
        kept: how many she keeps now.
        countries, industries, languages: of the customers she keeps.
    """

    person_id: UUID
    kept: int = 0
    countries: frozenset[str] = frozenset()
    industries: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Fit:
    """How well one candidate fits one customer: 0 to 100, and why."""

    heir_id: UUID
    score: int
    reasons: tuple[Why, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """Who takes each customer, in the order in which they were asked about."""

    fits: Mapping[UUID, Fit] = field(default_factory=dict)
    unplaced: tuple[UUID, ...] = ()

    @property
    def by_heir(self) -> Mapping[UUID, int]:
        """Count the customers that each heir would get."""
        return Counter(fit.heir_id for fit in self.fits.values())


def candidate(person_id: UUID, kept: Iterable[Traits]) -> Candidate:
    """Sum up somebody's own customers."""
    traits = list(kept)
    return Candidate(
        person_id=person_id,
        kept=len(traits),
        countries=frozenset(one.country for one in traits if one.country),
        industries=frozenset(one.industry for one in traits if one.industry),
        languages=frozenset().union(*(one.languages for one in traits)),
    )


def fit(customer: Customer, heir: Candidate, *, has_room: bool) -> Fit:
    """Say how well a candidate fits a customer, and why."""
    traits = customer.traits
    holds = {
        Why.KNOWN: heir.person_id in customer.known,
        Why.DEPUTY: heir.person_id == customer.deputy_id,
        Why.MARKET: traits.country in heir.countries,
        Why.INDUSTRY: traits.industry in heir.industries,
        Why.LANGUAGE: bool(traits.languages & heir.languages),
        Why.ROOM: has_room,
    }
    reasons = tuple(why for why, is_so in holds.items() if is_so)
    return Fit(heir.person_id, sum(POINTS[why] for why in reasons), reasons)


def default_capacity(customers: int, heirs: int) -> int:
    """How many new customers an heir may get unless somebody says otherwise."""
    return ceil(customers / heirs * _SLACK) if heirs else 0


def propose(
    customers: Sequence[Customer],
    heirs: Sequence[Candidate],
    *,
    capacity: int | None = None,
    chosen: Mapping[UUID, UUID] | None = None,
) -> Proposal:
    """Find an heir for every customer, the heaviest first; about 2 µs a pair.

    Args:
        customers: in the order of what hangs on them: the first has the first choice.
        capacity: new customers an heir may get; None takes `default_capacity`.
        chosen: heirs that a person named; they stand, whatever their score and capacity.

    Returns:
        Customers for which nobody has room are in `unplaced`.
    """
    named = dict(chosen or {})
    most = default_capacity(len(customers), len(heirs)) if capacity is None else capacity
    given = Counter(named.get(one.dossier_id) for one in customers)
    roomy, known = _roomy(heirs), {heir.person_id: heir for heir in heirs}
    fits: dict[UUID, Fit] = {}
    unplaced: list[UUID] = []
    for one in customers:
        wanted = named.get(one.dossier_id)
        if wanted is not None:
            heir = known.get(wanted, Candidate(wanted))
            fits[one.dossier_id] = fit(one, heir, has_room=wanted in roomy)
            continue
        able = [heir for heir in heirs if given[heir.person_id] < most]
        if not able:
            unplaced.append(one.dossier_id)
            continue
        best = _best(one, able, given, roomy)
        given[best.heir_id] += 1
        fits[one.dossier_id] = best
    return Proposal(fits, tuple(unplaced))


def _best(
    customer: Customer,
    able: Iterable[Candidate],
    given: Mapping[UUID | None, int],
    roomy: Collection[UUID],
) -> Fit:
    """The best fit; among equals whoever has the fewest, then the smaller id."""

    def order(heir: Candidate) -> tuple[int, int, UUID]:
        found = fit(customer, heir, has_room=heir.person_id in roomy)
        return (-found.score, heir.kept + given[heir.person_id], heir.person_id)

    best = min(able, key=order)
    return fit(customer, best, has_room=best.person_id in roomy)


def _roomy(heirs: Sequence[Candidate]) -> frozenset[UUID]:
    """Those who keep no more customers than the median heir."""
    if not heirs:
        return frozenset()
    middle = sorted(heir.kept for heir in heirs)[(len(heirs) - 1) // 2]
    return frozenset(heir.person_id for heir in heirs if heir.kept <= middle)
