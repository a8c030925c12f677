"""The customers' own word: whom was asked, what came back, asking the others."""

import io
import zipfile
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from muniment.core import clock
from muniment.handover import confirmations, gate
from muniment.handover.confirmations import ConfirmationRow
from muniment.handover.domain.states import AnswerWay
from muniment.handover.errors import ConfirmationNotFound, HandoverNotFound
from muniment.handover.gate import SEEING_ALL, Board, Part
from muniment.handover.letters import address_of, as_eml, written
from muniment.handover.prepared import letters_of, read_prepared
from muniment.handover.queries import BoardFilter, BoardRow
from muniment.handover.services import confirmations as asking
from muniment.handover.services.confirmations import HandedLink
from muniment.handover.services.confirmations_answers import file_answer
from muniment.people import queries as people
from muniment.people.domain.roles import STAFF
from muniment.vault import queries as vault
from muniment.web.access import StaffRequest, for_roles
from muniment.web.account.attempt import attempt
from muniment.web.handover.letters_forms import AskForm, CloseForm, FileForm
from muniment.web.handover.letters_words import ANSWERS, OBSTACLES, REMEDIES, WAYS, standing
from muniment.web.paging import page_in

PER_PAGE = 50
_MOST = 10_000
_WRITERS = frozenset({Part.LEADS, Part.TAKES})


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One customer with the newest question put to it."""

    row: BoardRow
    question: ConfirmationRow | None
    state: str | Promise
    tone: str
    before: int
    stuck: str | Promise
    remedy: str | Promise


@for_roles(*STAFF)
@require_GET
@never_cache
def letters(request: StaffRequest, handover_id: UUID) -> HttpResponse:
    """Show whom was asked and what came back; heirs see theirs.

    Raises: HandoverNotFound, LedgerUnavailable.
    """
    return _page(request, handover_id, AskForm())


@for_roles(*STAFF)
@require_GET
@never_cache
def prepared(request: StaffRequest, handover_id: UUID) -> HttpResponse:
    """Show every text that would leave the house, before it is sent.

    Raises: HandoverNotFound, LedgerUnavailable.
    """
    return _prepared_page(request, handover_id, AskForm())


@for_roles(*STAFF)
@require_POST
def ask(request: StaffRequest, handover_id: UUID) -> HttpResponse:
    """Ask the ticked customers, or all main ones that have not agreed.

    Raises: HandoverNotFound, HandoverOver, NotYoursToHand.
    """
    form = AskForm(request.POST)
    wanted = _wanted(request, handover_id)
    if not wanted:
        messages.warning(request, gettext("No customer was ticked that could be asked."))
        return redirect("handovers:letters", handover_id)
    made = attempt(
        form,
        lambda: asking.ask_customers(
            item_ids=wanted, sending=form.sending(), by=request.actor, at=clock.now()
        ),
    )
    if made is None:
        page = _prepared_page if request.POST.get("do") == "prepared" else _page
        return page(request, handover_id, form, status=422)
    if left := len(wanted) - len(made):
        told = ngettext(
            "%d letter cannot be mailed and stays prepared; the table says why.",
            "%d letters cannot be mailed and stay prepared; the table says why.",
            left,
        )
        messages.warning(request, told % left)
    if not made:
        return redirect("handovers:letters", handover_id)
    if not form.sending().by_mail:
        return _as_files(_links(request, made))
    told = ngettext("%d letter is on its way.", "%d letters are on their way.", len(made))
    messages.success(request, told % len(made))
    return redirect("handovers:letters", handover_id)


@for_roles(*STAFF)
@never_cache
@require_POST
def link(request: StaffRequest, handover_id: UUID, confirmation_id: UUID) -> HttpResponse:
    """Make a fresh link and show it with its letter, this once."""
    _require_here(request, handover_id, confirmation_id)
    (made,) = _links(request, [confirmation_id])
    subject, text = written(made)
    content = {
        "handover_id": handover_id,
        "codename": vault.codenames_of([made.dossier_id])[made.dossier_id],
        "link": address_of(made),
        "subject": subject,
        "text": text,
        "eml": b64encode(as_eml(made)).decode("ascii"),
        "expires_at": made.expires_at,
    }
    return render(request, "handover/letter.html", content)


@for_roles(*STAFF)
@require_POST
def remind(request: StaffRequest, handover_id: UUID, confirmation_id: UUID) -> HttpResponse:
    """Send a reminder now."""
    _require_here(request, handover_id, confirmation_id)
    asking.remind_customer(confirmation_id=confirmation_id, by=request.actor, at=clock.now())
    messages.success(request, gettext("The reminder is on its way."))
    return redirect("handovers:letters", handover_id)


@for_roles(*STAFF)
@require_POST
def close(request: StaffRequest, handover_id: UUID, confirmation_id: UUID) -> HttpResponse:
    """Stop waiting; the link ends."""
    _require_here(request, handover_id, confirmation_id)
    form = CloseForm(request.POST)
    if form.is_valid():
        asking.close_confirmation(
            confirmation_id=confirmation_id, reason=form.cleaned_data["reason"],
            by=request.actor, at=clock.now(),
        )  # fmt: skip
        messages.success(request, gettext("Nobody waits for this answer any more."))
    else:
        messages.error(request, gettext("Say why nobody waits any more."))
    return redirect("handovers:letters", handover_id)


@for_roles(*STAFF)
@never_cache
@require_http_methods(["GET", "POST"])
def file(request: StaffRequest, handover_id: UUID, item_id: UUID) -> HttpResponse:
    """File an answer that came by mail or on paper, with the paper as evidence.

    Raises: HandoverNotFound, HandoverOver, NotYoursToHand.
    """
    row = _item(request, handover_id, item_id)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        filed = attempt(
            form,
            lambda: file_answer(
                item_id=item_id, told=form.told(), way=AnswerWay(form.cleaned_data["way"]),
                paper=form.paper(), by=request.actor, at=clock.now(),
            ),
        )  # fmt: skip
        if filed is not None:
            messages.success(request, gettext("The answer is kept sealed, with its hash."))
            return redirect("handovers:letters", handover_id)
    status = 422 if form.is_bound and not form.is_valid() else 200
    content = {"handover_id": handover_id, "row": row, "form": form}
    return render(request, "handover/file_answer.html", content, status=status)


@for_roles(*STAFF)
@never_cache
@require_GET
def said(request: StaffRequest, handover_id: UUID, confirmation_id: UUID) -> HttpResponse:
    """Show what a customer said, on record first.

    Raises: ConfirmationNotFound, AnswerBehindContacts, HandoverNotFound, LedgerUnavailable.
    """
    _require_here(request, handover_id, confirmation_id)
    found = confirmations.read_answer(
        reader=request.actor, confirmation_id=confirmation_id, at=clock.now()
    )
    row = found.row
    content = {
        "handover_id": handover_id,
        "said": found,
        "codename": vault.codenames_of([row.dossier_id])[row.dossier_id],
        "answer": ANSWERS[row.answer] if row.answer else "",
        "way": WAYS[row.way] if row.way else "",
        "copy": b64encode(found.copy).decode("ascii"),
    }
    return render(request, "handover/said.html", content)


@for_roles(*STAFF)
@never_cache
@require_GET
def paper(request: StaffRequest, handover_id: UUID, confirmation_id: UUID) -> HttpResponse:
    """Give the paper that was filed, on record first.

    Raises: ConfirmationNotFound, AnswerBehindContacts, HandoverNotFound, LedgerUnavailable.
    """
    _require_here(request, handover_id, confirmation_id)
    found = confirmations.read_answer(
        reader=request.actor, confirmation_id=confirmation_id, at=clock.now()
    )
    if found.paper is None:
        raise ConfirmationNotFound
    return download(found.paper.content, found.paper.kind, f"answer-{found.row.receipt[:12]}")


_ENDINGS = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg", "text/plain": "txt"}


def download(content: bytes, kind: str, name: str) -> HttpResponse:
    """Send bytes as a file that no browser runs."""
    response = HttpResponse(content, content_type=kind)
    ending = _ENDINGS.get(kind, "bin")
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _page(
    request: StaffRequest, handover_id: UUID, form: AskForm, *, status: int = 200
) -> HttpResponse:
    page = page_in(request.GET)
    board = _board(request, handover_id, BoardFilter(), page=page, size=PER_PAGE)
    person = people.names([board.head.person_id])
    content = {
        "head": board.head,
        "person": person.get(board.head.person_id, ""),
        "rows": _rows(board.rows),
        "form": form,
        "close_form": CloseForm(),
        "writes": board.part in _WRITERS and board.head.is_running,
        "letters": letters_of(handover_id) if board.part in SEEING_ALL else None,
        "leads": board.part is Part.LEADS,
        "has_mail": bool(settings.CONFIG.mail_url),
        "page": page,
        "pages": max(1, ceil(board.total / PER_PAGE)),
    }
    return render(request, "handover/letters.html", content, status=status)


def _prepared_page(
    request: StaffRequest, handover_id: UUID, form: AskForm, *, status: int = 200
) -> HttpResponse:
    head, part = gate.part_of(reader=request.actor, handover_id=handover_id)
    sheets = read_prepared(reader=request.actor, handover_id=handover_id, at=clock.now())
    content = {
        "head": head,
        "person": people.names([head.person_id]).get(head.person_id, ""),
        "sheets": sheets,
        "total": sum(len(one.customers) for one in sheets),
        "stuck": [
            (one, OBSTACLES[one.obstacle], REMEDIES[one.obstacle])
            for sheet in sheets
            for one in sheet.customers
            if one.obstacle and one.obstacle.stops_mail
        ],
        "letters": letters_of(handover_id),
        "form": form,
        "writes": part in _WRITERS and head.is_running,
        "has_mail": bool(settings.CONFIG.mail_url),
    }
    return render(request, "handover/prepared.html", content, status=status)


def _board(
    request: StaffRequest, handover_id: UUID, filters: BoardFilter, *, page: int = 1,
    size: int = _MOST,
) -> Board:  # fmt: skip
    _, part = gate.part_of(reader=request.actor, handover_id=handover_id)
    if part is Part.HANDS:
        raise HandoverNotFound
    return gate.read_board(
        reader=request.actor, handover_id=handover_id, filters=filters, at=clock.now(), page=page,
        size=size,
    )  # fmt: skip


def _rows(rows: Sequence[BoardRow]) -> list[LetterRow]:
    asked = confirmations.confirmations_of([row.item_id for row in rows])
    found = []
    for row in rows:
        questions = asked.get(row.item_id, [])
        newest = questions[0] if questions else None
        words, tone = standing(newest)
        stuck = newest.obstacle if newest and newest.is_prepared else None
        found.append(
            LetterRow(
                row, newest, words, tone, max(0, len(questions) - 1),
                OBSTACLES[stuck] if stuck else "", REMEDIES[stuck] if stuck else "",
            )
        )  # fmt: skip
    return found


def _wanted(request: StaffRequest, handover_id: UUID) -> list[UUID]:
    """The customers to ask: ticked, all main ones, or all that have a letter; none that agreed."""
    if request.POST.get("do") == "prepared":
        sheets = read_prepared(reader=request.actor, handover_id=handover_id, at=clock.now())
        return [one.item_id for sheet in sheets for one in sheet.customers]
    wants_main = request.POST.get("do") == "main"
    board = _board(request, handover_id, BoardFilter(main=wants_main))
    main = wants_main and board.part is Part.LEADS  # heirs do not learn which are main
    open_rows = [row.item_id for row in board.rows if not row.counts]
    ticked = set(request.POST.getlist("item"))
    return [one for one in open_rows if main or str(one) in ticked]


def _item(request: StaffRequest, handover_id: UUID, item_id: UUID) -> BoardRow:
    board = _board(request, handover_id, BoardFilter())
    found = next((row for row in board.rows if row.item_id == item_id), None)
    if found is None:
        raise HandoverNotFound
    return found


def _require_here(request: StaffRequest, handover_id: UUID, confirmation_id: UUID) -> None:
    confirmations.require_asked(
        reader=request.actor, handover_id=handover_id, confirmation_ids=[confirmation_id]
    )


def _links(request: StaffRequest, ids: Sequence[UUID]) -> tuple[HandedLink, ...]:
    return asking.hand_over_links(confirmation_ids=ids, by=request.actor, at=clock.now())


def _as_files(made: Sequence[HandedLink]) -> HttpResponse:
    """Letters as drafts for a mail program and as text, named by codename."""
    codenames = vault.codenames_of([one.dossier_id for one in made])
    bundle = io.BytesIO()
    with zipfile.ZipFile(bundle, "w", zipfile.ZIP_DEFLATED) as files:
        for one in made:
            name = codenames[one.dossier_id]
            subject, text = written(one)
            files.writestr(f"{name}.eml", as_eml(one))
            files.writestr(f"{name}.txt", f"{subject}\n\n{text}")
    response = HttpResponse(bundle.getvalue(), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="letters.zip"'
    response["Cache-Control"] = "no-store"
    return response
