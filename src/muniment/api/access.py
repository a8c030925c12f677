"""The access table: read it, compare versions, see what a change would do, change it by two."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import get_language, gettext
from ninja import Router
from pydantic import Field

from muniment.api.bearer import ApiRequest
from muniment.api.operations import does, reads
from muniment.api.shapes import Asked, Code, FieldCode, LongText, Number, Shape, Text
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.people.domain.roles import STAFF, Role
from muniment.vault import queries, services
from muniment.vault.catalogue import current
from muniment.vault.domain.cells import COLUMN_BY_CODE, COLUMNS, Cell, Relation
from muniment.vault.domain.diff import diff
from muniment.vault.domain.fields import SecrecyLevel
from muniment.vault.domain.policy import AccessTable
from muniment.vault.domain.presets import PRESETS, preset_table
from muniment.vault.domain.simulate import simulate
from muniment.vault.services import TableNotFound

router = Router(tags=["Access table"])
READ, WRITE = "access.read", "access.write"
CHANGING = frozenset({Role.OWNER, Role.SALES_MANAGER, Role.COMPLIANCE})
HERE = "/access-table/versions/{number}"
CSV = "text/csv"


class ProposalUnclear(MunimentError):
    """A change is said in several ways at once, or in none; nothing was written."""

    code = "api.proposal.unclear"
    kind = ErrorKind.INVALID
    title = gettext_noop("Say the change in exactly one way: cells, csv or preset.")
    next_step = gettext_noop("Leave the other two out.")


class ColumnUnknown(MunimentError):
    """A change names a column that the table does not have; nothing was written."""

    code = "api.column.unknown"
    kind = ErrorKind.INVALID
    title = gettext_noop("The access table has no column “{column}”.")
    next_step = gettext_noop("Take the columns from /api/v1/access-table.")


class TableColumn(Shape):
    """Who asks: a role in a relation to the dossier."""

    code: str
    role: Role
    relation: Relation


class TableLine(Shape):
    """One field and its cell for each column, in their order."""

    field: str
    level: SecrecyLevel
    cells: list[Cell]


class Table(Shape):
    """One version of the access table, whole."""

    number: int
    columns: list[TableColumn]
    rows: list[TableLine]


class TableVersion(Shape):
    """One version without its cells: `proposed`, `adopted` or `withdrawn`."""

    number: int
    state: str
    note: str
    proposed_by: UUID | None
    proposed_at: datetime
    closed_by: UUID | None
    closed_at: datetime | None
    in_force: bool


class TableVersions(Shape):
    """Versions, newest first."""

    rows: list[TableVersion]


class CellChanged(Shape):
    """One cell that differs."""

    field: str
    column: str
    before: Cell
    after: Cell
    is_gain: bool


class LevelChanged(Shape):
    """A field whose secrecy level differs."""

    field: str
    before: SecrecyLevel
    after: SecrecyLevel


class TableDiff(Shape):
    """Everything that differs between two versions."""

    before: int
    after: int
    cells: list[CellChanged]
    levels: list[LevelChanged]
    added_fields: list[str]
    dropped_fields: list[str]


class Effect(Shape):
    """What one person gains or loses at one field, in so many dossiers."""

    person_id: UUID
    role: Role
    relation: Relation
    field: str
    before: Cell
    after: Cell
    dossiers: int
    is_gain: bool


class Simulation(Shape):
    """What adopting a change would do; counts are fields times dossiers. Nothing was changed."""

    gains: int
    losses: int
    effects: list[Effect]


class CellAsked(Asked):
    """One cell to change."""

    field: FieldCode
    column: Text
    cell: Cell


class Change(Asked):
    """A change of the table in force, said in exactly one way."""

    cells: Annotated[list[CellAsked], Field(max_length=5_000)] | None = None
    csv: LongText | None = None
    preset: Code | None = None


class Proposal(Change):
    """A change to put up for adoption by somebody else."""

    note: Text = ""


class Proposed(Shape):
    """The number of the new version."""

    number: int


class PresetOffered(Shape):
    """A table to start from."""

    code: str
    title: str
    about: str


class PresetsOffered(Shape):
    """Tables to start from."""

    rows: list[PresetOffered]


@reads(router, "/access-table", scope=READ, answer=Table, roles=STAFF)
def access_table(request: ApiRequest) -> object:  # noqa: ARG001 - its form is given
    """Show the access table in force."""
    return _table(*queries.table_in_force())


@reads(router, "/access-table/versions", scope=READ, answer=TableVersions, roles=STAFF)
def table_versions(request: ApiRequest) -> object:  # noqa: ARG001 - its form is given
    """List the versions of the access table, newest first."""
    return {"rows": queries.tables()}


@reads(router, "/access-table/presets", scope=READ, answer=PresetsOffered, roles=STAFF)
def presets(request: ApiRequest) -> object:  # noqa: ARG001 - its form is given
    """List the tables to start from."""
    rows = [
        {"code": one.code, "title": gettext(one.title), "about": gettext(one.about)}
        for one in PRESETS
    ]
    return {"rows": rows}


@reads(router, HERE, scope=READ, answer=Table, roles=STAFF)
def table_version(request: ApiRequest, number: Number) -> object:  # noqa: ARG001 - its form is given
    """Show one version for the fields in use now."""
    return _table(number, _version(number))


@reads(router, f"{HERE}/csv", scope=READ, answer=None, roles=STAFF, media=CSV)
def table_csv(request: ApiRequest, number: Number) -> HttpResponse:  # noqa: ARG001 - its form is given
    """Hand out one version as a sheet, which can be proposed again."""
    sheet = _version(number).to_csv(get_language() or "en")
    return HttpResponse(sheet, content_type=f"{CSV}; charset=utf-8")


@reads(router, f"{HERE}/diff", scope=READ, answer=TableDiff, roles=STAFF)
def table_diff(request: ApiRequest, number: Number, against: Number | None = None) -> object:  # noqa: ARG001 - its form is given
    """Compare a version with another one; with the one in force by default."""
    in_force, table = queries.table_in_force()
    before = _version(against) if against else table
    found = diff(before, _version(number))
    cells = [
        {
            "field": one.field,
            "column": one.column.code,
            "before": one.before,
            "after": one.after,
            "is_gain": one.is_gain,
        }
        for one in found.cells
    ]
    return {
        "before": against or in_force,
        "after": number,
        "cells": cells,
        "levels": found.levels,
        "added_fields": found.added_fields,
        "dropped_fields": found.dropped_fields,
    }


@reads(router, f"{HERE}/simulation", scope=READ, answer=Simulation, roles=CHANGING)
def simulate_version(request: ApiRequest, number: Number) -> object:
    """Say who would gain or lose what if this version were in force."""
    return _simulation(request, _version(number))


@reads(
    router, "/access-table/simulations", scope=READ, answer=Simulation, roles=CHANGING, asks=True
)
def simulate_change(request: ApiRequest, told: Change) -> object:
    """Say who would gain or lose what by a change; nothing is written."""
    return _simulation(request, _changed(told))


@does(router, "/access-table/proposals", scope=WRITE, answer=Proposed, status=201, roles=STAFF)
def propose_table(request: ApiRequest, told: Proposal) -> object:
    """Put up a new version; it holds once somebody else has adopted it."""
    caller = request.auth
    number = services.propose_table(
        table=_changed(told), note=told.note, by=caller.actor, at=caller.at
    )
    return {"number": number}


@does(router, f"{HERE}/adopt", scope=WRITE, roles=STAFF)
def adopt_table(request: ApiRequest, number: Number) -> None:
    """Put a proposed version in force, as the second person."""
    caller = request.auth
    services.adopt_table(number=number, by=caller.actor, at=caller.at)


@does(router, f"{HERE}/withdraw", scope=WRITE, roles=STAFF)
def withdraw_table(request: ApiRequest, number: Number) -> None:
    """Take a proposal back, or turn it down."""
    caller = request.auth
    services.withdraw_table(number=number, by=caller.actor, at=caller.at)


def _version(number: int) -> AccessTable:
    found = queries.table(number)
    if found is None:
        raise TableNotFound(number=number)
    return found


def _table(number: int, table: AccessTable) -> dict[str, object]:
    columns = [{"code": one.code, "role": one.role, "relation": one.relation} for one in COLUMNS]
    rows = [
        {"field": spec.code, "level": spec.level, "cells": list(row)}
        for spec, row in zip(table.fields, table.rows, strict=True)
    ]
    return {"number": number, "columns": columns, "rows": rows}


def _changed(told: Change) -> AccessTable:
    """Make the table that a change asks for.

    Raises:
        ProposalUnclear, ColumnUnknown, TableInvalid, PresetUnknown: as the names say.
    """
    if sum(part is not None for part in (told.cells, told.csv, told.preset)) != 1:
        raise ProposalUnclear
    catalogue = current()
    if told.csv is not None:
        return AccessTable.from_csv(told.csv, catalogue.fields.values())
    if told.preset is not None:
        return preset_table(told.preset, catalogue.fields.values())
    changes = {}
    for one in told.cells or []:
        if one.column not in COLUMN_BY_CODE:
            raise ColumnUnknown(column=one.column[:64])
        changes[one.field, COLUMN_BY_CODE[one.column]] = one.cell
    return catalogue.table.changed(changes)


def _simulation(request: ApiRequest, after: AccessTable) -> dict[str, object]:
    found = simulate(current().table, after, queries.population(request.auth.at))
    return {"gains": found.total.gains, "losses": found.total.losses, "effects": found.effects}
