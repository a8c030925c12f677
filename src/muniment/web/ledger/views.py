"""Reading the ledger: the list of entries, and the checkpoints that were signed over it."""

from dataclasses import asdict, dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from muniment.core import clock
from muniment.ledger import health, queries
from muniment.ledger.queries import CheckpointRow
from muniment.people.domain.employment import State
from muniment.people.domain.roles import STAFF
from muniment.vault import gate
from muniment.vault.gate.entries import SEEING_ALL
from muniment.web.access import StaffRequest, for_roles, signed_in
from muniment.web.errors import Refusal
from muniment.web.ledger.forms import FilterForm
from muniment.web.ledger.telling import lines

PER_PAGE = 50
REASONS: dict[str, str | Promise] = {
    "news": gettext_lazy("new entries"),
    "heartbeat": gettext_lazy("a sign of life"),
    "proof": gettext_lazy("a proof was asked for"),
    "export": gettext_lazy("the log was exported"),
    "asked": gettext_lazy("somebody asked"),
}


@dataclass(frozen=True, slots=True)
class SignedLine:
    """One checkpoint as the page shows it; `root` is shortened hex."""

    row: CheckpointRow
    reason: str
    root: str


@signed_in
@never_cache
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Show the entries that this reader may see, narrowed and paged.

    Raises: CursorInvalid.
    """
    now, form = clock.now(), FilterForm(request.GET, reader=request.reader, auto_id="filter-%s")
    page = gate.entries_for(
        reader=request.actor,
        at=now,
        cursor=request.GET.get("cursor") or None,
        limit=PER_PAGE,
        **asdict(form.wanted()),
    )
    content = {
        "form": form,
        "page": page,
        "lines": lines(page.rows, request.reader, now),
        "trouble": trouble(),
        "sees_all": request.reader.role in SEEING_ALL and request.reader.state is State.ACTIVE,
        "is_narrowed": any(request.GET.get(name) for name in form.fields),
    }
    swapped = request.headers.get("HX-Request")
    return render(request, "ledger/_entries.html" if swapped else "ledger/index.html", content)


@for_roles(*STAFF)
@never_cache
@require_GET
def checkpoints(request: StaffRequest) -> HttpResponse:
    """Show the key of the log, what was signed with it, and what had to be explained."""
    signed = [
        SignedLine(row, str(REASONS.get(row.reason, row.reason)), row.root.hex()[:16])
        for row in queries.checkpoints(limit=PER_PAGE)
    ]
    content: dict[str, Any] = {
        "status": health.status(),
        "signed": signed,
        "incidents": queries.incidents(limit=20),
        "trouble": trouble(),
    }
    return render(request, "ledger/checkpoints.html", content)


def trouble() -> Refusal | None:
    """Say why nothing can be read now; None while all is well. Two queries at the most."""
    try:
        health.require_readable()
    except health.LedgerUnavailable as unavailable:
        return Refusal.of(unavailable)
    return None
