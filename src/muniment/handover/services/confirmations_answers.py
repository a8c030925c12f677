"""Taking a customer's word: by its link, or as a mail or a signed sheet that somebody files."""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from muniment.core import canonical
from muniment.core.actor import HOUSE, Actor, Door, Place
from muniment.core.clock import rfc3339
from muniment.core.ids import new_id
from muniment.handover import papers, sealing
from muniment.handover.domain.replies import Reply, read_reply
from muniment.handover.domain.states import (
    OPEN_QUESTIONS,
    Answer,
    AnswerWay,
    ConfirmationState,
    Vouch,
)
from muniment.handover.errors import AnswerUnfit, LinkClosed, PaperUnfit
from muniment.handover.models import Confirmation, HandoverItem
from muniment.handover.outsiders import SEALED, found_by
from muniment.handover.papers import Paper
from muniment.handover.services import confirmations
from muniment.handover.services.board import locked, note_answer
from muniment.handover.services.preparing import told_to
from muniment.handover.wording import LANGUAGES
from muniment.people import queries as people
from muniment.touches import services as touching

ANSWERED = "handover.confirmation.answered"
FORMAT = "muniment/contact-answer/v1"
SOURCE = "confirmation"
_SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the customer takes away.

    Attributes:
        copy: the answer, byte for byte as it is kept; sha256: its hash, hexadecimal.
        entry_leaf: hash of the ledger entry that names this hash, hexadecimal.
    """

    copy: bytes
    sha256: str
    entry_leaf: str
    at: datetime


def take_answer(
    *, token: str, told: Mapping[str, str], language: str, place: Place, at: datetime
) -> Receipt:
    """Take the one answer to a question; every link to it ends.

    Where the house itself mailed the link to an address that neither the leaver nor the heir
    alone vouches for, a yes is the customer's own trace of the new contact. A link that somebody
    handed over moves the board alone.

    Raises:
        LinkClosed: unknown, run out, used, revoked or withdrawn: nobody is told which.
        AnswerUnfit: nothing was kept.
    """
    by = Actor(person_id=None, door=Door.PORTAL, place=place)
    with transaction.atomic():
        item, row = _locked_by_link(token, at)
        reply = _whole(told)
        vouch = _vouch_of_link(item, row)
        receipt = _keep(item, row, reply, _Kept(AnswerWay.LINK, language, None, vouch), by, at)
        if reply.answer is Answer.CONFIRMED and vouch is Vouch.TRACED:
            touching.note_confirmed(
                dossier_id=item.dossier_id, person_id=row.heir_id, source=SOURCE, by=by, at=at
            )
    return receipt


def file_answer(
    *, item_id: UUID, told: Mapping[str, str], way: AnswerWay, paper: Paper, by: Actor,
    at: datetime,
) -> UUID:  # fmt: skip
    """File a mailed or signed answer as evidence; a question that still waits is answered by it.

    The paper is kept sealed with its hash. It moves the board, and is no trace of the customer:
    somebody of the house brought it. It counts where that is somebody who leads the leaver; by
    filing it again, a leader stands for what the heir brought.

    Raises:
        AnswerUnfit, PaperUnfit: nothing was kept.
        HandoverNotFound, HandoverOver, NotYoursToHand: nothing was written.
    """
    if way is AnswerWay.LINK:
        raise PaperUnfit(why="a link is answered on its page")
    checked = papers.checked(paper)
    with transaction.atomic():
        (item,) = locked([item_id], over=True)
        confirmations.require_writer(item, by)
        reply = _whole(told)
        row = _waiting_or_new(item, by, at)
        row.brought_by_id = by.person_id
        vouch = _brought(item, by.person_id)
        _keep(item, row, reply, _Kept(way, row.language, checked, vouch), by, at)
    return row.id


def _locked_by_link(token: str, at: datetime) -> tuple[HandoverItem, Confirmation]:
    """Lock customer and question of a link that is still open, for the running transaction."""
    found = found_by(token, at)
    (item,) = locked([found.item_id], over=True)
    row = Confirmation.objects.select_for_update().get(pk=found.pk)
    if row.state != ConfirmationState.WAITING:
        raise LinkClosed
    row.item = item
    return item, row


@dataclass(frozen=True, slots=True)
class _Kept:
    """How the word came in."""

    way: AnswerWay
    language: str
    paper: Paper | None
    vouch: Vouch


def _vouch_of_link(item: HandoverItem, row: Confirmation) -> Vouch:
    if not row.by_mail:
        return _brought(item, row.brought_by_id)
    is_proven = row.mailed_at is not None and row.address_by_id is None
    return Vouch.TRACED if is_proven else Vouch.ADDRESS


def _brought(item: HandoverItem, person_id: UUID | None) -> Vouch:
    """The heir never stands for her own customer; whoever else may write to it leads."""
    return Vouch.HEIR if person_id in {None, item.heir_id, item.handover.person_id} else Vouch.LED


def _whole(told: Mapping[str, str]) -> Reply:
    reply, faults = read_reply(told)
    if reply is None:
        raise AnswerUnfit(faults)
    return reply


def _waiting_or_new(item: HandoverItem, by: Actor, at: datetime) -> Confirmation:
    row = (
        Confirmation.objects.select_for_update().filter(item=item, state__in=OPEN_QUESTIONS).first()
    )
    if row is None:
        assert by.person_id is not None
        row_id, told = new_id(), told_to(item)
        row = Confirmation.objects.create(
            id=row_id, item=item, heir_id=item.heir_id, language=LANGUAGES[0],
            sealed=sealing.seal(item.dossier_id, SEALED, row_id, told), asked_by_id=by.person_id,
            asked_at=at, expires_at=at + timedelta(days=1),
        )  # fmt: skip
    row.item = item
    return row


def _keep(  # noqa: PLR0917 - one answer is all of this
    item: HandoverItem, row: Confirmation, reply: Reply, kept: _Kept, by: Actor, at: datetime
) -> Receipt:
    content = sealing.unseal(item.dossier_id, SEALED, row.id, row.sealed)
    copy = canonical.dump(_copy(content, reply, kept, at))
    sha256 = hashlib.sha256(copy).hexdigest()
    content["answer"] = {"copy": canonical.b64(copy), "filed_by": str(by.person_id or "")}
    if kept.paper is not None:
        content["paper"] = papers.told(kept.paper)
    row.sealed = sealing.seal(item.dossier_id, SEALED, row.id, content)
    row.answer, row.way, row.receipt = reply.answer, kept.way, sha256
    confirmations.end(row, ConfirmationState.ANSWERED, at)
    leaf = confirmations.tell(
        ANSWERED, row, by, at, answer=reply.answer.value, way=kept.way.value, receipt=sha256,
        sealed={
            "answered_by": reply.answered_by, "address": by.place.address,
            "device": by.place.device,
        },
    )  # fmt: skip
    note_answer(
        item_id=item.id, answer=reply.answer, vouch=kept.vouch, confirmation_id=row.id,
        by=by if by.person_id else HOUSE, at=at,
    )  # fmt: skip
    return Receipt(copy, sha256, leaf, at)


def _copy(content: Mapping[str, Any], reply: Reply, kept: _Kept, at: datetime) -> dict[str, Any]:
    """The answer as it is kept; the salt keeps anybody from confirming a guess by the hash."""
    return {
        "v": FORMAT,
        "asked_by": people.company().name,
        "leaver": content.get("leaver", ""),
        "contact": content.get("heir", ""),
        "answer": reply.answer.value,
        "comment": reply.comment,
        "promises": list(reply.promises),
        "quotations": list(reply.quotations),
        "answered_by": reply.answered_by,
        "way": kept.way.value,
        "language": kept.language,
        "paper": kept.paper.sha256 if kept.paper else "",
        "at": rfc3339(at),
        "salt": canonical.b64(os.urandom(_SALT_BYTES)),
    }
