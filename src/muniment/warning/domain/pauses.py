"""Days that do not count for a customer, because it said that it would not order.

Whoever kept the customer may have written that down herself. So a suspension can carry who told
it, and what somebody said of her own customers can be left out when it is asked whom she took.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from muniment.warning.domain.paces import Floats
from muniment.warning.domain.spells import Suspension


@dataclass(frozen=True)
class Pauses:
    """Suspensions by customer; they may overlap, a day counts as suspended once."""

    of: Mapping[int, Sequence[Suspension]] = field(default_factory=dict)

    @classmethod
    def among(cls, suspensions: Iterable[Suspension], *, but_of: str | None = None) -> "Pauses":
        """Take suspensions, but not those that one person told."""
        found: dict[int, list[Suspension]] = {}
        for it in suspensions:
            if it.told_by is None or it.told_by != but_of:
                found.setdefault(it.customer, []).append(it)
        return cls(found)

    def stopped(self, clocks: Floats, customer: int, *, first: int) -> Floats:
        """Let clocks stand still on the customer's suspended days; clocks × days from `first`."""
        if customer not in self.of:
            return clocks
        steps = np.diff(clocks, axis=1)
        for it in self.of[customer]:
            steps[:, max(0, it.start - first) : max(0, it.end - first)] = 0.0
        passed = np.cumsum(steps, axis=1)
        return np.concatenate([clocks[:, :1], clocks[:, :1] + passed], axis=1)

    def between(self, customer: int, start: int, end: int) -> int:
        """Count the suspended days from `start` up to, not including, `end`."""
        days: set[int] = set()
        for it in self.of.get(customer, ()):
            days.update(range(max(start, it.start), min(end, it.end)))
        return len(days)
