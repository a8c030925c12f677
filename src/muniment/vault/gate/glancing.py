"""The list and the search: codenames, and beside them only what the reader may see at a glance.

One page of the list is one act on record: which fields of which dossiers were shown, and
what was searched for. As everywhere, the record is durable before anything is decrypted.
`counted` and `ask` cells show nothing here: they are for the dossier's own page.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from muniment.core import cursor as cursors
from muniment.core.actor import Actor
from muniment.core.clock import rfc3339
from muniment.core.cursor import CursorInvalid, Page
from muniment.keys import ring
from muniment.ledger import health
from muniment.ledger.services import append_entry
from muniment.people.domain.employment import State
from muniment.vault import indexing
from muniment.vault.catalogue import Catalogue, current
from muniment.vault.domain import masks
from muniment.vault.domain.fields import FieldSpec
from muniment.vault.domain.policy import AskFact, Cell, Decision, Outcome, Relation, decide
from muniment.vault.domain.states import DossierState
from muniment.vault.gate.recording import on_record
from muniment.vault.gate.standing import reader_of
from muniment.vault.gate.which import NOTHING, Reach
from muniment.vault.models import BlindKey, Dossier, Engagement, FieldValue, Grant
from muniment.vault.sealing import RECORD, Place, open_value

SHOWN = "vault.list.shown"
LARGEST_PAGE = 200


class Scope(StrEnum):
    """Which dossiers the list begins with."""

    MINE = "mine"
    TEAM = "team"
    ALL = "all"


class Sort(StrEnum):
    """The orders of the list; none of them follows a sealed value."""

    CODENAME = "codename"
    TOUCHED = "touched"


@dataclass(frozen=True, slots=True)
class ListFilter:
    """What the list is narrowed to.

    Attributes:
        search: words of a name, or one exact e-mail, phone, domain or registration number.
        keeper_id: dossiers that this person keeps.
        unkept: dossiers that wait for a keeper.
    """

    scope: Scope = Scope.ALL
    state: DossierState = DossierState.OPEN
    search: str = ""
    codename: str = ""
    keeper_id: UUID | None = None
    unkept: bool = False
    sort: Sort = Sort.CODENAME


@dataclass(frozen=True, slots=True)
class GlanceCell:
    """One column of one row: `text` is the value or its mask; empty where the cell is locked."""

    field: str
    cell: Cell
    text: str = ""


@dataclass(frozen=True, slots=True)
class DossierRow:
    """One customer in the list, as this reader may have it."""

    id: UUID
    codename: str
    state: str
    relation: Relation
    keeper_id: UUID | None
    deputy_id: UUID | None
    opened_at: datetime
    touched_at: datetime
    cells: tuple[GlanceCell, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class GlancePage:
    """A page of rows and the columns that stand over their cells."""

    page: Page[DossierRow]
    columns: tuple[FieldSpec, ...]


@dataclass(frozen=True, slots=True)
class _Plan:
    """A page before decryption: rows, and for each the cells decided."""

    rows: list[DossierRow]
    decided: dict[UUID, tuple[Decision, ...]]


def glance(
    *,
    reader: Actor,
    filters: ListFilter,
    at: datetime,
    columns: Sequence[str] | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> GlancePage:
    """Show one page of the list of customers.

    Args:
        columns: codes of list fields; None means all that the catalogue puts into lists.
        limit: rows a page, at most 200.

    Raises:
        CursorInvalid: the cursor is of another list or order.
        LedgerUnavailable: nothing can be put on record, so nothing is shown.
        ReaderUnknown: nobody of this id may come in.

    Costs eight queries and one durable commit, whatever the number of dossiers.
    """
    who = reader_of(reader)
    catalogue = current()
    # On notice there is no list of values: one customer at a time, each look on record.
    specs = () if who.state is State.ON_NOTICE else _columns(catalogue, columns)
    reach = Reach(who, at)
    found = _rows(reach, catalogue, filters, cursor, min(limit, LARGEST_PAGE))
    plan = _decide(reach, catalogue, specs, found.rows)
    _record(reader, who.id, filters, plan, at)
    rows = _decrypt(catalogue, plan)
    return GlancePage(Page(rows, found.next_cursor), specs)


def _columns(catalogue: Catalogue, wanted: Sequence[str] | None) -> tuple[FieldSpec, ...]:
    listed = [spec for spec in catalogue.fields.values() if spec.in_list]
    return tuple(spec for spec in listed if wanted is None or spec.code in wanted)


def _rows(
    reach: Reach, catalogue: Catalogue, filters: ListFilter, cursor: str | None, limit: int
) -> Page[DossierRow]:
    query = Dossier.objects.filter(reach.known(), _scope(reach, filters), state=filters.state)
    if filters.codename:
        query = query.filter(codename__icontains=filters.codename)
    if filters.keeper_id:
        query = query.filter(keeper=filters.keeper_id)
    if filters.unkept:
        query = query.filter(keeper=None)
    if filters.search:
        query = query.filter(_search(reach, catalogue, filters.search))
    if cursor:
        query = query.filter(_after(filters.sort, cursor))
    order = ("codename",) if filters.sort is Sort.CODENAME else ("-touched_at", "-id")
    engaged = Engagement.objects.none()
    if reach.reader.role.is_outside:
        engaged = Engagement.objects.in_force(reach.at).filter(
            dossier=OuterRef("pk"), company=reach.reader.outside_company_id
        )
    query = query.annotate(is_engaged=Exists(engaged)).order_by(*order)
    rows = [
        DossierRow(
            id=d.id, codename=d.codename, state=d.state,
            relation=reach.relation_to(d.keeper_id, d.deputy_id, d.is_engaged, d.id),
            keeper_id=d.keeper_id, deputy_id=d.deputy_id,
            opened_at=d.opened_at, touched_at=d.touched_at,
        )
        for d in query[: limit + 1]
    ]  # fmt: skip
    more = len(rows) > limit
    return Page(rows[:limit], _cursor_of(filters.sort, rows[limit - 1]) if more else None)


def _scope(reach: Reach, filters: ListFilter) -> Q:
    if filters.scope is Scope.MINE and not reach.reader.role.is_outside:
        return Q(keeper=reach.reader.id) | Q(deputy=reach.reader.id)
    if filters.scope is Scope.TEAM and not reach.reader.role.is_outside:
        return Q(keeper__in=reach.reports | {reach.reader.id})
    return Q()


def _search(reach: Reach, catalogue: Catalogue, text: str) -> Q:
    """Dossiers that match in a field which is open to this reader there.

    A search over a field that is not open would answer "do we know them, and under which
    codename?": that question belongs to the clash check, which answers neither.
    """
    found = NOTHING
    for index, digests in indexing.digests_of_query(text).items():
        for spec in catalogue.fields.values():
            if index in indexing.held_by(spec):
                open_here = reach.with_cell(catalogue.table, spec.code, {Cell.OPEN})
                found |= open_here & _has_all(spec.code, index, digests)
    return found


def _has_all(code: str, index: str, digests: Sequence[bytes]) -> Q:
    """Dossiers found under every digest.

    The set of each digest is read once; asked dossier by dossier, a search in 50,000 took a second.
    """
    matches = Q()
    for digest in digests:
        keys = BlindKey.objects.filter(field=code, index=index, digest=digest, current=True)
        holders = keys.values("dossier")
        # A dossier is also found by the keys of those that were merged into it.
        merged = Dossier.objects.filter(state=DossierState.MERGED, pk__in=holders)
        matches &= Q(pk__in=holders) | Q(pk__in=merged.values("merged_into"))
    return matches


def _cursor_of(sort: Sort, row: DossierRow) -> str:
    if sort is Sort.CODENAME:
        return cursors.encode(sort.value, row.codename)
    return cursors.encode(sort.value, rfc3339(row.touched_at), row.id.hex)


def _after(sort: Sort, cursor: str) -> Q:
    if sort is Sort.CODENAME:
        kind, codename = cursors.decode(cursor, str, str)
        if kind != sort.value:
            raise CursorInvalid
        return Q(codename__gt=codename)
    kind, touched, row_id = cursors.decode(cursor, str, str, str)
    try:
        moment, last = datetime.fromisoformat(str(touched)), UUID(hex=str(row_id))
    except ValueError:
        raise CursorInvalid from None
    if kind != sort.value:
        raise CursorInvalid
    return Q(touched_at__lt=moment) | Q(touched_at=moment, id__lt=last)


def _decide(
    reach: Reach, catalogue: Catalogue, specs: tuple[FieldSpec, ...], rows: list[DossierRow]
) -> _Plan:
    grants = set(
        Grant.objects.in_force(reach.at)
        .filter(holder=reach.reader.id, dossier__in=[row.id for row in rows])
        .values_list("dossier_id", "compartment")
    )
    decided = {}
    for row in rows:
        facts = {
            spec.compartment: AskFact(
                role=reach.reader.role,
                relation=row.relation,
                state=reach.reader.state,
                has_grant=(row.id, spec.compartment) in grants,
                frozen=row.state != DossierState.OPEN,
            )
            for spec in specs
        }
        decided[row.id] = tuple(
            decide(table=catalogue.table, field=spec.code, ask=facts[spec.compartment])
            for spec in specs
        )
    return _Plan(rows, decided)


def _gives(decision: Decision) -> bool:
    """Whether a list shows anything of it: open or masked, never a counted look."""
    if decision.outcome is Outcome.MASK:
        return True
    return decision.outcome is Outcome.SHOW and decision.effective is Cell.OPEN


def _record(reader: Actor, reader_id: UUID, filters: ListFilter, plan: _Plan, at: datetime) -> None:
    """Put the page on record; one that shows nothing and searched for nothing is no look."""
    shown = {str(row.id): [d.field for d in plan.decided[row.id] if _gives(d)] for row in plan.rows}
    seen = sorted({code for fields in shown.values() for code in fields})
    if not seen and not filters.search:
        health.require_readable()
        return
    facts = {
        "fields": seen,
        "dossiers": sorted(dossier for dossier, fields in shown.items() if fields),
        "rows": len(plan.rows),
        "scope": filters.scope.value,
        "searched": bool(filters.search),
        "session": reader.session_id,
    }
    sealed = {"address": reader.place.address, "device": reader.place.device}
    if filters.search:
        sealed["search"] = filters.search
    with on_record():
        append_entry(
            kind=SHOWN, subject=reader_id, by=reader, at=at, facts=facts,
            sealed=sealed, seal_under=(reader_id, RECORD),
        )  # fmt: skip


def _decrypt(catalogue: Catalogue, plan: _Plan) -> list[DossierRow]:
    wanted = {
        (row.id, decision.field)
        for row in plan.rows
        for decision in plan.decided[row.id]
        if _gives(decision)
    }
    texts = _texts(wanted)
    return [
        DossierRow(
            **{name: getattr(row, name) for name in _PLAIN},
            cells=tuple(_cell(catalogue, row.id, d, texts) for d in plan.decided[row.id]),
        )
        for row in plan.rows
    ]


_PLAIN = (
    "id", "codename", "state", "relation", "keeper_id", "deputy_id", "opened_at", "touched_at",
)  # fmt: skip


def _cell(
    catalogue: Catalogue, dossier_id: UUID, decision: Decision, texts: dict[tuple[UUID, str], str]
) -> GlanceCell:
    text = texts.get((dossier_id, decision.field), "") if _gives(decision) else ""
    if text and decision.outcome is Outcome.MASK:
        text = masks.mask(text, catalogue.fields[decision.field].mask)
    return GlanceCell(decision.field, decision.effective, text)


def _texts(wanted: set[tuple[UUID, str]]) -> dict[tuple[UUID, str], str]:
    """Decrypt the wanted fields; two queries. Runs only after the record is durable."""
    if not wanted:
        return {}
    values = FieldValue.objects.filter(
        dossier__in={dossier for dossier, _ in wanted},
        field__in={code for _, code in wanted},
        superseded_at=None,
        erased_at=None,
    ).values_list("dossier_id", "compartment", "field", "version", "sealed")
    rows = [row for row in values if (row[0], row[2]) in wanted]
    keys = ring.data_keys((dossier, compartment) for dossier, compartment, *_ in rows)
    texts = {}
    for dossier, compartment, code, version, sealed in rows:
        if (dossier, compartment) in keys:
            place = Place(dossier, compartment, code, version)
            told = open_value(keys[dossier, compartment], bytes(sealed), place=place)
            texts[dossier, code] = told.value
    return texts
