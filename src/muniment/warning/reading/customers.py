"""One customer: when it orders, what was warned about, what it said, who kept it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from muniment.core.actor import Actor
from muniment.ledger.recording import on_record
from muniment.ledger.services import append_entry
from muniment.people.queries.leaving import departures
from muniment.sales import queries as sales
from muniment.vault import queries as vault
from muniment.warning.domain.outcomes import Pause
from muniment.warning.models import (
    CustomerWarning,
    CustomerWord,
    Forecast,
    Rhythm,
    Suspension,
    WinBack,
)
from muniment.warning.queries import Expected
from muniment.warning.reading.rows import WarningRow, told_rows, visible
from muniment.warning.sealing import opened
from muniment.warning.standing import Standing, dossier_of, standing

READ = "warning.customer.read"


@dataclass(frozen=True, slots=True)
class ForecastRow:
    """What the newest run says; money is None for whoever may not see it.

    Attributes:
        due: days after the last order at which 5, 25, 75 and 95 % of next orders have come.
    """

    on: date
    last_on: date
    silent_days: float
    gap_days: float
    stopped: float
    due: tuple[float, float, float, float]
    money: Expected | None
    orders_year: int | None
    usd_year: float | None


@dataclass(frozen=True, slots=True)
class RhythmRow:
    """A registered rhythm in force."""

    gap_days: int
    months: tuple[int, ...]
    next_on: date | None
    by: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class PauseRow:
    """A time in which the clock stands still; `ended_at`: taken back."""

    id: UUID
    starts_on: date
    ends_on: date
    why: Pause
    by: UUID
    at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class WordRow:
    """What the customer said; "" when it was erased."""

    id: UUID
    said_on: date
    words: str
    by: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """One keeper's time; `left_on` is that person's last day, if she leaves."""

    person_id: UUID
    starts_on: date
    ends_on: date | None
    noticed_on: date | None
    left_on: date | None


@dataclass(frozen=True, slots=True)
class CustomerFile:
    """All that early warning knows of a customer, as one reader may see it.

    Attributes:
        orders: days and US dollars, oldest first; None when the order history is not hers.
        words: what it said; None when the access table opens its contact persons to others only.
        winback_id: the case that is open.
    """

    dossier_id: UUID
    codename: str
    keeper_id: UUID | None
    deputy_id: UUID | None
    sees_money: bool
    orders: tuple[tuple[date, float], ...] | None
    forecast: ForecastRow | None
    warnings: tuple[WarningRow, ...]
    rhythm: RhythmRow | None
    pauses: tuple[PauseRow, ...]
    words: tuple[WordRow, ...] | None
    kept: tuple[Kept, ...]
    winback_id: UUID | None


def read_customer(*, reader: Actor, dossier_id: UUID, at: datetime) -> CustomerFile:
    """Read a customer's rhythm, warnings and words; on record first. About 16 SQL queries.

    Raises:
        WarningNotYours: missing, or neither hers nor her people's: they look the same.
        LedgerUnavailable: nothing can be put on record, so nothing is read.
    """
    stands = standing(reader, at)
    head = dossier_of(stands, dossier_id)
    sees, hears = head.id in stands.money_of([head.id]), stands.hears(head.id)
    with on_record():
        append_entry(
            kind=READ, subject=head.id, by=reader, at=at,
            facts={"amounts": sees, "session": reader.session_id},
        )  # fmt: skip
    case = WinBack.objects.filter(dossier=head.id, closed_at=None).first()
    return CustomerFile(
        dossier_id=head.id, codename=head.codename, keeper_id=head.keeper_id,
        deputy_id=head.deputy_id, sees_money=sees, orders=_orders(head.id) if sees else None,
        forecast=_forecast(head.id, sees=sees), warnings=_warnings(stands, head.id, words=hears),
        rhythm=_rhythm(head.id), pauses=_pauses(head.id), words=_words(head.id) if hears else None,
        kept=_kept(stands, head.id), winback_id=case.id if case else None,
    )  # fmt: skip


def _orders(dossier_id: UUID) -> tuple[tuple[date, float], ...]:
    rows = sales.book_rows(only=[dossier_id])
    return tuple(
        (date.fromordinal(day), 0.0 if usd != usd else usd)  # noqa: PLR0124 - nan: no rate
        for day, usd in zip(rows.day, rows.usd, strict=True)
    )


def _forecast(dossier_id: UUID, *, sees: bool) -> ForecastRow | None:
    row = Forecast.objects.select_related("run").filter(pk=dossier_id).first()
    if row is None:
        return None
    first, second, third, fourth = row.due
    return ForecastRow(
        on=row.run.on, last_on=row.last_on, silent_days=row.silent_days, gap_days=row.gap_days,
        stopped=row.stopped, due=(first, second, third, fourth),
        money=Expected(row.orders, row.usd, row.low, row.high) if sees else None,
        orders_year=row.orders_year if sees else None, usd_year=row.usd_year if sees else None,
    )  # fmt: skip


def _warnings(stands: Standing, dossier_id: UUID, *, words: bool) -> tuple[WarningRow, ...]:
    rows = CustomerWarning.objects.filter(visible(stands), dossier=dossier_id)
    newest = rows.select_related("dossier").order_by("-on", "-id")[:50]
    return tuple(told_rows(stands, newest, words=words))


def _rhythm(dossier_id: UUID) -> RhythmRow | None:
    row = Rhythm.objects.filter(dossier=dossier_id, ended_at=None).first()
    if row is None:
        return None
    return RhythmRow(row.gap_days, tuple(row.months), row.next_on, row.by_id, row.at)


def _pauses(dossier_id: UUID) -> tuple[PauseRow, ...]:
    rows = Suspension.objects.filter(dossier=dossier_id).order_by("-starts_on", "-id")
    return tuple(
        PauseRow(
            row.id, row.starts_on, row.ends_on, Pause(row.why), row.by_id, row.at, row.ended_at
        )
        for row in rows[:50]
    )


def _words(dossier_id: UUID) -> tuple[WordRow, ...]:
    rows = list(CustomerWord.objects.filter(dossier=dossier_id).order_by("-said_on", "-id")[:50])
    texts = opened("word", [(dossier_id, row.id, row.sealed) for row in rows])
    return tuple(
        WordRow(row.id, row.said_on, texts[row.id].get("words", ""), row.by_id, row.at)
        for row in rows
    )


def _kept(stands: Standing, dossier_id: UUID) -> tuple[Kept, ...]:
    """Who kept it; that somebody leaves is told to those above her, and of herself to nobody."""
    told = departures() if stands.leads else []
    leaving = {row.person_id: row for row in told if stands.may_suspect(row.person_id)}
    found = []
    for row in reversed(vault.custody_of(dossier_id)):
        gone = leaving.get(row.person_id)
        if row.duty == "keeper":
            found.append(
                Kept(
                    row.person_id, timezone.localdate(row.starts_at),
                    timezone.localdate(row.ends_at) if row.ends_at else None,
                    gone.notice_on if gone else None, gone.last_on if gone else None,
                )
            )  # fmt: skip
    return tuple(found)
