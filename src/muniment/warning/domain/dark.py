"""Somebody shares much less than before: a question for the line manager, never a verdict.

People share less when they are on holiday, ill, at a fair, or newly burdened. So the numbers
only ask whether somebody should ask; they rest on counts of what a person herself handed in,
never on what she wrote.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

LATELY = 4
"""Weeks that are looked at."""
BEFORE = 26
"""Weeks of her own past that they are compared with."""
FEWEST = 8
"""Weeks of her own past without which nothing is asked."""
_CLEAR, _LIKELY = 0.001, 0.02
_HALF = 0.5


class Kind(StrEnum):
    """What somebody shares with the house."""

    VALUES = "values"  # facts about customers entered
    CALENDAR = "calendar"  # appointments in the shared calendar
    MAIL = "mail"  # mails copied to the house
    LOGGED = "logged"  # calls and visits noted


class Answer(StrEnum):
    """What the line manager knows or did."""

    HOLIDAY = "holiday"  # away: holiday, illness, fair
    ASKED = "asked"  # talked to her, all is well
    BUSY = "busy"  # other work, by agreement
    WATCH = "watch"  # no answer yet: ask again in a month
    NOTICE = "notice"  # she is leaving


@dataclass(frozen=True, slots=True)
class Drop:
    """How one kind went.

    Attributes:
        lately: how many in the last `LATELY` weeks.
        expected: how many her own past and her peers' weeks let expect.
        chance: how often so few or fewer would come about by chance.
    """

    kind: Kind
    lately: int
    expected: float
    chance: float

    @property
    def is_sharp(self) -> bool:
        """Say whether less than half came, and chance hardly explains it."""
        return self.lately < _HALF * self.expected and self.chance < _LIKELY


def monday_of(day: date) -> date:
    """Give the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def drops(
    own: Mapping[Kind, Mapping[date, int]],
    peers: Mapping[Kind, Sequence[Mapping[date, int]]],
    *,
    week: date,
) -> tuple[Drop, ...]:
    """Compare the last weeks before `week` with a person's own past and with her peers.

    Args:
        own: by kind, how many in each week (its Monday).
        peers: by kind, the same of each colleague with the same work.
        week: a Monday; it and later weeks are not looked at.
    """
    found = (_drop(kind, weeks, peers.get(kind, ()), week) for kind, weeks in own.items())
    return tuple(one for one in found if one is not None)


def asks(found: Sequence[Drop]) -> bool:
    """Say whether the line manager should be asked: one clear drop, or two likely ones."""
    sharp = [one for one in found if one.is_sharp]
    return len(sharp) >= 2 or any(one.chance < _CLEAR for one in sharp)


def _drop(
    kind: Kind, own: Mapping[date, int], peers: Sequence[Mapping[date, int]], week: date
) -> Drop | None:
    first = min(own, default=week)
    weeks = min(BEFORE, (week - first).days // 7 - LATELY)
    if weeks < FEWEST:
        return None
    lately = _between(own, week, LATELY)
    before = _between(own, week - timedelta(weeks=LATELY), weeks)
    expected = before * LATELY / weeks * _mood(peers, week, weeks)
    return Drop(kind, lately, round(expected, 1), _chance(lately, expected, before))


def _mood(peers: Sequence[Mapping[date, int]], week: date, weeks: int) -> float:
    """How the peers' last weeks compare with theirs before, drawn towards 1; at most 1."""
    lately = sum(_between(one, week, LATELY) for one in peers)
    before = sum(_between(one, week - timedelta(weeks=LATELY), weeks) for one in peers)
    usual = before * LATELY / weeks
    return min(1.0, (lately + LATELY) / (usual + LATELY))


def _between(counts: Mapping[date, int], until: date, weeks: int) -> int:
    first = until - timedelta(weeks=weeks)
    return sum(count for day, count in counts.items() if first <= day < until)


def _chance(lately: int, expected: float, before: int) -> float:
    """P(so few or fewer) where the past rate is itself a guess: negative binomial.

    With shape a = `before` + 1/2 the sum stays exact and small: `lately` is below `expected`
    wherever the answer matters. Weeks of one person swing more than by chance alone, so the shape
    is held to 12.
    """
    shape = min(before + 0.5, 12.0)
    if expected <= 0:
        return 1.0
    ratio = expected / (expected + shape)
    term = (1 - ratio) ** shape
    total = term
    for count in range(1, lately + 1):
        term *= (shape + count - 1) / count * ratio
        total += term
    return float(min(total, 1.0))
