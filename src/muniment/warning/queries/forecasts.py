"""What the newest run foretells; for rooms above.

No door may show any of it to a person without asking first: see `reading`.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from muniment.warning.models import Forecast, ModelRun, Settings

_MARKS = 500
HORIZON, WATCH = 182, 365
"""What holds while nobody set anything: 26 weeks, and a year of watching after a departure."""


@dataclass(frozen=True, slots=True)
class SettingsRow:
    """How the house warns: after `horizon_days` of silence a customer counts as stopped."""

    horizon_days: int
    watch_days: int
    set_by: UUID | None
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Expected:
    """The next 12 months of one customer.

    Attributes:
        orders: expected number.
        usd: expected US dollars; `low` and `high` hold four years out of five.
    """

    orders: float
    usd: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class RunRow:
    """One scoring of all customers."""

    id: UUID
    on: date
    known_at: datetime
    version: str
    parameters: dict[str, object]
    fitted_on: date
    horizon_days: int
    customers: int
    orders: int
    unpriced: int
    raised: int
    inputs_hash: str

    @classmethod
    def of(cls, row: ModelRun) -> "RunRow":
        """Take a row over, loaded with the run that fitted its parameters."""
        return cls(
            id=row.id, on=row.on, known_at=row.known_at, version=row.version,
            parameters=row.parameters,
            fitted_on=row.fitted_in.on if row.fitted_in else row.on,
            horizon_days=row.horizon_days, customers=row.customers, orders=row.orders,
            unpriced=row.unpriced, raised=row.raised, inputs_hash=row.inputs_hash,
        )  # fmt: skip


def settings_in_force(at: datetime | None = None) -> SettingsRow:
    """Give the settings in force, now or at a moment; one SQL query."""
    rows = Settings.objects.order_by("-at", "-id")
    row = (rows.filter(at__lte=at) if at else rows).first()
    if row is None:
        return SettingsRow(HORIZON, WATCH, None, None)
    return SettingsRow(row.horizon_days, row.watch_days, row.set_by_id, row.at)


def newest_run() -> RunRow | None:
    """Give the newest run; one SQL query."""
    return next(iter(runs(limit=1)), None)


def runs(*, limit: int = 50) -> list[RunRow]:
    """List the runs, newest first; one SQL query."""
    rows = ModelRun.objects.select_related("fitted_in").order_by("-on", "-known_at")
    return [RunRow.of(row) for row in rows[:limit]]


def expected_money(dossier_ids: Collection[UUID], *, on: date) -> dict[UUID, Expected]:
    """Give the next 12 months of customers as the newest run sees them.

    A customer that never ordered is absent. `on` is the day of asking: nothing is told from a
    run that is dated later. One SQL query for each 500 customers, or one for all of them where
    there are more than 2,000.
    """
    names, wanted = ("dossier_id", "orders", "usd", "low", "high"), set(dossier_ids)
    return {
        row[0]: Expected(*row[1:])
        for rows in _of(wanted)
        for row in rows.filter(run__on__lte=on).values_list(*names)
        if row[0] in wanted
    }


def _of(dossier_ids: Collection[UUID]) -> Iterator[QuerySet[Forecast]]:
    ids = list(dossier_ids)
    if len(ids) > 4 * _MARKS:
        yield Forecast.objects.all()
        return
    for start in range(0, len(ids), _MARKS):
        yield Forecast.objects.filter(dossier__in=ids[start : start + _MARKS])
