"""The two numbers, side by side and never merged, and the next cheapest step."""

from dataclasses import dataclass

from django.utils.translation import gettext, pgettext

from muniment.investigations import checks as registry
from muniment.investigations.casefile import CaseFile
from muniment.investigations.domain import wording
from muniment.investigations.domain.checks import Mode, Step
from muniment.investigations.domain.coverage import MISSING_INPUT, Unchecked
from muniment.investigations.domain.rating import DimensionScore
from muniment.web.investigations.words import letter, minutes_word, reading, say


@dataclass(frozen=True, slots=True)
class DimensionLine:
    """One dimension of the risk: points against and for, as text and as widths of 0 to 100."""

    code: str
    title: str
    risk: int
    trust: int
    score: int

    @property
    def risk_width(self) -> int:
        """Of the bar to the right; 100 points fill it."""
        return min(self.risk, 100)

    @property
    def trust_width(self) -> int:
        """Of the bar to the left, and where it begins."""
        return min(self.trust, 100)

    @property
    def trust_start(self) -> int:
        """Where the bar to the left begins."""
        return 100 - self.trust_width


@dataclass(frozen=True, slots=True)
class RiskCard:
    """The letter, and the dimensions that it adds up from."""

    code: str
    letter: str
    reading: str
    score: int
    stops: tuple[str, ...]
    dimensions: tuple[DimensionLine, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """One check that did not reach an outcome: why, and what to do about it.

    Attributes:
        act: `run` (a button), `task` (a link to the form), `fact` (add what it needs),
            `search` (the directives), or "" when nothing can be done today.
        needs: names of the facts of which it lacks any.
    """

    check: str
    title: str
    step: str
    why: str
    gain: int
    cost: str
    act: str
    needs: str
    needs_code: str
    task: str


@dataclass(frozen=True, slots=True)
class CoverageCard:
    """How much was checked, how much is needed, and the list of what was not."""

    percent: int
    floor: int
    is_enough: bool
    at_risk: str
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class NextStep:
    """The sentence that says how to go on, with its button."""

    missing: Missing | None
    unattended: int
    gain: int
    is_decided: bool
    is_waiting: bool


def risk_card(case: CaseFile) -> RiskCard:
    """The first number."""
    found = case.assessment
    scores = found.rating.dimensions
    return RiskCard(
        code=found.reading.value,
        letter=letter(found.reading.value),
        reading=reading(found.reading.value),
        score=found.rating.score,
        stops=found.rating.hard_stops,
        dimensions=tuple(_line(one) for one in scores),
    )


def _line(one: DimensionScore) -> DimensionLine:
    title = say(wording.DIMENSIONS, one.dimension.value)
    return DimensionLine(one.dimension.value, title, one.risk, one.trust, one.score)


def coverage_card(case: CaseFile) -> CoverageCard:
    """The second number."""
    found = case.assessment.coverage
    return CoverageCard(
        percent=found.percent,
        floor=found.floor,
        is_enough=found.is_enough,
        at_risk=str(case.at_risk) if case.at_risk else "",
        missing=tuple(missing_of(one, case) for one in found.unchecked),
    )


def next_step(case: CaseFile) -> NextStep:
    """What to do now: everything that runs by itself first, then the cheapest minute."""
    found = case.assessment
    alone = [
        one
        for one in found.coverage.unchecked
        if one.mode is not Mode.MANUAL and one.why in _WORTH_A_RUN
    ]
    following = found.flow.next
    return NextStep(
        missing=missing_of(following, case) if following else None,
        unattended=len(alone),
        gain=sum(one.gain for one in alone),
        is_decided=case.decision is not None,
        is_waiting=case.waiting is not None,
    )


_WORTH_A_RUN = frozenset({"not_run", "stale"})


def missing_of(one: Unchecked, case: CaseFile) -> Missing:
    """Word one check that was not reached."""
    needs = lacking(one.check, case) if one.why == MISSING_INPUT else []
    names = [say(wording.FACTS, code) for code in needs]
    return Missing(
        check=one.check,
        title=gettext(one.title),
        step=one.step.value,
        why=say(wording.REASONS, one.why),
        gain=one.gain,
        cost=minutes_word(one.minutes),
        act=_act(one),
        needs=pgettext("alternatives", " or ").join(names),
        needs_code=needs[0] if needs else "",
        task=gettext(one.task) if one.task else "",
    )


def lacking(check: str, case: CaseFile) -> list[str]:
    """The first group of facts of which a check knows none; any one of them would do."""
    known = {row.code for row in case.facts if row.state == "adopted"}
    groups = registry.checks()[check].needs
    return sorted(next((group for group in groups if not group & known), frozenset()))


def _act(one: Unchecked) -> str:
    if one.why == MISSING_INPUT:
        return "fact"
    if one.step is Step.SEARCH:
        return "search"
    if one.mode is Mode.MANUAL or one.why == "needs_person":
        return "task"
    return "" if one.why in _NOT_TODAY else "run"


_NOT_TODAY = frozenset({"no_key", "offline", "no_data", "no_list", "list_too_old"})
"""Reasons that a second run cannot change: somebody has to set the house up first."""
