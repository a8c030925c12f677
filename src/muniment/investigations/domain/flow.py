"""The strategy as a flow chart: where a case stands, what was found, what comes next.

Only data: pages, report and terminal draw it each in their way.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from muniment.core.errors import gettext_noop
from muniment.investigations.domain.checks import REACHED, Mode, Outcome, Step
from muniment.investigations.domain.coverage import (
    MISSING_INPUT,
    CheckState,
    Coverage,
    Unchecked,
    what_would_change,
)
from muniment.investigations.domain.signals import Direction


class StepState(StrEnum):
    """How far a step has come."""

    DONE = "done"
    PARTLY = "partly"
    WAITING = "waiting"  # only a person can go on
    NOT_REACHED = "not_reached"  # tried, and nobody answered
    NOT_STARTED = "not_started"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class StepView:
    """One box of the chart.

    Attributes:
        title: a translatable English phrase.
        risks, trusts, neutrals: counts of findings that still stand.
        checks, reached: how many checks apply, and how many reached an outcome.
        not_reached: what is missing, heaviest first.
        next: the cheapest thing to do in this step, or None.
    """

    step: Step
    title: str
    state: StepState
    risks: int
    trusts: int
    neutrals: int
    checks: int
    reached: int
    not_reached: tuple[Unchecked, ...]
    next: Unchecked | None


@dataclass(frozen=True, slots=True)
class Flow:
    """The chart: boxes in their order, arrows between them, and where to go on."""

    steps: tuple[StepView, ...]
    edges: tuple[tuple[Step, Step], ...]
    next: Unchecked | None


TITLES: Mapping[Step, str] = {
    Step.BASICS: gettext_noop("Gather the basics"),
    Step.PERSON: gettext_noop("Confirm the person"),
    Step.EMAIL_WEB: gettext_noop("E-mail and web"),
    Step.SEARCH: gettext_noop("Search"),
    Step.CUSTOMS: gettext_noop("Customs data"),
    Step.LISTS: gettext_noop("Lists"),
    Step.THIRD_PARTIES: gettext_noop("Third parties"),
    Step.SAME_HANDS: gettext_noop("Same hands"),
    Step.DEAL: gettext_noop("The deal"),
    Step.VERDICT: gettext_noop("Verdict"),
}

EDGES: tuple[tuple[Step, Step], ...] = (
    (Step.BASICS, Step.PERSON),
    (Step.BASICS, Step.EMAIL_WEB),
    (Step.BASICS, Step.LISTS),
    (Step.BASICS, Step.CUSTOMS),
    (Step.PERSON, Step.SEARCH),
    (Step.EMAIL_WEB, Step.SEARCH),
    (Step.SEARCH, Step.THIRD_PARTIES),
    (Step.CUSTOMS, Step.SAME_HANDS),
    (Step.LISTS, Step.SAME_HANDS),
    (Step.THIRD_PARTIES, Step.DEAL),
    (Step.SAME_HANDS, Step.DEAL),
    (Step.DEAL, Step.VERDICT),
)
"""What feeds what; every path begins at the basics and ends at the verdict."""


def flow(
    checks: Iterable[CheckState],
    found: Coverage,
    standing: Iterable[tuple[Step, Direction]],
    *,
    decided: bool,
) -> Flow:
    """Draw the chart of one case.

    Args:
        found: the coverage of the same checks.
        standing: step and direction of each finding that is not dismissed.
        decided: a verdict is in force.
    """
    known = list(checks)
    counts = Counter(standing)
    steps = tuple(_box(step, known, found, counts, decided=decided) for step in Step)
    return Flow(steps, EDGES, next(iter(what_would_change(found, limit=1)), None))


def _box(
    step: Step,
    checks: Sequence[CheckState],
    found: Coverage,
    counts: Counter[tuple[Step, Direction]],
    *,
    decided: bool,
) -> StepView:
    here = [one for one in checks if one.step is step]
    missing = [one for one in found.unchecked if one.step is step]
    applying = [one for one in here if one.applies]
    return StepView(
        step=step,
        title=TITLES[step],
        state=_verdict(decided=decided) if step is Step.VERDICT else state_of(here),
        risks=counts[step, Direction.RISK],
        trusts=counts[step, Direction.TRUST],
        neutrals=counts[step, Direction.NEUTRAL],
        checks=len(applying),
        reached=sum(one.reached for one in applying),
        not_reached=tuple(missing),
        next=_cheapest(missing, found),
    )


def state_of(checks: Sequence[CheckState]) -> StepState:
    """Say how far the checks of one step have come, taken together."""
    applying = [one for one in checks if one.applies]
    if not applying:
        return StepState.NOT_APPLICABLE if checks else StepState.NOT_STARTED
    if all(one.reached for one in applying):
        return StepState.DONE
    if any(one.outcome in REACHED for one in applying):
        return StepState.PARTLY
    if any(one.outcome is Outcome.NEEDS_PERSON for one in applying):
        return StepState.WAITING
    if any(one.outcome is not None and not _lacks(one) for one in applying):
        return StepState.NOT_REACHED
    return _untouched(applying)


def _untouched(checks: Sequence[CheckState]) -> StepState:
    """Nobody was asked; where a fact is missing, only a person can bring it."""
    if all(one.mode is Mode.MANUAL or _lacks(one) for one in checks):
        return StepState.WAITING
    return StepState.NOT_STARTED


def _lacks(check: CheckState) -> bool:
    return check.reason == MISSING_INPUT


def _verdict(*, decided: bool) -> StepState:
    return StepState.DONE if decided else StepState.WAITING


def _cheapest(missing: Sequence[Unchecked], found: Coverage) -> Unchecked | None:
    ranked = what_would_change(found, limit=len(found.unchecked))
    return next((one for one in ranked if one in missing), None)
