"""What somebody read in the 90 days before notice, beside her own past and her peers.

It is a record, not a verdict: every flag names the figures it stands on, and the reader is told
what would also explain it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import median
from uuid import UUID

DAYS = 90
WINDOW = timedelta(days=DAYS)
PAST = timedelta(days=2 * DAYS)
"""The time before the window that says what is usual for her."""
_TIMES = 2.0
_FEWEST = 10
_SHARE = 0.5
_NIGHT = (22, 6)


class Flag(StrEnum):
    """What stands out."""

    MORE_THAN_BEFORE = "more_than_before"
    MORE_THAN_PEERS = "more_than_peers"
    OTHERS_CUSTOMERS = "others_customers"
    MANY_REFUSALS = "many_refusals"
    AT_NIGHT = "at_night"
    LAST_DAYS = "last_days"


@dataclass(frozen=True, slots=True)
class Look:
    """One attempt to see a compartment, as the ledger has it.

    Attributes:
        hers: she kept or deputised the customer when she looked.
        hour: of the day, in the house's time zone.
    """

    dossier_id: UUID
    compartment: str
    given: bool
    reason: str
    at: datetime
    hour: int
    hers: bool
    entry_id: UUID


@dataclass(frozen=True, slots=True)
class Figures:
    """What one time held, in numbers.

    Attributes:
        looks, refused: attempts given, and not.
        customers: opened at least once; `others` are customers of other people among them.
        lists, searches, copies, questions: pages of lists shown, searches, copies and reports
            taken, and checks whether somebody is known.
    """

    looks: int = 0
    refused: int = 0
    customers: int = 0
    others: int = 0
    night: int = 0
    last_days: int = 0
    lists: int = 0
    searches: int = 0
    copies: int = 0
    questions: int = 0


@dataclass(frozen=True, slots=True)
class Striking:
    """One flag with the two figures that raised it."""

    flag: Flag
    found: int
    usual: int


def figures(looks: Iterable[Look], acts: Mapping[str, int], *, until: datetime) -> Figures:
    """Add one time up.

    Args:
        acts: counts of `lists`, `searches`, `copies` and `questions`.
    """
    rows = list(looks)
    given = [one for one in rows if one.given]
    return Figures(
        looks=len(given),
        refused=len(rows) - len(given),
        customers=len({one.dossier_id for one in given}),
        others=len({one.dossier_id for one in given if not one.hers}),
        night=sum(_is_night(one.hour) for one in given),
        last_days=sum(one.at >= until - timedelta(days=14) for one in given),
        lists=acts.get("lists", 0),
        searches=acts.get("searches", 0),
        copies=acts.get("copies", 0),
        questions=acts.get("questions", 0),
    )


def _is_night(hour: int) -> bool:
    return hour >= _NIGHT[0] or hour < _NIGHT[1]


def striking(now: Figures, before: Figures, peers: Sequence[int]) -> tuple[Striking, ...]:
    """Say what stands out.

    Args:
        before: the 180 days before the window.
        peers: looks of others of her role in the same 90 days.
    """
    usual, typical = round(before.looks / 2), round(median(peers)) if peers else 0
    found = [
        Striking(Flag.MORE_THAN_BEFORE, now.looks, usual) if _more(now.looks, usual) else None,
        Striking(Flag.MORE_THAN_PEERS, now.looks, typical)
        if peers and _more(now.looks, typical)
        else None,
        Striking(Flag.OTHERS_CUSTOMERS, now.others, round(before.others / 2))
        if _more(now.others, round(before.others / 2))
        else None,
        Striking(Flag.MANY_REFUSALS, now.refused, round(before.refused / 2))
        if _more(now.refused, round(before.refused / 2))
        else None,
        Striking(Flag.AT_NIGHT, now.night, round(before.night / 2))
        if _more(now.night, round(before.night / 2))
        else None,
        _rush(now),
    ]
    return tuple(one for one in found if one is not None)


def _more(found: int, usual: int) -> bool:
    """Twice the usual, and not just a handful."""
    return found >= _FEWEST and found >= _TIMES * max(usual, 1)


def _rush(now: Figures) -> Striking | None:
    """Half of the looks of 90 days in the last 14: an even spread would have a sixth there."""
    even = round(now.looks * 14 / DAYS)
    if now.looks < _FEWEST or now.last_days < _SHARE * now.looks:
        return None
    return Striking(Flag.LAST_DAYS, now.last_days, even)


def by_compartment(looks: Iterable[Look]) -> dict[str, int]:
    """How many customers were opened in each compartment."""
    pairs = {(one.compartment, one.dossier_id) for one in looks if one.given}
    return dict(sorted(Counter(code for code, _ in pairs).items()))
