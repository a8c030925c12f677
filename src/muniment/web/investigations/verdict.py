"""The verdict: what the table advises, what a refusal would cost, the terms, the second person."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from muniment.core import clock
from muniment.core.errors import fill
from muniment.core.money import Money
from muniment.investigations import gate, services
from muniment.investigations.advising import advice_for
from muniment.investigations.casefile import CaseFile, DecisionRow
from muniment.investigations.domain import advice as rules
from muniment.investigations.domain import wording
from muniment.investigations.domain.advice import Advice, Terms, Way
from muniment.investigations.domain.deposit import Basis, Deposit, deposit
from muniment.investigations.services import Deal
from muniment.web.access import StaffRequest, for_roles
from muniment.web.account.attempt import attempt
from muniment.web.investigations.section_forms import ReasonForm, ask_again, back_to, place_of
from muniment.web.investigations.section_rights import rights_of
from muniment.web.investigations.verdict_forms import (
    DECLINED,
    WAYS,
    DealForm,
    TermsForm,
    deal_form_of,
    sentence,
)
from muniment.web.investigations.words import CASE_ROLES, letter, say

STATES = {
    "waiting": (gettext_lazy("waits for a second person"), "warn"),
    "in_force": (gettext_lazy("in force"), "good"),
    "refused": (gettext_lazy("refused"), "bad"),
    "replaced": (gettext_lazy("replaced"), ""),
}
_BASES = {
    Basis.GIVEN: (gettext_lazy("given"), "good"),
    Basis.ASSUMED: (gettext_lazy("assumed"), "warn"),
    Basis.ASKED: (gettext_lazy("still to ask"), "bad"),
}
_DROPPED = {
    "no_insured_limit": gettext_lazy("no insurer gave a limit"),
    "amount_not_comparable": gettext_lazy("the amount at risk is not known in that currency"),
    "above_insured_limit": gettext_lazy("the order is above the insured limit"),
}
ANY_DEAL = Deal()


@dataclass(frozen=True, slots=True)
class LineView:
    """One line of the working."""

    sentence: str
    amount: Money | str | None
    basis: str
    tone: str


@dataclass(frozen=True, slots=True)
class Working:
    """The deposit line by line."""

    lines: tuple[LineView, ...]
    total: Money | str
    percent: int
    is_lower_limit: bool
    rests_on_assumptions: bool


@dataclass(frozen=True, slots=True)
class AdviceView:
    """The advice in words; `row` is the letter by which it was advised."""

    row: str
    word: str
    stepped_down: bool
    terms: tuple[str, ...]
    conditions: tuple[str, ...]
    dropped: tuple[str, ...]
    needs_second: bool
    recheck_days: int


@dataclass(frozen=True, slots=True)
class DecisionView:
    """One verdict in words."""

    row: DecisionRow
    letter: str
    terms: str
    declined: bool
    state: str
    tone: str
    by: str
    second: str
    advised: tuple[str, ...]
    conditions: tuple[str, ...]
    working: Working | None


@dataclass(frozen=True, slots=True)
class VerdictPart:
    """The section."""

    advice: AdviceView
    working: Working | None
    deal_form: DealForm
    terms_form: TermsForm
    in_force: DecisionView | None
    waiting: DecisionView | None
    asked_it: bool
    history: tuple[DecisionView, ...]
    answer_form: ReasonForm


def shown(
    request: StaffRequest, case: CaseFile, names: Mapping[UUID, str],
    deal_form: DealForm | None = None, terms_form: TermsForm | None = None,
) -> VerdictPart:  # fmt: skip
    """Lay out the section; one query for the table in force."""
    deal = deal_form.deal() if deal_form and deal_form.is_valid() else ANY_DEAL
    advice = advice_for(case.assessment, at_risk=case.at_risk, deal=deal)
    told = [decision_view(row, names) for row in case.decisions]
    waiting = next((one for one in told if one.row.state == "waiting"), None)
    return VerdictPart(
        advice=_advice(advice, case.assessment.reading.value),
        working=_working(deposit(deal.costs)) if deal.costs else None,
        deal_form=deal_form or deal_form_of(case),
        terms_form=terms_form or TermsForm(advice=advice, auto_id="terms-%s"),
        in_force=next((one for one in told if one.row.state == "in_force"), None),
        waiting=waiting,
        asked_it=waiting is not None and waiting.row.decided_by == request.reader.id,
        history=tuple(one for one in told if one.row.state in {"refused", "replaced"}),
        answer_form=ReasonForm(auto_id="answer-%s"),
    )


def _advice(advice: Advice, reading: str) -> AdviceView:
    return AdviceView(
        row=letter(advice.row.value), word=say(wording.READINGS, advice.row.value),
        stepped_down=advice.row.value != reading,
        terms=tuple(sentence(one) for one in advice.terms),
        conditions=tuple(say(rules.CONDITIONS, code) for code in advice.conditions),
        dropped=tuple(
            gettext("Not “%(terms)s”: %(why)s.")
            % {"terms": WAYS[way], "why": _DROPPED.get(why, why)}
            for way, why in advice.dropped
        ),
        needs_second=advice.needs_second, recheck_days=advice.recheck_days,
    )  # fmt: skip


def _working(cover: Deposit) -> Working:
    lines = tuple(
        LineView(
            fill(gettext(line.sentence), line.facts), line.amount, str(_BASES[line.basis][0]),
            _BASES[line.basis][1],
        )
        for line in cover.lines
    )  # fmt: skip
    return Working(
        lines, cover.total, cover.percent, cover.is_lower_limit, cover.rests_on_assumptions
    )


def _kept_working(told: Mapping[str, Any] | None) -> Working | None:
    """The working as a verdict froze it."""
    if not told:
        return None
    lines = tuple(
        LineView(
            fill(gettext(line["sentence"]), line["facts"]), line["amount"],
            str(_BASES[Basis(line["basis"])][0]), _BASES[Basis(line["basis"])][1],
        )
        for line in told["lines"]
    )  # fmt: skip
    bases = {line["basis"] for line in told["lines"]}
    return Working(lines, told["total"], told["percent"], "asked" in bases, "assumed" in bases)


def decision_view(row: DecisionRow, names: Mapping[UUID, str]) -> DecisionView:
    """Put one verdict into words; what is withheld stays empty."""
    terms, (state, tone) = _loaded(row.terms), STATES.get(row.state, (row.state, ""))
    return DecisionView(
        row=row, letter=letter(row.risk), terms=sentence(terms) if terms else "",
        declined=row.verdict == "declined", state=str(state), tone=tone,
        by=names.get(row.decided_by, ""),
        second=names.get(row.second_by, "") if row.second_by else "",
        advised=tuple(sentence(_terms(one)) for one in row.advice.get("terms", ())),
        conditions=tuple(say(rules.CONDITIONS, code) for code in row.advice.get("conditions", ())),
        working=_kept_working(row.advice.get("deposit")),
    )  # fmt: skip


def _loaded(text: str) -> Terms | None:
    return _terms(json.loads(text)) if text else None


def _terms(told: Mapping[str, Any]) -> Terms:
    low, high = told["deposit"]
    return Terms(Way(told["way"]), (low, high), told["days"], told["insured"])


@for_roles(*CASE_ROLES)
@never_cache
@require_POST
def advise(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Work out deposit and advice for what was typed; nothing is kept."""
    case = gate.read_case(reader=request.actor, case_id=case_id, at=clock.now())
    form = deal_form_of(case, data=request.POST)
    form.is_valid()
    return _page(request, case, form, None, 422 if form.errors else 200)


