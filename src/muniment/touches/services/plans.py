"""Visits that are planned, promises that were made, and how both end."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from muniment.core.actor import Actor
from muniment.core.errors import gettext_noop
from muniment.core.ids import new_id
from muniment.ledger.services import append_entry
from muniment.people import queries as people
from muniment.touches.domain.duties import may_log
from muniment.touches.domain.kinds import PromiseKind, PromiseState, VisitState
from muniment.touches.errors import TouchInvalid, TouchNotFound, TouchNotYours
from muniment.touches.models import Promise, Visit
from muniment.touches.sealing import seal_words
from muniment.touches.standing import may_promise, open_standing, require_no_hold

VISIT_PLANNED = "touches.visit.planned"
VISIT_CANCELLED = "touches.visit.cancelled"
PROMISE_MADE = "touches.promise.made"
PROMISE_CLOSED = "touches.promise.closed"
FURTHEST_DAYS = 5 * 365
LONGEST_WORDS = 1000


def plan_visit(
    *, dossier_id: UUID, planned_on: date, person_id: UUID | None = None, purpose: str = "",
    by: Actor, at: datetime,
) -> UUID:  # fmt: skip
    """Plan a visit, for oneself or for somebody else of the staff.

    Returns:
        The visit.

    Raises:
        TouchInvalid, TouchNotYours, CustomerClosed, DossierNotFound: nothing was written.
    """
    stands = open_standing(by, dossier_id, at)
    if not stands.may_plan:
        raise TouchNotYours
    _require_day(planned_on, timezone.localdate(at), earliest=0)
    _require_short(purpose)
    visitor = _at_work(person_id) if person_id else stands.reader.id
    with transaction.atomic():
        row_id = new_id()
        Visit.objects.create(
            id=row_id, dossier_id=dossier_id, person_id=visitor, planned_on=planned_on,
            sealed=seal_words(dossier_id, "visit", row_id, {"purpose": purpose.strip()}),
            made_at=at,
        )  # fmt: skip
        facts = {"visit": str(row_id), "person": str(visitor), "on": planned_on.isoformat()}
        append_entry(kind=VISIT_PLANNED, subject=dossier_id, by=by, at=at, facts=facts)
    return row_id


def cancel_visit(*, visit_id: UUID, by: Actor, at: datetime) -> None:
    """Call a planned visit off.

    Raises:
        TouchNotFound: none that is planned and that she may know of.
    """
    with transaction.atomic():
        row = (
            Visit.objects.select_for_update().filter(pk=visit_id, state=VisitState.PLANNED).first()
        )
        if row is None:
            raise TouchNotFound
        _require_part(row.dossier_id, row.person_id, by, at)
        row.state, row.closed_at = VisitState.CANCELLED.value, at
        row.save(update_fields=["state", "closed_at"])
        facts = {"visit": str(row.id)}
        append_entry(kind=VISIT_CANCELLED, subject=row.dossier_id, by=by, at=at, facts=facts)


def note_promise(
    *, dossier_id: UUID, kind: PromiseKind, words: str, due_on: date | None, by: Actor,
    at: datetime,
) -> UUID:  # fmt: skip
    """Put on record what we promised or offered, apart from a touch.

    Raises:
        TouchNotYours: neither somebody who plans for this customer nor with a touch of her own.
        TouchInvalid, CustomerClosed, DossierNotFound: nothing was written.
    """
    stands = open_standing(by, dossier_id, at)
    if not may_promise(stands):
        raise TouchNotYours
    with transaction.atomic():
        return add_promise(
            dossier_id, stands.reader.id, kind=kind, words=words, due_on=due_on, by=by, at=at
        )


def close_promise(*, promise_id: UUID, kept: bool, by: Actor, at: datetime) -> None:
    """Say that a promise was kept, or that it was dropped.

    Raises:
        TouchNotFound: none that is open and that she may know of. MailOnHold: on notice, nobody
            drops a promise.
    """
    if not kept:
        require_no_hold(by)
    with transaction.atomic():
        row = (
            Promise.objects.select_for_update()
            .filter(pk=promise_id, state=PromiseState.OPEN)
            .first()
        )
        if row is None:
            raise TouchNotFound
        _require_part(row.dossier_id, row.person_id, by, at)
        row.state = (PromiseState.KEPT if kept else PromiseState.DROPPED).value
        row.closed_at, row.closed_by_id = at, by.person_id
        row.save(update_fields=["state", "closed_at", "closed_by"])
        facts = {"promise": str(row.id), "state": row.state}
        append_entry(kind=PROMISE_CLOSED, subject=row.dossier_id, by=by, at=at, facts=facts)


def add_promise(
    dossier_id: UUID, person_id: UUID, *, kind: PromiseKind, words: str, due_on: date | None,
    by: Actor, at: datetime, touch_id: UUID | None = None,
) -> UUID:  # fmt: skip
    """Write one promise inside a transaction that runs.

    Raises:
        TouchInvalid: no words, or a day that makes no sense.
    """
    if not words.strip():
        raise TouchInvalid(why=gettext_noop("say what was promised"))
    _require_short(words)
    if due_on:
        _require_day(due_on, timezone.localdate(at), earliest=-FURTHEST_DAYS)
    row_id = new_id()
    Promise.objects.create(
        id=row_id, dossier_id=dossier_id, person_id=person_id, touch_id=touch_id, kind=kind.value,
        due_on=due_on, made_at=at,
        sealed=seal_words(dossier_id, "promise", row_id, {"words": words.strip()}),
    )  # fmt: skip
    facts = {
        "promise": str(row_id),
        "kind": kind.value,
        "due_on": due_on.isoformat() if due_on else "",
    }
    append_entry(kind=PROMISE_MADE, subject=dossier_id, by=by, at=at, facts=facts)
    return row_id


def _require_part(dossier_id: UUID, person_id: UUID, by: Actor, at: datetime) -> None:
    """Her own, or a customer that she plans for; anything else is as if it were not there."""
    stands = open_standing(by, dossier_id, at)
    if stands.reader.id != person_id and not stands.may_plan:
        raise TouchNotFound


def _at_work(person_id: UUID) -> UUID:
    row = people.reader(person_id)
    if row is None or not row.state.may_sign_in or not may_log(row.role):
        raise TouchInvalid(why=gettext_noop("this person is not at work here"))
    return row.id


def _require_day(day: date, today: date, *, earliest: int) -> None:
    if not today + timedelta(days=earliest) <= day <= today + timedelta(days=FURTHEST_DAYS):
        raise TouchInvalid(why=gettext_noop("the day makes no sense"))


def _require_short(words: str) -> None:
    if len(words) > LONGEST_WORDS:
        raise TouchInvalid(why=gettext_noop("the text is longer than 1,000 letters"))
