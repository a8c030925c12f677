"""The exit of a leaver: what comes back, what is signed, the form, and the doors after it."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from muniment.core import clock
from muniment.handover import exits
from muniment.handover.domain.exits import KINDS
from muniment.handover.domain.states import Kind, Paper, ReturnState
from muniment.handover.gate import Part
from muniment.handover.papers import Paper as Upload
from muniment.handover.report import as_pdf
from muniment.handover.services import exit as leaving
from muniment.handover.statements import SIGNED_ON_PAGE
from muniment.people.domain.roles import STAFF, Role
from muniment.web.access import StaffRequest, for_roles
from muniment.web.account.attempt import attempt
from muniment.web.handover.exit_words import CONDITIONS, DOORS, LACKS, PAPERS, RETURNS, STATES
from muniment.web.handover.letters import download
from muniment.web.handover.words import KINDS as WHATS
from muniment.web.handover.words import STAGES


class ReturnForm(forms.Form):
    """One more thing on the list."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What"), choices=[(one, RETURNS[one]) for one in reversed(KINDS)]
    )
    name = forms.CharField(label=gettext_lazy("Which one"), max_length=200, required=False)


class SignForm(forms.Form):
    """One's own name below a text."""

    paper = forms.ChoiceField(choices=[(one.value, PAPERS[one]) for one in SIGNED_ON_PAGE])
    name = forms.CharField(max_length=120)


class PaperForm(forms.Form):
    """A statement that was signed on paper."""

    paper = forms.ChoiceField(
        label=gettext_lazy("Statement"), choices=[(one.value, PAPERS[one]) for one in Paper]
    )
    file = forms.FileField(
        label=gettext_lazy("Scan of the signed paper"),
        help_text=gettext_lazy("PDF, PNG or JPEG; at most 5 MB."),
    )


class CompleteForm(forms.Form):
    """Why something may stay open."""

    reason = forms.CharField(
        label=gettext_lazy("Reason, if something is still open"), max_length=500, required=False
    )


@for_roles(*STAFF)
@require_GET
@never_cache
def page(request: StaffRequest, handover_id: UUID) -> HttpResponse:
    """Show an exit; for those who lead or watch, on record first.

    Raises: HandoverNotFound, LedgerUnavailable.
    """
    return _page(request, handover_id)


@for_roles(*STAFF)
@require_POST
def lay_out(request: StaffRequest, handover_id: UUID) -> HttpResponse:
    """Lay the usual list of things out."""
    leaving.list_returns(handover_id=handover_id, by=request.actor, at=clock.now())
    return redirect("handovers:exit", handover_id)


@for_roles(*STAFF)
@require_POST
def add(request: StaffRequest, handover_id: UUID) -> HttpResponse:
    """Put one more thing on the list."""
    form = ReturnForm(request.POST)
    made = attempt(
        form,
        lambda: leaving.add_return(
            handover_id=handover_id, by=request.actor, at=clock.now(), **form.cleaned_data
        ),
    )
    if made is None:
        messages.error(request, gettext("Say which thing it is."))
    return redirect("handovers:exit", handover_id)


@for_roles(*STAFF)
@require_POST
def settle(request: StaffRequest, handover_id: UUID, return_id: UUID) -> HttpResponse:
    """Tick one thing off, or open it again."""
    exits.require_return(reader=request.actor, handover_id=handover_id, return_id=return_id)
    said = request.POST.get("state", "")
    if said in set(ReturnState):
        leaving.settle_return(
            return_id=return_id, state=ReturnState(said), note=request.POST.get("note", "")[:200],
            by=request.actor, at=clock.now(),
        )  # fmt: skip
    return redirect("handovers:exit", handover_id)


@for_roles(*STAFF)
@require_POST
def sign(request: StaffRequest, handover_id: UUID) -> HttpResponse:
    """Sign a statement by one's own name; a name that does not fit is said beside it.

    Raises: HandoverNotFound, NotYoursToSign.
    """
    form = SignForm(request.POST)
    if attempt(form, lambda: _sign(request, handover_id, form)) is None:
        return _page(request, handover_id, sign_form=form, status=422)
    messages.success(request, gettext("Signed; the hash of the text is on record."))
    return redirect("handovers:exit", handover_id)


def _sign(request: StaffRequest, handover_id: UUID, form: SignForm) -> object:
    return leaving.sign_statement(
        handover_id=handover_id, paper=Paper(form.cleaned_data["paper"]),
        language=get_language() or "en", name=form.cleaned_data["name"], by=request.actor,
        at=clock.now(),
    )  # fmt: skip


@for_roles(*STAFF)
@require_POST
def file_paper(request: StaffRequest, handover_id: UUID) -> HttpResponse:
    """File a statement that was signed on paper.

    Raises: HandoverNotFound, NotYoursToHand.
    """
    form = PaperForm(request.POST, request.FILES)
    filed = attempt(form, lambda: _file(request, handover_id, form))
    if filed is None:
        return _page(request, handover_id, paper_form=form, status=422)
    messages.success(request, gettext("The paper is kept sealed, with its hash."))
    return redirect("handovers:exit", handover_id)


