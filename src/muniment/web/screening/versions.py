"""Lists in force with their dates, loading a newer one, what it changed."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_POST

from muniment.core import clock
from muniment.core.errors import ErrorKind, MunimentError
from muniment.people import queries as people
from muniment.screening import queries, services
from muniment.screening.domain.lists import OWN, SourceFile
from muniment.screening.domain.parties import ListedParty
from muniment.screening.queries import VersionRow
from muniment.web.access import StaffRequest, for_roles
from muniment.web.customs_data.uploading import BoundedUpload
from muniment.web.customs_data.words import country
from muniment.web.errors import Refusal
from muniment.web.screening.forms import LARGEST_LIST, ListForm
from muniment.web.screening.rights import ASK, KEEP
from muniment.web.screening.states import state_lines
from muniment.web.screening.tabs import tabs
from muniment.web.screening.words import KINDS

_SHOWN = 200


@for_roles(*ASK)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Show the lists in force, how old they are, and what was loaded when."""
    return _index(request, ListForm())


def _index(request: StaffRequest, form: ListForm, status: int = 200) -> HttpResponse:
    versions = [row for row in queries.versions(limit=40) if row.list_id != OWN]
    names = people.names({row.loaded_by for row in versions if row.loaded_by})
    states = state_lines(queries.lists(clock.now()))
    content = {
        "tabs": tabs(request),
        "form": form,
        "states": states,
        "too_old": [it for it in states if it["state"].too_old],
        "limit": settings.CONFIG.list_max_age_days,
        "versions": [{"row": row, "by": _who(row, names)} for row in versions],
        "may_load": request.reader.role in KEEP,
    }
    return render(request, "screening/index.html", content, status=status)


def _who(row: VersionRow, names: dict[Any, str]) -> str:
    return names.get(row.loaded_by, "") if row.loaded_by else gettext("the house itself")


# The form token stands in the body. Whoever reads it must already know where the files go,
# so the check comes after the handler is set, and after the role was asked.
@csrf_exempt
@for_roles(*KEEP)
@require_POST
def load(request: StaffRequest) -> HttpResponseBase:
    """Load a newer state of one list or several."""
    request.upload_handlers = [BoundedUpload(request)]
    return _load(request)


@csrf_protect
def _load(request: StaffRequest) -> HttpResponse:
    form = ListForm(request.POST, request.FILES)
    if not form.is_valid():
        return _index(request, form, status=422)
    told, now = form.cleaned_data, clock.now()
    if any((file.size or 0) > LARGEST_LIST for file in told["lists"]):
        form.add_error("lists", gettext("A file of this size is loaded from the terminal."))
        return _index(request, form, status=422)
    files = [_source(file, timezone.localdate(now)) for file in told["lists"]]
    given = {file.name: told["dated_on"] for file in files} if told["dated_on"] else None
    try:
        loaded = services.load_lists(
            files=files, by=request.actor, at=now, given=given,
            good_rows_only=told["good_rows_only"], needs_date=True,
            parts_may_miss=told["parts_may_miss"], may_shrink=told["may_shrink"],
        )  # fmt: skip
    except MunimentError as error:
        if error.kind not in {ErrorKind.INVALID, ErrorKind.CONFLICT}:
            raise
        said = Refusal.of(error)
        form.add_error("lists", f"{said.title} {said.next_step}")
        return _index(request, form, status=422)
    count = ngettext("%(n)s list was loaded.", "%(n)s lists were loaded.", len(loaded))
    messages.success(request, count % {"n": len(loaded)})
    return redirect("screening:version", loaded[0].number)


def _source(file: UploadedFile[bytes], today: date) -> SourceFile:
    """A browser does not tell how old a file is; a list that nothing dates is refused."""
    return SourceFile(file.name or "list", file.read(), today)


@for_roles(*ASK)
@require_GET
def version(request: StaffRequest, number: int) -> HttpResponse:
    """Show what one loading brought, changed and removed."""
    row = queries.version(number)
    if row is None or row.list_id == OWN:
        raise Http404
    brought = queries.brought(number, limit=_SHOWN)
    parts = [
        (gettext("Came"), "good", _lines(brought.added), row.added),
        (gettext("Changed"), "warn", _lines(brought.changed), row.changed),
        (gettext("Went"), "", _lines(brought.removed), row.removed),
    ]
    content = {"tabs": tabs(request), "row": row, "parts": parts}
    return render(request, "screening/version.html", content)


def _lines(parties: Iterable[ListedParty]) -> list[dict[str, Any]]:
    return [_line(party) for party in parties]


def _line(party: ListedParty) -> dict[str, Any]:
    return {
        "name": party.name,
        "kind": KINDS[party.kind],
        "countries": ", ".join(country(code) for code in party.countries[:4]),
        "programmes": ", ".join(party.programmes[:4]),
    }
