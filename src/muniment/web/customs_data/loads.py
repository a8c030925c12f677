"""Loads: what is here, a file brought in, a load removed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_POST

from muniment.core import clock
from muniment.customs_data import queries
from muniment.customs_data.domain.duties import LOADERS, READERS, REMOVERS, may_load, may_remove
from muniment.customs_data.queries import LoadRow
from muniment.people import queries as people
from muniment.sheets.lines import FileUnreadable
from muniment.web.access import StaffRequest, for_roles
from muniment.web.customs_data.forms import UploadForm
from muniment.web.customs_data.tabs import tabs
from muniment.web.customs_data.uploading import BoundedUpload
from muniment.web.customs_data.words import DIRECTIONS, KINDS, country, months
from muniment.web.errors import Refusal


@for_roles(*READERS)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Show what is loaded, what waits, and the form that brings more."""
    return loads_page(request, UploadForm())


def loads_page(request: StaffRequest, form: UploadForm, status: int = 200) -> HttpResponse:
    """Render the list with this form, also when something was wrong with it."""
    page = queries.loads_page(cursor=request.GET.get("cursor"))
    content: dict[str, Any] = {
        "page": page,
        "rows": _lines(page.rows),
        "may_remove": may_remove(request.reader.role),
    }
    if request.headers.get("HX-Request"):
        return render(request, "customs_data/_loads.html", content)
    may = may_load(request.reader.role)
    content |= {
        "form": form,
        "tabs": tabs(request),
        "may_load": may,
        "waiting": _waiting() if may else [],
    }
    return render(request, "customs_data/loads.html", content, status=status)


# The form token stands in the body. Whoever reads it must already know where the file goes,
# so the check comes after the handler is set, and after the role was asked.
@csrf_exempt
@for_roles(*LOADERS)
@require_POST
def upload(request: StaffRequest) -> HttpResponseBase:
    """Take a file in; go on to its columns."""
    request.upload_handlers = [BoundedUpload(request)]
    return _upload(request)


@csrf_protect
def _upload(request: StaffRequest) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return loads_page(request, form, status=422)
    try:
        upload_id = _keep(form)
    except FileUnreadable as error:
        told = Refusal.of(error)
        form.add_error("file", f"{told.title} {told.next_step}")
        return loads_page(request, form, status=422)
    return redirect("customs_data:mapping", upload_id)


def _keep(form: UploadForm) -> UUID:
    """Keep the file; one that is no table at all is not kept.

    Raises:
        FileUnreadable: as it says.
    """
    from muniment.customs_data import uploads  # loads the analytic engine's libraries
    from muniment.customs_data.loading import open_source

    file = form.cleaned_data["file"]
    upload_id = uploads.keep(file, name=file.name, provider=form.cleaned_data["provider"])
    try:
        kept = uploads.kept(upload_id)
        assert kept is not None
        open_source(kept.path, kept.name)
    except FileUnreadable:
        uploads.drop(upload_id)
        raise
    return upload_id


@for_roles(*REMOVERS)
@require_POST
def remove(request: StaffRequest, load_id: UUID) -> HttpResponse:
    """Remove the rows of a load; that it was here stays on record."""
    from muniment.customs_data import services  # loads the analytic engine's libraries

    services.remove_load(load_id=load_id, by=request.actor, at=clock.now())
    messages.success(request, gettext("The rows of this load are gone. The ledger keeps the act."))
    return redirect("customs_data:loads")


def _waiting() -> list[Any]:
    from muniment.customs_data import uploads  # loads the analytic engine's libraries

    return uploads.waiting()[:20]


def _lines(rows: list[LoadRow]) -> list[dict[str, Any]]:
    names = people.names({row.by for row in rows if row.by})
    return [
        {
            "load": row,
            "country": country(row.reporting_country) or "–",
            "kind": KINDS.get(row.source_kind, row.source_kind),
            "direction": DIRECTIONS.get(row.direction, ""),
            "months": months(row.first_on, row.last_on),
            "aside": row.rows - row.counted,
            "by": names.get(row.by, "") if row.by else gettext("the house itself"),
        }
        for row in rows
    ]