@for_roles(*CASE_ROLES)
@require_POST
def decide(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Give the verdict."""
    now = clock.now()
    case = gate.read_case(reader=request.actor, case_id=case_id, at=now)
    deal_form = deal_form_of(case, data=request.POST)
    deal = deal_form.deal() if deal_form.is_valid() else ANY_DEAL
    advice = advice_for(case.assessment, at_risk=case.at_risk, deal=deal)
    form = TermsForm(request.POST, advice=advice, auto_id="terms-%s")
    given = deal_form.is_valid() and attempt(
        form,
        lambda: bool(
            services.decide(
                case_id=case_id, terms=form.chosen(), reason=form.cleaned_data["reason"],
                deal=deal, by=request.actor, at=now,
            )
        ),
    )  # fmt: skip
    if not given:
        return _page(request, case, deal_form, form, 422)
    waits = advice.needs_second or rules.departs(advice, form.chosen())
    messages.success(request, _given(waits=waits, declined=form.chosen() == DECLINED))
    return back_to(case_id, "verdict")


def _given(*, waits: bool, declined: bool) -> str:
    if waits:
        return gettext("The verdict waits for a second person; until then nothing changes.")
    return gettext("Declined; on record.") if declined else gettext("The verdict is in force.")


def _page(
    request: StaffRequest, case: CaseFile, deal_form: DealForm, terms_form: TermsForm | None,
    status: int,
) -> HttpResponse:  # fmt: skip
    content = {
        "case": case, "section_may": rights_of(request, case),
        "verdict_part": shown(request, case, {}, deal_form, terms_form),
        "back_url": place_of(case.head.id, "verdict"),
    }  # fmt: skip
    is_swap = bool(request.headers.get("HX-Request"))
    name = "_verdict_form.html" if is_swap else "verdict_page.html"
    # htmx swaps an answer of 422 as well; the page says what is wrong in its place.
    return render(request, f"investigations/sections/{name}", content, status=status)


@for_roles(*CASE_ROLES)
@require_POST
def approve(request: StaffRequest, case_id: UUID, decision_id: UUID) -> HttpResponse:
    """Put a waiting verdict into force, as the second person."""
    form = ReasonForm(request.POST)
    done = attempt(
        form,
        lambda: _settled(services.approve_override, request, case_id, decision_id, form),
    )
    if not done:
        return ask_again(request, case_id, "verdict", gettext("Approve the verdict"), [form])
    messages.success(request, gettext("The verdict is in force."))
    return back_to(case_id, "verdict")


@for_roles(*CASE_ROLES)
@require_POST
def refuse(request: StaffRequest, case_id: UUID, decision_id: UUID) -> HttpResponse:
    """Turn a waiting verdict down, or take one's own back."""
    form = ReasonForm(request.POST)
    done = attempt(
        form, lambda: _settled(services.refuse_override, request, case_id, decision_id, form)
    )
    if not done:
        return ask_again(request, case_id, "verdict", gettext("Refuse the verdict"), [form])
    messages.success(request, gettext("The verdict was not put into force."))
    return back_to(case_id, "verdict")


def _settled(
    verb: Any, request: StaffRequest, case_id: UUID, decision_id: UUID, form: ReasonForm
) -> bool:
    verb(
        case_id=case_id, decision_id=decision_id, reason=form.cleaned_data["reason"],
        by=request.actor, at=clock.now(),
    )  # fmt: skip
    return True
