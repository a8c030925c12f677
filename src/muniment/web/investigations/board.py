"""Findings by dimension: sentence, weight, confidence, what it counts, who judged it."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext

from muniment.investigations import checks as registry
from muniment.investigations.casefile import CaseFile, FindingRow
from muniment.investigations.domain import wording
from muniment.investigations.domain.rating import Aside, State
from muniment.investigations.domain.signals import Dimension, Direction, Signal, catalogue
from muniment.web.investigations.words import DIRECTION_ICONS, FINDING_TONES, say, sentence

OWN_PRACTICE = "Own practice"
FIRST = 12
"""Findings of one dimension shown before the rest is folded."""
_SET_ASIDE = frozenset({State.DISMISSED, State.DUPLICATE})


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding in words.

    Attributes:
        points: what it adds to the score, as text with a sign; "" when it adds nothing.
        why_not: why it does not count although nobody set it aside.
        excerpt: the words of the source, unless the sentence repeats them anyway.
        evidence: numbers of the pieces on which it rests.
        flags: published red flags for which a risk stands.
    """

    row: FindingRow
    sentence: str
    icon: str
    direction: str
    points: str
    why_not: str
    source: str
    excerpt: str
    evidence: tuple[int, ...]
    state: str
    tone: str
    judge: str
    flags: tuple[str, ...]
    article: str


@dataclass(frozen=True, slots=True)
class DimensionPart:
    """The findings of one dimension: standing ones heaviest first, then those set aside."""

    code: str
    title: str
    risk: int
    trust: int
    first: tuple[FindingLine, ...]
    rest: tuple[FindingLine, ...]
    aside: tuple[FindingLine, ...]

    @property
    def count(self) -> int:
        """How many stand."""
        return len(self.first) + len(self.rest)


def dimensions(
    case: CaseFile, names: dict[UUID, str], only: Dimension | None = None
) -> list[DimensionPart]:
    """Lay the standing findings out by dimension; a dimension without any is left out."""
    worded = _Worded(case, names)
    scores = {one.dimension: one for one in case.assessment.rating.dimensions}
    parts = []
    for dimension in [only] if only else Dimension:
        rows = [row for row in case.findings if row.dimension is dimension]
        standing = [row for row in rows if row.state not in _SET_ASIDE]
        lines = [worded.line(row) for row in sorted(standing, key=worded.heaviest)]
        aside = tuple(worded.line(row) for row in rows if row.state in _SET_ASIDE)
        score = scores[dimension]
        if rows:
            parts.append(
                DimensionPart(
                    dimension.value, say(wording.DIMENSIONS, dimension.value), score.risk,
                    score.trust, tuple(lines[:FIRST]), tuple(lines[FIRST:]), aside,
                )
            )  # fmt: skip
    return parts


def set_aside(case: CaseFile, names: dict[UUID, str]) -> list[FindingLine]:
    """Findings that a newer run replaced, newest first."""
    worded = _Worded(case, names)
    return [worded.line(row) for row in case.superseded]


class _Worded:
    def __init__(self, case: CaseFile, names: dict[UUID, str]) -> None:
        rating = case.assessment.rating
        self._points = {one.finding: one.points for one in rating.contributions}
        self._aside = dict(rating.aside)
        self._numbers = {row.id: row.number for row in case.evidence}
        self._names = names

    def heaviest(self, row: FindingRow) -> tuple[bool, int, int, str]:
        """Risks before the rest, what counts most first."""
        points = self._points.get(str(row.id), 0)
        weight = -row.weight * row.confidence
        return row.direction is not Direction.RISK, -abs(points), weight, str(row.id)

    def line(self, row: FindingRow) -> FindingLine:
        about, told = catalogue().get(row.signal), sentence(row)
        return FindingLine(
            row=row,
            sentence=told,
            icon=DIRECTION_ICONS[row.direction],
            direction=say(wording.DIRECTIONS, row.direction.value),
            points=_signed(self._points.get(str(row.id), 0)),
            why_not=self._why_not(row),
            source=self._source(row),
            excerpt="" if row.excerpt in told else row.excerpt,
            evidence=tuple(self._numbers[one] for one in row.evidence if one in self._numbers),
            state=say(wording.FINDING_STATES, row.state.value),
            tone=FINDING_TONES[row.state],
            judge=self._names.get(row.marks[0].by, "–") if row.marks else "",
            flags=_flags(about) if about else (),
            article=about.article if about else "",
        )

    def _why_not(self, row: FindingRow) -> str:
        if row.superseded_at is not None:
            return gettext("replaced by a newer run")
        why = self._aside.get(str(row.id))
        words = {
            Aside.EXPIRED: gettext("too old to count"),
            Aside.SAME_EVIDENCE: gettext("rests on the same evidence as a stronger one"),
        }
        return words.get(why, "") if why else ""

    def _source(self, row: FindingRow) -> str:
        if row.check in registry.checks():
            return gettext(registry.checks()[row.check].title)
        seen = self._names.get(row.by, "–") if row.by else row.check
        return gettext("seen by %(who)s") % {"who": seen}


def _flags(about: Signal) -> tuple[str, ...]:
    if about.direction is not Direction.RISK:
        return ()
    return tuple(one for one in about.lists if one != OWN_PRACTICE)


def _signed(points: int) -> str:
    """Hundredths of a point as text: +32, −4.5; "" for nothing."""
    if not points:
        return ""
    told = f"{abs(points) / 100:.1f}".removesuffix(".0")
    return f"{'+' if points > 0 else '−'}{told}"
