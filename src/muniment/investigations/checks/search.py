"""Search by a person: queries are written, captures come back, nothing is asked for her.

The run keeps only how many queries each goal has: they hold the names of the case, so a page
writes them afresh (`domain.search.directives`) from the facts that its reader may see.
"""

from collections import Counter
from typing import ClassVar

from muniment.core.errors import gettext_noop
from muniment.investigations.checks.base import ManualCheck
from muniment.investigations.domain.checks import (
    Outcome,
    Result,
    Source,
    Step,
    Subject,
    World,
)
from muniment.investigations.domain.search import Goal, directives, engines
from muniment.investigations.domain.search.goals import TITLES

CAPTURED = "search.captured"
"""Fact whose values are goals for which a capture, or “looked and found nothing”, is kept."""

_TERMS = gettext_noop("Opened by a person in her own browser; the engine is never asked by script.")


class _Search(ManualCheck):
    """A group of goals; done when each has a capture."""

    step: ClassVar[Step] = Step.SEARCH
    needs: ClassVar[tuple[frozenset[str], ...]] = (frozenset({"company.name", "person.name"}),)
    sources: ClassVar[tuple[Source, ...]] = tuple(
        Source(one.name, one.address.split("?")[0], _TERMS) for one in engines().by_code.values()
    )
    timeout_s: ClassVar[float] = 10.0
    goals: ClassVar[tuple[Goal, ...]] = ()

    def run(self, subject: Subject, world: World) -> Result:  # noqa: ARG002 - asks nobody
        """Say which goals are still open; a person does the rest."""
        captured = set(subject.all(CAPTURED))
        missing = [goal for goal in self.goals if goal.value not in captured]
        queries = Counter(one.goal for one in directives(subject, goals=missing))
        goals = [_told(goal, queries[goal], goal not in missing) for goal in self.goals]
        detail = {"goals": goals, "engines_version": engines().version}
        if missing:
            return Result(Outcome.NEEDS_PERSON, task=self.task, detail=detail)
        return Result(Outcome.DONE, detail=detail)


def _told(goal: Goal, queries: int, captured: bool) -> dict[str, object]:
    return {
        "goal": goal.value,
        "title": TITLES[goal],
        "captured": captured,
        "queries": queries,
    }


class IdentitySearch(_Search):
    """Find the official site, the register entry and who decides."""

    id: ClassVar[str] = "search.identity"
    title: ClassVar[str] = gettext_noop("Search: official site, register, who decides")
    weight: ClassVar[int] = 3
    minutes: ClassVar[int] = 3
    goals: ClassVar[tuple[Goal, ...]] = (
        Goal.OFFICIAL_SITE,
        Goal.REGISTRY,
        Goal.DECISION_MAKER,
        Goal.CONTACTS,
    )
    task: ClassVar[str] = gettext_noop(
        "Open the queries and paste what shows the official site, the register entry "
        "and the person."
    )


class ReputationSearch(_Search):
    """Look for complaints, court cases and reports."""

    id: ClassVar[str] = "search.reputation"
    title: ClassVar[str] = gettext_noop("Search: complaints, courts, reports")
    weight: ClassVar[int] = 3
    minutes: ClassVar[int] = 3
    goals: ClassVar[tuple[Goal, ...]] = (Goal.COMPLAINTS, Goal.COURT, Goal.REPORTS)
    task: ClassVar[str] = gettext_noop(
        "Open the queries for complaints and courts; paste what you find, "
        "or say that there is nothing."
    )


class TradeSearch(_Search):
    """Look for traces of trade: fairs, market places, import data, social pages, files."""

    id: ClassVar[str] = "search.trade"
    title: ClassVar[str] = gettext_noop("Search: trade fairs, market places, import data, files")
    weight: ClassVar[int] = 2
    minutes: ClassVar[int] = 4
    goals: ClassVar[tuple[Goal, ...]] = (
        Goal.SOCIAL,
        Goal.TRADE_DATA,
        Goal.EXHIBITIONS,
        Goal.MARKETPLACES,
        Goal.FILES,
    )
    task: ClassVar[str] = gettext_noop(
        "Open the queries for traces of trade; paste what you find, or say that there is nothing."
    )
