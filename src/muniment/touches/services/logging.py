"""Noting a touch by hand: who is always oneself, and it counts as said until the customer shows."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from muniment.core.actor import Actor
from muniment.core.errors import gettext_noop
from muniment.core.ids import new_id
from muniment.ledger.services import append_entry
from muniment.touches.domain.kinds import Direction, Kind, PromiseKind, Source, VisitState
from muniment.touches.errors import TouchInvalid, TouchNotFound, TouchNotYours
from muniment.touches.models import Touch, Visit
from muniment.touches.sealing import seal_words
from muniment.touches.services.plans import add_promise
from muniment.touches.standing import open_standing, require_no_hold, standing

LOGGED = "touches.touch.logged"
WITHDRAWN = "touches.touch.withdrawn"
LONGEST_WORDS = 2000
OLDEST_DAYS = 5 * 365
_EARLY, _LATE = timedelta(days=7), timedelta(days=60)


@dataclass(frozen=True, slots=True)
class NewPromise:
    """What was promised or offered at a touch."""

    kind: PromiseKind
    words: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class NewTouch:
    """One contact as somebody notes it; `contacts` are names at the customer, as typed."""

    kind: Kind
    happened_on: date
    direction: Direction = Direction.OUT
    contacts: str = ""
    note: str = ""
    promise: NewPromise | None = None


def log_touch(*, dossier_id: UUID, touch: NewTouch, by: Actor, at: datetime) -> UUID:
    """Note a touch of one's own; a planned visit of hers that it fits is done with it.

    Returns:
        The touch.

    Raises:
        TouchInvalid, TouchNotYours, CustomerClosed, DossierNotFound: nothing was written.
    """
    _require_sense(touch, timezone.localdate(at))
    stands = open_standing(by, dossier_id, at)
    if not stands.may_log:
        raise TouchNotYours
    with transaction.atomic():
        row = _insert(dossier_id, touch, person_id=stands.reader.id, at=at)
        _fulfil(row, at)
        append_entry(
            kind=LOGGED, subject=dossier_id, by=by, at=at,
            facts={"touch": str(row.id), "kind": row.kind, "on": row.happened_on.isoformat()},
        )  # fmt: skip
        if touch.promise:
            add_promise(
                dossier_id, stands.reader.id, kind=touch.promise.kind, words=touch.promise.words,
                due_on=touch.promise.due_on, touch_id=row.id, by=by, at=at,
            )  # fmt: skip
    return row.id


def withdraw_touch(*, touch_id: UUID, by: Actor, at: datetime) -> None:
    """Take back a touch that one noted by mistake; what the customer left stays.

    Raises:
        TouchNotFound: not hers, withdrawn already, or not noted by hand.
        MailOnHold: she is on notice.
    """
    require_no_hold(by)
    with transaction.atomic():
        mine = Touch.objects.select_for_update().filter(
            pk=touch_id, person=by.person_id, source=Source.LOGGED, withdrawn_at=None
        )
        row = mine.first()
        if row is None:
            raise TouchNotFound
        standing(by, row.dossier_id, at)
        row.withdrawn_at = at
        row.save(update_fields=["withdrawn_at"])
        Visit.objects.filter(touch=row).update(
            touch=None, state=VisitState.PLANNED.value, closed_at=None
        )
        append_entry(
            kind=WITHDRAWN, subject=row.dossier_id, by=by, at=at, facts={"touch": str(row.id)}
        )


def _insert(dossier_id: UUID, touch: NewTouch, *, person_id: UUID, at: datetime) -> Touch:
    row_id = new_id()
    words = {"contacts": touch.contacts.strip(), "note": touch.note.strip()}
    return Touch.objects.create(
        id=row_id, dossier_id=dossier_id, person_id=person_id, kind=touch.kind.value,
        direction=touch.direction.value, source=Source.LOGGED.value,
        happened_on=touch.happened_on, recorded_by_id=person_id, recorded_at=at,
        sealed=seal_words(dossier_id, "touch", row_id, words),
    )  # fmt: skip


def _fulfil(row: Touch, at: datetime) -> None:
    """Have a visit that took place settle the plan it fits: the oldest one near the day."""
    if row.kind != Kind.VISIT:
        return
    near = Visit.objects.filter(
        dossier=row.dossier_id, person=row.person_id, state=VisitState.PLANNED,
        planned_on__lte=row.happened_on + _EARLY, planned_on__gte=row.happened_on - _LATE,
    )  # fmt: skip
    plan = near.order_by("planned_on", "id").first()
    if plan is not None:
        plan.state, plan.touch, plan.closed_at = VisitState.DONE.value, row, at
        plan.save(update_fields=["state", "touch", "closed_at"])


def _require_sense(touch: NewTouch, today: date) -> None:
    if touch.happened_on > today:
        raise TouchInvalid(why=gettext_noop("the day lies in the future"))
    if touch.happened_on < today - timedelta(days=OLDEST_DAYS):
        raise TouchInvalid(why=gettext_noop("the day is more than five years ago"))
    if max(len(touch.contacts), len(touch.note)) > LONGEST_WORDS:
        raise TouchInvalid(why=gettext_noop("the text is longer than 2,000 letters"))
