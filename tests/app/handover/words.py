"""What tests of customers' words share: a customer asked, its link, a full answer."""

from datetime import datetime
from uuid import UUID

from muniment.core.actor import Place
from muniment.handover.models import HandoverItem
from muniment.handover.services.confirmations import (
    HandedLink,
    Sending,
    ask_customers,
    hand_over_links,
)
from muniment.handover.services.confirmations_answers import Receipt, take_answer
from tests.world import NOON, World

OUTSIDE = Place(address="203.0.113.9", device="Firefox")
YES = {
    "answer": "confirmed", "comment": "Fine for us", "promises": "samples by 3 June\n\ndrawing",
    "quotations": "Q-17", "answered_by": "K. Weber, buyer",
}  # fmt: skip
NO = YES | {"answer": "refused", "comment": "We know nobody there"}


def item_of(dossier_id: UUID) -> HandoverItem:
    """The customer's place on the board."""
    return HandoverItem.objects.select_related("handover").get(dossier=dossier_id)


def asked(
    world: World, dossier_id: UUID, *, by: str = "mia", at: datetime = NOON,
    sending: Sending | None = None,
) -> UUID:  # fmt: skip
    """Ask one customer, the link to be handed over unless told otherwise."""
    (made,) = ask_customers(
        item_ids=[item_of(dossier_id).id], sending=sending or Sending(by_mail=False),
        by=world.actor(by), at=at,
    )  # fmt: skip
    return made


def link(
    world: World, confirmation_id: UUID, *, by: str = "mia", at: datetime = NOON
) -> HandedLink:
    """A fresh link, as somebody hands it over."""
    (made,) = hand_over_links(confirmation_ids=[confirmation_id], by=world.actor(by), at=at)
    return made


def answer(token: str, told: dict[str, str] | None = None, *, at: datetime = NOON) -> Receipt:
    """Answer as the customer."""
    return take_answer(
        token=token, told=YES if told is None else told, language="en", place=OUTSIDE, at=at
    )
