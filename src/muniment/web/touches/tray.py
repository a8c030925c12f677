"""The tray: mails that the reader sent in and that fit none of her customers."""

from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from muniment.core import clock
from muniment.touches import gate, services
from muniment.vault import queries as vault
from muniment.vault.gate import DossierNotFound
from muniment.web.access import StaffRequest, signed_in
from muniment.web.touches.forms import AssignForm
from muniment.web.touches.words import DIRECTIONS


@signed_in
@never_cache
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Show what waits in the reader's own tray; the reading is on record."""
    rows = [
        {"mail": it, "direction": DIRECTIONS[it.direction]}
        for it in gate.read_tray(reader=request.actor, at=clock.now())
    ]
    address = settings.CONFIG.mail_in_address
    return render(request, "touches/tray.html", {"rows": rows, "mail_address": address})


@signed_in
@require_POST
def assign(request: StaffRequest, waiting_id: UUID) -> HttpResponse:
    """Say which customer a mail concerns."""
    form = AssignForm(request.POST)
    head = vault.dossier_named(form.cleaned_data["codename"]) if form.is_valid() else None
    if head is None:
        raise DossierNotFound
    services.assign_mail(
        waiting_id=waiting_id, dossier_id=head.id, by=request.actor, at=clock.now()
    )
    return redirect("touches:tray")


@signed_in
@require_POST
def discard(request: StaffRequest, waiting_id: UUID) -> HttpResponse:
    """Take a mail out of the reader's tray for good."""
    services.discard_mail(waiting_id=waiting_id, by=request.actor, at=clock.now())
    return redirect("touches:tray")
