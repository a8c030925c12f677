"""Mailboxes and calendars by upload: checked, shown, loaded on a yes."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from muniment.core import clock
from muniment.people import queries as people
from muniment.people.domain.roles import Role
from muniment.touches import queries, services
from muniment.touches.errors import TouchNotFound
from muniment.web.access import StaffRequest, signed_in
from muniment.web.account.attempt import attempt
from muniment.web.touches.forms import FileForm
from muniment.web.touches.words import WHY_BAD

FOR_OTHERS = frozenset({Role.OWNER, Role.COMPLIANCE})
_MOST_SHOWN = 1000


@signed_in
@never_cache
@require_http_methods(["GET", "POST"])
def index(request: StaffRequest) -> HttpResponse:
    """Take a file, check it, and show what loading would add."""
    for_others = request.reader.role in FOR_OTHERS
    form = FileForm(request.POST or None, request.FILES or None, for_others=for_others)
    if request.method == "POST":
        made = attempt(form, lambda: _check(request, form))
        if made is not None:
            return redirect("touches:checked", made)
    rows = queries.imports_of(request.reader.id)
    names = people.names(row.person_id for row in rows)
    told = [{"row": row, "whose": names.get(row.person_id, "")} for row in rows]
    content = {"form": form, "rows": told}
    return render(request, "touches/import.html", content, status=422 if form.is_bound else 200)


def _check(request: StaffRequest, form: FileForm) -> UUID:
    whose = form.cleaned_data.get("person") or str(request.reader.id)
    return services.check_import(
        stream=form.cleaned_data["file"], person_id=UUID(whose), by=request.actor, at=clock.now()
    )


@signed_in
@never_cache
@require_GET
def checked(request: StaffRequest, import_id: UUID) -> HttpResponse:
    """Show what a check found, every bad mail included."""
    row = queries.import_named(import_id)
    bad = services.bad_pieces(import_id=import_id, by=request.actor)
    if row is None:
        raise TouchNotFound
    told = [{"where": it.where, "why": WHY_BAD.get(it.why, it.why)} for it in bad[:_MOST_SHOWN]]
    content = {
        "row": row, "bad": told, "more": max(0, len(bad) - _MOST_SHOWN),
        "whose": people.names([row.person_id]).get(row.person_id, ""),
    }  # fmt: skip
    return render(request, "touches/checked.html", content)


@signed_in
@require_POST
def load(request: StaffRequest, import_id: UUID) -> HttpResponse:
    """Load what the check found good."""
    services.load_import(import_id=import_id, by=request.actor, at=clock.now())
    return redirect("touches:checked", import_id)


@signed_in
@require_POST
def give_up(request: StaffRequest, import_id: UUID) -> HttpResponse:
    """Forget what the check found."""
    services.give_up_import(import_id=import_id, by=request.actor, at=clock.now())
    return redirect("touches:import")
