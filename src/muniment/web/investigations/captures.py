"""One capture: what stands in it, held against the case, and what a person makes of it."""

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from muniment.core import clock
from muniment.investigations import gate, services
from muniment.investigations.casefile import CaseFile
from muniment.investigations.domain import paste, wording
from muniment.investigations.domain.paste import Compared, Kind, Verdict
from muniment.investigations.domain.search import Goal
from muniment.investigations.services import Bearing
from muniment.web.access import StaffRequest, for_roles
from muniment.web.account.attempt import attempt
from muniment.web.investigations.searching import known_to_reader
from muniment.web.investigations.section_forms import ReasonForm, ask_again, place_of
from muniment.web.investigations.section_rights import rights_of
from muniment.web.investigations.words import CASE_ROLES, say

LARGEST_PICTURE = 3_000_000
_PICTURES: Final = {
    b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif",
}  # fmt: skip
_KINDS: Final = {
    Kind.PHONE: (gettext_lazy("Telephone"), "phone"),
    Kind.MAIL: (gettext_lazy("E-mail"), "mail"),
    Kind.DOMAIN: (gettext_lazy("Website"), "globe"),
    Kind.COMPANY: (gettext_lazy("Company"), "building"),
    Kind.PERSON: (gettext_lazy("Person"), "user"),
    Kind.DATE: (gettext_lazy("Date"), "calendar"),
}
_TONES: Final = {Verdict.SAME: "good", Verdict.NEW: "", Verdict.CONTRADICTS: "bad"}
VERDICTS: Final = {
    Verdict.SAME: gettext_lazy("as in the case"),
    Verdict.NEW: gettext_lazy("new"),
    Verdict.CONTRADICTS: gettext_lazy("contradicts the case"),
}
_SEEN: Final = {
    Goal.OFFICIAL_SITE: "search.official_site",
    Goal.REGISTRY: "search.registry_entry",
    Goal.COMPLAINTS: "search.complaint",
    Goal.COURT: "search.court_case",
    Goal.EXHIBITIONS: "search.exhibitor",
    Goal.TRADE_DATA: "search.importer",
}
"""What it means when a page for this goal is about the customer: a signal with `{where}`."""
_NOTABLE: Final = frozenset(
    {"search.phone_same", "search.mail_same", "search.phone_contradicts", "search.mail_contradicts",
     *_SEEN.values()}
)  # fmt: skip
_ADOPTABLE: Final = frozenset(
    {"contact.phone", "contact.email", "company.website", "company.name", "person.name"}
)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing found; `signal` is what it could be noted as, `noted` that it was."""

    kind: object
    icon: str
    value: str
    known: str
    verdict: object
    tone: str
    fact: str
    fact_word: str
    signal: str
    noted: bool


class KeepForm(forms.Form):
    """One thing that a person takes over from a capture."""

    what = forms.ChoiceField(choices=[("fact", ""), ("finding", "")])
    code = forms.CharField(max_length=64)
    value = forms.CharField(max_length=1000)
    known = forms.CharField(max_length=1000, required=False)


class BearingForm(ReasonForm):
    """Whether the page is about this customer."""

    bearing = forms.ChoiceField(
        label=gettext_lazy("This page is about"),
        choices=[
            (Bearing.RELEVANT.value, gettext_lazy("this customer")),
            (Bearing.OTHER_PARTY.value, gettext_lazy("somebody else of a similar name")),
        ],
        widget=forms.RadioSelect,
    )
    field_order = ("bearing", "reason")


@for_roles(*CASE_ROLES)
@never_cache
@require_GET
def capture(request: StaffRequest, case_id: UUID, evidence_id: UUID) -> HttpResponse:
    """Read one piece of evidence, on record, and compare what stands in it with the case."""
    now = clock.now()
    case = gate.read_case(reader=request.actor, case_id=case_id, at=now)
    held = gate.read_evidence(
        reader=request.actor, case_id=case_id, evidence_id=evidence_id, at=now
    )
    text, goal = readable(held.content), services.goal_of(held.row)
    seen = _SEEN.get(goal, "") if goal else ""
    subject = known_to_reader(case, now)
    pasted = paste.read(text, subject.one("company.country"))
    items = list(_items(case, evidence_id, paste.compare(pasted, subject, text)))
    content = {
        "case": case, "row": held.row, "text": text, "picture": _picture(held.content),
        "kind": say(wording.EVIDENCE_KINDS, held.row.kind), "items": items,
        "goal": goal, "seen": seen,
        "seen_noted": bool(seen) and _is_noted(case, seen, evidence_id),
        "bearing": services.bearings(case.evidence).get(held.row.number),
        "bearing_form": BearingForm(), "may": rights_of(request, case),
        "back_url": place_of(case_id, "search" if goal else "evidence"),
    }  # fmt: skip
    return render(request, "investigations/sections/capture.html", content)


def readable(content: bytes) -> str:
    """The bytes as text, or "" when they are none."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""
    return "" if "\x00" in text else text[: paste.LONGEST]


