"""Customers: the list, the search, opening a dossier, the clash check, one dossier closed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.utils.translation import get_language, gettext
from ninja import Query, Router
from pydantic import Field

from muniment.api.bearer import ApiRequest
from muniment.api.operations import does, reads
from muniment.api.shapes import (
    Asked,
    Code,
    Cursor,
    FieldCode,
    LongText,
    Narrowed,
    Paged,
    Rows,
    Shape,
    Text,
)
from muniment.people.domain.roles import Role
from muniment.vault import gate, queries, services
from muniment.vault.domain.clash import VERDICT_TEXT, Verdict
from muniment.vault.domain.policy import Cell, Column, Relation
from muniment.vault.domain.states import DossierState
from muniment.vault.gate import Card, DossierRow, GlancePage, ListFilter, Scope, Sort

router = Router(tags=["Customers"])
READ, WRITE = "customers.read", "customers.write"
Columns = Annotated[list[FieldCode], Field(max_length=20)]


class ListCell(Shape):
    """One column of one row: the value or its mask; empty where the cell is locked."""

    field: str
    cell: Cell
    text: str


class ListRow(Shape):
    """One customer in the list, as the caller may have it."""

    id: UUID
    codename: str
    state: str
    relation: Relation
    keeper_id: UUID | None
    deputy_id: UUID | None
    opened_at: datetime
    touched_at: datetime
    cells: list[ListCell]


class Customers(Paged):
    """One page of the list."""

    rows: list[ListRow]


class Listed(Narrowed):
    """Which customers the list shows, and in which columns."""

    scope: Scope = Scope.ALL
    state: DossierState = DossierState.OPEN
    keeper_id: UUID | None = None
    sort: Sort = Sort.CODENAME
    columns: Columns = []


class Search(Asked):
    """What the list is narrowed to.

    `search` holds words of a name, or one exact e-mail, phone, domain or registration number.
    """

    search: Text = ""
    codename: Text = ""
    scope: Scope = Scope.ALL
    state: DossierState = DossierState.OPEN
    keeper_id: UUID | None = None
    sort: Sort = Sort.CODENAME
    columns: Columns | None = None
    cursor: Cursor | None = None
    limit: Rows = 50


class Opening(Asked):
    """What is known of a new customer: by compartment and field, as typed."""

    values: dict[Code, dict[FieldCode, LongText]] = {}
    told: Text = ""


class DossierOpened(Shape):
    """The new dossier and its codename, which is safe to say aloud."""

    id: UUID
    codename: str


class Newcomer(Asked):
    """What is known of a newcomer; at least one part is needed."""

    name: Text = ""
    email: Text = ""
    phone: Text = ""
    registration: Text = ""
    website: Text = ""


class Clash(Shape):
    """All that a clash check tells."""

    verdict: Verdict
    sentence: str
    left: int


class Opener(Shape):
    """A column of the access table that may read something here in clear."""

    role: Role
    relation: Relation


class CompartmentCard(Shape):
    """One compartment before it is opened.

    `best` is the most that any field of it gives the caller; `looks_left` is null when
    nothing here is counted; reading again until `sitting_ends_at` is no new look.
    """

    code: str
    label: str
    best: Cell
    cells: dict[str, int]
    openers: list[Opener]
    has_grant: bool
    looks_left: int | None
    looks_allowed: int
    sitting_ends_at: datetime | None
    ask: str


class Dossier(Shape):
    """A dossier as it lies on the table, closed. Guests learn no names of staff."""

    id: UUID
    codename: str
    state: str
    relation: Relation
    keeper_id: UUID | None
    deputy_id: UUID | None
    opened_at: datetime
    touched_at: datetime
    merged_into: UUID | None
    cards: list[CompartmentCard]


@reads(router, "/dossiers", scope=READ, answer=Customers)
def dossiers(request: ApiRequest, asked: Query[Listed]) -> object:
    """List customers by codename, with the columns that the caller may see.

    Each page is one entry in the ledger. To search, post to /dossiers/search: an address
    must hold no customer.
    """
    filters = ListFilter(
        scope=asked.scope, state=asked.state, keeper_id=asked.keeper_id, sort=asked.sort
    )
    return _page(request, filters, asked.columns or None, asked.cursor, asked.limit)


@reads(router, "/dossiers/search", scope=READ, answer=Customers, asks=True)
def search_dossiers(request: ApiRequest, told: Search) -> object:
    """Search customers by words or exact keys; results are codenames and what one may see."""
    filters = ListFilter(
        scope=told.scope, state=told.state, search=told.search, codename=told.codename,
        keeper_id=told.keeper_id, sort=told.sort,
    )  # fmt: skip
    return _page(request, filters, told.columns, told.cursor, told.limit)


@does(router, "/dossiers", scope=WRITE, answer=DossierOpened, status=201)
def open_dossier(request: ApiRequest, told: Opening) -> object:
    """Open a dossier for a new customer; who opens it keeps it."""
    caller = request.auth
    made = services.open_dossier(values=told.values, told=told.told, by=caller.actor, at=caller.at)
    return {"id": made, "codename": queries.codenames_of([made])[made]}


@does(router, "/clash-checks", scope=READ, answer=Clash, apart=True)
def check_clash(request: ApiRequest, told: Newcomer) -> object:
    """Ask whether the house knows a newcomer; counted, recorded, and never says who it is."""
    caller = request.auth
    found = services.check_clash(**told.model_dump(), by=caller.actor, at=caller.at)
    sentence = gettext(VERDICT_TEXT[found.verdict])
    return {"verdict": found.verdict, "sentence": sentence, "left": found.left}


@reads(router, "/dossiers/{dossier_id}", scope=READ, answer=Dossier)
def dossier(request: ApiRequest, dossier_id: UUID) -> object:
    """Lay a dossier on the table, closed: what each compartment would give."""
    caller = request.auth
    laid = gate.cards(reader=caller.actor, dossier_id=dossier_id, at=caller.at)
    head = queries.dossier(dossier_id)
    assert head is not None
    outside = caller.reader.role.is_outside
    return {
        "id": head.id,
        "codename": head.codename,
        "state": head.state,
        "relation": laid.relation,
        "keeper_id": None if outside else head.keeper_id,
        "deputy_id": None if outside else head.deputy_id,
        "opened_at": head.opened_at,
        "touched_at": head.touched_at,
        "merged_into": None if outside else head.merged_into,
        "cards": [_card(card, outside) for card in laid.cards],
    }


def _page(
    request: ApiRequest,
    filters: ListFilter,
    columns: Sequence[str] | None,
    cursor: str | None,
    limit: int,
) -> dict[str, object]:
    caller = request.auth
    found: GlancePage = gate.glance(
        reader=caller.actor, filters=filters, at=caller.at, columns=columns, cursor=cursor,
        limit=limit,
    )  # fmt: skip
    outside = caller.reader.role.is_outside
    rows = [_row(row, outside) for row in found.page.rows]
    return {"rows": rows, "next_cursor": found.page.next_cursor}


def _row(row: DossierRow, outside: bool) -> ListRow:
    return ListRow(
        id=row.id,
        codename=row.codename,
        state=row.state,
        relation=row.relation,
        keeper_id=None if outside else row.keeper_id,
        deputy_id=None if outside else row.deputy_id,
        opened_at=row.opened_at,
        touched_at=row.touched_at,
        cells=[ListCell(field=one.field, cell=one.cell, text=one.text) for one in row.cells],
    )


def _card(card: Card, outside: bool) -> CompartmentCard:
    return CompartmentCard(
        code=card.compartment.code,
        label=card.compartment.label(get_language() or "en"),
        best=card.best,
        cells={cell.value: count for cell, count in card.cells.items()},
        openers=[] if outside else [_opener(column) for column in card.openers],
        has_grant=card.has_grant,
        looks_left=card.looks_left,
        looks_allowed=card.looks_allowed,
        sitting_ends_at=card.sitting_ends_at,
        ask=card.ask,
    )


def _opener(column: Column) -> Opener:
    return Opener(role=column.role, relation=column.relation)
