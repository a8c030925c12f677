"""The nightly run: score all customers, raise what is new, close what ended by itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Case, When
from django.utils import timezone

from muniment.core.actor import Actor
from muniment.core.ids import new_id
from muniment.ledger.services import append_entry
from muniment.vault.queries.whole import open_dossiers
from muniment.warning.computing import VERSION, Learnt, Night, compute, is_fresh
from muniment.warning.computing import learn as learn_from
from muniment.warning.domain.models import NobodyCameBack
from muniment.warning.domain.outcomes import Outcome
from muniment.warning.domain.raising import Act, Before, act
from muniment.warning.errors import NothingScored
from muniment.warning.findings import Finding, Key, findings, rows_of
from muniment.warning.housebook import HouseBook, house_book
from muniment.warning.models import CustomerWarning, Forecast, ModelRun
from muniment.warning.queries import SettingsRow, settings_in_force

SCORED, RAISED, ENDED = "warning.run.scored", "warning.warning.raised", "warning.warning.ended"
_BATCH = 500


@dataclass(slots=True)
class _Tally:
    """What a run does, before it is written."""

    raised: list[Finding] = field(default_factory=list)
    kept: list[tuple[CustomerWarning, Finding]] = field(default_factory=list)
    ended: list[CustomerWarning] = field(default_factory=list)


def score_house(*, by: Actor, at: datetime) -> UUID:
    """Score all customers as known at `at`, for the end of that day; give the run's id.

    Parameters are learnt afresh once a week. One ledger entry for the run, and one for each
    warning that was raised or ended by an order. A book of 20,000 customers takes seconds, all
    but the last of them outside of the transaction.

    Raises:
        NothingScored: no customer ordered on a second day; nothing was written.
    """
    house = house_book(on=timezone.localdate(at), known_at=at)
    settings = settings_in_force(at)
    fitted_in, learnt = _learnt(house, settings)
    night = compute(house, learnt, horizon=settings.horizon_days, watch=settings.watch_days)
    with transaction.atomic():
        return _write(house, night, settings, fitted_in=fitted_in, by=by, at=at)


def _learnt(house: HouseBook, settings: SettingsRow) -> tuple[ModelRun | None, Learnt]:
    """Take the parameters of this week, or learn new ones."""
    rows = ModelRun.objects.filter(fitted_in=None, on__lte=house.on, version=VERSION)
    newest = rows.order_by("-on", "-known_at").first()
    if newest and newest.horizon_days == settings.horizon_days and is_fresh(newest.on, house.on):
        return newest, Learnt.of(newest.parameters)
    try:
        return None, learn_from(house, horizon=settings.horizon_days)
    except NobodyCameBack:
        raise NothingScored from None


def _write(
    house: HouseBook, night: Night, settings: SettingsRow, *, fitted_in: ModelRun | None,
    by: Actor, at: datetime,
) -> UUID:  # fmt: skip
    kept = open_dossiers()
    tally = _tally(house, night, settings, kept)
    facts = {
        "on": house.on.isoformat(), "customers": len(night.ahead.customer),
        "orders": len(house.book.day), "raised": len(tally.raised), "version": VERSION,
        "fitted": fitted_in is None, "inputs": house.digest, "run": str(run_id := new_id()),
    }  # fmt: skip
    entry = append_entry(kind=SCORED, subject=None, by=by, at=at, facts=facts)
    run = ModelRun.objects.create(
        id=run_id, on=house.on, known_at=at, version=VERSION, parameters=night.learnt.told(),
        fitted_in=fitted_in, inputs=dict(house.told), inputs_hash=house.digest,
        horizon_days=settings.horizon_days, watch_days=settings.watch_days,
        rates=house.rates.id, leavers=_leavers(night),
        customers=len(night.ahead.customer), orders=len(house.book.day),
        unpriced=house.unpriced, raised=len(tally.raised), entry=entry.id,
    )  # fmt: skip
    _write_forecasts(house, night, run, kept)
    _write_warnings(tally, run, by=by, at=at)
    return run.id


def _tally(
    house: HouseBook, night: Night, settings: SettingsRow, kept: Mapping[UUID, UUID | None]
) -> _Tally:
    before, tally = _newest(), _Tally()
    for finding in findings(house, night):
        if finding.key[0] not in kept:
            continue
        row = before.get(finding.key)
        told = _before(row) if row else None
        what = act(finding.tonight, told, on=house.on, horizon=settings.horizon_days)
        if what is Act.RAISE:
            tally.raised.append(finding)
        elif what is Act.KEEP and row:
            tally.kept.append((row, finding))
        elif what is Act.CLOSE and row:
            tally.ended.append(row)
    return tally


def _newest() -> dict[Key, CustomerWarning]:
    """The newest of each kind; an open one before answers that a merged dossier brought."""
    closed_first = Case(When(closed_at=None, then=1), default=0)
    rows = CustomerWarning.objects.order_by(closed_first, "on", "id")
    return {(row.dossier_id, row.reason, row.employee_id): row for row in rows}  # type: ignore[misc]


def _before(row: CustomerWarning) -> Before:
    closed = timezone.localdate(row.closed_at) if row.closed_at else None
    last_on = date.fromisoformat(row.facts["last_on"])
    return Before(row.on, closed, Outcome(row.outcome) if row.outcome else None, last_on)


def _write_warnings(tally: _Tally, run: ModelRun, *, by: Actor, at: datetime) -> None:
    for row, finding in tally.kept:
        row.score_now, row.seen_on = finding.score, run.on
        row.facts, row.usd = finding.facts, finding.usd
    CustomerWarning.objects.bulk_update(
        [row for row, _ in tally.kept], ["score_now", "seen_on", "facts", "usd"], batch_size=_BATCH
    )
    made = [_made(finding, run) for finding in tally.raised]
    CustomerWarning.objects.bulk_create(made, batch_size=_BATCH)
    for row in tally.ended:
        row.outcome, row.closed_at = Outcome.ORDERED, at
    CustomerWarning.objects.bulk_update(tally.ended, ["outcome", "closed_at"], batch_size=_BATCH)
    told = [(row, RAISED) for row in made] + [(row, ENDED) for row in tally.ended]
    for row, kind in sorted(told, key=lambda it: it[0].chain.hex):
        facts = {"warning": str(row.id), "on": row.on.isoformat()}
        append_entry(kind=kind, subject=row.chain, by=by, at=at, facts=facts)


def _made(finding: Finding, run: ModelRun) -> CustomerWarning:
    dossier_id, reason, employee_id = finding.key
    return CustomerWarning(
        dossier_id=dossier_id, run=run, reason=reason, employee_id=employee_id, on=run.on,
        score=finding.score, facts=finding.facts, inputs_hash=run.inputs_hash, usd=finding.usd,
        score_now=finding.score, seen_on=run.on,
    )  # fmt: skip


def _write_forecasts(
    house: HouseBook, night: Night, run: ModelRun, kept: Mapping[UUID, UUID | None]
) -> None:
    Forecast.objects.all().delete()
    Forecast.objects.bulk_create(_forecasts(house, night, run, kept), batch_size=_BATCH)


def _forecasts(
    house: HouseBook, night: Night, run: ModelRun, kept: Mapping[UUID, UUID | None]
) -> Iterable[Forecast]:
    ahead, rows, stopped, taken = night.ahead, rows_of(night), _stopped(night), _taken(night)
    for place, customer in enumerate(ahead.customer.tolist()):
        dossier_id = house.dossiers[customer]
        if dossier_id in kept and customer in rows:
            yield Forecast(
                dossier_id=dossier_id, run=run, orders=float(ahead.orders[place]),
                usd=float(ahead.usd[place]), low=float(ahead.low[place]),
                high=float(ahead.high[place]), stopped=stopped[customer],
                silent_days=rows[customer].silent, gap_days=rows[customer].gap,
                last_on=rows[customer].last_on, orders_year=rows[customer].orders_year,
                usd_year=rows[customer].usd_year, taken=taken.get(customer),
                due=[round(float(days), 1) for days in ahead.due[place]],
            )  # fmt: skip


def _stopped(night: Night) -> dict[int, float]:
    found = night.silences
    return dict(zip(found.customer.tolist(), found.stopped.tolist(), strict=True))


def _taken(night: Night) -> dict[int, float]:
    """The highest chance that some leaver took a customer."""
    chances: dict[int, float] = {}
    for row in (row for leaver in night.departures for row in leaver.rows):
        chances[row.customer] = max(row.score, chances.get(row.customer, 0.0))
    return chances


def _leavers(night: Night) -> dict[str, dict[str, float]]:
    return {
        it.employee: {
            "took_any": round(it.took_any, 4), "share": round(it.share, 4),
            "low": round(it.low, 4), "high": round(it.high, 4), "customers": len(it.rows),
            "left": it.day,
        }
        for it in night.departures
    }  # fmt: skip
