"""Small books in which somebody leaves and it is known what her customers did."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from muniment.warning.domain.book import Book, Departure, Ownership

FIRST = 737_000
LEAVES = FIRST + 730
END = FIRST + 1100


@dataclass
class Staffed:
    """A book being written: customers by number, buying regularly unless told otherwise."""

    rng: np.random.Generator = field(default_factory=lambda: np.random.default_rng(5))
    days: list[list[int]] = field(default_factory=list)
    keeper: list[str] = field(default_factory=list)

    def buyers(self, keeper: str, count: int, *, gap: float = 20.0) -> list[int]:
        """Add customers with Erlang gaps who buy from the first day to the last."""
        return [self._buyer(keeper, gap) for _ in range(count)]

    def _buyer(self, keeper: str, gap: float) -> int:
        steps = self.rng.gamma(3, gap / 3, size=int(3 * (END - FIRST) / gap) + 20)
        days = FIRST + np.cumsum(np.maximum(1, np.round(steps))).astype(int)
        self.days.append([int(day) for day in days if day <= END])
        self.keeper.append(keeper)
        return len(self.days) - 1

    def loses(self, customers: Sequence[int], *, since: int, every: int = 1) -> None:
        """Take away every order since a day, or every second, third …"""
        for it in customers:
            late = [day for day in self.days[it] if day >= since]
            gone = set(late[::every])
            self.days[it] = [day for day in self.days[it] if day not in gone]

    def pauses(self, first: int, last: int) -> None:
        """Nobody orders between two days."""
        self.days = [[day for day in days if not first <= day <= last] for days in self.days]

    def book(self, leavers: Mapping[str, Departure]) -> Book:
        owners = []
        for customer, who in enumerate(self.keeper):
            gone = leavers.get(who)
            owners.append(Ownership(customer, who, None, gone.day if gone else None))
            if gone:
                owners.append(Ownership(customer, "heir", gone.day, None))
        return Book(
            names=tuple(f"C{number}" for number in range(len(self.days))),
            customer=np.repeat(np.arange(len(self.days)), [len(it) for it in self.days]).astype(
                np.int32
            ),
            day=np.array([day for days in self.days for day in days], np.int32),
            amount=np.full(sum(len(it) for it in self.days), 1000.0),
            owners=tuple(owners),
            departures=tuple(leavers.values()),
        )


def leaves(who: str = "ida", *, noticed: int | None = None) -> dict[str, Departure]:
    return {who: Departure(who, LEAVES, noticed)}
