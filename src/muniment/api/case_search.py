"""Search by a person: ready queries for her browser, and what she brings back."""

from typing import Annotated
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext
from ninja import Query, Router, Schema
from pydantic import AfterValidator, Field, StringConstraints

from muniment.api.bearer import ApiRequest
from muniment.api.case_facts import CASE
from muniment.api.cases import READ, WITH_CASES, WRITE
from muniment.api.operations import does, reads
from muniment.api.shapes import Asked, Shape, listed, storable
from muniment.investigations import gate, services
from muniment.investigations.assessing import subject_of
from muniment.investigations.casefile import Shown
from muniment.investigations.domain import paste
from muniment.investigations.domain.checks import Subject
from muniment.investigations.domain.paste import Verdict
from muniment.investigations.domain.search import Goal, directives, engines, shortlist
from muniment.investigations.domain.search.goals import TITLES

router = Router(tags=["Search directives"])
Paste = Annotated[str, StringConstraints(max_length=paste.LONGEST), AfterValidator(storable)]


class SearchesAsked(Schema):
    """Which queries: of one goal or of all, at most so many a goal; 0 for every one."""

    goal: Goal | None = None
    per_goal: Annotated[int, Field(ge=0, le=200)] = 6


class DirectiveTold(Shape):
    """One query; `url` opens it in a browser of the caller, the house asks no engine."""

    goal: Goal
    title: str
    engine: str
    engine_title: str
    query: str
    url: str
    about: str
    language: str
    captured: bool


class Directives(Shape):
    """Ready queries, goal by goal; `captured` says that the goal was looked for already."""

    version: int
    rows: list[DirectiveTold]


class PasteAsked(Asked):
    """A text that was pasted or captured."""

    text: Paste


class Comparison(Shape):
    """One thing found: the same as the case has, new, or in contradiction; `fact` is its code."""

    kind: str
    value: str
    verdict: Annotated[Verdict, listed(Verdict)]
    known: str
    fact: str


class Comparisons(Shape):
    """What stands in a text, held against the case; a person decides what becomes of it."""

    rows: list[Comparison]


class GoalAsked(Asked):
    """The goal that was looked for."""

    goal: Goal


@reads(router, f"{CASE}/searches", scope=READ, answer=Directives)
def searches(request: ApiRequest, case_id: UUID, asked: Query[SearchesAsked]) -> object:
    """Write the queries for a case from the facts that the caller may see; counts as a look."""
    subject = _subject(request, case_id)
    captured, known = set(subject.all("search.captured")), engines()
    made = directives(subject, goals=[asked.goal] if asked.goal else tuple(Goal))
    if asked.per_goal:
        made = shortlist(made, per_goal=asked.per_goal)
    rows = [
        {
            "goal": one.goal, "title": gettext(TITLES[one.goal]), "engine": one.engine,
            "engine_title": known.by_code[one.engine].name, "query": one.query, "url": one.url,
            "about": one.about, "language": one.language, "captured": one.goal.value in captured,
        }
        for one in made
    ]  # fmt: skip
    return {"version": known.version, "rows": rows}


@reads(router, f"{CASE}/comparisons", scope=READ, answer=Comparisons, asks=True)
def compare_paste(request: ApiRequest, case_id: UUID, told: PasteAsked) -> object:
    """Compare names, telephones, mailboxes and sites in a text with the case; keeps nothing.

    Send the same text as evidence to keep it.
    """
    subject = _subject(request, case_id)
    pasted = paste.read(told.text, subject.one("company.country"))
    return {"rows": paste.compare(pasted, subject, told.text)}


@does(router, f"{CASE}/searches/nothing", scope=WRITE, roles=WITH_CASES)
def nothing_in_search(request: ApiRequest, case_id: UUID, told: GoalAsked) -> None:
    """Say that one looked for a goal and that there was nothing."""
    caller = request.auth
    services.nothing_in_search(case_id=case_id, goal=told.goal, by=caller.actor, at=caller.at)


def _subject(request: ApiRequest, case_id: UUID) -> Subject:
    """What this caller may know of the case in clear; the look is on record."""
    caller = request.auth
    case = gate.read_case(reader=caller.actor, case_id=case_id, at=caller.at)
    return subject_of(
        (row for row in case.facts if row.shown is Shown.OPEN), timezone.localdate(caller.at)
    )
