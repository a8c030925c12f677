"""Which customers matter most: by what hangs on the person who hands them over."""

from collections.abc import Collection, Iterable, Mapping, Sequence
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
    """A customer with its place, from 1."""

    weight: Weight
    rank: int
    is_main: bool


@dataclass(frozen=True, slots=True)
class Sums:
    """What hangs on a person in all, in US cents over 12 months."""

    expected: int
    low: int
    hang: int
    high: int


@dataclass(frozen=True, slots=True)
class Told:
    """What a reader learns of the money behind a hand-over.

    Attributes:
        sums: of the customers whose order history is open to her; None where none is.
        shares: of what hangs, by customer, in tenths of a percent. Where every amount is open,
            or none, of the whole. In between of what is open alone: a share of the whole beside
            an open amount would give the closed ones away.
        untold: customers that no sum holds.
        opened: those whose amounts are open.
    """

    sums: Sums | None
    shares: Mapping[UUID, int]
    untold: int
    opened: frozenset[UUID]


def ranked(weights: Iterable[Weight]) -> tuple[Ranked, ...]:
    """Rank customers, the heaviest first, and name the main ones.

    Where nothing hangs on anybody (no order yet), every customer is a main one: nothing says
    which could be left out.
    """
    order = sorted(weights, key=lambda one: (-one.hang, -one.expected, one.dossier_id))
    main = _main(order)
    return tuple(Ranked(one, place + 1, place < main) for place, one in enumerate(order))


def told(weights: Iterable[Weight], opened: Collection[UUID]) -> Told:
    """Say of the money what somebody may know who may read the orders of `opened` alone."""
    rows = list(weights)
    seen = [one for one in rows if one.dossier_id in opened]
    base = seen or rows
    whole = sum(one.hang for one in base)
    return Told(
        sums=None if rows and not seen else _sums(seen),
        shares={
            one.dossier_id: round(1000 * one.hang / whole) if whole else 0 for one in base
        },
        untold=len(rows) - len(seen),
        opened=frozenset(one.dossier_id for one in seen),
    )  # fmt: skip


def _sums(rows: Sequence[Weight]) -> Sums:
    parts = ("expected", "low", "hang", "high")
    return Sums(**{part: sum(getattr(one, part) for one in rows) for part in parts})


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
