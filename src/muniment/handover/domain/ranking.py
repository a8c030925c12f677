"""Which customers matter most: by what hangs on the person who hands them over."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

MAIN_SHARE = 0.8
"""The main customers are the first ones that together carry four fifths of what hangs."""


@dataclass(frozen=True, slots=True)
class Weight:
    """What hangs on one customer, in US cents over the next 12 months.

    Attributes:
        expected: orders that are expected at all; `hang` is the part that may go along.
    """

    dossier_id: UUID
    expected: int = 0
    low: int = 0
    hang: int = 0
    high: int = 0


@dataclass(frozen=True, slots=True)
class Ranked:
    """A customer with its place, from 1, and its share of all that hangs, in tenths of a percent.

    Pages show the share: an amount of one customer is for those who may read its orders.
    """

    weight: Weight
    rank: int
    is_main: bool
    share: int = 0


def ranked(weights: Iterable[Weight]) -> tuple[Ranked, ...]:
    """Rank customers, the heaviest first, and name the main ones.

    Where nothing hangs on anybody (no order yet), every customer is a main one: nothing says
    which could be left out.
    """
    order = sorted(weights, key=lambda one: (-one.hang, -one.expected, one.dossier_id))
    main = _main(order)
    total = sum(one.hang for one in order)
    return tuple(
        Ranked(one, place + 1, place < main, share=round(1000 * one.hang / total) if total else 0)
        for place, one in enumerate(order)
    )


def _main(order: Sequence[Weight]) -> int:
    """How many of the first ones carry `MAIN_SHARE` of the sum."""
    total, carried = sum(one.hang for one in order), 0
    if total <= 0:
        return len(order)
    for place, one in enumerate(order, 1):
        carried += one.hang
        if carried >= MAIN_SHARE * total:
            return place
    return len(order)
