"""How alike two names are, for screening: shared words, shared letters, and the name matcher.

The three see different things: words by their rarity on this very list, letters whatever
happened to the words, and the matcher's knowledge of scripts, forms, sounds and short names.
Their mean ranks better than any of them (`benchmarks/bench_screening.py`).
"""

from dataclasses import dataclass
from functools import lru_cache

from muniment.matching.names import Kind, PreparedName, Strictness, compare, prepare, score
from muniment.matching.overlap import Overlap
from muniment.screening.domain.parties import PartyKind

WORDS, LETTERS, MATCHER = 0.4, 0.3, 0.3
YES = 0.75  # where the scale says yes, for every kind of party
_YES_OF_MEAN = {PartyKind.PERSON: 0.725}
_YES_OF_OTHERS = 0.65  # company names differ more than names of people do
COMMON_WORDS = 0.45  # less shared weight than this: what is shared is what everybody has
NOT_ENOUGH = 0.6  # the most that common words alone can make
STRANGERS = 0.15  # the matcher is sure that two companies so alike to it are two: East, West
_KINDS = {
    PartyKind.PERSON: Kind.PERSON,
    PartyKind.ENTITY: Kind.LEGAL_ENTITY,
    PartyKind.VESSEL: Kind.VESSEL,
    PartyKind.AIRCRAFT: Kind.VESSEL,
    PartyKind.UNKNOWN: Kind.LEGAL_ENTITY,
}


@dataclass(frozen=True, slots=True)
class Scored:
    """How alike two names are, 0 to 1, with the matcher's reasons when they are asked for."""

    score: float
    asked: PreparedName
    listed: PreparedName

    @property
    def why(self) -> str:
        """The reasons in plain English; most pairs are no hits and nobody wants theirs."""
        return compare(self.asked, self.listed, strictness=Strictness.SCREENING).why()


def most(shared: Overlap, kind: PartyKind) -> float:
    """Say what a pair can reach at the most, before the matcher has looked at it."""
    return _scaled(_mean(shared, 1.0), kind)


def score_names(asked: str, listed: str, kind: PartyKind, shared: Overlap) -> Scored:
    """Compare two names with the strictness of screening; about 100 µs."""
    as_kind = _KINDS[kind]
    one, two = _prepared(asked, as_kind), _prepared(listed, as_kind)
    return Scored(_scaled(_judged(shared, score(one, two), kind), kind), one, two)


def _judged(shared: Overlap, matcher: float, kind: PartyKind) -> float:
    mean = _mean(shared, matcher)
    is_veto = matcher < STRANGERS and kind is not PartyKind.PERSON
    return min(mean, NOT_ENOUGH) if is_veto else mean


def _mean(shared: Overlap, matcher: float) -> float:
    mean = WORDS * shared.both + LETTERS * shared.letters + MATCHER * matcher
    return min(mean, NOT_ENOUGH) if shared.both < COMMON_WORDS else mean


def _scaled(mean: float, kind: PartyKind) -> float:
    """Stretch the mean so that one number means yes for every kind."""
    yes = _YES_OF_MEAN.get(kind, _YES_OF_OTHERS)
    if mean < yes:
        return mean * YES / yes
    return YES + (mean - yes) / (1 - yes) * (1 - YES)


@lru_cache(maxsize=20_000)
def _prepared(name: str, kind: Kind) -> PreparedName:
    return prepare(name, kind)
