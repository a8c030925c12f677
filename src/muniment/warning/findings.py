"""What tonight says of each customer, as the house keeps it: codes, chances, days and money."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from muniment.warning.computing import Night
from muniment.warning.domain.outcomes import Reason
from muniment.warning.domain.raising import Tonight
from muniment.warning.domain.score import Scored
from muniment.warning.housebook import HouseBook

Key = tuple[UUID, Reason, UUID | None]
"""Customer, reason, and whose departure it is about."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One score of one customer for one reason; `usd` is the money of the last 12 months."""

    key: Key
    score: float
    usd: float
    tonight: Tonight
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Row:
    """What the forecast knows of a customer, by its index in the book."""

    last_on: date
    orders_year: int
    usd_year: float


def findings(house: HouseBook, night: Night) -> Iterator[Finding]:
    """Give every score of the night, customers in the order of the book."""
    rows = rows_of(night)
    for scored in night.scored:
        if scored.customer in rows:
            yield _of(house, scored, rows[scored.customer])


def rows_of(night: Night) -> dict[int, _Row]:
    """What the forecast knows, by customer."""
    ahead = night.ahead
    return {
        int(customer): _Row(date.fromordinal(int(last)), int(orders), float(usd))
        for customer, last, orders, usd in zip(
            ahead.customer, ahead.last, ahead.orders_year, ahead.usd_year, strict=True
        )
    }


def _of(house: HouseBook, scored: Scored, row: _Row) -> Finding:
    reason = Reason(scored.reason)
    dossier_id = house.dossiers[scored.customer]
    tonight = Tonight(reason, scored.is_alarm, row.last_on, scored.silent)
    facts = {
        "last_on": row.last_on.isoformat(),
        "silent": round(scored.silent),
        "gap": round(scored.gap, 1),
        "chance": round(scored.chance, 4),
        "orders_year": row.orders_year,
    }
    return Finding((dossier_id, reason, None), scored.score, row.usd_year, tonight, facts)
