"""When a value wants a fresh word.

A value is renewed by a new version, by a manager's verification, or by its keeper's word that
nothing changed. That word alone does not carry for ever: after `LONGEST_WORD` times its days a
value wants to be submitted or verified again, so that clicking is not knowing.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

LONGEST_WORD = 3
USUAL_DAYS = 180
DAYS: Mapping[str, int] = {
    "identity": 365,
    "contacts": 120,
    "end_buyers": 180,
    "pricing": 90,
    "product": 180,
    "supply": 180,
    "logistics": 180,
    "profile": 120,
    "origin": 3650,
}
"""Days after which values of a compartment are stale, until the company says otherwise."""


class Freshness(StrEnum):
    """How a field of one customer stands."""

    FRESH = "fresh"
    STALE = "stale"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class FieldAge:
    """The value that stands for one field: who said it when, and who checked it when."""

    version: int
    submitted_at: datetime
    verified_at: datetime | None

    @property
    def known_at(self) -> datetime:
        """When somebody last submitted or verified it."""
        return max(self.submitted_at, self.verified_at or self.submitted_at)


@dataclass(frozen=True, slots=True)
class FieldState:
    """A field and its freshness; `days` since it was renewed, None when there is no value."""

    field: str
    state: Freshness
    days: int | None
    limit: int
    is_verified: bool


@dataclass(frozen=True, slots=True)
class CustomerFreshness:
    """All fields of one customer that count.

    Attributes:
        fields: those with a value, and required ones without.
        confirmed_at: when the keeper last said that nothing changed.
    """

    fields: tuple[FieldState, ...] = ()
    confirmed_at: datetime | None = None

    def only(self, fields: Container[str]) -> "CustomerFreshness":
        """The same for some fields alone."""
        return replace(self, fields=tuple(one for one in self.fields if one.field in fields))

    def count(self, state: Freshness) -> int:
        """How many fields stand so."""
        return sum(1 for one in self.fields if one.state is state)

    @property
    def stale(self) -> int:
        """Fields that want a fresh word."""
        return self.count(Freshness.STALE)

    @property
    def missing(self) -> int:
        """Required fields without a value."""
        return self.count(Freshness.MISSING)

    @property
    def verified(self) -> int:
        """Fields whose present value a manager has verified."""
        return sum(1 for one in self.fields if one.is_verified)

    @property
    def oldest_days(self) -> int:
        """Days since the field that waits longest was renewed; 0 when there is none."""
        return max((one.days for one in self.fields if one.days is not None), default=0)


def limit_of(field: str, set_days: Mapping[str, int]) -> int:
    """Days after which a field is stale: its own, its compartment's, or the usual ones."""
    compartment = field.partition(".")[0]
    for code in (field, compartment):
        if code in set_days:
            return set_days[code]
    return DAYS.get(compartment, USUAL_DAYS)


def judge(
    ages: Mapping[str, FieldAge],
    *,
    required: Iterable[str],
    confirmed_at: datetime | None,
    set_days: Mapping[str, int],
    at: datetime,
) -> CustomerFreshness:
    """Say how each field of a customer stands; sorted by field code."""
    rows = [
        _state(field, age, confirmed_at, limit_of(field, set_days), at)
        for field, age in ages.items()
    ]
    rows += [
        FieldState(field, Freshness.MISSING, None, limit_of(field, set_days), False)
        for field in required
        if field not in ages
    ]
    return CustomerFreshness(tuple(sorted(rows, key=lambda row: row.field)), confirmed_at)


def _state(
    field: str, age: FieldAge, confirmed_at: datetime | None, limit: int, at: datetime
) -> FieldState:
    renewed = age.known_at
    if confirmed_at is not None and confirmed_at > renewed:
        carries = age.known_at + timedelta(days=LONGEST_WORD * limit)
        renewed = min(confirmed_at, carries)
    days = max(0, (at - renewed).days)
    state = Freshness.STALE if days > limit else Freshness.FRESH
    return FieldState(field, state, days, limit, age.verified_at is not None)
