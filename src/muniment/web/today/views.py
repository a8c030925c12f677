"""Today: the first page after signing in."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from muniment.core import clock
from muniment.web.access import StaffRequest, signed_in
from muniment.web.today import lately
from muniment.web.today.cards import cards_for
from muniment.web.today.ways import ways


@signed_in
@never_cache
@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """Show what waits for the reader, where she was lately, and the ways to begin."""
    now = clock.now()
    content = {
        "cards": cards_for(request.reader, now),
        "lately": lately.customers(request.reader, now),
        "ways": ways(request.reader),
        "now": now,
    }
    return render(request, "today/index.html", content)
