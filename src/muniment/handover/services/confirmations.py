"""Asking customers whether they agree to their new contact: ask, remind, hand over, stop."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from muniment.core.actor import Actor
from muniment.core.errors import gettext_noop
from muniment.core.ids import new_token
from muniment.handover import planning, sealing
from muniment.handover.domain.states import (
    COUNTING,
    ConfirmationState,
    ItemState,
    Kind,
    Obstacle,
)
from muniment.handover.errors import (
    ConfirmationNotFound,
    HandoverNotFound,
    RemindersUsedUp,
    SendingInvalid,
    StepNotOpen,
)
from muniment.handover.models import Confirmation, ConfirmationLink, HandoverItem
from muniment.handover.outsiders import SEALED, digest
from muniment.handover.services.board import locked
from muniment.handover.services.preparing import Outlook, outlook, take_up
from muniment.handover.wording import LANGUAGES
from muniment.jobs.services import enqueue
from muniment.ledger.services import append_entry
from muniment.vault import queries as vault

ASKED = "handover.confirmation.asked"
LINK_MADE = "handover.confirmation.link_made"
REMINDED = "handover.confirmation.reminded"
CLOSED = "handover.confirmation.closed"
LETTER_JOB = "portal.contact_letter"
"""The job that writes and mails a letter: the portal does it, which knows its own address."""
LONGEST_WAIT_DAYS = 90
MOST_REMINDERS = 3
TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class Sending:
    """How customers are asked.

    Attributes:
        by_mail: the house mails the letter to the customer's address, which no person learns;
            otherwise somebody hands the link over.
        language: of all letters; "" takes each customer's own.
        days: how long a link is open; remind_days: between reminders, 0 for none.
    """

    by_mail: bool = True
    language: str = ""
    days: int = 14
    remind_days: int = 5


@dataclass(frozen=True, slots=True)
class HandedLink:
    """A fresh one-time link with all that its letter says: shown once, kept nowhere.

    Attributes:
        told: company, leaver, heir, post (a role), email; nothing about the customer.
    """

    confirmation_id: UUID
    dossier_id: UUID
    token: str
    told: Mapping[str, str]
    kind: Kind
    language: str
    expires_at: datetime


def ask_customers(
    *, item_ids: Collection[UUID], sending: Sending, by: Actor, at: datetime
) -> tuple[UUID, ...]:
    """Ask customers for their word on their new contact; a question that still waits is replaced.

    Whoever leads the leaver asks for any customer, an heir for those that come to her; the
    leaver asks nobody. What is sent is the prepared letter, in the language of now. By mail, the
    letters are queued in the same transaction; a customer that no mail can reach is not asked,
    and its letter stays prepared with the reason.

    Returns:
        The questions that are open now.

    Raises:
        SendingInvalid, StepNotOpen: a customer agreed already, in a way that counts; nothing was
            written.
        HandoverNotFound, HandoverOver, NotYoursToHand: nothing was written.
        RuntimeError: inside a transaction, which could undo the record of reading languages.

    Costs eight statements a customer.
    """
    _require_sending(sending)
    views = _outlook(item_ids, by, sending, at)
    with transaction.atomic():
        items = locked(item_ids)
        for item in items:
            require_writer(item, by)
            if item.state == ItemState.CONFIRMED and item.vouch in COUNTING:
                raise StepNotOpen(state=item.state)
        asked = (_ask(item, views.get(item.dossier_id), sending, by, at) for item in items)
        return tuple(one for one in asked if one is not None)


def remind_customer(*, confirmation_id: UUID, by: Actor, at: datetime) -> None:
    """Send a reminder now, with a fresh link; the old ones stay good.

    Raises:
        ConfirmationNotFound: not waiting, run out, or not sent by mail.
        RemindersUsedUp: three were sent.
        NotYoursToHand, HandoverOver: nothing was written.
    """
    with transaction.atomic():
        row = waiting(confirmation_id, by, at)
        if not row.by_mail:
            raise ConfirmationNotFound
        if row.reminders >= MOST_REMINDERS:
            raise RemindersUsedUp
        queue_letter(row.id, at)
        tell(REMINDED, row, by, at)


def hand_over_links(
    *, confirmation_ids: Collection[UUID], by: Actor, at: datetime
) -> tuple[HandedLink, ...]:
    """Make links for somebody to hand over herself; links made before them end, and reminders.

    The customer's word by such a link is no trace of the customer: nobody knows who opened it.
    It counts where somebody who leads handed the link over, and not where the heir did.

    Raises:
        ConfirmationNotFound: one is not waiting, or has run out.
        NotYoursToHand, HandoverOver: nothing was written.
    """
    with transaction.atomic():
        return tuple(_hand(waiting(one, by, at), by, at) for one in sorted(set(confirmation_ids)))


def close_confirmation(*, confirmation_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Stop waiting: every link ends, nobody is reminded any more.

    Raises:
        ConfirmationNotFound: it waits no longer. SendingInvalid: say why.
        NotYoursToHand, HandoverOver: nothing was written.
    """
    if not reason.strip():
        raise SendingInvalid(why=gettext_noop("say why"))
    with transaction.atomic():
        row = waiting(confirmation_id, by)
        end(row, ConfirmationState.CLOSED, at)
        tell(CLOSED, row, by, at, sealed={"reason": reason.strip()})


