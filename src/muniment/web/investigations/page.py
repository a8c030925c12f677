"""The case itself: the two numbers, the strategy, what was found, what is known, who looked."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from muniment.core import clock
from muniment.investigations import gate, queries
from muniment.investigations.casefile import CaseFile
from muniment.investigations.domain import wording
from muniment.investigations.domain.flow import StepView
from muniment.investigations.pictures.flow import chart
from muniment.investigations.queries import CaseRights
from muniment.investigations.report.drawn import counts, flow_words
from muniment.people import queries as people
from muniment.web.access import StaffRequest, for_roles
from muniment.web.investigations import sections
from muniment.web.investigations.board import dimensions, set_aside
from muniment.web.investigations.known import known_of
from muniment.web.investigations.numbers import coverage_card, next_step, risk_card
from muniment.web.investigations.running import progress_of
from muniment.web.investigations.steps import steps_of
from muniment.web.investigations.words import CASE_ROLES, STATE_TONES, say

CHANGED = "case-changed"
"""Event in the page after a verb: sections that rest on the rating load themselves again."""


@dataclass(frozen=True, slots=True)
class CasePage:
    """One case on the table of one reader; her look is on record."""

    request: StaffRequest
    now: datetime
    case: CaseFile
    rights: CaseRights

    @property
    def id(self) -> UUID:
        """The case."""
        return self.case.head.id

    def head(self) -> dict[str, Any]:
        """What stands at the top of every page of the case, and what its parts share."""
        head = self.case.head
        return {
            "case": self.case,
            "head": head,
            "rights": self.rights,
            "state": say(wording.CASE_STATES, head.state),
            "state_tone": STATE_TONES[head.state],
            "trigger": say(wording.TRIGGERS, head.trigger),
            "is_due": head.due_at is not None and head.due_at <= self.now,
            "due_because": say(wording.DUE, head.due_because) if head.due_because else "",
            "entry_url": reverse("ledger:entry", args=[self.case.entry_id]),
            "looks_url": reverse("cases:looks", args=[head.id]),
        }

    def overview(self) -> dict[str, Any]:
        """The two numbers, the next step and the chart: what every verb may change."""
        return {
            **self.head(),
            "risk": risk_card(self.case),
            "coverage": coverage_card(self.case),
            "next": next_step(self.case),
            "flow": self.drawn(),
        }

    def drawn(self) -> SafeString:
        """The flow chart; a click on a step leads to its part of the page."""
        words = replace(flow_words("#step-"), counts=_counts)
        svg = chart(self.case.assessment.flow, words)
        return mark_safe(svg)  # noqa: S308 - every word in it was escaped by the writer

    def names(self) -> dict[UUID, str]:
        """Names of everybody who did something in this case; one query."""
        case = self.case
        ids = {case.head.owner_id, *(row.by for row in case.facts)}
        ids |= {mark.by for row in case.findings for mark in row.marks}
        ids |= {row.by for row in case.findings} | {row.by for row in case.evidence}
        ids |= {one.run.by for one in case.checks if one.run}
        ids |= {row.decided_by for row in case.decisions}
        ids |= {row.second_by for row in case.decisions}
        return people.names(ids)


def open_page(request: StaffRequest, case_id: UUID) -> CasePage:
    """Lay a case on the table, with the look on record.

    Raises:
        CaseNotFound, CaseShut, CaseErased, LedgerUnavailable: see `gate.read_case`.
    """
    now = clock.now()
    case = gate.read_case(reader=request.actor, case_id=case_id, at=now)
    rights = queries.case_rights(reader=request.actor, case_id=case_id, at=now)
    return CasePage(request, now, case, rights)


@for_roles(*CASE_ROLES)
@never_cache
@require_GET
def case(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Show a case; at most 15 queries within a sitting, whatever the number of findings."""
    page = open_page(request, case_id)
    names = page.names()
    content = {
        **page.overview(),
        "owner": names.get(page.case.head.owner_id, ""),
        "steps": steps_of(page.case, names),
        "dimensions": dimensions(page.case, names),
        "superseded": set_aside(page.case, names),
        "known": known_of(page.case, names),
        "job": progress_of(page.id, queries.running(page.id)),
        "tabs": _tabs(page.case),
        **sections.sections(request, page.case, page.now),
    }
    return render(request, "investigations/case.html", content)


@for_roles(*CASE_ROLES)
@never_cache
@require_GET
def overview(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Show the two numbers, the next step and the chart again."""
    if not request.headers.get("HX-Request"):
        return redirect("cases:case", case_id)
    return render(request, "investigations/_overview.html", open_page(request, case_id).overview())


@for_roles(*CASE_ROLES)
@never_cache
@require_GET
def looks(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Tell who read this case, and who tried in vain; asking is a look itself."""
    page = open_page(request, case_id)
    rows = queries.looks(case_id=case_id)
    names = people.names(row.reader for row in rows)
    events = [
        {
            "at": row.at,
            "who": names.get(row.reader, "–"),
            "text": gettext("read the case") if row.given else gettext("was refused"),
            "icon": "eye" if row.given else "lock",
            "tone": "open" if row.given else "shut",
            "url": reverse("ledger:entry", args=[row.entry]),
        }
        for row in rows
    ]
    return render(request, "investigations/looks.html", {**page.head(), "events": events})


def _counts(box: StepView) -> str:
    """What fits into a box of the chart: what was found, or else what is open."""
    return counts(replace(box, not_reached=()) if box.risks and box.trusts else box)


def _tabs(case: CaseFile) -> list[tuple[str, str, int | None]]:
    """Parts of the page: anchor, name, how many there are of it."""
    return [
        ("overview", gettext("Overview"), None),
        ("steps", gettext("Steps"), None),
        ("findings", gettext("Findings"), len(case.findings)),
        ("known", gettext("What is known"), _adopted(case)),
        ("search", gettext("Search"), None),
        ("third_parties", gettext("Third parties"), len(case.questionnaires)),
        ("evidence", gettext("Evidence"), len(case.evidence)),
        ("hands", gettext("Same hands"), len(case.links)),
        ("verdict", gettext("Verdict"), None),
        ("watch", gettext("Re-check"), None),
        ("report", gettext("Report"), None),
    ]


def _adopted(case: CaseFile) -> int:
    return sum(row.state == "adopted" for row in case.facts)
