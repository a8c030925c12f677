"""Whose credit a customer is: people, days and counts, each with the entry that proves it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from muniment.ledger import queries as ledger
from muniment.ledger.queries import EntryRow
from muniment.sales.handling import HandledRow, handled_by
from muniment.submissions.domain.credit import CreditPoint, Point
from muniment.submissions.models import OriginFile, Tail, TailRule
from muniment.vault import queries as vault
from muniment.vault.queries import KeptRow
from muniment.vault.queries.whole import merged_into

_TOLD = ("vault.values.submitted", "vault.values.verified")
_GIVEN = ("vault.dossier.opened", "vault.custody.assigned")
_MOST_PAGES = 200


@dataclass(frozen=True, slots=True)
class OriginRow:
    """The origin file that stands for one customer."""

    id: UUID
    dossier_id: UUID
    version: int
    found_by: UUID | None
    first_contact_on: date
    assigned_to: UUID | None
    assigned_by: UUID | None
    assigned_on: date | None
    proof_sha256: str
    before_first_order: bool
    recorded_by: UUID
    at: datetime
    confirmed_by: UUID | None
    confirmed_at: datetime | None
    entry: UUID

    @classmethod
    def of(cls, row: OriginFile) -> "OriginRow":
        """Take a row over."""
        return cls(
            row.id, row.dossier_id, row.version, row.found_by_id, row.first_contact_on,
            row.assigned_to_id, row.assigned_by_id, row.assigned_on, row.proof_sha256,
            row.before_first_order, row.recorded_by_id, row.at, row.confirmed_by_id,
            row.confirmed_at, row.entry,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class TailRow:
    """One commission tail; `percent_text` is written with as many decimals as it needs."""

    dossier_id: UUID
    basis_points: int
    starts_on: date
    ends_on: date
    entry: UUID

    @property
    def percent_text(self) -> str:
        """The part of an order that it earns, as “1.5”."""
        return f"{self.basis_points / 100:g}"


@dataclass(frozen=True, slots=True)
class TailRuleRow:
    """What a clean hand-over earns now."""

    basis_points: int
    months: int


@dataclass(frozen=True, slots=True)
class CustomerCredit:
    """What one person did for one customer.

    Attributes:
        found: the origin file, when she found it.
        days_kept: as keeper or deputy.
        keeps_now: she still does.
        told: values she submitted.
    """

    dossier_id: UUID
    codename: str
    found: OriginRow | None = None
    first_kept_on: date | None = None
    days_kept: int = 0
    keeps_now: bool = False
    told: int = 0
    handled: HandledRow | None = None
    tail: TailRow | None = None


def origin_of(dossier_id: UUID) -> OriginRow | None:
    """The origin file that stands for one customer; one query, three for want of one of its own.

    A dossier that was merged into it tells then, the earliest contact first.
    """
    standing = OriginFile.objects.filter(replaced_at=None)
    row = standing.filter(dossier=dossier_id).first()
    if row is None:
        gone = [one for one, into in merged_into().items() if into == dossier_id]
        row = standing.filter(dossier__in=gone).order_by("first_contact_on", "id").first()
    return OriginRow.of(row) if row else None


def tails_of(person_id: UUID) -> list[TailRow]:
    """A person's commission tails, the newest first; one query."""
    rows = Tail.objects.filter(person=person_id).order_by("-starts_on", "dossier_id")
    return [
        TailRow(row.dossier_id, row.basis_points, row.starts_on, row.ends_on, row.entry)
        for row in rows
    ]


def tail_rule() -> TailRuleRow | None:
    """What a clean hand-over earns now; None when nobody has said; one query."""
    row = TailRule.objects.order_by("-at", "-id").first()
    return TailRuleRow(row.basis_points, row.months) if row else None