def waiting(confirmation_id: UUID, by: Actor, at: datetime | None = None) -> Confirmation:
    """Lock one question that waits, and whose links are open when `at` is given.

    Raises:
        ConfirmationNotFound, NotYoursToHand, HandoverOver: see the verbs.
    """
    item_id = Confirmation.objects.filter(pk=confirmation_id).values_list("item_id", flat=True)
    found = item_id.first()
    if found is None:
        raise ConfirmationNotFound
    (item,) = locked([found], over=True)
    require_writer(item, by)
    row = Confirmation.objects.select_for_update().get(pk=confirmation_id)
    if row.state != ConfirmationState.WAITING or (at and row.expires_at <= at):
        raise ConfirmationNotFound
    row.item = item
    return row


def require_writer(item: HandoverItem, by: Actor) -> None:
    """Let the heir who keeps the customer now and those above the leaver write to it.

    Raises:
        NotYoursToHand: somebody else, the leaver and former heirs among them.
    """
    if not _is_keeping_heir(item, by):
        planning.require_lead(by, item.handover.person_id)


def _is_keeping_heir(item: HandoverItem, by: Actor) -> bool:
    if by.person_id != item.heir_id or by.person_id == item.handover.person_id:
        return False
    head = vault.dossier(item.dossier_id)
    return head is not None and head.keeper_id == by.person_id


def queue_letter(confirmation_id: UUID, at: datetime) -> None:
    """Have the portal write and mail a letter after the commit."""
    once = f"{LETTER_JOB}:{confirmation_id}"
    enqueue(LETTER_JOB, {"confirmation_id": confirmation_id}, at, once=once, priority=20)


def new_link(row: Confirmation, at: datetime) -> str:
    """Make a link; only the keyed hash of its token is written."""
    token = new_token(TOKEN_BYTES)
    ConfirmationLink.objects.create(confirmation=row, digest=digest(token), made_at=at)
    return token


def end(row: Confirmation, state: ConfirmationState, at: datetime) -> None:
    """Close a question for good, and every way to it."""
    row.state, row.ended_at, row.remind_at = state, at, None
    row.save()
    ConfirmationLink.objects.filter(confirmation=row).delete()


def tell(
    kind: str, row: Confirmation, by: Actor, at: datetime, *,
    sealed: Mapping[str, str] | None = None, **facts: object,
) -> str:  # fmt: skip
    """Put something about a question on record; give the leaf hash of the entry."""
    item = row.item
    told = {
        "confirmation": str(row.id), "other": str(item.dossier_id), "person": str(row.heir_id),
        **facts,
    }  # fmt: skip
    entry = append_entry(
        kind=kind, subject=item.handover_id, by=by, at=at, facts=told, sealed=sealed or {},
        seal_under=(item.dossier_id, sealing.COMPARTMENT), refs=[item.dossier_id],
    )  # fmt: skip
    return entry.leaf_hash.hex()


def _require_sending(sending: Sending) -> None:
    if not 1 <= sending.days <= LONGEST_WAIT_DAYS or not 0 <= sending.remind_days <= sending.days:
        raise SendingInvalid(why=gettext_noop("the days do not fit"))
    if sending.language and sending.language not in LANGUAGES:
        raise SendingInvalid(why=gettext_noop("there is no letter in this language"))


def _outlook(
    item_ids: Collection[UUID], by: Actor, sending: Sending, at: datetime
) -> dict[UUID, Outlook]:
    """What the letters need to know; the house reads it, on record, for those who may write."""
    rows = HandoverItem.objects.filter(pk__in=list(item_ids)).select_related("handover")
    items = list(rows)
    for item in items:
        require_writer(item, by)
    if len(items) != len(set(item_ids)):
        raise HandoverNotFound
    found = outlook([item.dossier_id for item in items], by=by, at=at)
    if not sending.language:
        return found
    return {one: replace(view, language=sending.language) for one, view in found.items()}


def _ask(
    item: HandoverItem, view: Outlook | None, sending: Sending, by: Actor, at: datetime
) -> UUID | None:
    assert by.person_id is not None
    row = take_up(item, view or Outlook(), by=by, at=at)
    if sending.by_mail and row.obstacle and Obstacle(row.obstacle).stops_mail:
        return None
    reminds = sending.by_mail and sending.remind_days
    row.state, row.by_mail = ConfirmationState.WAITING, sending.by_mail
    row.asked_by_id, row.asked_at = by.person_id, at
    row.expires_at, row.remind_days = at + timedelta(days=sending.days), sending.remind_days
    row.remind_at = at + timedelta(days=sending.remind_days) if reminds else None
    row.save()
    if sending.by_mail:
        queue_letter(row.id, at)
    tell(ASKED, row, by, at, language=row.language, by_mail=sending.by_mail, days=sending.days)
    return row.id


def _hand(row: Confirmation, by: Actor, at: datetime) -> HandedLink:
    ConfirmationLink.objects.filter(confirmation=row).delete()
    row.by_mail, row.remind_at = False, None  # whoever answers now had it from a person
    row.brought_by_id = by.person_id
    row.save(update_fields=["by_mail", "remind_at", "brought_by"])
    token, item = new_link(row, at), row.item
    told = sealing.unseal(item.dossier_id, SEALED, row.id, row.sealed)
    tell(LINK_MADE, row, by, at)
    return HandedLink(
        row.id, item.dossier_id, token, told, Kind(item.handover.kind), row.language,
        row.expires_at,
    )  # fmt: skip
