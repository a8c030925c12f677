"""Same hands: which known companies are tied to this one, tie by tie, and what a person says."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from muniment.core import clock
from muniment.core.errors import fill
from muniment.investigations import services
from muniment.investigations.casefile import CaseFile, CheckRow, LinkRow
from muniment.investigations.domain.hands import words as tie_words
from muniment.investigations.domain.hands.ties import Strength, Tie
from muniment.investigations.domain.hands.weights import Kind
from muniment.investigations.report.drawn import link_graph
from muniment.web.access import StaffRequest, for_roles
from muniment.web.account.attempt import attempt
from muniment.web.investigations.section_forms import ReasonForm, ask_again, back_to
from muniment.web.investigations.section_rights import SectionRights
from muniment.web.investigations.words import CASE_ROLES

_ICONS = {
    Kind.PHONE: "phone", Kind.MAILBOX: "mail", Kind.PERSON: "user", Kind.ADDRESS: "map-pin",
    Kind.BANK: "building-bank", Kind.ANALYTICS: "chart-dots", Kind.ICON: "star",
    Kind.TEMPLATE: "template", Kind.NETWORK: "route",
    Kind.WEBSITE: "globe", Kind.BRAND: "tag",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TieView:
    """One thing that two companies share, in words; `value` is this case's own spelling."""

    icon: str
    what: str
    value: str
    strength: str
    tone: str
    others: str


@dataclass(frozen=True, slots=True)
class LinkView:
    """One tied company; `url` only where this reader may go there."""

    row: LinkRow
    key: str
    url: str
    state: str
    tone: str
    ties: tuple[TieView, ...]
    is_open: bool
    confirm_form: ReasonForm
    deny_form: ReasonForm


@dataclass(frozen=True, slots=True)
class HandsPart:
    """The section; `asked` says whether the comparison ever ran."""

    graph: SafeString
    links: tuple[LinkView, ...]
    leads: tuple[LinkView, ...]
    denied: tuple[LinkView, ...]
    asked: CheckRow | None
    blacklist_form: ReasonForm


def shown(case: CaseFile, may: SectionRights) -> HandsPart:
    """Lay out the section; asks nobody."""
    told = [_link(row, may) for row in case.links]
    standing = [one for one in told if one.row.state != "denied"]
    asked = next((one for one in case.checks if one.id == "hands.same" and one.run), None)
    return HandsPart(
        # Our own drawing, every word in it escaped by its writer.
        graph=mark_safe(link_graph(case)) if standing else SafeString(""),  # noqa: S308
        links=tuple(one for one in standing if _is_link(one.row)),
        leads=tuple(one for one in standing if not _is_link(one.row)),
        denied=tuple(one for one in told if one.row.state == "denied"),
        asked=asked,
        blacklist_form=ReasonForm(auto_id="blacklist-%s"),
    )


def _is_link(row: LinkRow) -> bool:
    return row.strength == "link" or row.state == "confirmed"


def _link(row: LinkRow, may: SectionRights) -> LinkView:
    state, tone = _state(row)
    return LinkView(
        row=row, key=row.id.hex, url=_url(row, may), state=state, tone=tone,
        ties=tuple(_tie(told) for told in row.ties), is_open=row.state == "open",
        confirm_form=ReasonForm(auto_id=f"confirm-{row.id}-%s"),
        deny_form=ReasonForm(auto_id=f"deny-{row.id}-%s"),
    )  # fmt: skip


def _state(row: LinkRow) -> tuple[str, str]:
    if row.state == "confirmed":
        return gettext("confirmed by a person"), "bad"
    if row.state == "denied":
        return gettext("denied"), ""
    if row.strength == "link":
        return gettext("suspected"), "warn"
    return gettext("lead, proves nothing"), ""


def _url(row: LinkRow, may: SectionRights) -> str:
    if row.other_dossier_id:
        return reverse("customers:dossier", args=[row.other_dossier_id])
    return reverse("cases:case", args=[row.other_id]) if row.other_id and may.reads_all else ""


def _tie(told: Mapping[str, Any]) -> TieView:
    tie = _as_tie(told)
    if tie is None:
        kind, value = str(told.get("kind", "")), str(told.get("value", ""))
        return TieView("link", kind.replace("_", " "), value, "", "", "")
    sentence, facts = tie_words.others_of(tie)
    return TieView(
        icon=_ICONS[tie.kind], what=gettext(tie_words.what_of(tie)), value=tie.left_value,
        strength=gettext(tie_words.strength_of(tie)),
        tone={Strength.STRONG: "bad", Strength.MEDIUM: "warn"}.get(tie.strength, ""),
        others=fill(gettext(sentence), facts) if sentence else "",
    )  # fmt: skip


def _as_tie(told: Mapping[str, Any]) -> Tie | None:
    """A kept tie as its own type again; None for one that this version does not know."""
    try:
        tie = Tie(
            kind=Kind(told["kind"]), left_value=str(told["value"]), right_value="",
            seen_in=("", ""), shared_by=int(told["shared_by"]), unrelated=0, weight=0.0,
            strength=Strength(told["strength"]), why=str(told["why"]),
        )  # fmt: skip
        tie_words.what_of(tie)
    except (KeyError, ValueError, TypeError):
        return None
    return tie


class JudgeForm(ReasonForm):
    """What a person says of a tie."""

    what = forms.ChoiceField(choices=[("confirm", ""), ("deny", "")], widget=forms.HiddenInput)


@for_roles(*CASE_ROLES)
@require_POST
def judge(request: StaffRequest, case_id: UUID, link_id: UUID, what: str) -> HttpResponse:
    """Confirm a tie, or deny it."""
    form = JudgeForm({**request.POST.dict(), "what": what})
    if not attempt(form, lambda: _judged(request, case_id, link_id, form)):
        return ask_again(request, case_id, "hands", gettext("Judge a tie"), [form])
    messages.success(request, gettext("Your judgement is on record."))
    return back_to(case_id, "hands")


def _judged(request: StaffRequest, case_id: UUID, link_id: UUID, form: JudgeForm) -> bool:
    confirms = form.cleaned_data["what"] == "confirm"
    verb = services.confirm_link if confirms else services.deny_link
    verb(
        case_id=case_id, link_id=link_id, reason=form.cleaned_data["reason"], by=request.actor,
        at=clock.now(),
    )  # fmt: skip
    return True


@for_roles(*CASE_ROLES)
@require_POST
def blacklist(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Put the company on the house's own list."""
    form = ReasonForm(request.POST)
    entry_id = attempt(
        form,
        lambda: services.blacklist_case(
            case_id=case_id, reason=form.cleaned_data["reason"], by=request.actor, at=clock.now()
        ),
    )
    if entry_id is None:
        title = gettext("Put this company on our own list")
        return ask_again(request, case_id, "hands", title, [form])
    messages.success(request, gettext("The company stands on our own list now."))
    return back_to(case_id, "hands")
