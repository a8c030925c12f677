"""Search: queries to open in one's own browser, and what comes back from there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language_info, gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from muniment.core import clock
from muniment.investigations import checks as registry
from muniment.investigations import gate, services
from muniment.investigations.assessing import subject_of
from muniment.investigations.casefile import CaseFile, EvidenceRow, Shown
from muniment.investigations.checks.search import CAPTURED
from muniment.investigations.domain.checks import Subject
from muniment.investigations.domain.search import Directive, Goal, directives, engines, shortlist
from muniment.investigations.domain.search.goals import TITLES
from muniment.investigations.evidence import LARGEST, Kept
from muniment.web.access import StaffRequest, for_roles
from muniment.web.account.attempt import attempt
from muniment.web.errors import PageNotFound
from muniment.web.investigations.section_forms import ask_again, back_to, place_of
from muniment.web.investigations.section_rights import rights_of
from muniment.web.investigations.uploading import takes_evidence
from muniment.web.investigations.words import CASE_ROLES

PER_GOAL = 6
LONGEST_LINK = 2000


class CaptureForm(forms.Form):
    """What was seen: text, a screenshot, or the address alone."""

    goal = forms.ChoiceField(choices=[(goal.value, "") for goal in Goal], widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("Text of the page"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Mark everything on the page, copy it, paste it here."),
    )
    link = forms.URLField(
        label=gettext_lazy("Address of the page"),
        required=False,
        max_length=LONGEST_LINK,
        assume_scheme="https",
    )
    file = forms.FileField(
        label=gettext_lazy("Screenshot or file"),
        required=False,
        widget=forms.FileInput(attrs={"data-takes-paste": ""}),
    )

    def clean(self) -> dict[str, object]:
        """Ask for at least one of the three."""
        told = super().clean() or {}
        if not (str(told.get("text") or "").strip() or told.get("link") or told.get("file")):
            raise forms.ValidationError(
                gettext("Paste the text, give the address, or choose a screenshot.")
            )
        return told


@dataclass(frozen=True, slots=True)
class Query:
    """One query as a link."""

    url: str
    query: str
    engine: str
    language: str


@dataclass(frozen=True, slots=True)
class GoalView:
    """One goal: how far it is, what to open first, what was brought back.

    Attributes:
        count: all queries; `queries` are the first few of them.
        looked: somebody brought something back, or said that there was nothing.
    """

    code: str
    title: str
    count: int
    queries: tuple[Query, ...]
    captures: tuple[EvidenceRow, ...]
    looked: bool
    form: CaptureForm


@dataclass(frozen=True, slots=True)
class GoalGroup:
    """The goals of one check."""

    title: str
    minutes: int
    goals: tuple[GoalView, ...]


@dataclass(frozen=True, slots=True)
class SearchPart:
    """The section.

    Attributes:
        names_known: a name stands there in clear, so that there is something to ask for.
        first: code of the first goal that is still open.
    """

    names_known: bool
    looked: int
    total: int
    groups: tuple[GoalGroup, ...]
    first: str


def known_to_reader(case: CaseFile, at: datetime) -> Subject:
    """The adopted facts that this reader has in clear, as checks read them."""
    clear = (row for row in case.facts if row.shown is Shown.OPEN)
    return subject_of(clear, timezone.localdate(at))


def shown(case: CaseFile, at: datetime) -> SearchPart:
    """Lay out the section; asks nobody."""
    subject = known_to_reader(case, at)
    made = directives(subject)
    captures = _captures(case.evidence)
    looked = set(subject.all(CAPTURED)) | {goal.value for goal in captures}
    groups = tuple(
        GoalGroup(
            gettext(one.title), one.minutes,
            tuple(_goal(it, made, captures.get(it, ()), it.value in looked) for it in goals),
        )
        for one in registry.checks().values()
        if (goals := getattr(one, "goals", ()))
    )  # fmt: skip
    every = [goal for group in groups for goal in group.goals]
    return SearchPart(
        names_known=bool(made),
        looked=sum(goal.looked for goal in every),
        total=len(every),
        groups=groups,
        first=next((goal.code for goal in every if not goal.looked), ""),
    )


def _captures(rows: Iterable[EvidenceRow]) -> dict[Goal, tuple[EvidenceRow, ...]]:
    found: dict[Goal, tuple[EvidenceRow, ...]] = {}
    for row in rows:
        if goal := services.goal_of(row):
            found[goal] = (*found.get(goal, ()), row)
    return found


def _goal(
    goal: Goal, made: Sequence[Directive], captures: tuple[EvidenceRow, ...], looked: bool
) -> GoalView:
    ours = [one for one in made if one.goal is goal]
    return GoalView(
        code=goal.value, title=gettext(TITLES[goal]), count=len(ours),
        queries=queries_of(shortlist(ours, per_goal=PER_GOAL)), captures=captures, looked=looked,
        form=CaptureForm(initial={"goal": goal.value}, auto_id=f"{goal.value}-%s"),
    )  # fmt: skip


def queries_of(made: Iterable[Directive]) -> tuple[Query, ...]:
    """Directives as links, with names of engines and languages."""
    names = engines().by_code
    return tuple(
        Query(one.url, one.query, names[one.engine].name, _language(one.language)) for one in made
    )


def _language(code: str) -> str:
    try:
        return str(get_language_info(code)["name_translated"]) if code else ""
    except KeyError:
        return gettext("Chinese") if code.startswith("zh") else code


def _tried(by_engine: dict[str, list[Query]]) -> list[tuple[str, str, list[Query]]]:
    """Engine, the day on which a person tried its operators by hand or "", and its queries."""
    tried = {one.name: one.last_tried for one in engines().by_code.values()}
    return [(name, tried.get(name, ""), queries) for name, queries in by_engine.items()]


@for_roles(*CASE_ROLES)
@never_cache
@require_GET
def goal(request: StaffRequest, case_id: UUID, goal_code: str) -> HttpResponse:
    """Show every query of one goal, engine by engine."""
    if goal_code not in set(Goal):
        raise PageNotFound
    now, wanted = clock.now(), Goal(goal_code)
    case = gate.read_case(reader=request.actor, case_id=case_id, at=now)
    made = queries_of(directives(known_to_reader(case, now), goals=[wanted]))
    by_engine: dict[str, list[Query]] = {}
    for one in made:
        by_engine.setdefault(one.engine, []).append(one)
    content = {
        "case": case, "title": gettext(TITLES[wanted]), "engines": _tried(by_engine),
        "back_url": place_of(case_id, "search"), "may": rights_of(request, case),
        "form": CaptureForm(initial={"goal": goal_code}), "goal_code": goal_code,
        "version": engines().version,
    }  # fmt: skip
    return render(request, "investigations/sections/goal.html", content)


@takes_evidence
@require_POST
def capture(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Keep what was seen as evidence, and go on to what stands in it."""
    form = CaptureForm(request.POST, request.FILES)
    kept = attempt(form, lambda: _kept(request, case_id, form))
    if kept is None:
        return ask_again(request, case_id, "search", gettext("Bring back what you saw"), [form])
    return redirect("cases:capture", case_id, kept.id)


def _kept(request: StaffRequest, case_id: UUID, form: CaptureForm) -> Kept:
    told = form.cleaned_data
    file, text, link = told["file"], told["text"], told["link"]
    if file:
        content, kind = file.read(LARGEST + 1), "screenshot"
    else:
        content, kind = (text.encode(), "paste") if text.strip() else (link.encode(), "link")
    return services.capture_search(
        case_id=case_id, goal=Goal(told["goal"]), content=content, kind=kind, source=link,
        by=request.actor, at=clock.now(),
    )  # fmt: skip


@for_roles(*CASE_ROLES)
@require_POST
def nothing(request: StaffRequest, case_id: UUID, goal_code: str) -> HttpResponse:
    """Take in that there was nothing to find for a goal."""
    if goal_code not in set(Goal):
        raise PageNotFound
    services.nothing_in_search(
        case_id=case_id, goal=Goal(goal_code), by=request.actor, at=clock.now()
    )
    messages.success(request, gettext("Noted: looked for, nothing found."))
    return back_to(case_id, "search")
