"""Cases as lists show them: number, codename, state, risk letter, coverage, due."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from muniment.core import cursor as cursors
from muniment.core.actor import Actor
from muniment.core.clock import rfc3339
from muniment.core.cursor import CursorInvalid, Page
from muniment.investigations.casefile import CaseHead
from muniment.investigations.errors import CaseNotFound
from muniment.investigations.gate.standing import cases_within_reach
from muniment.investigations.heads import head_of
from muniment.investigations.models import AdviceTable, Case, ReportCopy
from muniment.people.queries import ReaderRow
from muniment.vault.gate.standing import reader_of

LARGEST_PAGE = 200


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Which cases to list; empty means all. `text` is part of a number or codename."""

    state: str = ""
    risk: str = ""
    trigger: str = ""
    owner_id: UUID | None = None
    is_mine: bool = False
    is_due: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class AdviceTableRow:
    """One version of the firm's table of payment advice."""

    number: int
    sheet: Mapping[str, Any]
    proposed_by: UUID
    proposed_at: datetime
    adopted_by: UUID | None
    adopted_at: datetime | None
    closed_at: datetime | None


NO_FILTER = CaseFilter()


def cases(
    *, reader: Actor, filters: CaseFilter = NO_FILTER, at: datetime, cursor: str | None = None,
    limit: int = 50,
) -> Page[CaseHead]:  # fmt: skip
    """List the cases that this person may read, newest touched first; two queries.

    Raises:
        CursorInvalid: the cursor was not made by this list. ReaderUnknown: nobody of this id.
    """
    who = reader_of(reader)
    rows = Case.objects.filter(cases_within_reach(who), _chosen(filters, who, at))
    if cursor:
        rows = rows.filter(_after(cursor))
    size = max(1, min(limit, LARGEST_PAGE))
    found = list(rows.order_by("-touched_at", "-id")[: size + 1])
    last = found[size - 1] if len(found) > size else None
    following = cursors.encode(rfc3339(last.touched_at), last.id.hex) if last else None
    return Page([head_of(row) for row in found[:size]], following)


def _chosen(filters: CaseFilter, who: ReaderRow, at: datetime) -> Q:
    wanted = Q()
    if filters.state:
        wanted &= Q(state=filters.state)
    if filters.risk:
        wanted &= Q(risk=filters.risk)
    if filters.trigger:
        wanted &= Q(trigger=filters.trigger)
    if filters.owner_id:
        wanted &= Q(owner=filters.owner_id)
    if filters.is_mine:
        wanted &= Q(owner=who.id)
    if filters.is_due:
        wanted &= _due(at)
    if filters.text:
        wanted &= Q(number__icontains=filters.text) | Q(codename__icontains=filters.text)
    return wanted


def _due(at: datetime) -> Q:
    return Q(due_at__lte=at, state__in=[Case.State.OPEN, Case.State.DECIDED])


def _after(cursor: str) -> Q:
    touched, row_id = cursors.decode(cursor, str, str)
    try:
        moment, last = datetime.fromisoformat(str(touched)), UUID(hex=str(row_id))
    except ValueError:
        raise CursorInvalid from None
    return Q(touched_at__lt=moment) | Q(touched_at=moment, id__lt=last)


def case_head(*, reader: Actor, case_id: UUID) -> CaseHead:
    """The head of one case; two queries.

    Raises:
        CaseNotFound: missing, or not hers to know of.
    """
    who = reader_of(reader)
    row = Case.objects.filter(cases_within_reach(who), pk=case_id).first()
    if row is None:
        raise CaseNotFound
    return head_of(row)


def cases_of_dossier(*, reader: Actor, dossier_id: UUID, limit: int = 50) -> list[CaseHead]:
    """Cases about one customer that this person may read, newest first; two queries."""
    who = reader_of(reader)
    rows = Case.objects.filter(cases_within_reach(who), dossier=dossier_id)
    return [head_of(row) for row in rows.order_by("-opened_at", "-id")[:limit]]


def advice_tables(*, limit: int = 20) -> list[AdviceTableRow]:
    """The firm's tables of payment advice, newest first; one query. None: the shipped one holds."""
    return [
        AdviceTableRow(
            number=row.number, sheet=row.sheet, proposed_by=row.proposed_by_id,
            proposed_at=row.proposed_at, adopted_by=row.adopted_by_id,
            adopted_at=row.adopted_at, closed_at=row.closed_at,
        )
        for row in AdviceTable.objects.order_by("-number")[:limit]
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReportCopyRow:
    """One copy of a report; `sha256` is "" when it never got as far as a file."""

    number: int
    form: str
    language: str
    kind: str
    sha256: str
    size: int
    made_by: UUID
    made_at: datetime


def report_copies(*, reader: Actor, case_id: UUID, limit: int = 50) -> list[ReportCopyRow]:
    """List the copies made of a case, newest first.

    Raises:
        CaseNotFound: missing, or not the reader's to know of.
    """
    case_head(reader=reader, case_id=case_id)
    rows = ReportCopy.objects.filter(case=case_id).order_by("-number")[:limit]
    return [
        ReportCopyRow(
            row.number, row.form, row.language, row.kind, row.sha256, row.size, row.made_by_id,
            row.made_at,
        )
        for row in rows
    ]  # fmt: skip
