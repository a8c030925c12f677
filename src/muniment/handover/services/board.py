"""What happens to one customer on the board: introduced, answered, accepted, offered again."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from muniment.core.actor import HOUSE, Actor
from muniment.handover import around, planning
from muniment.handover.domain import course
from muniment.handover.domain.states import Answer, ItemState, Stage, Vouch
from muniment.handover.errors import (
    HandoverNotFound,
    HandoverOver,
    HeirUnfit,
    NotYoursToHand,
    StepNotOpen,
)
from muniment.handover.models import Handover, HandoverItem, PromiseItem
from muniment.handover.services import preparing
from muniment.ledger.services import append_entry
from muniment.people import queries as people
from muniment.people.domain.employment import State
from muniment.vault import services as vault
from muniment.vault.domain.duties import KEEPERS

INTRODUCED = "handover.customer.introduced"
ACCEPTED = "handover.customer.accepted"
ANSWERED = "handover.customer.answered"
OFFERED = "handover.heir.offered"
PASSED_ON = "handover.heir.followed"
OVERDUE = "handover.customer.overdue"


def introduce_customers(*, item_ids: Collection[UUID], by: Actor, at: datetime) -> int:
    """Note that the heir was introduced to these customers; say for how many that was new.

    The leaver, the heir and whoever leads the leaver may say so.

    Raises:
        HandoverNotFound, HandoverOver: nothing was written.
    """
    with transaction.atomic():
        items = locked(item_ids)
        for item in items:
            _require_part(item, by)
        fresh = [item for item in items if item.introduced_at is None]
        for item in fresh:
            item.introduced_at, item.introduced_by_id = at, by.person_id
            item.state = course.after_introduction(ItemState(item.state)) or item.state
            item.save(update_fields=["introduced_at", "introduced_by", "state"])
            _tell(INTRODUCED, item, by, at)
    return len(fresh)


def accept_customers(*, item_ids: Collection[UUID], by: Actor, at: datetime) -> int:
    """The heir takes customers on, with the promises and quotations that are open.

    Raises:
        NotYoursToHand: somebody else than the heir.
        HandoverNotFound, HandoverOver: nothing was written.
    """
    with transaction.atomic():
        items = locked(item_ids)
        if any(item.heir_id != by.person_id for item in items):
            raise NotYoursToHand
        fresh = [item for item in items if item.accepted_at is None]
        for item in fresh:
            item.accepted_at = at
            item.save(update_fields=["accepted_at"])
            promises = PromiseItem.objects.filter(item=item, accepted_at=None)
            count = promises.update(accepted_at=at, accepted_by_id=by.person_id)
            _tell(ACCEPTED, item, by, at, promises=count)
    return len(fresh)


def note_answer(
    *, item_id: UUID, answer: Answer, vouch: Vouch, confirmation_id: UUID, by: Actor, at: datetime
) -> None:
    """Put the customer's word on the board; a later word replaces the earlier one.

    Args:
        vouch: who stands for it that this is the customer's own word.

    The caller has kept the word itself, with time and hash, in the same transaction.

    Raises:
        HandoverNotFound, HandoverOver: nothing was written.
    """
    with transaction.atomic():
        (item,) = locked([item_id], over=True)
        reached = course.after_answer(ItemState(item.state), answer)
        item.state = reached or item.state
        item.answered_at, item.vouch = at, vouch
        item.save(update_fields=["state", "answered_at", "vouch"])
        _tell(
            ANSWERED, item, by, at, answer=answer.value, confirmation=str(confirmation_id),
            vouch=vouch.value,
        )  # fmt: skip


def offer_other_heir(*, item_id: UUID, heir_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Offer a customer another heir: the first was refused, or will not do.

    Custody, duties and the board move; a question that is still waiting is closed, because it
    names somebody else, and its letter is prepared anew.

    Raises:
        NotYoursToHand: neither an owner nor somebody above the leaver.
        HeirUnfit: not at work, keeps no customers, is leaving, or has it already.
        StepNotOpen: the customer agreed to the heir.
        HandoverNotFound, HandoverOver, CustodyMoved: nothing was written.
    """
    with transaction.atomic():
        (item,) = locked([item_id])
        planning.require_lead(by, item.handover.person_id)
        if not course.may_offer_another(ItemState(item.state)):
            raise StepNotOpen(state=item.state)
        _require_fit(item, heir_id, by)
        before = item.heir_id
        vault.reassign_custody(
            from_id=before, heirs={item.dossier_id: heir_id}, cause=item.handover_id, hold=False,
            by=by, at=at, led=item.handover.person_id,
        )  # fmt: skip
        around.move_duties(before, {item.dossier_id: heir_id}, by=by, at=at)
        _start_again(item, heir_id, by, at)
        pass_on(from_id=before, heirs={item.dossier_id: heir_id}, by=by, at=at)
        append_entry(
            kind=OFFERED, subject=item.handover_id, by=by, at=at,
            facts={"other": str(item.dossier_id), "person": str(heir_id), "before": str(before)},
            sealed={"reason": reason}, refs=[item.dossier_id],
        )  # fmt: skip


