"""The post of a leaver: what lay there at notice, what waits, and what the mail server is told."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from muniment.core import clock
from muniment.handover import gate, queries
from muniment.handover.domain.states import Kind
from muniment.handover.errors import HandoverNotFound
from muniment.handover.gate import SEEING_ALL, Part, View
from muniment.handover.queries import HandoverHead
from muniment.people import queries as people
from muniment.people.domain.roles import STAFF
from muniment.touches import queries as touches
from muniment.touches import services as touching
from muniment.web.access import StaffRequest, for_roles


@for_roles(*STAFF)
@require_GET
@never_cache
def page(request: StaffRequest, handover_id: UUID) -> HttpResponse:
    """Show what is kept of a leaver's mail; on record first.

    Raises: HandoverNotFound, LedgerUnavailable.
    """
    head, part = _seen(request, handover_id)
    gate.note_view(reader=request.actor, head=head, view=View.BOARD, at=clock.now())
    person = people.person(head.person_id)
    assert person is not None
    stands_in = people.stand_in_for(head.person_id)
    content = {
        "head": head, "person": person, "leads": part is Part.LEADS,
        "waiting": touches.waiting_count(head.person_id),
        "files": touches.unloaded_of(head.person_id),
        "progress": queries.progress_of(handover_id),
        "stands_in": people.names([stands_in]).get(stands_in, "") if stands_in else "",
        "instruction": instruction(person.email, head.notice_on, head.last_day_on),
        "takes_mail": bool(settings.CONFIG.mail_in_address),
        "believes": bool(settings.CONFIG.mail_in_authserv),
    }  # fmt: skip
    return render(request, "handover/post.html", content)


@for_roles(*STAFF)
@require_POST
def load(request: StaffRequest, handover_id: UUID, import_id: UUID) -> HttpResponse:
    """Load a mailbox file that the leaver had checked and not loaded.

    Raises: HandoverNotFound, TouchNotFound.
    """
    head, _ = _seen(request, handover_id)
    if import_id not in {row.id for row in touches.unloaded_of(head.person_id)}:
        raise HandoverNotFound
    written = touching.load_import(import_id=import_id, by=request.actor, at=clock.now())
    told = ngettext("%d touch is new.", "%d touches are new.", written.new)
    messages.success(request, told % written.new)
    return redirect("handovers:post", handover_id)


def instruction(email: str, notice_on: date | None, last_day_on: date | None) -> str:
    """What whoever keeps the mail server is asked to do, ready to be copied."""
    if not email or notice_on is None or last_day_on is None:
        return ""
    address = settings.CONFIG.mail_in_address or gettext("(the address of the house for mail)")
    lines = [
        gettext("Mailbox %(email)s"),
        gettext("From %(notice)s on:"),
        gettext("1. Keep the mailbox whole: nothing is deleted, no retention rule clears it."),
        gettext("2. Take away every rule that forwards mail outside, and forbid new ones."),
        gettext(
            "3. Redirect a copy of each mail that arrives to %(address)s (redirect, not forward)."
        ),
        gettext("From %(after)s on:"),
        gettext("4. Close the sign-in and end open sessions and application passwords."),
        gettext("5. Redirect everything that arrives to %(address)s."),
    ]
    facts = {
        "email": email, "address": address, "notice": notice_on.isoformat(),
        "after": (last_day_on + timedelta(days=1)).isoformat(),
    }  # fmt: skip
    return "\n".join(line % facts for line in lines)


def _seen(request: StaffRequest, handover_id: UUID) -> tuple[HandoverHead, Part]:
    head, part = gate.part_of(reader=request.actor, handover_id=handover_id)
    if part not in SEEING_ALL or head.kind is not Kind.LEAVER:
        raise HandoverNotFound
    return head, part


def redirecting(email: str, told: dict[str, Any]) -> str:
    """The same for the last look, from the days that are about to be put on record."""
    return instruction(email, told.get("notice_on"), told.get("last_day_on"))
