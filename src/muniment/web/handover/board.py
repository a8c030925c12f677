"""The list of hand-overs, the board of one, and what is done on it."""

from dataclasses import dataclass
from math import ceil
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from muniment.core import clock
from muniment.handover import gate, planning, queries
from muniment.handover.domain import course
from muniment.handover.domain.states import ItemState, Kind
from muniment.handover.gate import SEEING_ALL, Part
from muniment.handover.prepared import Addressee, letters_of, stopped_letters
from muniment.handover.queries import BoardRow, HandoverHead, Progress
from muniment.handover.services.board import (
    accept_customers,
    introduce_customers,
    offer_other_heir,
)
from muniment.people import queries as people
from muniment.people.domain.employment import State
from muniment.people.domain.roles import STAFF, Role
from muniment.people.queries import ReaderRow
from muniment.vault.domain.duties import KEEPERS
from muniment.web.access import StaffRequest, for_roles
from muniment.web.handover.forms import BoardForm, OfferForm
from muniment.web.handover.letters_words import OBSTACLES, REMEDIES
from muniment.web.handover.money import amounts, percent_text
from muniment.web.handover.planning import LEADING
from muniment.web.handover.words import COUNTS, KINDS, STAGES, STATES, TONES, VOUCHES, WHYS
from muniment.web.paging import page_in

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class HeadRow:
    """One hand-over in the list."""

    head: HandoverHead
    name: str
    kind: str
    stage: str
    progress: Progress | None


@dataclass(frozen=True, slots=True)
class Shown:
    """One customer of the board in words."""

    row: BoardRow
    state: str
    tone: str
    vouch: str
    why: list[str]
    percent: str
    may_offer: bool


@for_roles(*STAFF)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """List the hand-overs that the reader has a part in, and whom she could hand over."""
    heads = gate.handovers_for(reader=request.actor)
    names = people.names({one.person_id for one in heads})
    content = {
        "rows": [_head_row(request, one, names) for one in heads],
        "led": _led(request.reader, {one.person_id for one in heads if one.is_running}),
    }
    return render(request, "handover/index.html", content)


@for_roles(*STAFF)
@require_GET
@never_cache
def board(request: StaffRequest, handover_id: UUID) -> HttpResponse:
    """Show one board; for those who see all of it, on record first.

    Raises: HandoverNotFound, LedgerUnavailable.
    """
    content = board_page(request, handover_id)
    part = "handover/_board.html" if request.headers.get("HX-Request") else "handover/board.html"
    return render(request, part, content)


def board_page(
    request: StaffRequest, handover_id: UUID, *, offer: OfferForm | None = None
) -> dict[str, Any]:
    """Collect what the board shows to this reader."""
    head, part = gate.part_of(reader=request.actor, handover_id=handover_id)
    heirs = gate.heirs_of(handover_id) if part in SEEING_ALL else {}
    form = BoardForm(request.GET, heirs=heirs, auto_id="filter-%s")
    found = gate.read_board(
        reader=request.actor, handover_id=handover_id, filters=form.narrowed(), at=clock.now(),
        page=page_in(request.GET), size=PER_PAGE,
    )  # fmt: skip
    person = people.person(head.person_id)
    leads = found.part is Part.LEADS and head.is_running
    able = _able(request, head) if leads else {}
    return {
        "head": head,
        "person": person,
        "kind": KINDS[head.kind],
        "stage": STAGES[head.stage],
        "board": found,
        "part": found.part.value,
        "sees_all": found.part in SEEING_ALL,
        "leads": leads,
        "form": form,
        "rows": [_shown(row, leads) for row in found.rows],
        "pages": max(1, ceil(found.total / PER_PAGE)),
        **amounts(found.money),
        "counts": _counts(head),
        "offer_form": offer or OfferForm(heirs=able),
        "letters": letters_of(handover_id) if found.part in SEEING_ALL else None,
        "stuck": _stuck(handover_id) if found.part in SEEING_ALL else [],
        "may_introduce": head.is_running and found.part is not Part.WATCHES,
        "may_accept": head.is_running and found.part is Part.TAKES,
    }


@for_roles(*STAFF)
@require_GET
@never_cache
def done(request: StaffRequest, handover_id: UUID) -> HttpResponse:
    """Say what was done: counts before and after, and what comes next.

    Raises: HandoverNotFound.
    """
    head, part = gate.part_of(reader=request.actor, handover_id=handover_id)
    if part is not Part.LEADS:
        return redirect("handovers:board", handover_id)
    person = people.person(head.person_id)
    progress = queries.progress_of(handover_id)
    heirs = gate.heirs_of(handover_id)
    content = {
        "head": head, "person": person, "counts": _counts(head), "progress": progress,
        "letters": letters_of(handover_id), "heirs": len(heirs),
        "is_leaver": head.kind is Kind.LEAVER,
    }  # fmt: skip
    return render(request, "handover/done.html", content)


