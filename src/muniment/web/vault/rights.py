"""Who keeps a dossier, who may read it for a time, who works on its orders; and its end."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from muniment.people import queries as people
from muniment.people.domain.roles import STAFF
from muniment.vault import queries
from muniment.vault.catalogue import Catalogue, current
from muniment.vault.services import NotYours
from muniment.web.access import StaffRequest, for_roles
from muniment.web.vault.head import open_page
from muniment.web.vault.words import DUTIES, GROUNDS, language


@for_roles(*STAFF)
@never_cache
@require_GET
def rights(request: StaffRequest, dossier_id: UUID) -> HttpResponse:
    """Show custody, grants, agents and filings, with what the reader may change."""
    page = open_page(request, dossier_id)
    custody = queries.custody_of(dossier_id)
    grants = queries.grants_of(dossier_id, at=page.now)
    filings = queries.filings_of(dossier_id)
    engaged = queries.engagements_of(dossier_id, at=page.now)
    ids = [person for row in custody for person in (row.person_id, row.assigned_by)]
    ids += [person for grant in grants for person in (grant.holder_id, grant.approved_by)]
    names = people.names([*ids, *(filing.filed_by for filing in filings)])
    companies = {row.id: row.name for row in people.outside_companies()} if engaged else {}
    catalogue = current()
    content = {
        **page.content("rights"),
        "custody": [
            {"row": row, "duty": DUTIES[row.duty], "name": names.get(row.person_id, "")}
            for row in custody
        ],
        "grants": [
            {
                "row": row,
                "holder": names.get(row.holder_id, ""),
                "giver": names.get(row.approved_by, ""),
                "compartment": label_of(catalogue, row.compartment),
            }
            for row in grants
        ],
        "engaged": [{"row": row, "name": companies.get(row.company_id, "")} for row in engaged],
        "filings": [{"row": row, "name": names.get(row.filed_by, "")} for row in filings],
    }
    return render(request, "vault/rights.html", content)


@for_roles(*STAFF)
@never_cache
@require_GET
def closing(request: StaffRequest, dossier_id: UUID) -> HttpResponse:
    """Show erasures asked for and done, and the ways to close, merge or reopen.

    Raises: NotYours, DossierNotFound.
    """
    page = open_page(request, dossier_id)
    content = page.content("closing")
    if not any(tab["here"] for tab in content["tabs"]):
        raise NotYours
    rows = queries.erasures_of(dossier_id)
    names = people.names(person for row in rows for person in (row.asked_by, row.closed_by))
    content["erasures"] = [_erasure(row, names, current(), request.reader.id) for row in rows]
    return render(request, "vault/closing.html", content)


def label_of(catalogue: Catalogue, compartment: str) -> str:
    """Name a compartment, a retired one by its code."""
    spec = catalogue.compartment(compartment)
    return spec.label(language()) if spec else compartment


def _erasure(
    row: queries.ErasureRow, names: dict[UUID, str], catalogue: Catalogue, reader_id: UUID
) -> dict[str, Any]:
    return {
        "row": row,
        "compartment": label_of(catalogue, row.compartment),
        "ground": GROUNDS.get(row.basis, row.basis),
        "asker": names.get(row.asked_by, ""),
        "closer": names.get(row.closed_by, "") if row.closed_by else "",
        "mine": row.asked_by == reader_id,
    }