def _picture(content: bytes) -> str:
    """A picture as an address that carries it whole; "" for anything that is none."""
    kind = next((kind for start, kind in _PICTURES.items() if content.startswith(start)), "")
    if not kind or len(content) > LARGEST_PICTURE:
        return ""
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def _items(case: CaseFile, evidence_id: UUID, compared: Iterable[Compared]) -> Iterable[Item]:
    order = [Verdict.CONTRADICTS, Verdict.NEW, Verdict.SAME]
    for one in sorted(compared, key=lambda one: order.index(one.verdict)):
        signal = next((found.signal for found in paste.findings([one], "")), "")
        word, icon = _KINDS[one.kind]
        is_new = one.verdict is not Verdict.SAME
        yield Item(
            kind=word, icon=icon, value=one.value, known=one.known, verdict=VERDICTS[one.verdict],
            tone=_TONES[one.verdict], fact=one.fact if is_new else "",
            fact_word=say(wording.FACTS, one.fact) if one.fact else "", signal=signal,
            noted=_is_noted(case, signal, evidence_id, one.value),
        )  # fmt: skip


def _is_noted(case: CaseFile, signal: str, evidence_id: UUID, value: str = "") -> bool:
    return any(
        row.signal == signal and evidence_id in row.evidence and row.facts.get("value", "") == value
        for row in case.findings
    )


@for_roles(*CASE_ROLES)
@require_POST
def keep(request: StaffRequest, case_id: UUID, evidence_id: UUID) -> HttpResponse:
    """Take one thing over from a capture: as a fact, or as a finding that rests on it."""
    form = KeepForm(request.POST)
    if attempt(form, lambda: _taken_over(request, case_id, evidence_id, form)) is None:
        title = gettext("Take over from evidence")
        return ask_again(request, case_id, "search", title, [form])
    return redirect("cases:capture", case_id, evidence_id)


def _taken_over(
    request: StaffRequest, case_id: UUID, evidence_id: UUID, form: KeepForm
) -> bool | None:
    told, now = form.cleaned_data, clock.now()
    if told["what"] == "fact" and told["code"] in _ADOPTABLE:
        services.add_facts(
            case_id=case_id, facts={told["code"]: [told["value"]]},
            note=gettext("from a capture"), by=request.actor, at=now,
        )  # fmt: skip
        messages.success(request, gettext("Adopted as a fact of the case."))
        return True
    if told["what"] == "finding" and told["code"] in _NOTABLE:
        services.add_finding(
            case_id=case_id, signal=told["code"], facts=_facts(told), excerpt=told["value"],
            evidence_ids=[evidence_id], key=f"capture {evidence_id} {told['value']}"[:200],
            by=request.actor, at=now,
        )  # fmt: skip
        messages.success(request, gettext("Noted as a finding that rests on this evidence."))
        return True
    form.add_error(None, gettext("This cannot be taken over from a capture."))
    return None


def _facts(told: dict[str, str]) -> dict[str, str | int]:
    if told["code"] in _SEEN.values():
        return {"where": told["value"]}
    return {"value": told["value"], "known": told["known"]}


@for_roles(*CASE_ROLES)
@require_POST
def mark(request: StaffRequest, case_id: UUID, evidence_id: UUID) -> HttpResponse:
    """Say whether a page is about this customer or about somebody else."""
    form = BearingForm(request.POST)
    kept = attempt(
        form,
        lambda: services.mark_evidence(
            case_id=case_id, evidence_id=evidence_id,
            bearing=Bearing(form.cleaned_data["bearing"]), reason=form.cleaned_data["reason"],
            by=request.actor, at=clock.now(),
        ),
    )  # fmt: skip
    if kept is None:
        title = gettext("Is this page about the customer?")
        return ask_again(request, case_id, "search", title, [form])
    messages.success(request, gettext("Noted in the chain of evidence."))
    return redirect("cases:capture", case_id, evidence_id)
