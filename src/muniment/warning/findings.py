"""What tonight says of each customer, as the house keeps it: codes, chances, days and money."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from muniment.warning.computing import Night
from muniment.warning.domain.departures import Judged, TakenRow
from muniment.warning.domain.outcomes import Reason
from muniment.warning.domain.raising import Tonight
from muniment.warning.domain.score import ALARM
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
    """What is known of a customer tonight, whatever the reason of a warning."""

    last_on: date
    orders_year: int
    usd_year: float
    silent: float
    gap: float

    def finding(self, key: Key, score: float, facts: dict[str, Any]) -> Finding:
        """Make a finding for one reason; `facts` are its own numbers."""
        told = {
            "last_on": self.last_on.isoformat(), "silent": round(self.silent),
            "gap": round(self.gap, 1), "orders_year": self.orders_year, **facts,
        }  # fmt: skip
        tonight = Tonight(key[1], score >= ALARM, self.last_on, self.silent)
        return Finding(key, score, self.usd_year, tonight, told)


def findings(house: HouseBook, night: Night) -> Iterator[Finding]:
    """Give every score of the night, by reason, customers in the order of the book."""
    rows = rows_of(night)
    yield from _stopped(house, night, rows)
    yield from _declined(house, night, rows)
    yield from _taken(house, night, rows)


def rows_of(night: Night) -> dict[int, _Row]:
    """What the forecast and the silence know, by customer."""
    quiet, ahead = night.silences, night.ahead
    silent = dict(zip(quiet.customer.tolist(), quiet.silent.tolist(), strict=True))
    gap = dict(zip(quiet.customer.tolist(), quiet.gap.tolist(), strict=True))
    columns = (ahead.customer, ahead.last, ahead.orders_year, ahead.usd_year)
    return {
        who: _Row(date.fromordinal(last), orders, usd, silent[who], gap[who])
        for who, last, orders, usd in zip(*(it.tolist() for it in columns), strict=True)
        if who in silent
    }


def _stopped(house: HouseBook, night: Night, rows: Mapping[int, _Row]) -> Iterator[Finding]:
    quiet = night.silences
    columns = (quiet.customer, quiet.score, quiet.stopped)
    for who, score, chance in zip(*(it.tolist() for it in columns), strict=True):
        if who in rows:
            key = (house.dossiers[who], Reason.STOPPED, None)
            yield rows[who].finding(key, score, {"chance": round(chance, 4)})


def _declined(house: HouseBook, night: Night, rows: Mapping[int, _Row]) -> Iterator[Finding]:
    """Customers that still order; whose silence alarms anyway is warned about for that."""
    down, quiet = night.declines, night.silences
    loud = set(quiet.customer[quiet.score >= ALARM].tolist())
    columns = (down.customer, down.score, down.declined, down.orders, down.money)
    for who, score, chance, orders, money in zip(*(it.tolist() for it in columns), strict=True):
        if who in rows and who not in loud:
            key = (house.dossiers[who], Reason.DECLINED, None)
            facts = {
                "chance": round(chance, 4), "orders_kept": round(orders, 3),
                "money_kept": round(money, 3),
            }  # fmt: skip
            yield rows[who].finding(key, score, facts)


def _taken(house: HouseBook, night: Night, rows: Mapping[int, _Row]) -> Iterator[Finding]:
    for leaver in night.departures:
        for row in leaver.rows:
            if row.customer in rows:
                key = (house.dossiers[row.customer], Reason.TAKEN, UUID(row.employee))
                yield rows[row.customer].finding(key, row.score, _suspicion(row, leaver))


def _suspicion(row: TakenRow, leaver: Judged) -> dict[str, Any]:
    return {
        "chance": round(row.score, 4),
        "since": date.fromordinal(row.since).isoformat(),
        "left_on": date.fromordinal(leaver.day).isoformat(),
        "remaining": round(row.remaining, 3),
        "usd_lost": round(row.usd_lost),
        "low": round(row.low),
        "high": round(row.high),
        "took_any": round(leaver.took_any, 4),
    }
