"""From findings to a letter: a log-odds style sum inside seven dimensions.

Inside a dimension, risks and trusts add up apart: the strongest counts fully, the next half, then
a quarter and so on, so that ten weak copies of one thing never outweigh one strong thing. One
piece of evidence carries one finding a dimension and direction. Trust of one dimension is
limited: a spotless web page does not pay for a look-alike domain.

All sums are exact integers; the letter can only get worse when a risk is added.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from muniment.investigations.domain.signals import Dimension, Direction


class State(StrEnum):
    """What a person said about a finding."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"
    DUPLICATE = "duplicate"


class Letter(StrEnum):
    """Risk, from A (little) to E (stay away)."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"


@dataclass(frozen=True, slots=True)
class Finding:
    """What the rating needs to know of one finding; no words of the customer.

    Attributes:
        id: of the finding, as the page links to it.
        weight: 0 to 100; confidence: 0 to 100, taken as 100 once a person confirmed it.
        evidence: hashes on which it rests; without any, it rests on its own signal and key.
        expires_on: the first day on which it no longer counts, or None.
        hard_stop: of its signal; it stops only when confirmed.
    """

    id: str
    signal: str
    direction: Direction
    dimension: Dimension
    weight: int
    confidence: int = 100
    state: State = State.OPEN
    key: str = ""
    evidence: tuple[str, ...] = ()
    expires_on: date | None = None
    hard_stop: bool = False


class Aside(StrEnum):
    """Why a finding does not count."""

    DISMISSED = "dismissed"
    DUPLICATE = "duplicate"
    EXPIRED = "expired"
    NEUTRAL = "neutral"
    SAME_EVIDENCE = "same_evidence"


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one finding adds: `points` hundredths, after confidence and the halving by its place.

    Attributes:
        place: 0 for the strongest of its dimension and direction; it counts 1 / 2**place.
        points: hundredths of a point, above 0 for a risk and below for a trust.
    """

    finding: str
    signal: str
    dimension: Dimension
    weight: int
    confidence: int
    place: int
    points: int


@dataclass(frozen=True, slots=True)
class DimensionScore:
    """One dimension: `score` = risk − trust, whole points; trust is limited to `TRUST_LIMIT`."""

    dimension: Dimension
    score: int
    risk: int
    trust: int
    contributions: tuple[Contribution, ...]


@dataclass(frozen=True, slots=True)
class Rating:
    """The letter and everything that it rests on.

    Attributes:
        score: whole points over all dimensions; 0 is a stranger, 20 more double the odds.
        hard_stops: ids of the confirmed findings that end the rating at E, sorted.
        aside: findings that do not count, with the reason.
        open_stops: ids of the findings that would end it and wait for a person, also expired ones.
    """

    letter: Letter
    score: int
    dimensions: tuple[DimensionScore, ...]
    hard_stops: tuple[str, ...] = ()
    aside: tuple[tuple[str, Aside], ...] = ()
    open_stops: tuple[str, ...] = ()

    @property
    def contributions(self) -> tuple[Contribution, ...]:
        """All numbers that add up to the score, heaviest first."""
        found = (one for part in self.dimensions for one in part.contributions)
        return tuple(sorted(found, key=lambda one: (-abs(one.points), one.finding)))


PLACES = 12
"""Findings of one dimension and direction that can count; the next one would weigh 1/4096."""
TRUST_LIMIT = 40
"""Points of trust that one dimension can give: four times as good odds, and no more."""
BY_SCORE = ((-60, Letter.A), (-20, Letter.B), (39, Letter.C), (109, Letter.D))
"""The highest score of each letter; above the last it is E."""
BY_WORST = ((14, Letter.A), (29, Letter.B), (59, Letter.C), (119, Letter.D))
"""The highest score of the worst dimension of each letter: others cannot buy it off."""
_SCALE = 1 << (PLACES - 1)