def credit_of(person_id: UUID, *, at: datetime) -> list[CustomerCredit]:
    """What a person did for each customer she ever had a hand in, by codename; seven queries."""
    found = {row.dossier_id: OriginRow.of(row) for row in _found_by(person_id)}
    kept = defaultdict(list)
    for row in vault.custody_by(person_id):
        kept[row.dossier_id].append(row)
    told = vault.submitted_counts(person_id)
    handled = {row.dossier_id: row for row in handled_by(person_id)}
    tails = {row.dossier_id: row for row in reversed(tails_of(person_id))}
    names = vault.codenames_of({*found, *kept, *told, *handled, *tails})
    rows = [
        _kept(
            CustomerCredit(
                one, name, found=found.get(one), told=told.get(one, 0), handled=handled.get(one),
                tail=tails.get(one),
            ),
            kept.get(one, []), at,
        )
        for one, name in names.items()
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (not row.keeps_now, row.codename))


def points_of(person_id: UUID, dossier_ids: Iterable[UUID]) -> dict[UUID, list[CreditPoint]]:
    """Every fact that gives a person credit for these customers, oldest first, with its entry.

    Two queries for each 500 of her own entries, three for each customer she was given by another.
    """
    wanted = set(dossier_ids)
    points: dict[UUID, list[CreditPoint]] = {one: [] for one in wanted}
    for row in _found_by(person_id):
        if row.dossier_id in wanted:
            point = CreditPoint(Point.FOUND, row.first_contact_on, 1, row.entry)
            points[row.dossier_id].append(point)
    for told in _own_entries(person_id):
        if told.subject in points:
            points[told.subject].append(_of_entry(told))
    for tail in tails_of(person_id):
        if tail.dossier_id in wanted:
            point = CreditPoint(Point.HANDED_ON, tail.starts_on, 1, tail.entry)
            points[tail.dossier_id].append(point)
    for kept in vault.custody_by(person_id):
        if kept.dossier_id in wanted:
            points[kept.dossier_id].extend(_custody_point(kept))
    return {
        one: sorted(rows, key=lambda row: (row.on, row.kind, str(row.entry_id)))
        for one, rows in points.items()
    }


def _found_by(person_id: UUID) -> Iterable[OriginFile]:
    return OriginFile.objects.filter(found_by=person_id, replaced_at=None).order_by("at", "id")


def _kept(row: CustomerCredit, periods: list[KeptRow], at: datetime) -> CustomerCredit:
    if not periods:
        return row
    days = sum(((one.ends_at or at) - one.starts_at).days for one in periods)
    return replace(
        row, days_kept=days, first_kept_on=timezone.localdate(periods[0].starts_at),
        keeps_now=any(one.ends_at is None for one in periods),
    )  # fmt: skip


def _own_entries(person_id: UUID) -> Iterator[EntryRow]:
    cursor = None
    for _ in range(_MOST_PAGES):
        page = ledger.entries(kinds=_TOLD, actor=person_id, cursor=cursor, limit=ledger.MOST)
        yield from page.rows
        cursor = page.next_cursor
        if cursor is None:
            return


def _of_entry(row: EntryRow) -> CreditPoint:
    kind = Point.TOLD if row.kind == _TOLD[0] else Point.CHECKED
    count = len(row.facts.get("versions", ()))
    return CreditPoint(kind, timezone.localdate(row.at), count, row.id)


def _custody_point(kept: KeptRow) -> Iterator[CreditPoint]:
    """The entry that gave her the customer: it stands at the very moment her time began."""
    chain = ledger.entries(
        kinds=_GIVEN,
        subject=kept.dossier_id,
        since=kept.starts_at,
        before=kept.starts_at + timedelta(microseconds=1),
    )
    for row in chain.rows:
        if row.at == kept.starts_at and _gives(row, kept):
            yield CreditPoint(Point.KEPT, timezone.localdate(row.at), 1, row.id)


def _gives(row: EntryRow, kept: KeptRow) -> bool:
    if kept.by_opening:
        return row.kind == _GIVEN[0]
    return row.facts.get("person") == str(kept.person_id)