@for_roles(*STAFF)
@require_GET
@never_cache
def statement(request: StaffRequest, handover_id: UUID, statement_id: UUID) -> HttpResponse:
    """Give what was signed: the scan, or the text byte for byte.

    Raises: HandoverNotFound.
    """
    exits.read_exit(
        reader=request.actor, handover_id=handover_id, language="en", at=clock.now()
    )  # fmt: skip
    copy, scan = exits.read_statement(
        reader=request.actor, statement_id=statement_id, at=clock.now()
    )
    if scan is not None:
        return download(scan.content, scan.kind, f"statement-{scan.sha256[:12]}")
    response = HttpResponse(copy, content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="statement.json"'
    return response


@for_roles(*STAFF)
@require_POST
def complete(request: StaffRequest, handover_id: UUID) -> HttpResponse:
    """Complete the form.

    Raises: HandoverNotFound, HandoverOver, NotYoursToHand.
    """
    form = CompleteForm(request.POST)
    clean = attempt(
        form,
        lambda: leaving.complete_handover(
            handover_id=handover_id, reason=form.cleaned_data["reason"], by=request.actor,
            at=clock.now(),
        ),
    )  # fmt: skip
    if clean is None:
        return _page(request, handover_id, complete_form=form, status=422)
    messages.success(request, gettext("The hand-over is complete."))
    return redirect("handovers:exit", handover_id)


@for_roles(*STAFF)
@require_GET
@never_cache
def form_as_pdf(request: StaffRequest, handover_id: UUID) -> HttpResponse:
    """The hand-over form for paper: conditions, returns, statements, and room to sign.

    Raises: HandoverNotFound, LedgerUnavailable.
    """
    now, language = clock.now(), get_language() or "en"
    found = exits.read_exit(
        reader=request.actor, handover_id=handover_id, language=language, at=now
    )
    pdf = as_pdf(found, _form_words(found), language=language, made_at=now)
    return download(pdf, "application/pdf", f"handover-{timezone.localdate(found.head.begun_at)}")


def _file(request: StaffRequest, handover_id: UUID, form: PaperForm) -> str:
    upload = form.cleaned_data["file"]
    return leaving.file_statement(
        handover_id=handover_id, paper=Paper(form.cleaned_data["paper"]),
        language=get_language() or "en", upload=Upload(upload.read(), upload.name or ""),
        by=request.actor, at=clock.now(),
    )  # fmt: skip


def _page(
    request: StaffRequest, handover_id: UUID, *, paper_form: PaperForm | None = None,
    complete_form: CompleteForm | None = None, sign_form: SignForm | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    found = exits.read_exit(
        reader=request.actor, handover_id=handover_id, language=get_language() or "en",
        at=clock.now(),
    )  # fmt: skip
    leads = found.part is Part.LEADS and found.head.is_running
    content: dict[str, Any] = {
        "missing": [(one, LACKS[one.why]) for one in found.missing],
        "exit": found,
        "kind": WHATS[found.head.kind],
        "stage": STAGES[found.head.stage],
        "leads": leads,
        "leaves": found.head.kind is Kind.LEAVER,
        "signs": found.part is Part.HANDS and found.head.is_running,
        "owns": request.reader.role is Role.OWNER,
        "conditions": [(CONDITIONS[one.code], one) for one in found.conditions],
        "returns": [(one, RETURNS.get(one.kind, one.kind), STATES[one.state])
                    for one in found.returns],
        "states": [(one.value, STATES[one]) for one in ReturnState],
        "statements": [(one, PAPERS[one.paper]) for one in found.statements],
        "unsigned": [(one.value, PAPERS[one], text) for one, text in found.unsigned.items()],
        "doors": [(DOORS[one.code], one) for one in found.doors],
        "return_form": ReturnForm(),
        "paper_form": paper_form or PaperForm(),
        "complete_form": complete_form or CompleteForm(),
        "sign_form": sign_form,
    }  # fmt: skip
    return render(request, "handover/exit.html", content, status=status)


def _form_words(found: exits.Exit) -> dict[str, Any]:
    """The words of the printed form."""
    return {
        "title": gettext("Hand-over form"),
        "what": str(WHATS[found.head.kind]),
        "stage": str(STAGES[found.head.stage]),
        "person": gettext("Person"),
        "last_day": gettext("Last day"),
        "begun": gettext("Begun"),
        "conditions": gettext("What has to be done"),
        "returns": gettext("What comes back"),
        "statements": gettext("What was signed"),
        "counts": gettext("Customers changing hands"),
        "signatures": gettext("Signatures"),
        "leaver": gettext("Who leaves"),
        "lead": gettext("Who leads"),
        "day": gettext("Day"),
        "open": gettext("open"),
        "done": gettext("done"),
        "hash": "SHA-256",
        "overridden": gettext("Closed by an owner before all was done"),
        "condition_names": {code: str(text) for code, text in CONDITIONS.items()},
        "return_names": {code: str(text) for code, text in RETURNS.items()},
        "state_names": {code.value: str(text) for code, text in STATES.items()},
        "paper_names": {code.value: str(text) for code, text in PAPERS.items()},
    }