def rate(findings: Iterable[Finding], *, today: date) -> Rating:
    """Add the findings up; their order does not matter.

    Args:
        today: the day for which the rating holds; findings that expired are set aside.

    Returns:
        The rating. Whether it may be shown as a good one is said by `coverage.reading`.

    Time O(n²) in the findings of one dimension at worst.
    """
    known = sorted(findings, key=_strongest_first)
    aside = [(one.id, reason) for one in known if (reason := _aside(one, today))]
    out = {finding for finding, _ in aside}
    counting = [one for one in known if one.id not in out]
    parts = tuple(_dimension(dimension, counting) for dimension in Dimension)
    counted = {one.finding for part in parts for one in part.contributions}
    aside += [(one.id, Aside.SAME_EVIDENCE) for one in counting if one.id not in counted]
    stops = tuple(sorted(one.id for one in counting if one.hard_stop and _confirmed(one)))
    score = sum(part.score for part in parts)
    letter = Letter.E if stops else _letter(score, max(part.score for part in parts))
    waiting = tuple(sorted(one.id for one in known if one.hard_stop and one.state is State.OPEN))
    return Rating(letter, score, parts, stops, tuple(sorted(aside)), waiting)


def _letter(score: int, worst: int) -> Letter:
    by_score = next((letter for highest, letter in BY_SCORE if score <= highest), Letter.E)
    by_worst = next((letter for highest, letter in BY_WORST if worst <= highest), Letter.E)
    return max(by_score, by_worst)


def _aside(finding: Finding, today: date) -> Aside | None:
    if finding.state in (State.DISMISSED, State.DUPLICATE):
        return Aside(finding.state.value)
    if finding.expires_on is not None and finding.expires_on <= today:
        return Aside.EXPIRED
    if finding.direction is Direction.NEUTRAL:
        return Aside.NEUTRAL
    return None


def _dimension(dimension: Dimension, findings: Sequence[Finding]) -> DimensionScore:
    here = [one for one in findings if one.dimension is dimension]
    risks = _side([one for one in here if one.direction is Direction.RISK], sign=1)
    trusts = _side([one for one in here if one.direction is Direction.TRUST], sign=-1)
    risk, trust = _total(risks), min(_total(trusts), TRUST_LIMIT)
    return DimensionScore(dimension, risk - trust, risk, trust, risks + trusts)


def _side(findings: Sequence[Finding], *, sign: int) -> tuple[Contribution, ...]:
    carried = _one_a_piece_of_evidence(findings)[:PLACES]
    return tuple(_contribution(one, place, sign) for place, one in enumerate(carried))


def _contribution(finding: Finding, place: int, sign: int) -> Contribution:
    return Contribution(
        finding=finding.id,
        signal=finding.signal,
        dimension=finding.dimension,
        weight=finding.weight,
        confidence=_confidence(finding),
        place=place,
        points=sign * (_strength(finding) >> place),
    )


def _total(contributions: Sequence[Contribution]) -> int:
    """Sum exactly and round down to whole points once, so that more risk is never less."""
    exact = sum(one.weight * one.confidence * (_SCALE >> one.place) for one in contributions)
    return exact // (100 * _SCALE)


def _one_a_piece_of_evidence(findings: Sequence[Finding]) -> list[Finding]:
    """Keep the strongest findings that can each have a piece of evidence of their own.

    A matching of findings to evidence, strongest first (a transversal matroid): whatever is
    added, no place of the answer gets weaker, which a rule of thumb could not promise.
    """
    carrier: dict[str, Finding] = {}

    def seat(finding: Finding, tried: set[str]) -> bool:
        for piece in _rests_on(finding):
            if piece in tried:
                continue
            tried.add(piece)
            if piece not in carrier or seat(carrier[piece], tried):
                carrier[piece] = finding
                return True
        return False

    return [one for one in findings if _strength(one) and seat(one, set())]


def _rests_on(finding: Finding) -> Sequence[str]:
    return finding.evidence or (f"{finding.signal} {finding.key}",)


def _confirmed(finding: Finding) -> bool:
    return finding.state is State.CONFIRMED


def _confidence(finding: Finding) -> int:
    return 100 if _confirmed(finding) else finding.confidence


def _strength(finding: Finding) -> int:
    return finding.weight * _confidence(finding)


def _strongest_first(finding: Finding) -> tuple[int, str]:
    return (-_strength(finding), finding.id)
