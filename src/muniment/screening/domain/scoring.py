"""Two names, carefully: the one place where screening asks the name matcher."""

from dataclasses import dataclass
from functools import lru_cache

from muniment.matching.candidates import likeness, plain
from muniment.screening.domain.parties import PartyKind


@dataclass(frozen=True, slots=True)
class Scored:
    """How alike two names are: 0 to 1, and why in plain English."""

    score: float
    why: str


@lru_cache(maxsize=20_000)
def _plain(name: str) -> str:
    return plain(name)


def score_names(asked: str, listed: str, kind: PartyKind) -> Scored:  # noqa: ARG001 - the matcher will want it
    """Compare two names with the strictness of screening."""
    return Scored(float(likeness([_plain(asked)], [_plain(listed)])[0]), "")
