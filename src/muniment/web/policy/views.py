"""Reading the access table: the sheet in force, its versions, what differs, as a file."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET

from muniment.core import clock
from muniment.people import queries as people
from muniment.people.domain.roles import Role
from muniment.people.queries import PeopleFilter
from muniment.vault import queries
from muniment.vault.catalogue import current
from muniment.vault.domain.cells import COLUMN_BY_CODE, Column
from muniment.vault.domain.diff import diff
from muniment.vault.domain.policy import AccessTable
from muniment.vault.domain.presets import PRESETS
from muniment.vault.queries import TableRow
from muniment.vault.services.tables import TableNotFound
from muniment.web.access import StaffRequest, for_roles
from muniment.web.policy.draft import tally
from muniment.web.policy.rights import (
    ADOPTERS,
    PROPOSERS,
    READERS,
    may_adopt,
    may_withdraw,
)
from muniment.web.policy.sheet import draw, words
from muniment.web.policy.shifts import by_column, outlook


@for_roles(*READERS)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Show the table in force to everybody on the staff: it is the policy that governs them."""
    catalogue, rows = current(), queries.tables(limit=20)
    content = {
        "sheet": draw(catalogue.table, catalogue, role=request.reader.role, chosen=chosen(request)),
        "words": words(),
        "number": catalogue.table_number,
        "in_force": next((row for row in rows if row.in_force), None),
        "waiting": [row for row in rows if row.state == "proposed"],
        "names": _names(rows),
        "may_propose": request.reader.role in PROPOSERS,
        "may_adopt": request.reader.role in ADOPTERS,
    }
    return render(request, "access/index.html", content)


@for_roles(*READERS)
@require_GET
def versions(request: StaffRequest) -> HttpResponse:
    """List every version that ever was."""
    rows = queries.tables(limit=500)
    return render(request, "access/versions.html", {"rows": rows, "names": _names(rows)})


@for_roles(*READERS)
@require_GET
def version(request: StaffRequest, number: int) -> HttpResponse:
    """Show one version: who proposed it, what it changes, and the verbs of the second person.

    Raises: TableNotFound.
    """
    return render(request, "access/version.html", version_page(request, number))


def version_page(request: StaffRequest, number: int) -> dict[str, Any]:
    """Collect what the page of one version shows.

    A proposal is compared with the table in force, an old version with the adopted one before.

    Raises:
        TableNotFound: no version of this number.
    """
    rows, catalogue, reader = queries.tables(limit=500), current(), request.reader
    row = next((one for one in rows if one.number == number), None)
    table = queries.table(number)
    if row is None or table is None:
        raise TableNotFound(number=number)
    waiting = row.state == "proposed"
    against = catalogue.table_number if waiting else _before(rows, number)
    old = catalogue.table if waiting else queries.table(against) if against else None
    before = old or AccessTable.of(table.fields, {})
    changes = diff(before, table)
    return {
        "row": row,
        "names": _names(rows),
        "against": against,
        "sheet": draw(table, catalogue, role=reader.role, chosen=chosen(request), before=old),
        "words": words(),
        "tally": tally(changes),
        "touched": by_column(changes, catalogue.fields),
        "outlook": outlook(before, table, catalogue.fields, clock.now()) if waiting else None,
        "may_adopt": may_adopt(reader, row),
        "may_withdraw": may_withdraw(reader, row),
        "is_mine": row.proposed_by == reader.id,
        "may_propose": reader.role in PROPOSERS,
        "adopters": _adopters(row) if waiting else [],
    }


@for_roles(*READERS)
@require_GET
def compare(request: StaffRequest) -> HttpResponse:
    """Show what differs between any two versions.

    Raises: TableNotFound.
    """
    rows, catalogue = queries.tables(limit=500), current()
    before = _number(request, "before") or _before(rows, catalogue.table_number) or 1
    after = _number(request, "after") or catalogue.table_number
    changes = diff(_table(before), _table(after))
    content = {
        "rows": rows,
        "before": before,
        "after": after,
        "tally": tally(changes),
        "touched": by_column(changes, catalogue.fields),
    }
    return render(request, "access/compare.html", content)


@for_roles(*READERS)
@require_GET
def csv_out(request: StaffRequest) -> HttpResponse:
    """Hand out the table in force, or `?version=`, as a sheet for spreadsheet programs.

    Raises: TableNotFound.
    """
    number = _number(request, "version") or current().table_number
    text = _table(number).to_csv(get_language() or "en")
    # The mark of UTF-8 keeps Chinese labels whole where the program would guess.
    response = HttpResponse(f"\ufeff{text}", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="access-table-{number}.csv"'
    return response


def chosen(request: StaffRequest) -> Column | None:
    """The column that a narrow window shows, if one was chosen."""
    return COLUMN_BY_CODE.get(request.GET.get("column", ""))


def presets() -> list[dict[str, str]]:
    """The tables to start from, in the reader's words."""
    return [
        {"code": one.code, "title": gettext(one.title), "about": gettext(one.about)}
        for one in PRESETS
    ]


def _table(number: int) -> AccessTable:
    table = queries.table(number)
    if table is None:
        raise TableNotFound(number=number)
    return table


def _number(request: StaffRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else None


def _before(rows: list[TableRow], number: int) -> int | None:
    """The version adopted before this one."""
    adopted = [row.number for row in rows if row.state == "adopted" and row.number < number]
    return max(adopted, default=None)


def _names(rows: list[TableRow]) -> dict[Any, str]:
    house = {None: gettext("The house")}
    return house | people.names(one for row in rows for one in (row.proposed_by, row.closed_by))


def _adopters(row: TableRow) -> list[str]:
    """Who could be the second person."""
    found = [
        person
        for role in (Role.OWNER, Role.COMPLIANCE)
        for person in people.people(PeopleFilter(role=role)).rows
    ]
    return [one.name for one in found if one.id != row.proposed_by and one.state.may_sign_in]