@for_roles(*STAFF)
@require_POST
def act(request: StaffRequest, handover_id: UUID) -> HttpResponse:
    """Do something with the ticked customers: introduced, or accepted by their heir.

    Raises: HandoverNotFound, HandoverOver, NotYoursToHand.
    """
    gate.part_of(reader=request.actor, handover_id=handover_id)
    ids = _ticked(request)
    if not ids:
        messages.warning(request, gettext("Tick the customers first."))
    elif request.POST.get("do") == "accept":
        count = accept_customers(item_ids=ids, by=request.actor, at=clock.now())
        told = ngettext("%d customer accepted.", "%d customers accepted.", count) % count
        _say(request, count, told, gettext("You had accepted them before; nothing changed."))
    else:
        count = introduce_customers(item_ids=ids, by=request.actor, at=clock.now())
        told = ngettext("%d customer introduced.", "%d customers introduced.", count) % count
        _say(request, count, told, gettext("They were introduced before; nothing changed."))
    return redirect("handovers:board", handover_id)


def _say(request: StaffRequest, count: int, done: str, nothing_new: str) -> None:
    if count:
        messages.success(request, done)
    else:
        messages.info(request, nothing_new)


@for_roles(*LEADING)
@require_POST
def offer(request: StaffRequest, handover_id: UUID, item_id: UUID) -> HttpResponse:
    """Offer one customer another heir.

    Raises: NotYoursToHand, HeirUnfit, StepNotOpen, HandoverNotFound, HandoverOver.
    """
    head, _ = gate.part_of(reader=request.actor, handover_id=handover_id)
    form = OfferForm(request.POST, heirs=_able(request, head))
    if not form.is_valid():
        messages.error(request, gettext("Choose the next heir and say why."))
        return redirect("handovers:board", handover_id)
    told = form.cleaned_data
    offer_other_heir(
        item_id=item_id, heir_id=UUID(told["heir"]), reason=told["reason"], by=request.actor,
        at=clock.now(),
    )  # fmt: skip
    messages.success(request, gettext("The customer has another heir now."))
    return redirect("handovers:board", handover_id)


def _head_row(request: StaffRequest, head: HandoverHead, names: dict[UUID, str]) -> HeadRow:
    _, part = gate.part_of(reader=request.actor, handover_id=head.id)
    return HeadRow(
        head=head,
        name=names.get(head.person_id, ""),
        kind=str(KINDS[head.kind]),
        stage=str(STAGES[head.stage]),
        progress=None if part is Part.TAKES else queries.progress_of(head.id),
    )


def _led(reader: ReaderRow, running: set[UUID]) -> list[tuple[UUID, str, bool]]:
    """People who keep customers below the reader; an owner stands above everybody."""
    if reader.role not in LEADING or reader.state is not State.ACTIVE:
        return []
    below = people.reports_of(reader.id)
    return [
        (row.id, row.name, row.state is State.ON_NOTICE)
        for row in people.people(limit=1000).rows
        if row.state.may_sign_in
        and row.role in KEEPERS
        and row.id != reader.id
        and row.id not in running
        and (row.id in below or reader.role is Role.OWNER)
    ]


def _shown(row: BoardRow, leads: bool) -> Shown:
    return Shown(
        row=row,
        state=str(STATES[row.state]),
        tone=TONES.get(row.state, ""),
        vouch=str(VOUCHES.get(row.vouch, "")) if row.vouch else "",
        why=[str(WHYS[one]) for one in row.reasons],
        percent=percent_text(row.share),
        may_offer=leads and course.may_offer_another(ItemState(row.state)),
    )


def _counts(head: HandoverHead) -> list[tuple[Any, int, int]]:
    return [
        (COUNTS[name], count, head.after.get(name, 0))
        for name, count in head.before.items()
        if name in COUNTS
    ]


def _stuck(handover_id: UUID) -> list[tuple[Addressee, Any, Any]]:
    return [
        (one, OBSTACLES[one.obstacle], REMEDIES[one.obstacle])
        for one in stopped_letters(handover_id, limit=PER_PAGE)
        if one.obstacle
    ]


def _able(request: StaffRequest, head: HandoverHead) -> dict[UUID, str]:
    return dict(people.names(planning.candidates(head.person_id, request.actor)))


def _ticked(request: StaffRequest) -> list[UUID]:
    found = []
    for text in request.POST.getlist("item"):
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
