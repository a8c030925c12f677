"""The weights: in force, proposed, learnt from departures; changed by two people."""

from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from muniment.core import clock
from muniment.exposure import queries, services
from muniment.exposure.domain import duties
from muniment.exposure.domain.learning import Learnt
from muniment.exposure.domain.weights import LEAST, MOST, SIGNS, START, Weights
from muniment.exposure.queries import WeightsRow
from muniment.exposure.queries.learning import learnt_now
from muniment.people import queries as people
from muniment.people.domain.roles import Role
from muniment.web.access import StaffRequest, for_roles
from muniment.web.account.attempt import attempt
from muniment.web.exposure import words

PROPOSERS: Final = tuple(role for role in Role if duties.may_propose_weights(role))
ADOPTERS: Final = tuple(role for role in Role if duties.may_adopt_weights(role))
_NAMES: Final = (START, *SIGNS)
LABELS: Final[dict[str, object]] = {START: gettext_lazy("Start, in %")}
FEWEST_LEAVERS: Final = 3
"""People who left, below whom a sum over their customers would point at one of them."""


class ReasonForm(forms.Form):
    """Why the weights change."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=services.LONGEST_REASON,
        help_text=gettext_lazy("Kept sealed beside the entry in the ledger."),
    )  # fmt: skip


class WeightsForm(ReasonForm):
    """All weights as numbers."""

    def __init__(self, weights: Weights, data: Any = None) -> None:
        super().__init__(data)
        for name, value in weights.sheet().items():
            low, high, shown = (1, 90, 100 * value) if name == START else (LEAST, MOST, value)
            self.fields[name] = forms.FloatField(
                label=str(LABELS.get(name, words.SIGNS[name])), initial=f"{shown:g}", min_value=low,
                max_value=high, help_text=str(words.MEANINGS[name]),
                widget=forms.NumberInput(attrs={"step": "any"}),
            )  # fmt: skip
        self.order_fields([*_NAMES, "reason"])

    def sheet(self) -> dict[str, float]:
        """The weights that were typed; the start comes in percent."""
        told = {name: self.cleaned_data[name] for name in _NAMES}
        return {**told, START: told[START] / 100}


@for_roles(*PROPOSERS)
@never_cache
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Show the weights in force, a proposal beside them, and what departures taught."""
    return _page(request)


def _page(
    request: StaffRequest, learn_form: forms.Form | None = None, status: int = 200
) -> HttpResponse:
    versions, weights = queries.weights_versions(), queries.weights_in_force()
    proposal = next((row for row in versions if row.is_open), None)
    who = {row.proposed_by for row in versions} | {row.adopted_by for row in versions}
    names = people.names({one for one in who if one})
    role = request.reader.role
    mine = proposal is not None and proposal.proposed_by == request.reader.id
    content = {
        "rows": _rows(weights, proposal),
        "proposal": proposal,
        "proposed_by": names.get(proposal.proposed_by, "–") if proposal else "",
        "may_adopt": proposal and not mine and duties.may_adopt_weights(role),
        "is_mine": mine,
        "learnt": _learnt(learnt_now()),
        "learn_form": learn_form or ReasonForm(auto_id="learn-%s"),
        "versions": [_version(row, names) for row in versions if row.adopted_at],
    }
    return render(request, "exposure/weights.html", content, status=status)


def _rows(weights: Weights, proposal: WeightsRow | None) -> list[dict[str, Any]]:
    told, other = weights.sheet(), proposal.weights.sheet() if proposal else {}
    changed = {name for name in other if other[name] != told[name]}
    return [
        {
            "name": words.SIGNS[name], "meaning": words.MEANINGS[name],
            "value": words.weight(name, told[name]),
            "other": words.weight(name, other[name]) if name in changed else "",
            "between": _between(proposal, name),
        }
        for name in _NAMES
    ]  # fmt: skip


def _between(proposal: WeightsRow | None, name: str) -> str:
    """The interval of a proposed weight that was learnt."""
    if proposal is None or name not in proposal.between:
        return ""
    low, high = proposal.between[name]
    return f"{words.weight(name, low)} – {words.weight(name, high)}"


def _learnt(told: Learnt) -> dict[str, Any]:
    """What departures taught; how many went along only where that points at nobody."""
    return {
        "customers": told.customers,
        "leavers": told.leavers,
        "told": told.told,
        "taken": f"{told.taken:.1f}" if told.leavers >= FEWEST_LEAVERS else "",
        "rows": [
            {
                "name": words.SIGNS[one.name], "moved": one.before != one.after,
                **{
                    part: words.weight(one.name, getattr(one, part))
                    for part in ("before", "after", "low", "high")
                },
            }
            for one in told.weights
        ],
    }  # fmt: skip


def _version(row: WeightsRow, names: dict[UUID, str]) -> dict[str, Any]:
    adopter = names.get(row.adopted_by, "–") if row.adopted_by else "–"
    return {"row": row, "proposed_by": names.get(row.proposed_by, "–"), "adopted_by": adopter}


@for_roles(*PROPOSERS)
@never_cache
@require_http_methods(["GET", "POST"])
def propose(request: StaffRequest) -> HttpResponse:
    """Type other weights and propose them; nothing changes before a second person adopts."""
    form = WeightsForm(queries.weights_in_force(), request.POST or None)
    if request.method == "POST":
        number = attempt(
            form,
            lambda: services.propose_weights(
                sheet=form.sheet(), reason=form.cleaned_data["reason"], by=request.actor,
                at=clock.now(),
            ),
        )  # fmt: skip
        if number is not None:
            messages.success(request, gettext("Proposed; a second person puts it into force."))
            return redirect("exposure:weights")
    status = 422 if request.method == "POST" else 200
    return render(request, "exposure/propose.html", {"form": form}, status=status)


@for_roles(*PROPOSERS)
@never_cache
@require_POST
def learn(request: StaffRequest) -> HttpResponse:
    """Propose what departures taught."""
    form = ReasonForm(request.POST, auto_id="learn-%s")
    number = attempt(
        form,
        lambda: services.propose_learnt(
            reason=form.cleaned_data["reason"], by=request.actor, at=clock.now()
        ),
    )
    if number is None:
        return _page(request, form, 422)
    messages.success(request, gettext("Proposed; a second person puts it into force."))
    return redirect("exposure:weights")


@for_roles(*ADOPTERS)
@require_POST
def adopt(request: StaffRequest, number: int) -> HttpResponse:
    """Put proposed weights into force, as the second person."""
    services.adopt_weights(number=number, by=request.actor, at=clock.now())
    messages.success(request, gettext("The weights are in force."))
    return redirect("exposure:weights")


@for_roles(*PROPOSERS)
@require_POST
def withdraw(request: StaffRequest, number: int) -> HttpResponse:
    """Take a proposal back."""
    services.withdraw_weights(number=number, by=request.actor, at=clock.now())
    messages.success(request, gettext("The proposal is withdrawn."))
    return redirect("exposure:weights")