def pass_on(*, from_id: UUID, heirs: Mapping[UUID, UUID], by: Actor, at: datetime) -> int:
    """Have other boards follow when an heir's customers change hands again; say for how many.

    A customer that had not yet agreed to the heir waits for the next one there, too, and its
    letter is written anew, so that none names somebody who hands over herself. A customer that
    agreed stays as it is: its word was given. In the caller's transaction, custody moved before.

    Args:
        heirs: the next keeper of each customer.

    Costs one statement, and about ten for each customer that such a board waits for.
    """
    rows = HandoverItem.objects.select_for_update().filter(
        heir=from_id, dossier__in=list(heirs), handover__stage=Stage.RUNNING
    )
    waiting = rows.exclude(state=ItemState.CONFIRMED).order_by("handover_id", "rank")
    items = [
        item
        for item in waiting.select_related("handover")
        if heirs[item.dossier_id] != item.handover.person_id
    ]
    for item in items:
        _start_again(item, heirs[item.dossier_id], by, at)
        _tell(PASSED_ON, item, by, at, before=str(from_id))
    return len(items)


def mark_overdue(*, at: datetime) -> int:
    """Mark the customers whose day passed without a word; the house does it daily."""
    today = timezone.localdate(at)
    with transaction.atomic():
        waiting = HandoverItem.objects.select_for_update().filter(
            handover__stage=Stage.RUNNING, handover__due_on__lt=today,
            state__in=[ItemState.OPEN, ItemState.INTRODUCED],
        ).select_related("handover").order_by("handover_id", "rank")  # fmt: skip
        late = list(waiting)
        for item in late:
            item.state = ItemState.OVERDUE
            item.save(update_fields=["state"])
            _tell(OVERDUE, item, HOUSE, at)
    return len(late)


def _start_again(item: HandoverItem, heir_id: UUID, by: Actor, at: datetime) -> None:
    item.heirs_before = [*item.heirs_before, str(item.heir_id)]
    item.heir_id, item.state, item.chosen = heir_id, ItemState.OPEN, True
    item.introduced_at = item.answered_at = item.accepted_at = None
    item.introduced_by_id, item.vouch = None, ""
    item.score, item.reasons = 0, []
    item.save()
    PromiseItem.objects.filter(item=item).update(accepted_at=None, accepted_by=None)
    preparing.renew(item, by=by, at=at)


def _require_fit(item: HandoverItem, heir_id: UUID, by: Actor) -> None:
    person = people.reader(heir_id)
    if person is None or person.state is not State.ACTIVE or person.role not in KEEPERS:
        raise HeirUnfit(why="they are not at work in a role that keeps customers")
    if heir_id in {by.person_id, item.heir_id, item.handover.person_id}:
        raise HeirUnfit(why="they decide about it, have it, or hand it over")


def locked(item_ids: Collection[UUID], *, over: bool = False) -> Sequence[HandoverItem]:
    """Lock items of one running hand-over, in the order of their ids.

    Args:
        over: also of a complete one: a customer's word may come late.

    Raises:
        HandoverNotFound: some do not exist, or they are of several hand-overs.
        HandoverOver: it is complete or withdrawn.
    """
    rows = HandoverItem.objects.select_for_update().filter(pk__in=list(item_ids))
    items = list(rows.order_by("id"))
    whole = {item.handover_id for item in items}
    if len(items) != len(set(item_ids)) or len(whole) != 1:
        raise HandoverNotFound
    handover = Handover.objects.get(pk=whole.pop())
    if handover.stage != Stage.RUNNING and not (over and handover.stage == Stage.COMPLETE):
        raise HandoverOver
    for item in items:
        item.handover = handover
    return items


def _require_part(item: HandoverItem, by: Actor) -> None:
    if by.person_id not in {item.heir_id, item.handover.person_id}:
        planning.require_lead(by, item.handover.person_id)


def _tell(kind: str, item: HandoverItem, by: Actor, at: datetime, **facts: object) -> None:
    told = {"other": str(item.dossier_id), "person": str(item.heir_id), **facts}
    append_entry(
        kind=kind, subject=item.handover_id, by=by, at=at, facts=told, refs=[item.dossier_id]
    )
