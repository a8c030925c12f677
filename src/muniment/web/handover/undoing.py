"""Taking notice back: who stays with the heir, why, and the second person's yes."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from muniment.core import clock
from muniment.handover import gate, withdrawals
from muniment.handover.domain.states import Kind
from muniment.handover.errors import HandoverNotFound
from muniment.handover.gate import Part
from muniment.handover.queries import HandoverHead
from muniment.handover.services.withdrawing import (
    Restored,
    confirm_withdrawal,
    drop_withdrawal,
    withdraw_handover,
)
from muniment.handover.withdrawals import Choice
from muniment.people import queries as people
from muniment.web.access import StaffRequest, for_roles
from muniment.web.account.attempt import attempt
from muniment.web.handover.forms import WithdrawForm
from muniment.web.handover.planning import LEADING
from muniment.web.handover.words import STATES, TONES


@for_roles(*LEADING)
@require_http_methods(["GET", "POST"])
@never_cache
def withdraw(request: StaffRequest, handover_id: UUID) -> HttpResponse:
    """Ask to take a hand-over back, customer by customer, or show that somebody asked.

    Raises: HandoverNotFound, HandoverOver, NotYoursToHand, WithdrawalWaits, StepNotOpen.
    """
    head = _led(request, handover_id)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        asked = attempt(form, lambda: _ask(request, handover_id, form))
        if asked is not None:
            _say(request, asked.restored)
            return redirect("handovers:withdraw" if head.is_running else "handovers:board", head.id)
    content = _content(request, head, form)
    return render(request, "handover/withdraw.html", content, status=422 if form.errors else 200)


@for_roles(*LEADING)
@require_POST
def confirm(request: StaffRequest, handover_id: UUID, withdrawal_id: UUID) -> HttpResponse:
    """Do what somebody else asked for.

    Raises: HandoverNotFound, SecondPersonNeeded, WithdrawalNotFound, HandoverOver, StepNotOpen.
    """
    _led(request, handover_id)
    withdrawals.require_on(handover_id, withdrawal_id)
    restored = confirm_withdrawal(withdrawal_id=withdrawal_id, by=request.actor, at=clock.now())
    _say(request, restored)
    return redirect("handovers:board", handover_id)


@for_roles(*LEADING)
@require_POST
def drop(request: StaffRequest, handover_id: UUID, withdrawal_id: UUID) -> HttpResponse:
    """Leave the hand-over as it is.

    Raises: HandoverNotFound, WithdrawalNotFound.
    """
    _led(request, handover_id)
    withdrawals.require_on(handover_id, withdrawal_id)
    drop_withdrawal(withdrawal_id=withdrawal_id, by=request.actor, at=clock.now())
    messages.success(request, gettext("The hand-over goes on as it was."))
    return redirect("handovers:board", handover_id)


def _led(request: StaffRequest, handover_id: UUID) -> HandoverHead:
    head, part = gate.part_of(reader=request.actor, handover_id=handover_id)
    if part is not Part.LEADS:
        raise HandoverNotFound
    return head


def _ask(request: StaffRequest, handover_id: UUID, form: WithdrawForm) -> Any:
    choices = withdrawals.choices_of(handover_id)
    return withdraw_handover(
        handover_id=handover_id, reason=form.cleaned_data["reason"],
        staying=form.staying(choices, request.POST.getlist("item")), by=request.actor,
        at=clock.now(),
    )  # fmt: skip


def _say(request: StaffRequest, restored: Restored | None) -> None:
    if restored is None:
        messages.success(request, gettext("Asked for. A second person has to confirm it."))
        return
    told = gettext(
        "%(back)d customers are back, %(staying)d stay with their heirs as chosen, %(elsewhere)d "
        "are with somebody else by now; %(grants)d grants and %(tokens)d API tokens are open again."
    )
    names = ("staying", "elsewhere", "grants", "tokens")
    facts = {name: getattr(restored, name) for name in names}
    messages.success(request, told % ({"back": restored.customers} | facts))


def _content(request: StaffRequest, head: HandoverHead, form: WithdrawForm) -> dict[str, Any]:
    now = clock.now()
    return {
        "head": head,
        "person": people.person(head.person_id),
        "asked": withdrawals.asked_for(reader=request.actor, handover_id=head.id, at=now),
        "choices": _choices(request, head) if head.is_running else [],
        "alone": not withdrawals.could_confirm(head.person_id, besides=request.actor.person_id),
        "is_leaver": head.kind is Kind.LEAVER,
        "form": form,
    }


def _choices(request: StaffRequest, head: HandoverHead) -> list[tuple[Choice, Any, str, bool]]:
    """Each customer, how far it is in words, the tone of that, and whether it is ticked."""
    sent = set(request.POST.getlist("item")) if request.method == "POST" else None
    return [
        (
            row, STATES[row.state], TONES.get(row.state, ""),
            row.is_confirmed if sent is None else str(row.item_id) in sent,
        )
        for row in withdrawals.choices_of(head.id)
    ]  # fmt: skip
