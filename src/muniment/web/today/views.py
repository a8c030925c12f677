"""Today: the first page after signing in."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from muniment.core import clock
from muniment.web.access import StaffRequest, signed_in
from muniment.web.today.cards import cards_for


@signed_in
@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """Show what waits for the reader."""
    now = clock.now()
    cards = cards_for(request.reader, now)
    return render(request, "today/index.html", {"cards": cards, "now": now})
