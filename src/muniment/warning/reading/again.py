"""Asked again for an old day: the answer that was given then."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from muniment.core.actor import Actor
from muniment.ledger.recording import on_record
from muniment.ledger.services import append_entry
from muniment.sales.queries import rates_in_force
from muniment.warning.computing import VERSION, Learnt, compute, learn
from muniment.warning.domain.models import NobodyCameBack
from muniment.warning.domain.outcomes import Reason
from muniment.warning.domain.score import ALARM
from muniment.warning.errors import DaysInvalid, NothingScored
from muniment.warning.findings import Finding, findings
from muniment.warning.housebook import HouseBook, house_book
from muniment.warning.models import ModelRun
from muniment.warning.queries import settings_in_force
from muniment.warning.reading.allowance import take_one
from muniment.warning.reading.customers import READ
from muniment.warning.reading.rows import without_money
from muniment.warning.standing import Standing, dossier_of, standing


@dataclass(frozen=True, slots=True)
class AgainRow:
    """One score of the customer on that day."""

    reason: Reason
    employee_id: UUID | None
    score: float
    facts: dict[str, Any]

    @property
    def is_alarm(self) -> bool:
        """Say whether it was high enough to warn."""
        return self.score >= ALARM


@dataclass(frozen=True, slots=True)
class Again:
    """The answer for an old day.

    Attributes:
        known_at: only what was on record at this moment was used.
        run_id: the run of that day; None if the house did not score then, and today's knowledge
            of the days before was used.
        is_same: its inputs are exactly those of the run; None without a run.
        version, then_version: of the algorithms now and then; another one may answer otherwise.
    """

    on: date
    known_at: datetime
    run_id: UUID | None
    is_same: bool | None
    version: str
    then_version: str
    rows: tuple[AgainRow, ...]


def score_again(*, reader: Actor, dossier_id: UUID, on: date, at: datetime) -> Again:
    """Compute a customer's scores for the end of an old day, from what was known then.

    The book is cut at the day and at the moment of that day's run, and its parameters are used;
    the whole house is computed, which takes a second for some thousand customers. On record.

    Raises:
        WarningNotYours, DaysInvalid, NothingScored: as the names say.
        OldDaysUsedUp: the hour's allowance is used up.
    """
    stands = standing(reader, at)
    head = dossier_of(stands, dossier_id)
    if on > timezone.localdate(at):
        raise DaysInvalid
    take_one(reader=reader, dossier_id=head.id, on=on, at=at)
    run = ModelRun.objects.filter(on=on, known_at__lte=at).order_by("-known_at").first()
    with on_record():
        facts = {"on": on.isoformat(), "session": reader.session_id}
        append_entry(kind=READ, subject=head.id, by=reader, at=at, facts=facts)
    known_at = run.known_at if run else at
    house, learnt, settings = _then(run) if run else _now(on, at)
    night = compute(house, learnt, horizon=settings[0], watch=settings[1])
    sees = head.id in stands.money_of([head.id])
    rows = [it for it in findings(house, night) if it.key[0] == head.id]
    return Again(
        on=on, known_at=known_at, run_id=run.id if run else None,
        is_same=house.digest == run.inputs_hash if run else None, version=VERSION,
        then_version=run.version if run else VERSION,
        rows=tuple(_row(it, sees=sees) for it in rows if _may(stands, it)),
    )  # fmt: skip


def _then(run: ModelRun) -> tuple[HouseBook, Learnt, tuple[int, int]]:
    """Read the book as it was cut then; parameters of another version are learnt anew."""
    house = house_book(
        on=run.on, known_at=run.known_at, rates=rates_in_force(run.rates, at=run.known_at),
        told=run.inputs,
    )  # fmt: skip
    is_ours = run.version == VERSION
    learnt = Learnt.of(run.parameters) if is_ours else _learnt(house, run.horizon_days)
    return house, learnt, (run.horizon_days, run.watch_days)


def _now(on: date, at: datetime) -> tuple[HouseBook, Learnt, tuple[int, int]]:
    house, settings = house_book(on=on, known_at=at), settings_in_force(at)
    days = (settings.horizon_days, settings.watch_days)
    return house, _learnt(house, settings.horizon_days), days


def _learnt(house: HouseBook, horizon: int) -> Learnt:
    try:
        return learn(house, horizon=horizon)
    except NobodyCameBack:
        raise NothingScored from None


def _may(stands: Standing, found: Finding) -> bool:
    _, reason, employee_id = found.key
    return reason is not Reason.TAKEN or stands.may_suspect(employee_id)


def _row(found: Finding, *, sees: bool) -> AgainRow:
    facts = found.facts if sees else without_money(found.facts)
    return AgainRow(found.key[1], found.key[2], found.score, facts)
