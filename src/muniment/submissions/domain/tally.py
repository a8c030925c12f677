"""Freshness of very many values, counted instead of laid out; agrees with `freshness.judge`.

A report about hundreds of thousands of values has no use for an object a value: it compares
moments and counts by customer and by field.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from muniment.submissions.domain.freshness import LONGEST_WORD, limit_of

Key = TypeVar("Key")


@dataclass(slots=True)
class Counts:
    """Values of one customer or one field; `oldest_days` since the one that waits longest."""

    values: int = 0
    stale: int = 0
    verified: int = 0
    required: int = 0
    oldest: datetime | None = None

    def oldest_days(self, at: datetime) -> int:
        """Days since the value that waits longest was renewed; 0 without one."""
        return max(0, (at - self.oldest).days) if self.oldest else 0


@dataclass(slots=True)
class Tally(Generic[Key]):
    """What was counted; customers and fields without any value are absent."""

    customers: dict[Key, Counts] = field(default_factory=dict)
    fields: dict[str, Counts] = field(default_factory=dict)


def tally(
    ages: Iterable[tuple[Key, str, datetime, datetime | None]],
    *,
    judged: Collection[str],
    required: Collection[str],
    confirmed: Mapping[Key, datetime],
    set_days: Mapping[str, int],
    at: datetime,
) -> Tally[Key]:
    """Count how values stand: whose, of which field, submitted when, and verified when.

    Args:
        judged: the fields that count. confirmed: when each customer was said to be unchanged.
    """
    found: Tally[Key] = Tally()
    carries = {code: timedelta(days=LONGEST_WORD * limit_of(code, set_days)) for code in judged}
    since = {code: at - timedelta(days=limit_of(code, set_days) + 1) for code in judged}
    for whose, code, submitted_at, verified_at in ages:
        if code not in carries:
            continue
        renewed = max(submitted_at, verified_at) if verified_at else submitted_at
        said = confirmed.get(whose)
        if said is not None and said > renewed:
            renewed = min(said, renewed + carries[code])
        mine, its = _of(found.customers, whose), _of(found.fields, code)
        is_stale = renewed <= since[code]
        for counts in (mine, its):
            counts.values += 1
            counts.stale += is_stale
            counts.verified += verified_at is not None
        mine.required += code in required
        if mine.oldest is None or renewed < mine.oldest:
            mine.oldest = renewed
    return found


_Named = TypeVar("_Named")


def _of(counts: dict[_Named, Counts], name: _Named) -> Counts:
    found = counts.get(name)
    if found is None:
        found = counts[name] = Counts()
    return found
