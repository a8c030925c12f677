"""What people know of a customer's rhythm, and what the customer said: on record."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from muniment.core.actor import Actor
from muniment.core.ids import new_id
from muniment.ledger.services import append_entry
from muniment.people.domain.roles import Role
from muniment.warning.domain.outcomes import Pause
from muniment.warning.errors import (
    DaysInvalid,
    NothingRegistered,
    RhythmInvalid,
    SettingsInvalid,
    SettingsNotYours,
)
from muniment.warning.models import CustomerWord, Rhythm, Settings, Suspension
from muniment.warning.sealing import WARNING, seal
from muniment.warning.services.common import day_ahead_given, days_given, hand, words_given
from muniment.warning.standing import standing

REGISTERED, RHYTHM_ENDED = "warning.rhythm.registered", "warning.rhythm.ended"
SUSPENDED, RESUMED = "warning.clock.suspended", "warning.clock.resumed"
SAID, SET = "warning.word.noted", "warning.settings.set"
_SETTERS = frozenset({Role.OWNER, Role.SALES_MANAGER})


@dataclass(frozen=True, slots=True)
class Wait:
    """The clock stands still until a day, because the customer said so."""

    until: date
    why: Pause


def set_settings(*, horizon_days: int, watch_days: int, by: Actor, at: datetime) -> None:
    """Say after how many days of silence a customer counts as stopped; from the next night on.

    Raises:
        SettingsNotYours, SettingsInvalid: nothing was written.
    """
    who = standing(by, at).reader
    if who.role not in _SETTERS:
        raise SettingsNotYours
    if not (28 <= horizon_days <= 730 and 56 <= watch_days <= 1100):
        raise SettingsInvalid
    with transaction.atomic():
        Settings.objects.create(
            horizon_days=horizon_days, watch_days=watch_days, set_by_id=who.id, at=at
        )
        facts = {"horizon_days": horizon_days, "watch_days": watch_days}
        append_entry(kind=SET, subject=None, by=by, at=at, facts=facts)


def register_rhythm(
    *, dossier_id: UUID, gap_days: int, months: Collection[int] = (), next_on: date | None = None,
    by: Actor, at: datetime,
) -> UUID:  # fmt: skip
    """Write down how often a customer orders; it counts like about three gaps of its own.

    Args:
        months: 1 to 12, in which it orders; empty: in all of them.
        next_on: when its next order is expected; until then its silence means nothing.

    Raises:
        WarningNotYours: neither keeper nor deputy nor manager. RhythmInvalid: as it says.
        DaysInvalid: `next_on` lies before this month, or more than three years ahead.
    """
    told = sorted(set(months))
    if not 1 <= gap_days <= 1100 or any(not 1 <= month <= 12 for month in told):
        raise RhythmInvalid
    with transaction.atomic():
        stands, head = hand(by, dossier_id, at)
        if next_on:
            day_ahead_given(next_on, at=at)
        Rhythm.objects.filter(dossier=head.id, ended_at=None).update(ended_at=at)
        row = Rhythm.objects.create(
            dossier_id=head.id, gap_days=gap_days, months=told, next_on=next_on,
            by_id=stands.reader.id, at=at,
        )  # fmt: skip
        facts = {
            "gap_days": gap_days, "months": told,
            "next_on": next_on.isoformat() if next_on else None,
        }  # fmt: skip
        append_entry(kind=REGISTERED, subject=head.id, by=by, at=at, facts=facts)
    return row.id


def end_rhythm(*, dossier_id: UUID, by: Actor, at: datetime) -> None:
    """Let the orders alone say how often a customer orders.

    Raises:
        WarningNotYours: as the name says. NothingRegistered: there is no rhythm to end.
    """
    with transaction.atomic():
        _, head = hand(by, dossier_id, at)
        if not Rhythm.objects.filter(dossier=head.id, ended_at=None).update(ended_at=at):
            raise NothingRegistered
        append_entry(kind=RHYTHM_ENDED, subject=head.id, by=by, at=at, facts={})


def suspend(
    *, dossier_id: UUID, starts_on: date, ends_on: date, why: Pause, by: Actor, at: datetime
) -> UUID:
    """Stop a customer's clock from one day up to, not including, another.

    Raises:
        WarningNotYours, DaysInvalid: nothing was written.
    """
    days_given(starts_on, ends_on, at=at)
    with transaction.atomic():
        stands, head = hand(by, dossier_id, at)
        return _suspend(
            head.id, starts_on, ends_on, why, word=None, who=stands.reader.id, by=by, at=at
        )


def end_suspension(*, suspension_id: UUID, by: Actor, at: datetime) -> None:
    """Take a suspension back, as if it had never been; it stays on record.

    Raises:
        NothingRegistered: no such suspension. WarningNotYours: as the name says.
    """
    with transaction.atomic():
        rows = Suspension.objects.select_for_update()
        row = rows.filter(pk=suspension_id, ended_at=None).first()
        if row is None:
            raise NothingRegistered
        stands, head = hand(by, row.dossier_id, at)
        row.ended_at, row.ended_by_id = at, stands.reader.id
        row.save(update_fields=["ended_at", "ended_by"])
        facts = {"suspension": str(row.id)}
        append_entry(kind=RESUMED, subject=head.id, by=by, at=at, facts=facts)


def note_word(
    *, dossier_id: UUID, said_on: date, words: str, wait: Wait | None = None, by: Actor,
    at: datetime,
) -> UUID:  # fmt: skip
    """Write down what the customer said; with `wait`, its clock stands still until then.

    Raises:
        WarningNotYours, ReasonMissing, DaysInvalid: nothing was written.
    """
    told = words_given(words)
    if said_on > timezone.localdate(at):
        raise DaysInvalid
    with transaction.atomic():
        stands, head = hand(by, dossier_id, at)
        row_id = new_id()
        CustomerWord.objects.create(
            id=row_id, dossier_id=head.id, said_on=said_on, by_id=stands.reader.id, at=at,
            sealed=seal(head.id, "word", row_id, {"words": told}),
        )  # fmt: skip
        append_entry(
            kind=SAID, subject=head.id, by=by, at=at,
            facts={"word": str(row_id), "said_on": said_on.isoformat()},
            sealed={"words": told}, seal_under=(head.id, WARNING),
        )  # fmt: skip
        if wait:
            days_given(said_on, wait.until, at=at)
            _suspend(
                head.id, said_on, wait.until, wait.why, word=row_id, who=stands.reader.id,
                by=by, at=at,
            )  # fmt: skip
    return row_id


def _suspend(
    dossier_id: UUID, starts_on: date, ends_on: date, why: Pause, *, word: UUID | None,
    who: UUID, by: Actor, at: datetime,
) -> UUID:  # fmt: skip
    row = Suspension.objects.create(
        dossier_id=dossier_id, starts_on=starts_on, ends_on=ends_on, why=why, word_id=word,
        by_id=who, at=at,
    )  # fmt: skip
    facts = {
        "suspension": str(row.id), "why": why.value, "starts_on": starts_on.isoformat(),
        "ends_on": ends_on.isoformat(),
    }  # fmt: skip
    append_entry(kind=SUSPENDED, subject=dossier_id, by=by, at=at, facts=facts)
    return row.id
