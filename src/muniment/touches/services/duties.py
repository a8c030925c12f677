"""Contact duties: the company's days, a customer's own, and moving them to somebody else."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from muniment.core.actor import Actor
from muniment.core.errors import gettext_noop
from muniment.ledger.services import append_entry
from muniment.people import queries as people
from muniment.people.domain.employment import State
from muniment.touches.domain.duties import LONGEST_DAYS, Part, may_log
from muniment.touches.domain.kinds import PromiseState, VisitState
from muniment.touches.errors import DutyInvalid, TouchNotYours
from muniment.touches.models import Duty, DutyDefault, Promise, Visit
from muniment.touches.standing import open_standing
from muniment.vault.domain.duties import LEADING
from muniment.vault.gate.standing import reader_of

DEFAULT_SET = "touches.default.set"
DUTY_SET = "touches.duty.set"
MOVED = "touches.duties.moved"


@dataclass(frozen=True, slots=True)
class Moved:
    """How many named duties, planned visits and open promises changed hands."""

    duties: int
    visits: int
    promises: int


def set_default(*, part: Part, days: int, by: Actor, at: datetime) -> None:
    """Say how often the company wants its customers touched in one part; 0 asks nothing.

    Raises:
        TouchNotYours: neither an owner nor a sales manager. DutyInvalid: days out of range.
    """
    leader = _leader(by)
    _require_days(days)
    with transaction.atomic():
        DutyDefault.objects.filter(part=part.value, ends_at=None).update(ends_at=at)
        row = DutyDefault.objects.create(part=part.value, days=days, set_by_id=leader, starts_at=at)
        facts = {"part": part.value, "days": days}
        append_entry(kind=DEFAULT_SET, subject=row.id, by=by, at=at, facts=facts)


def set_duty(
    *, dossier_id: UUID, part: Part, days: int | None, person_id: UUID | None = None, by: Actor,
    at: datetime,
) -> None:  # fmt: skip
    """Set one customer's own rule for one part; `days` None follows the company again.

    Args:
        person_id: who fulfils it instead of whoever holds the part.

    Raises:
        TouchNotYours, DutyInvalid, CustomerClosed, DossierNotFound: nothing was written.
    """
    stands = open_standing(by, dossier_id, at)
    if not stands.may_set:
        raise TouchNotYours
    if days is not None:
        _require_days(days)
    _require_at_work(person_id)
    with transaction.atomic():
        Duty.objects.filter(dossier=dossier_id, part=part.value, ends_at=None).update(ends_at=at)
        if days is not None:
            Duty.objects.create(
                dossier_id=dossier_id, part=part.value, days=days, person_id=person_id,
                set_by_id=stands.reader.id, starts_at=at,
            )  # fmt: skip
        facts = {"part": part.value, "days": days, "person": str(person_id or "")}
        append_entry(kind=DUTY_SET, subject=dossier_id, by=by, at=at, facts=facts)


def move_duties(
    *, dossier_ids: Collection[UUID], from_person: UUID, to_person: UUID, reason: str, by: Actor,
    at: datetime,
) -> Moved:  # fmt: skip
    """Give what one person owes these customers to another: named duties, visits, promises.

    Duties of keeper and deputy need no moving: they follow custody. One entry for each customer
    of which something moved, in the order of their ids; the reason stands sealed in it.

    Raises:
        TouchNotYours: a person who is neither an owner nor a sales manager.
        DutyInvalid: the heir is not at work here.
    """
    if by.person_id is not None:
        _leader(by)
    _require_at_work(to_person)
    total = Moved(0, 0, 0)
    with transaction.atomic():
        for dossier_id in sorted(set(dossier_ids) & _owed_something(from_person)):
            moved = _move(dossier_id, from_person, to_person, at)
            _record(dossier_id, moved, from_person, to_person, reason=reason, by=by, at=at)
            total = Moved(
                total.duties + moved.duties,
                total.visits + moved.visits,
                total.promises + moved.promises,
            )
    return total


def _owed_something(person_id: UUID) -> set[UUID]:
    """The customers to whom somebody owes more than custody says; three queries."""
    rows = (
        Duty.objects.filter(person=person_id, ends_at=None),
        Visit.objects.filter(person=person_id, state=VisitState.PLANNED),
        Promise.objects.filter(person=person_id, state=PromiseState.OPEN),
    )
    return {one for some in rows for one in some.values_list("dossier_id", flat=True)}


def _move(dossier_id: UUID, from_person: UUID, to_person: UUID, at: datetime) -> Moved:
    here = {"dossier": dossier_id, "person": from_person}
    named = list(Duty.objects.select_for_update().filter(ends_at=None, **here))
    for row in named:
        Duty.objects.filter(pk=row.pk).update(ends_at=at)
        Duty.objects.create(
            dossier_id=dossier_id, part=row.part, days=row.days, person_id=to_person,
            set_by_id=row.set_by_id, starts_at=at,
        )  # fmt: skip
    visits = Visit.objects.filter(state=VisitState.PLANNED, **here).update(person=to_person)
    promises = Promise.objects.filter(state=PromiseState.OPEN, **here).update(person=to_person)
    return Moved(len(named), visits, promises)


def _record(
    dossier_id: UUID, moved: Moved, from_person: UUID, to_person: UUID, *, reason: str, by: Actor,
    at: datetime,
) -> None:  # fmt: skip
    append_entry(
        kind=MOVED, subject=dossier_id, by=by, at=at, sealed={"reason": reason},
        facts={
            "from": str(from_person), "to": str(to_person), "duties": moved.duties,
            "visits": moved.visits, "promises": moved.promises,
        },
    )  # fmt: skip


def _leader(by: Actor) -> UUID:
    reader = reader_of(by)
    if reader.state is not State.ACTIVE or reader.role not in LEADING:
        raise TouchNotYours
    return reader.id


def _require_days(days: int) -> None:
    if not 0 <= days <= LONGEST_DAYS:
        raise DutyInvalid(why=gettext_noop("the days are out of range"))


def _require_at_work(person_id: UUID | None) -> None:
    if person_id is None:
        return
    row = people.reader(person_id)
    if row is None or not row.state.may_sign_in or not may_log(row.role):
        raise DutyInvalid(why=gettext_noop("this person is not at work here"))
