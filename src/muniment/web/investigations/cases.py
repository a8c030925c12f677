"""The list of cases: what anybody who may know of them sees, and nothing of the customer."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from muniment.core import clock
from muniment.investigations import queries
from muniment.investigations.casefile import CaseHead
from muniment.investigations.domain import duties, wording
from muniment.investigations.domain.duties import EVERYWHERE
from muniment.people import queries as people
from muniment.web.access import StaffRequest, for_roles
from muniment.web.investigations.forms import ListForm
from muniment.web.investigations.words import CASE_ROLES, STATE_TONES, letter, reading, say

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case as a list shows it, in words."""

    head: CaseHead
    owner: str
    letter: str
    reading: str
    state: str
    tone: str
    trigger: str
    due: str
    is_due: bool


@for_roles(*CASE_ROLES)
@never_cache
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """List the cases, narrowed and paged; about four queries, whatever their number."""
    now, form = clock.now(), ListForm(request.GET, auto_id="list-%s")
    found = queries.cases(
        reader=request.actor, filters=form.narrowed(), at=now, cursor=request.GET.get("cursor"),
        limit=PER_PAGE,
    )  # fmt: skip
    content: dict[str, Any] = {
        "form": form,
        "page": found,
        "lines": lines_of(found.rows, now),
        "is_narrowed": form.is_narrowed,
        "mine": form.is_mine,
        "sees_hands": request.reader.role in EVERYWHERE,
        "may_schedule": duties.may_schedule(request.reader.role),
    }
    part = "_cases.html" if request.headers.get("HX-Request") else "index.html"
    return render(request, f"investigations/{part}", content)


def lines_of(heads: list[CaseHead], now: Any) -> list[CaseLine]:
    """Word the heads of cases; one query for the names."""
    names = people.names(head.owner_id for head in heads)
    return [_line(head, names, now) for head in heads]


def _line(head: CaseHead, names: dict[UUID, str], now: Any) -> CaseLine:
    is_due = head.due_at is not None and head.due_at <= now
    return CaseLine(
        head=head,
        owner=names.get(head.owner_id, ""),
        letter=letter(head.risk),
        reading=reading(head.risk),
        state=say(wording.CASE_STATES, head.state),
        tone=STATE_TONES[head.state],
        trigger=say(wording.TRIGGERS, head.trigger),
        due=say(wording.DUE, head.due_because) if head.due_because else "",
        is_due=is_due and head.state in {"open", "decided"},
    )
