"""How far a customer's touches gather on one person.

Nobody who has left is a contact any more, and who is leaving is no second one: her touches speak
for her alone. So each person is set beside those who stay, the way it will be without the others.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

WINDOW_DAYS = 365
FEWEST = 5
MOST_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class TouchShare:
    """One person's touches with one customer; `traced` ones have the customer's own trace.

    `aside` are calls and messages that somebody noted by hand: no mail, calendar or page of the
    company saw them.
    """

    total: int
    traced: int
    aside: int = 0


@dataclass(frozen=True, slots=True)
class SingleThread:
    """A customer whose touches hang on one person.

    Attributes:
        total: touches by her and by those who stay beside her.
        percent: hers of them, rounded down.
    """

    dossier_id: UUID
    person_id: UUID
    total: int
    percent: int


def beside(person: UUID, counts: Mapping[UUID, float], away: Collection[UUID]) -> float:
    """Add up what she has herself, and what those have who stay.

    Args:
        away: who has left or is leaving.
    """
    return sum(count for who, count in counts.items() if who == person or who not in away)


def single_thread(
    dossier_id: UUID, shares: Mapping[UUID, TouchShare], *, here: Collection[UUID],
    leaving: Collection[UUID],
) -> SingleThread | None:  # fmt: skip
    """Say on whom a customer hangs: more than 80 % of touches by her and by those who stay.

    With fewer than 5 touches by anybody, nothing is said. Where two would do, a leaver and the
    only one who stays, it is who has more.

    Args:
        here: everybody who has not left, with those who are `leaving`.
    """
    if sum(share.total for share in shares.values()) < FEWEST:
        return None
    counts = {who: share.total for who, share in shares.items() if who in here}
    hits = [
        who
        for who, count in counts.items()
        if count > MOST_SHARE * beside(who, counts, leaving)
    ]  # fmt: skip
    if not hits:
        return None
    person = max(hits, key=lambda who: (counts[who], who.hex))
    whole = round(beside(person, counts, leaving))
    return SingleThread(dossier_id, person, whole, counts[person] * 100 // whole)
