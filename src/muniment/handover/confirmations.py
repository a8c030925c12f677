"""Reading what customers said, and how far each question is.

States, days and hashes are columns and shown to whoever has a part in the hand-over. The words
themselves are the customer's: they open to those who lead and to the heir of that customer, and
only where the access table lets them see its contact persons (or a look at those runs), on
record each time.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from muniment.core import canonical
from muniment.core.actor import Actor
from muniment.handover import papers, sealing
from muniment.handover.domain.states import Answer, AnswerWay, ConfirmationState, Obstacle
from muniment.handover.errors import (
    AnswerBehindContacts,
    ConfirmationNotFound,
    HandoverNotFound,
)
from muniment.handover.gate import Part, part_of
from muniment.handover.models import Confirmation, HandoverItem
from muniment.handover.outsiders import SEALED
from muniment.handover.papers import Paper
from muniment.ledger.recording import on_record
from muniment.ledger.services import append_entry
from muniment.people import queries as people
from muniment.vault.domain.cells import Cell
from muniment.vault.gate import permits

READ = "handover.confirmation.read"
_FIELD = "contacts.people"


@dataclass(frozen=True, slots=True)
class ConfirmationRow:
    """One question and where it stands.

    Attributes:
        obstacle: what is in the way of a prepared letter, as of when it was prepared or tried.
        address_by: the leaver or the heir who alone vouches for the address of a letter, or "".
        brought_by: who handed the link over or filed the answer, or "".
        is_traced: the house mailed the link itself, so that a yes is the customer's own trace.
    """

    id: UUID
    item_id: UUID
    dossier_id: UUID
    heir_id: UUID
    heir: str
    language: str
    state: ConfirmationState
    answer: Answer | None
    way: AnswerWay | None
    receipt: str
    by_mail: bool
    is_undelivered: bool
    obstacle: Obstacle | None
    address_by: str
    brought_by: str
    reminders: int
    asked_at: datetime
    expires_at: datetime
    mailed_at: datetime | None
    opened_at: datetime | None
    ended_at: datetime | None

    @property
    def is_prepared(self) -> bool:
        """Say whether the letter is written and nobody was asked yet."""
        return self.state is ConfirmationState.PREPARED

    @property
    def is_waiting(self) -> bool:
        """Say whether an answer is awaited."""
        return self.state is ConfirmationState.WAITING

    @property
    def is_traced(self) -> bool:
        """Say whether the answer came by a link that no person of ours had."""
        is_mailed = self.by_mail and self.mailed_at is not None
        return self.way is AnswerWay.LINK and is_mailed and not self.address_by


@dataclass(frozen=True, slots=True)
class Said:
    """What a customer said, and whether its bytes still have the hash that the ledger keeps."""

    row: ConfirmationRow
    answered_by: str
    comment: str
    promises: tuple[str, ...]
    quotations: tuple[str, ...]
    copy: bytes
    is_sound: bool
    paper: Paper | None


def confirmations_of(item_ids: Collection[UUID]) -> dict[UUID, list[ConfirmationRow]]:
    """The questions of some customers of a board, the newest first; two queries.

    The caller has asked the gate for the board that these customers stand on.
    """
    rows = Confirmation.objects.filter(item__in=list(item_ids)).select_related("item")
    found = list(rows.order_by("-asked_at", "-id").defer("sealed"))
    names = _names(found)
    told: dict[UUID, list[ConfirmationRow]] = {}
    for row in found:
        told.setdefault(row.item_id, []).append(_row(row, names))
    return told


def _names(rows: Collection[Confirmation]) -> dict[UUID, str]:
    ids = {one for row in rows for one in (row.heir_id, row.address_by_id, row.brought_by_id)}
    return dict(people.names({one for one in ids if one is not None}))


def require_asked(*, reader: Actor, handover_id: UUID, confirmation_ids: Collection[UUID]) -> None:
    """Questions are reached only below their own hand-over, by those who have a part in them.

    Raises:
        ConfirmationNotFound: another board's, another heir's, or none at all.
        HandoverNotFound: no part of hers, or the leaver's.
    """
    rows = Confirmation.objects.filter(pk__in=confirmation_ids, item__handover=handover_id)
    if _part(reader, handover_id) is Part.TAKES:
        rows = rows.filter(item__heir=reader.person_id)
    if rows.count() != len(set(confirmation_ids)):
        raise ConfirmationNotFound


def require_item(*, reader: Actor, handover_id: UUID, item_id: UUID) -> None:
    """A customer of a board is reached only by those who lead it, and by its heir.

    Raises:
        HandoverNotFound: no such customer on it, or no part of hers.
    """
    rows = HandoverItem.objects.filter(pk=item_id, handover=handover_id)
    if _part(reader, handover_id) is Part.TAKES:
        rows = rows.filter(heir=reader.person_id)
    if not rows.exists():
        raise HandoverNotFound


def _part(reader: Actor, handover_id: UUID) -> Part:
    _, part = part_of(reader=reader, handover_id=handover_id)
    if part is Part.HANDS:
        raise HandoverNotFound
    return part


def read_answer(*, reader: Actor, confirmation_id: UUID, at: datetime) -> Said:
    """Open a customer's word, on record first.

    Raises:
        ConfirmationNotFound: missing, not answered, or not this reader's to read.
        AnswerBehindContacts: the access table keeps its contact persons from the reader.
        LedgerUnavailable: nothing can be put on record, so nothing is shown.
    """
    found = Confirmation.objects.select_related("item").filter(pk=confirmation_id).first()
    if found is None or found.state != ConfirmationState.ANSWERED:
        raise ConfirmationNotFound
    _require_reader(reader, found, at)
    item = found.item
    with on_record():
        append_entry(
            kind=READ, subject=item.handover_id, by=reader, at=at,
            facts={"confirmation": str(found.id), "other": str(item.dossier_id)},
            refs=[item.dossier_id],
        )  # fmt: skip
    told = sealing.unseal(item.dossier_id, SEALED, found.id, found.sealed)
    if not told:
        raise ConfirmationNotFound  # the customer was erased
    return _said(_row(found, _names([found])), told)


def _require_reader(reader: Actor, row: Confirmation, at: datetime) -> None:
    item = row.item
    _, part = part_of(reader=reader, handover_id=item.handover_id)
    is_heir = part is Part.TAKES and item.heir_id == reader.person_id
    if part is not Part.LEADS and not is_heir:
        raise ConfirmationNotFound
    permit = permits(reader=reader, dossier_id=item.dossier_id, field=_FIELD, at=at)
    if permit.decision.effective is not Cell.OPEN and not permit.may_show:
        raise AnswerBehindContacts


def _said(row: ConfirmationRow, told: dict[str, Any]) -> Said:
    copy = canonical.unb64(told["answer"]["copy"])
    content = json.loads(copy)
    return Said(
        row=row,
        answered_by=content["answered_by"],
        comment=content["comment"],
        promises=tuple(content["promises"]),
        quotations=tuple(content["quotations"]),
        copy=copy,
        is_sound=hashlib.sha256(copy).hexdigest() == row.receipt,
        paper=papers.read(told["paper"]) if "paper" in told else None,
    )


def _row(row: Confirmation, names: Mapping[UUID, str]) -> ConfirmationRow:
    return ConfirmationRow(
        id=row.id, item_id=row.item_id, dossier_id=row.item.dossier_id, heir_id=row.heir_id,
        heir=names.get(row.heir_id, ""), language=row.language, state=ConfirmationState(row.state),
        answer=Answer(row.answer) if row.answer else None,
        way=AnswerWay(row.way) if row.way else None, receipt=row.receipt, by_mail=row.by_mail,
        is_undelivered=row.is_undelivered,
        obstacle=Obstacle(row.obstacle) if row.obstacle else None, reminders=row.reminders,
        asked_at=row.asked_at, expires_at=row.expires_at, mailed_at=row.mailed_at,
        opened_at=row.opened_at, ended_at=row.ended_at,
        address_by=names.get(row.address_by_id, "") if row.address_by_id else "",
        brought_by=names.get(row.brought_by_id, "") if row.brought_by_id else "",
    )  # fmt: skip
