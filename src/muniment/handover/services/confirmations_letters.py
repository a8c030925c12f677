"""Letters to customers: what stands in them, whether they left, when to remind."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from muniment.core.actor import HOUSE
from muniment.handover import addresses, sealing
from muniment.handover.domain import course
from muniment.handover.domain.states import ConfirmationState, ItemState, Kind, Stage
from muniment.handover.models import Confirmation
from muniment.handover.outsiders import LIVING, SEALED
from muniment.handover.services.board import OVERDUE
from muniment.handover.services.confirmations import (
    MOST_REMINDERS,
    HandedLink,
    new_link,
    queue_letter,
    tell,
)

MAILED = "handover.confirmation.mailed"
_BATCH = 200


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter on its way: the token is in it and nowhere else.

    Attributes:
        to: the customer's address; reminder: 0 for the first letter, then 1 to 3.
    """

    to: str
    link: HandedLink
    reminder: int


def write_letter(*, confirmation_id: UUID, at: datetime) -> Letter | None:
    """Make a link and say what the letter with it holds; None when nobody waits any more.

    Called by the house itself. The address is read here, on record, and shown to no person.

    None also where the customer has no mail address, or one of this house.
    """
    row = _open(confirmation_id, at)
    if row is None:
        return None
    dossier_id = row.item.dossier_id
    to = addresses.addresses_of([dossier_id], by=HOUSE, at=at)[dossier_id].text
    if not to:
        return None
    them = {row.item.handover.person_id, row.item.heir_id}
    address_by = addresses.by_one_of_them(addresses.hands_on([dossier_id]).get(dossier_id), them)
    with transaction.atomic():
        row = _open(confirmation_id, at, lock=True)
        told = sealing.unseal(row.item.dossier_id, SEALED, row.id, row.sealed) if row else {}
        if row is None or not told:
            return None
        if address_by is not None:
            row.address_by_id = address_by
            row.save(update_fields=["address_by"])
        link = HandedLink(
            row.id, row.item.dossier_id, new_link(row, at), told, Kind(told["kind"]), row.language,
            row.expires_at,
        )  # fmt: skip
        return Letter(to, link, row.reminders + 1 if row.mailed_at else 0)


def note_letter(*, confirmation_id: UUID, is_sent: bool, at: datetime) -> None:
    """Put on record whether a mail server took the letter; a first letter introduces the heir."""
    with transaction.atomic():
        row = _open(confirmation_id, at, lock=True)
        if row is None:
            return
        if is_sent:
            row.reminders += 1 if row.mailed_at else 0
            row.mailed_at = at
            _introduce(row, at)
        row.is_undelivered = not is_sent
        row.remind_at = _next_reminder(row, at)
        row.save(update_fields=["reminders", "mailed_at", "is_undelivered", "remind_at"])
        tell(MAILED, row, HOUSE, at, sent=is_sent, reminder=row.reminders)


def chase(*, at: datetime) -> int:
    """Queue the reminders that are due, and say on the boards what is overdue; how many of both."""
    due = Confirmation.objects.filter(
        Q(remind_at__lte=at, expires_at__gt=at) | Q(expires_at__lte=at, is_overdue_noted=False),
        state=ConfirmationState.WAITING, item__handover__stage__in=LIVING,
    )  # fmt: skip
    ids = list(due.order_by("asked_at", "id").values_list("id", flat=True)[:_BATCH])
    for confirmation_id in ids:
        with transaction.atomic():
            _chase_one(confirmation_id, at)
    return len(ids)


def _chase_one(confirmation_id: UUID, at: datetime) -> None:
    rows = Confirmation.objects.select_for_update(of=("self",)).select_related("item__handover")
    row = rows.get(pk=confirmation_id)
    if row.state != ConfirmationState.WAITING:
        return
    row.remind_at = None  # the letter sets the next one
    if row.expires_at > at:
        row.save(update_fields=["remind_at"])
        queue_letter(row.id, at)
        return
    row.is_overdue_noted = True
    row.save(update_fields=["is_overdue_noted", "remind_at"])
    item = row.item
    if item.state in {ItemState.OPEN, ItemState.INTRODUCED}:
        item.state = ItemState.OVERDUE
        item.save(update_fields=["state"])
        tell(OVERDUE, row, HOUSE, at)


def _introduce(row: Confirmation, at: datetime) -> None:
    item = row.item
    if item.introduced_at is None and item.handover.stage == Stage.RUNNING:
        item.introduced_at, item.introduced_by_id = at, row.asked_by_id
        item.state = course.after_introduction(ItemState(item.state)) or item.state
        item.save(update_fields=["introduced_at", "introduced_by", "state"])


def _next_reminder(row: Confirmation, at: datetime) -> datetime | None:
    if not row.by_mail or not row.remind_days or row.reminders >= MOST_REMINDERS:
        return None
    following = at + timedelta(days=row.remind_days)
    return following if following < row.expires_at else None


def _open(confirmation_id: UUID, at: datetime, *, lock: bool = False) -> Confirmation | None:
    rows = Confirmation.objects.select_related("item__handover")
    rows = rows.select_for_update(of=("self",)) if lock else rows
    return rows.filter(
        pk=confirmation_id, state=ConfirmationState.WAITING, expires_at__gt=at,
        item__handover__stage__in=LIVING,
    ).first()  # fmt: skip
