"""One entry: its sentence and facts, its place, what is sealed in it, and its check."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from muniment.core import canonical, clock
from muniment.ledger import services, signer
from muniment.ledger.queries import EntryRow
from muniment.vault import gate
from muniment.vault.gate import OpenedEntry
from muniment.web.access import StaffRequest, signed_in
from muniment.web.ledger.checking import check
from muniment.web.ledger.facts import fact_lines, sealed_label
from muniment.web.ledger.telling import Names, line

DOORS: dict[str, str | Promise] = {
    "web": gettext_lazy("the pages"),
    "api": gettext_lazy("the API"),
    "cli": gettext_lazy("the terminal"),
    "worker": gettext_lazy("background work"),
    "portal": gettext_lazy("a one-time link"),
}


@signed_in
@never_cache
@require_GET
def entry(request: StaffRequest, entry_id: UUID) -> HttpResponse:
    """Show one entry, with what is sealed in it closed.

    Raises: EntryNotFound.
    """
    return render(request, "ledger/entry.html", _page(request, entry_id))


@signed_in
@never_cache
@require_POST
def openings(request: StaffRequest, entry_id: UUID) -> HttpResponse:
    """Open what is sealed in the entry; that it was opened is on record first.

    Raises: EntryNotFound, OpeningsShut, LedgerUnavailable.
    """
    opened = gate.read_openings(reader=request.actor, entry_id=entry_id, at=clock.now())
    content = _page(request, entry_id)
    content |= {"opened": opened, "sealed": _unsealed(opened, content["names"])}
    return _swap(request, "ledger/_sealed.html", content)


@signed_in
@never_cache
@require_POST
def verified(request: StaffRequest, entry_id: UUID) -> HttpResponse:
    """Make the proof, and check it as a stranger would.

    Raises: EntryNotFound, EntryNotSequenced, EntryNotSigned, SignerRefuses.
    """
    row = gate.entry_for(reader=request.actor, entry_id=entry_id)
    made = services.prove(row.id)
    found = check(made.text.encode(), made.leaf, str(signer.verifier_key(row.log)))
    return _swap(request, "ledger/_check.html", {**_page(request, entry_id), "check": found})


def _swap(request: StaffRequest, part: str, content: dict[str, Any]) -> HttpResponse:
    swapped = request.headers.get("HX-Request")
    return render(request, part if swapped else "ledger/entry.html", content)


def _page(request: StaffRequest, entry_id: UUID) -> dict[str, Any]:
    row = gate.entry_for(reader=request.actor, entry_id=entry_id)
    names = Names.of([row], request.reader, clock.now())
    return {
        "row": row,
        "line": line(row, names),
        "names": names,
        "who": names.person(row.actor),
        "door": DOORS.get(row.via, row.via),
        "facts": fact_lines(row, names),
        "link": gate.link_for(reader=request.actor, row=row),
        "body": row.leaf.decode(),
        "sealed": _closed(row, names),
        "may_open": gate.may_read_openings(request.reader, row),
    }


def _closed(row: EntryRow, names: Names) -> list[dict[str, object]]:
    return [
        {"label": sealed_label(field, names), "state": "closed", "mark": _mark(committed)}
        for field, committed in row.commitments.items()
    ]


def _unsealed(opened: OpenedEntry, names: Names) -> list[dict[str, object]]:
    """Show what was opened; a value without its key and one kept back are told apart."""
    found = []
    for field, committed in opened.entry.commitments.items():
        opening = opened.shown.get(field)
        state = "withheld" if field in opened.withheld else "erased"
        told: dict[str, object] = {"label": sealed_label(field, names), "mark": _mark(committed)}
        if opening and opening.value is not None:
            state = "open"
            told |= {"value": opening.value, "salt": canonical.b64(opening.salt)}
        found.append({**told, "state": state, "field": field})
    return found


def _mark(commitment: bytes) -> str:
    return canonical.b64(commitment)
