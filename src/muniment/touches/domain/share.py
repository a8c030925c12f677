"""How far a customer's touches gather on one person."""

from collections.abc import Mapping
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
    """A customer whose touches hang on one person; `percent` is rounded down."""

    dossier_id: UUID
    person_id: UUID
    total: int
    percent: int


def single_thread(dossier_id: UUID, shares: Mapping[UUID, TouchShare]) -> SingleThread | None:
    """Say on whom a customer hangs: more than 80 % of at least 5 touches; None when on nobody."""
    whole = sum(share.total for share in shares.values())
    if whole < FEWEST:
        return None
    person, share = max(shares.items(), key=lambda item: (item[1].total, item[0].hex))
    if share.total <= MOST_SHARE * whole:
        return None
    return SingleThread(dossier_id, person, whole, share.total * 100 // whole)
