"""Lateness and freshness of the people whom the reader leads; each view is on record."""

from math import ceil

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from muniment.core import clock
from muniment.people.domain.roles import STAFF
from muniment.submissions.reporting import read_report
from muniment.vault.domain.duties import LEADING
from muniment.web.access import StaffRequest, for_roles
from muniment.web.paging import page_in
from muniment.web.submissions.words import code_word, lateness_word

_SHOWN = 50


@for_roles(*STAFF)
@never_cache
@require_GET
def report(request: StaffRequest) -> HttpResponse:
    """Show people, fields and customers, those with the most to do first.

    Raises: CreditNotFound for a reader who leads nobody.
    """
    page = page_in(request.GET)
    told = read_report(reader=request.actor, at=clock.now())
    content = {
        "people": [(row, lateness_word(row.lateness)) for row in told.people],
        "fields": [(row, code_word(told.catalogue, row.field)) for row in told.fields],
        "customers": told.customers[(page - 1) * _SHOWN : page * _SHOWN],
        "page": page,
        "pages": ceil(len(told.customers) / _SHOWN),
        "sets": request.reader.role in LEADING,
    }
    return render(request, "submissions/report.html", content)
