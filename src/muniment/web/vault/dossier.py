"""The dossier's first page: its compartments as sealed cards, opened in place for a purpose."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from muniment.core.errors import MunimentError
from muniment.sales import reading as sales
from muniment.sales.reading import OrderHistoryShut
from muniment.vault import gate
from muniment.vault.domain.purpose import PurposeUnclear, ReferenceUnclear
from muniment.vault.gate import Card, CompartmentNotFound, ConsultationRefused, ReferenceUnknown
from muniment.web.access import StaffRequest, signed_in
from muniment.web.submissions import hooks
from muniment.web.vault.cards import CardView, opened_card
from muniment.web.vault.forms import ConsultForm
from muniment.web.vault.head import DossierPage, open_page
from muniment.web.vault.words import WHY_NOT, mended

SUGGESTED_ORDERS = 20


@signed_in
@never_cache
@require_GET
def dossier(request: StaffRequest, dossier_id: UUID) -> HttpResponse:
    """Show a dossier, closed; a compartment that was just worked on is shown again."""
    page = open_page(request, dossier_id)
    again = request.GET.get("again", "")
    special = _read_on(page, _card(page, again)) if again else None
    return _whole(page, special)


@signed_in
@never_cache
@require_http_methods(["GET", "POST"])
def compartment(request: StaffRequest, dossier_id: UUID, code: str) -> HttpResponse:
    """Open one compartment: ask what for, consult, or read on while the sitting lasts."""
    page = open_page(request, dossier_id)
    card = _card(page, code)
    if request.method == "POST":
        return _consult(page, card)
    view = _read_on(page, card) or _asking(page, card, ConsultForm(auto_id=_ids(card)))
    return _answer(page, view)


@signed_in
@never_cache
@require_GET
def closed(request: StaffRequest, dossier_id: UUID, code: str) -> HttpResponse:
    """Show one card closed: after Cancel, and when its sitting has ended."""
    page = open_page(request, dossier_id)
    return _answer(page, CardView(_card(page, code)))


def _consult(page: DossierPage, card: Card) -> HttpResponse:
    request, code = page.request, card.compartment.code
    form = ConsultForm(request.POST, auto_id=_ids(card))
    if not form.is_valid():
        return _answer(page, _asking(page, card, form), status=422)
    try:
        opened = gate.consult(
            reader=request.actor, dossier_id=page.head.id, compartment=code, at=page.now,
            **form.cleaned_data,
        )  # fmt: skip
    except (PurposeUnclear, ReferenceUnclear, ReferenceUnknown) as error:
        form.add_error(
            "purpose" if isinstance(error, PurposeUnclear) else "reference", mended(error)
        )
        return _answer(page, _asking(page, card, form), status=422)
    except ConsultationRefused as error:
        return _answer(page, _refused(card, error), status=403)
    if not request.headers.get("HX-Request"):
        return redirect("customers:compartment", page.head.id, code)
    fresh = open_page(request, page.head.id)
    return _answer(fresh, opened_card(_card(fresh, code), opened, page))


def _read_on(page: DossierPage, card: Card) -> CardView | None:
    """The card with its fields, if a sitting of this reader still runs."""
    if card.sitting_ends_at is None:
        return None
    opened = gate.read_again(
        reader=page.request.actor, dossier_id=page.head.id,
        compartment=card.compartment.code, at=page.now,
    )  # fmt: skip
    return opened_card(card, opened, page) if opened else None


def _asking(page: DossierPage, card: Card, form: ConsultForm) -> CardView:
    return CardView(card, "asking", form=form, orders=_suggested_orders(page))


def _suggested_orders(page: DossierPage) -> tuple[str, ...]:
    """Order numbers to choose from, if this reader has the order register open."""
    try:
        found = sales.orders_for(
            reader=page.request.actor, dossier_id=page.head.id, at=page.now, limit=SUGGESTED_ORDERS
        )
    except OrderHistoryShut:
        return ()
    return tuple(row.number for row in found.rows)


def _refused(card: Card, error: MunimentError) -> CardView:
    reason, ask = str(error.facts.get("reason", "")), str(error.facts.get("ask") or "")
    refusal = {
        "title": gettext("This compartment stays closed."),
        "why": str(WHY_NOT.get(reason, "")),
        "ask": ask,
        "next_step": mended(error).partition(". ")[2] if ask else "",
        "code": error.code,
    }
    return replace(CardView(card), mode="refused", refusal=refusal)


def _answer(page: DossierPage, view: CardView, *, status: int = 200) -> HttpResponse:
    """One card for htmx, the whole page with the card in it otherwise."""
    if page.request.headers.get("HX-Request"):
        content = {"view": view, "head": page.head, **_card_content(page)}
        return render(page.request, "vault/_card.html", content, status=status)
    return _whole(page, view, status=status)


def _whole(page: DossierPage, special: CardView | None, *, status: int = 200) -> HttpResponse:
    views = [CardView(card) for card in page.laid.cards]
    if special:
        views = [special if view.code == special.code else view for view in views]
    fresh = hooks.standing(
        page.request.reader, page.head.id, page.laid.relation,
        may_submit="submit" in page.rights and page.is_open, at=page.now,
    )  # fmt: skip
    content = {**page.content("dossier"), "views": views, **_card_content(page), **fresh}
    return render(page.request, "vault/dossier.html", content, status=status)


def _card_content(page: DossierPage) -> dict[str, Any]:
    outside = page.request.reader.role.is_outside
    told = hooks.proving(
        page.request.reader, page.head.id, may_verify="verify" in page.rights, at=page.now
    )
    return {"rights": page.rights, "is_open": page.is_open, "outside": outside, **told}


def _card(page: DossierPage, code: str) -> Card:
    for card in page.laid.cards:
        if card.compartment.code == code:
            return card
    raise CompartmentNotFound


def _ids(card: Card) -> str:
    return f"{card.compartment.code}-%s"
