"""Groups and leads over all cases; one tie with its grounds; confirmed or denied by a person."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from muniment.core import clock
from muniment.investigations import gate, services
from muniment.investigations.domain.duties import EVERYWHERE
from muniment.investigations.domain.hands import words
from muniment.investigations.gate import PairRow
from muniment.web.access import StaffRequest, for_roles
from muniment.web.hands.forms import JudgeForm
from muniment.web.hands.grouping import drawn, groups, is_link, kinds_of
from muniment.web.navigation import url_of

JUDGES = tuple(EVERYWHERE)
_MOST = 100


@for_roles(*JUDGES)
@never_cache
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Show groups, then leads; kinds of ties only, values stand in the cases."""
    pairs = gate.read_hands(reader=request.actor, at=clock.now())
    found = groups(pairs)
    content = {
        "groups": [
            {"group": it, "picture": drawn(it), "pairs": [_line(pair) for pair in it.pairs]}
            for it in found[:_MOST]
        ],
        "leads": [_line(it) for it in pairs if not is_link(it) and it.state != "denied"][:_MOST],
        "denied": [_line(it) for it in pairs if it.state == "denied"][:_MOST],
        "cases_url": url_of("cases:index"),
    }
    return render(request, "hands/index.html", content)


def _line(pair: PairRow) -> dict[str, Any]:
    return {
        "pair": pair,
        "kinds": kinds_of(pair),
        "ignored": sum(1 for tie in pair.ties if tie.strength == "none"),
    }


@for_roles(*JUDGES)
@never_cache
@require_GET
def pair(request: StaffRequest, case_id: UUID, link_id: UUID) -> HttpResponse:
    """Show one tie with everything it rests on; the look into the case is on record."""
    return _pair(request, case_id, link_id, JudgeForm())


def _pair(
    request: StaffRequest, case_id: UUID, link_id: UUID, form: JudgeForm, status: int = 200
) -> HttpResponse:
    case = gate.read_case(reader=request.actor, case_id=case_id, at=clock.now())
    link = next((row for row in case.links if row.id == link_id), None)
    if link is None:
        raise Http404
    content = {
        "head": case.head,
        "link": link,
        "ties": [_tie(tie) for tie in link.ties],
        "is_withheld": case.shaded and not link.ties,
        "is_link": link.strength == "link",
        "form": form,
    }
    return render(request, "hands/pair.html", content, status=status)


def _tie(tie: Mapping[str, Any]) -> dict[str, Any]:
    """One tie in words: what is shared, how much that says, who else shares it."""
    strength, others = tie["strength"], max(0, tie["shared_by"] - 2)
    return {
        "what": gettext(words.what(tie["kind"], tie["why"])),
        "value": tie["value"],
        "strength": gettext(words.strength(strength)),
        "tone": {"strong": "bad", "medium": "warn"}.get(strength, ""),
        "is_ignored": strength == "none",
        "others": _others(others, is_ignored=strength == "none"),
    }


def _others(others: int, *, is_ignored: bool) -> str:
    if not others:
        return gettext("by these two alone")
    if is_ignored:
        told = ngettext("shared by %(n)s other, ignored", "shared by %(n)s others, ignored", others)
    else:
        told = ngettext("shared by %(n)s other", "shared by %(n)s others", others)
    return told % {"n": f"{others:,}"}


@for_roles(*JUDGES)
@require_POST
def judge(request: StaffRequest, case_id: UUID, link_id: UUID) -> HttpResponse:
    """Confirm a tie or deny it, with a reason that stays."""
    form = JudgeForm(request.POST)
    if not form.is_valid():
        return _pair(request, case_id, link_id, form, status=422)
    verb = services.confirm_link if form.cleaned_data["say"] == "confirm" else services.deny_link
    verb(
        case_id=case_id, link_id=link_id, reason=form.cleaned_data["reason"], by=request.actor,
        at=clock.now(),
    )  # fmt: skip
    messages.success(request, gettext("Your judgement and its reason are on record."))
    return redirect("hands:index")
