"""What a customer sees of a hand-over: who looks after it from now on, and nothing else.

Find, put on record, commit, and only then unseal. A link that is unknown, has run out, was used
or revoked, or whose hand-over was withdrawn, is one and the same refusal. The page names people
of ours and never the customer, so that a link in the wrong hands tells nobody whose it was.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from muniment.core.actor import Actor, Door, Place
from muniment.handover import sealing
from muniment.handover.domain.states import ConfirmationState, Kind, Stage
from muniment.handover.errors import LinkClosed
from muniment.handover.models import Confirmation, ConfirmationLink
from muniment.keys import ring
from muniment.ledger import health
from muniment.ledger.recording import on_record
from muniment.ledger.services import append_entry

OPENED = "handover.confirmation.opened"
INDEX = "handover.confirmation_link"
SEALED = "confirmation"
LONGEST_TOKEN = 100
LIVING = (Stage.RUNNING, Stage.COMPLETE)
"""A customer's word may come when the rest is done; only taking notice back ends the question."""


@dataclass(frozen=True, slots=True)
class OpenedQuestion:
    """All that a customer is shown. `post` is a role of the house."""

    company: str
    leaver: str
    heir: str
    post: str
    email: str
    kind: Kind
    language: str
    expires_at: datetime


def open_confirmation(*, token: str, place: Place, at: datetime) -> OpenedQuestion:
    """Show the question of a link; the first opening is on record.

    Raises:
        LinkClosed: nobody is told why. LedgerUnavailable: nothing can be put on record.
    """
    row = found_by(token, at)
    if row.opened_at is None:
        _record_first(row, place, at)
    else:
        health.require_readable()
    told = sealing.unseal(row.item.dossier_id, SEALED, row.id, row.sealed)
    if not told:
        raise LinkClosed  # the customer was erased
    return OpenedQuestion(
        company=told["company"], leaver=told["leaver"], heir=told["heir"], post=told["post"],
        email=told["email"], kind=Kind(told["kind"]), language=row.language,
        expires_at=row.expires_at,
    )  # fmt: skip


def digest(token: str) -> bytes:
    """Hash a token under a key that lies outside the database; 16 bytes."""
    return ring.blind(INDEX, token)


def found_by(token: str, at: datetime) -> Confirmation:
    """Find a question by the keyed hash of its link; one query.

    How long that takes tells nothing about the token.

    Raises:
        LinkClosed: unknown, run out, used, revoked, or the hand-over was withdrawn.
    """
    wanted = digest(token[:LONGEST_TOKEN])
    links = ConfirmationLink.objects.select_related("confirmation__item__handover")
    link = links.filter(digest=wanted, revoked_at=None).first()
    if link is None or not hmac.compare_digest(bytes(link.digest), wanted):
        raise LinkClosed
    row = link.confirmation
    is_open = row.state == ConfirmationState.WAITING and row.expires_at > at
    if not is_open or row.item.handover.stage not in LIVING:
        raise LinkClosed
    return row


def _record_first(row: Confirmation, place: Place, at: datetime) -> None:
    by = Actor(person_id=None, door=Door.PORTAL, place=place)
    with on_record():
        if Confirmation.objects.filter(pk=row.id, opened_at=None).update(opened_at=at):
            _append(row.item.handover_id, row.item.dossier_id, row.id, by, at)


def _append(handover_id: UUID, dossier_id: UUID, row_id: UUID, by: Actor, at: datetime) -> None:
    append_entry(
        kind=OPENED, subject=handover_id, by=by, at=at,
        facts={"confirmation": str(row_id), "other": str(dossier_id)},
        sealed={"address": by.place.address, "device": by.place.device},
        seal_under=(dossier_id, sealing.COMPARTMENT), refs=[dossier_id],
    )  # fmt: skip
