"""Changing the access table: a draft in the page, its review, the proposal, the second person."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST

from muniment.core import clock
from muniment.vault import queries, services
from muniment.vault.catalogue import Catalogue, current
from muniment.vault.domain.cells import COLUMN_BY_CODE
from muniment.vault.domain.policy import Problem, TableInvalid
from muniment.vault.domain.presets import preset_table
from muniment.vault.services.tables import TableNotFound
from muniment.web.access import StaffRequest, for_roles
from muniment.web.account.attempt import attempt
from muniment.web.account.fresh import fresh_sign_in
from muniment.web.policy.draft import Draft, lists, tally
from muniment.web.policy.forms import FileForm, NoteForm
from muniment.web.policy.rights import ADOPTERS, PROPOSERS
from muniment.web.policy.sheet import column_name, draw, words
from muniment.web.policy.shifts import by_column, outlook
from muniment.web.policy.views import chosen, presets


@for_roles(*PROPOSERS)
@require_http_methods(["GET", "POST"])
def draft(request: StaffRequest) -> HttpResponse:
    """Show the sheet for editing.

    A draft starts from the table in force, from `?preset=`, from `?version=`, or from a new
    field (`?field=`); posted, it goes on from `changes` and from the lists of a compartment.

    Raises: PresetUnknown, TableNotFound, TableInvalid.
    """
    if request.method == "POST":
        text = request.POST.get("changes", "")
        return _page(request, Draft.read(text), fresh=False)
    fresh = not {"preset", "version", "field"} & set(request.GET)
    return _page(request, _started(request), fresh=fresh, here=request.GET.get("field", ""))


@for_roles(*PROPOSERS)
@require_POST
def in_lists(request: StaffRequest, compartment: str) -> HttpResponse:
    """Change one compartment with lists, for browsers without JavaScript.

    Raises: TableInvalid.
    """
    read = Draft.read(request.POST.get("changes", ""))
    if "keep" in request.POST:
        fields = [spec.code for spec in read.before.fields_of(compartment)]
        return _page(request, read.changed(lists(request.POST, fields)), fresh=False)
    catalogue = current()
    sheet = draw(
        read.after, catalogue, role=request.reader.role, before=read.before, compartment=compartment
    )
    content = {"draft": read, "sheet": sheet, "compartment": compartment, "words": words()}
    return render(request, "access/lists.html", content)


@for_roles(*PROPOSERS)
@require_POST
def csv_in(request: StaffRequest) -> HttpResponse:
    """Take a sheet from a file into the draft; what cannot stand is listed by row and column."""
    form, catalogue = FileForm(request.POST, request.FILES), current()
    if not form.is_valid():
        return _page(request, Draft.of(), fresh=False, file_form=form)
    try:
        table = form.table(catalogue.fields.values())
    except TableInvalid as error:
        problems = [_in_words(one, catalogue) for one in error.problems]
        return _page(request, Draft.of(), fresh=False, file_form=form, problems=problems)
    return _page(request, Draft.of(table), fresh=False)


@for_roles(*PROPOSERS)
@require_POST
def review(request: StaffRequest) -> HttpResponse:
    """Show who would gain or lose what, before anything is proposed.

    Raises: TableInvalid.
    """
    read = Draft.read(request.POST.get("changes", ""))
    return render(request, "access/review.html", _review(read, NoteForm()))


@for_roles(*PROPOSERS)
@require_POST
def propose(request: StaffRequest) -> HttpResponse:
    """Put the draft up for adoption.

    Raises: TableInvalid.
    """
    read, form = Draft.read(request.POST.get("changes", "")), NoteForm(request.POST)
    number = attempt(
        form,
        lambda: services.propose_table(
            table=read.after, note=form.cleaned_data["note"], by=request.actor, at=clock.now()
        ),
    )
    if number is None:
        return render(request, "access/review.html", _review(read, form), status=422)
    text = gettext("Version %(number)d is proposed. It holds when a second person adopts it.")
    messages.success(request, text % {"number": number})
    return redirect("access:version", number)


@for_roles(*ADOPTERS)
@fresh_sign_in
@require_POST
def adopt(request: StaffRequest, number: int) -> HttpResponse:
    """Put a proposed version in force.

    Raises: OtherPersonNeeded, TableClosed, TableNotFound.
    """
    services.adopt_table(number=number, by=request.actor, at=clock.now())
    text = gettext("Version %(number)d is in force from the next look on.")
    messages.success(request, text % {"number": number})
    return redirect("access:index")


@for_roles(*PROPOSERS)
@require_POST
def withdraw(request: StaffRequest, number: int) -> HttpResponse:
    """Take a proposal back or turn it down.

    Raises: TableClosed, TableNotFound.
    """
    services.withdraw_table(number=number, by=request.actor, at=clock.now())
    text = gettext("Version %(number)d is withdrawn; it stays on record.")
    messages.success(request, text % {"number": number})
    return redirect("access:version", number)


def _started(request: StaffRequest) -> Draft:
    preset, number = request.GET.get("preset"), request.GET.get("version", "")
    if preset:
        return Draft.of(preset_table(preset, current().fields.values()))
    if number.isascii() and number.isdecimal() and len(number) < 9:
        table = queries.table(int(number))
        if table is None:
            raise TableNotFound(number=int(number))
        return Draft.of(table)
    return Draft.of().opened_like_neighbours(request.GET.get("field", ""))


def _page(
    request: StaffRequest,
    read: Draft,
    *,
    fresh: bool,
    here: str = "",
    file_form: FileForm | None = None,
    problems: list[dict[str, str]] | None = None,
) -> HttpResponse:
    """Draw the draft; `fresh` lets the browser take up what it kept of an earlier one."""
    sheet = draw(
        read.after,
        current(),
        role=request.reader.role,
        chosen=chosen(request),
        before=read.before,
        here=here,
    )
    content = {
        "draft": read,
        "fresh": fresh,
        "here": here,
        "sheet": sheet,
        "words": words(),
        "count": len(read.diff.cells),
        "presets": presets(),
        "file_form": file_form or FileForm(),
        "problems": problems or [],
    }
    wrong = bool(problems or (file_form and file_form.errors))
    return render(request, "access/draft.html", content, status=422 if wrong else 200)


def _review(read: Draft, form: NoteForm) -> dict[str, Any]:
    catalogue, changes = current(), read.diff
    return {
        "draft": read,
        "form": form,
        "tally": tally(changes),
        "touched": by_column(changes, catalogue.fields),
        "outlook": outlook(read.before, read.after, catalogue.fields, clock.now()),
    }


def _in_words(problem: Problem, catalogue: Catalogue) -> dict[str, str]:
    spec = catalogue.fields.get(problem.row)
    column = COLUMN_BY_CODE.get(problem.column)
    return {
        "row": problem.row,
        "field": spec.label(get_language() or "en") if spec else "",
        "column": problem.column,
        "who": column_name(column) if column else "",
        "why": gettext(problem.why),
    }
