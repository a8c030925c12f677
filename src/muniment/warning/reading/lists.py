"""The list of warnings: most money first, as far as the reader may see money."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import Q

from muniment.core import cursor as cursors
from muniment.core.actor import Actor
from muniment.core.cursor import CursorInvalid, Page
from muniment.ledger.recording import on_record
from muniment.ledger.services import append_entry
from muniment.warning.domain.outcomes import Outcome, Reason
from muniment.warning.models import CustomerWarning
from muniment.warning.reading.rows import WarningRow, told_rows, visible
from muniment.warning.standing import Standing, standing

READ = "warning.list.read"
_MOST = 5_000  # rows that are sorted for one page


class Show(StrEnum):
    """Which warnings by their end."""

    OPEN = "open"
    CLOSED = "closed"
    ALL = "all"


class Scope(StrEnum):
    """Whose customers."""

    ALL = "all"
    MINE = "mine"


@dataclass(frozen=True, slots=True)
class WarningFilter:
    """What the list is narrowed to; None means everything."""

    show: Show = Show.OPEN
    scope: Scope = Scope.ALL
    reason: Reason | None = None
    outcome: Outcome | None = None
    keeper_id: UUID | None = None


def read_warnings(
    *, reader: Actor, filters: WarningFilter = WarningFilter(), at: datetime,
    cursor: str | None = None, limit: int = 50,
) -> Page[WarningRow]:  # fmt: skip
    """List warnings within reach, most money first; the reading is on record.

    Where the reader may not see a customer's money, its rows come last, newest first: even the
    order of a list says who buys more. Six SQL queries.

    Raises:
        WarningNotYours: a role without customers, from outside, or on notice.
        CursorInvalid, LedgerUnavailable: as the names say.
    """
    stands = standing(reader, at)
    rows = _sorted(stands, filters)
    start = _after(rows, cursor)
    page = rows[start : start + limit]
    facts = {
        "rows": len(page), "dossiers": sorted({str(row.dossier_id) for row in page}),
        "session": reader.session_id,
    }  # fmt: skip
    with on_record():
        append_entry(kind=READ, subject=stands.reader.id, by=reader, at=at, facts=facts)
    more = cursors.encode(str(page[-1].id)) if page and len(rows) > start + limit else None
    return Page(page, more)


def _sorted(stands: Standing, filters: WarningFilter) -> list[WarningRow]:
    rows = CustomerWarning.objects.filter(visible(stands), _narrowed(stands, filters))
    newest = rows.select_related("dossier").order_by("-on", "-id")[:_MOST]
    return sorted(told_rows(stands, newest), key=_rank)


def _rank(row: WarningRow) -> tuple[bool, float, float]:
    """Most money first, then the surest; without money in the order in which they came."""
    if row.usd is None:
        return True, 0.0, 0.0
    return False, -row.usd, -row.score_now


def _narrowed(stands: Standing, filters: WarningFilter) -> Q:
    found = Q()
    if filters.show is not Show.ALL:
        found &= Q(closed_at__isnull=filters.show is Show.OPEN)
    if filters.reason:
        found &= Q(reason=filters.reason)
    if filters.outcome:
        found &= Q(outcome=filters.outcome)
    if filters.keeper_id:
        found &= Q(dossier__keeper=filters.keeper_id)
    if filters.scope is Scope.MINE:
        me = stands.reader.id
        found &= Q(dossier__keeper=me) | Q(dossier__deputy=me)
    return found


def _after(rows: list[WarningRow], cursor: str | None) -> int:
    if not cursor:
        return 0
    (last,) = cursors.decode(cursor, str)
    for place, row in enumerate(rows):
        if str(row.id) == last:
            return place + 1
    raise CursorInvalid
