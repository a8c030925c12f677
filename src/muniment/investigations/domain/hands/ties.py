"""The answers: ties between two companies, links, leads, groups, with their reasons."""

from dataclasses import dataclass
from enum import StrEnum

from muniment.investigations.domain.hands.weights import Kind


class Strength(StrEnum):
    """How much one tie says on its own."""

    STRONG = "strong"
    MEDIUM = "medium"
    WEAK = "weak"
    NONE = "none"  # shared by too many to say anything


@dataclass(frozen=True, slots=True)
class Tie:
    """One value that two companies share.

    Attributes:
        left_value, right_value: as written on both sides.
        seen_in: the records on both sides and their sources: `R1 (registry)`.
        shared_by: how many companies show the value in all, these two included.
        unrelated: how many of those are tied by nothing else, these two counted as one.
        weight: logarithm of how much likelier the tie is between partners than strangers.
        why: code of the reason: `equal`, `near_unit`, `same_house`, `extended`, `initial`, ….
    """

    kind: Kind
    left_value: str
    right_value: str
    seen_in: tuple[str, str]
    shared_by: int
    unrelated: int
    weight: float
    strength: Strength
    why: str


@dataclass(frozen=True, slots=True)
class Link:
    """Two companies with the same hands behind them, by the weight of the ties.

    Attributes:
        weight: logarithm of the odds; 0 is as likely as not.
        ties: strongest first; those that count nothing come last, so that a reader sees them.
    """

    company_a: int
    company_b: int
    ties: tuple[Tie, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Lead:
    """Two companies that deserve a look: too little to say that the same hands are behind them."""

    company_a: int
    company_b: int
    ties: tuple[Tie, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Group:
    """Companies with the same hands behind them; their numbers are ascending."""

    companies: tuple[int, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Hub:
    """A value that many otherwise unrelated companies share, and that therefore ties nobody."""

    kind: Kind
    value: str
    shared_by: int
    unrelated: int
