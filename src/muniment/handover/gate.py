"""The one door to what is known about a leaver: who asks, on record, and then no more than hers.

Owners, compliance and those above a person in the line see the whole board, the look-back and what
came after; each such view is on record, and holds no amount of a customer whose order history the
access table keeps from them. An heir sees the customers that come to her, a leaver those she hands
over, both without money and without each other's.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from muniment.core.actor import Actor
from muniment.core.ids import new_id
from muniment.exposure.purse import purse_of
from muniment.handover import queries, sealing
from muniment.handover.domain.ranking import Told, told
from muniment.handover.errors import HandoverNotFound
from muniment.handover.models import Handover, HandoverItem, HandoverLook
from muniment.handover.queries import BoardFilter, BoardRow, HandoverHead, Progress
from muniment.ledger.recording import on_record
from muniment.ledger.services import append_entry
from muniment.people import queries as people
from muniment.people.domain.employment import State
from muniment.people.domain.roles import Role
from muniment.people.queries import ReaderRow
from muniment.vault.gate.standing import reader_of

READ = "handover.handover.read"
_WATCHERS = frozenset({Role.OWNER, Role.COMPLIANCE})


class Part(StrEnum):
    """What somebody is to a hand-over."""

    LEADS = "leads"  # above the leaver, or an owner: decides
    WATCHES = "watches"  # compliance: reads all, decides nothing
    HANDS = "hands"  # the leaver herself
    TAKES = "takes"  # an heir


SEEING_ALL = frozenset({Part.LEADS, Part.WATCHES})


class View(StrEnum):
    """What was looked at."""

    BOARD = "board"
    LOOK_BACK = "look_back"
    AFTER = "after"
    EXIT = "exit"


@dataclass(frozen=True, slots=True)
class Board:
    """One page of a board as this reader may have it.

    Attributes:
        progress: of the whole hand-over; None for heirs, who see only theirs.
        money: what hung on the leaver when it began, as far as the order histories are open to
            the reader; only for those who see the whole board.
        total: rows that match the filter.
    """

    head: HandoverHead
    part: Part
    rows: tuple[BoardRow, ...]
    total: int
    page: int
    size: int
    progress: Progress | None
    heirs: Mapping[UUID, str]
    money: Told | None


@dataclass(frozen=True, slots=True)
class LookBack:
    """The frozen record, and whether its bytes still have the hash that the ledger keeps."""

    head: HandoverHead
    told: Mapping[str, Any]
    hash: str
    is_sound: bool


def handovers_for(*, reader: Actor) -> list[HandoverHead]:
    """List the hand-overs that somebody has a part in; three queries, nothing is on record."""
    who = reader_of(reader)
    if who.role in _WATCHERS and who.state is State.ACTIVE:
        return queries.heads(led=None, own=who.id)
    led = people.reports_of(who.id) if _decides(who) else frozenset()
    return queries.heads(led=led, own=who.id)


def part_of(*, reader: Actor, handover_id: UUID) -> tuple[HandoverHead, Part]:
    """Say what somebody is to a hand-over.

    Raises:
        HandoverNotFound: missing, or she has no part in it.
    """
    who, head = reader_of(reader), queries.head(handover_id)
    part = _part(who, head) if head else None
    if head is None or part is None:
        raise HandoverNotFound
    return head, part


def read_board(
    *,
    reader: Actor,
    handover_id: UUID,
    filters: BoardFilter,
    at: datetime,
    page: int = 1,
    size: int = 50,
) -> Board:
    """Show one page of a board; for those who see all of it, on record first.

    Raises:
        HandoverNotFound: missing, or no part of hers.
        LedgerUnavailable: nothing can be put on record, so nothing is shown.
    """
    head, part = part_of(reader=reader, handover_id=handover_id)
    if part not in SEEING_ALL:
        heir_id = reader.person_id if part is Part.TAKES else None
        filters = BoardFilter(filters.state, heir_id, waiting=filters.waiting)
    if part in SEEING_ALL:
        note_view(reader=reader, head=head, view=View.BOARD, at=at)
    money = money_of(reader=reader, handover_id=handover_id, at=at) if part in SEEING_ALL else None
    rows, total = queries.board_rows(
        handover_id, filters, since=timezone.localdate(head.begun_at), told=money, page=page,
        size=size,
    )  # fmt: skip
    return Board(
        head=head, part=part, rows=tuple(rows), total=total, page=page, size=size,
        progress=None if part is Part.TAKES else queries.progress_of(handover_id),
        heirs=heirs_of(handover_id) if part in SEEING_ALL else {},
        money=money,
    )  # fmt: skip


def read_look_back(*, reader: Actor, handover_id: UUID, at: datetime) -> LookBack:
    """Open the frozen look-back, on record first.

    Raises:
        HandoverNotFound: missing, no look-back, or not hers to read.
        LedgerUnavailable: nothing can be put on record, so nothing is shown.
    """
    head, part = part_of(reader=reader, handover_id=handover_id)
    if part not in SEEING_ALL or not head.look_back_hash:
        raise HandoverNotFound
    note_view(reader=reader, head=head, view=View.LOOK_BACK, at=at)
    row = Handover.objects.get(pk=handover_id)
    assert row.look_back is not None
    plain = sealing.unseal_bytes(row.id, "look_back", row.id, row.look_back)
    digest = hashlib.sha256(plain).hexdigest()
    return LookBack(head, json.loads(plain) if plain else {}, digest, digest == head.look_back_hash)


def money_of(*, reader: Actor, handover_id: UUID, at: datetime) -> Told:
    """What hung on the leaver when it began, by what the access table opens to a reader.

    For callers that asked `part_of` first. Eight queries at most.
    """
    purse = purse_of(reader_of(reader), at=at)
    return told(queries.weights_of(handover_id), purse.open)


def note_view(*, reader: Actor, head: HandoverHead, view: View, at: datetime) -> None:
    """Put on record that somebody looks at what is kept about a person; once a sitting."""
    who = reader_of(reader)
    running = HandoverLook.objects.filter(
        handover=head.id, reader=who.id, what=view.value, session=reader.session_id,
        sitting_ends_at__gt=at,
    )  # fmt: skip
    if running.exists():
        return
    with on_record():
        entry = append_entry(
            kind=READ, subject=head.id, by=reader, at=at,
            facts={"view": view.value, "person": str(head.person_id)}, refs=[head.person_id],
        )  # fmt: skip
        HandoverLook.objects.create(
            id=new_id(), handover_id=head.id, reader_id=who.id, what=view.value, at=at,
            session=reader.session_id, entry=entry.id,
            sitting_ends_at=at + timedelta(minutes=settings.CONFIG.sitting_minutes),
        )  # fmt: skip


def _decides(who: ReaderRow) -> bool:
    return who.state is State.ACTIVE and who.role in {Role.OWNER, Role.SALES_MANAGER}


def _part(who: ReaderRow, head: HandoverHead) -> Part | None:
    if who.id == head.person_id:
        return Part.HANDS
    if who.state is State.ACTIVE and who.role is Role.OWNER:
        return Part.LEADS
    if _decides(who) and who.id in people.managers_of(head.person_id):
        return Part.LEADS
    if who.state is State.ACTIVE and who.role is Role.COMPLIANCE:
        return Part.WATCHES
    takes = HandoverItem.objects.filter(handover=head.id, heir=who.id).exists()
    return Part.TAKES if takes else None


def heirs_of(handover_id: UUID) -> Mapping[UUID, str]:
    """Name the heirs of a hand-over; for callers that asked `part_of` first. Two queries."""
    ids = HandoverItem.objects.filter(handover=handover_id).values_list("heir", flat=True)
    return people.names(set(ids.distinct()))
