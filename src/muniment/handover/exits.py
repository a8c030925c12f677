"""Reading an exit: what came back, what was signed, what is open, which doors are shut."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import Q

from muniment.core import canonical
from muniment.core.actor import Actor
from muniment.handover import papers, queries, sealing, statements
from muniment.handover.domain import exits as rules
from muniment.handover.domain.exits import Condition
from muniment.handover.domain.states import (
    COUNTING,
    ConfirmationState,
    ItemState,
    Kind,
    Paper,
    ReturnState,
)
from muniment.handover.errors import HandoverNotFound, ReturnNotFound
from muniment.handover.gate import SEEING_ALL, Part, View, note_view, part_of
from muniment.handover.models import (
    Confirmation,
    Handover,
    HandoverItem,
    ReturnItem,
    Statement,
)
from muniment.handover.papers import Paper as Upload
from muniment.handover.queries import HandoverHead, Progress
from muniment.people import queries as people
from muniment.people.domain.employment import State
from muniment.people.queries import ReaderRow
from muniment.touches import queries as touches
from muniment.vault import queries as vault
from muniment.vault.queries.holding import held_by_any


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """One thing on the list. `name` and `note` are words of people, unsealed here."""

    id: UUID
    kind: str
    name: str
    note: str
    state: ReturnState
    settled_by: str
    settled_at: datetime | None


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One text that was signed, with its words as they stood.

    Attributes:
        is_sound: the bytes still have the hash that the ledger keeps.
    """

    id: UUID
    paper: Paper
    version: str
    text: str
    hash: str
    on_paper: bool
    signed_at: datetime
    is_sound: bool


@dataclass(frozen=True, slots=True)
class Door:
    """One way into the house, and how much of it is open. Codes: `account`, `sessions`, …"""

    code: str
    open: int


class Lack(StrEnum):
    """Why the word of a main customer does not count yet."""

    NOT_ASKED = "not_asked"
    UNDELIVERED = "undelivered"
    WAITING = "waiting"
    REFUSED = "refused"
    DOES_NOT_COUNT = "does_not_count"  # it agreed, by a way that only the heir vouches for


@dataclass(frozen=True, slots=True)
class Missing:
    """One main customer that has not agreed in a way that counts."""

    item_id: UUID
    dossier_id: UUID
    codename: str
    heir: str
    why: Lack


@dataclass(frozen=True, slots=True)
class Exit:
    """All about one exit. `unsigned` holds the texts that wait for a signature, by paper.

    `missing` names the main customers without a word that counts; the leaver gets none, because
    it would tell which customers weigh most.
    """

    head: HandoverHead
    part: Part
    person: str
    progress: Progress
    conditions: tuple[Condition, ...]
    returns: tuple[ReturnRow, ...]
    statements: tuple[StatementRow, ...]
    unsigned: dict[Paper, str]
    doors: tuple[Door, ...]
    missing: tuple[Missing, ...] = ()

    @property
    def is_ready(self) -> bool:
        """Say whether the form can be completed as it stands."""
        return all(one.is_met for one in self.conditions)


def read_exit(*, reader: Actor, handover_id: UUID, language: str, at: datetime) -> Exit:
    """Show an exit to those who lead or watch it, on record, and to the leaver herself.

    Raises:
        HandoverNotFound: missing, or no part of hers; heirs have none in an exit.
        LedgerUnavailable: nothing can be put on record, so nothing is shown.
    """
    head, part = part_of(reader=reader, handover_id=handover_id)
    if part is Part.TAKES:
        raise HandoverNotFound
    if part in SEEING_ALL:
        note_view(reader=reader, head=head, view=View.EXIT, at=at)
    row = Handover.objects.get(pk=handover_id)
    signed = _statements(row)
    waiting = set(statements.SIGNED_ON_PAGE) - {one.paper for one in signed}
    return Exit(
        head=head, part=part, person=people.names([row.person_id]).get(row.person_id, ""),
        progress=queries.progress_of(row.id), conditions=conditions_of(row.id),
        returns=_returns(row), statements=signed,
        unsigned={
            one: words_of(row, one, language) for one in statements.SIGNED_ON_PAGE if one in waiting
        } if row.kind == Kind.LEAVER else {},
        doors=doors_of(row.person_id, at=at) if row.kind == Kind.LEAVER else (),
        missing=missing_of(row.id) if part in SEEING_ALL else (),
    )  # fmt: skip


def missing_of(handover_id: UUID) -> tuple[Missing, ...]:
    """The main customers without a word that counts, the heaviest first; four queries.

    The caller asked the gate for the whole board.
    """
    counts = Q(state=ItemState.CONFIRMED, vouch__in=COUNTING)
    rows = list(
        HandoverItem.objects.filter(handover=handover_id, is_main=True)
        .exclude(counts)
        .order_by("rank")
    )
    codenames = vault.codenames_of([row.dossier_id for row in rows])
    names, asked = people.names({row.heir_id for row in rows}), _newest(rows)
    return tuple(
        Missing(
            row.id, row.dossier_id, codenames[row.dossier_id], names.get(row.heir_id, ""),
            _lack(row, asked.get(row.id)),
        )
        for row in rows
    )  # fmt: skip


def _newest(items: Sequence[HandoverItem]) -> dict[UUID, Confirmation]:
    rows = Confirmation.objects.filter(item__in=items).defer("sealed")
    return {row.item_id: row for row in rows.order_by("asked_at", "id")}


def _lack(item: HandoverItem, asked: Confirmation | None) -> Lack:
    if item.state == ItemState.REFUSED:
        return Lack.REFUSED
    if item.state == ItemState.CONFIRMED:
        return Lack.DOES_NOT_COUNT
    if asked is None or asked.state != ConfirmationState.WAITING:
        return Lack.NOT_ASKED
    return Lack.UNDELIVERED if asked.is_undelivered else Lack.WAITING


def read_statement(
    *, reader: Actor, statement_id: UUID, at: datetime
) -> tuple[bytes, Upload | None]:
    """The signed bytes and the uploaded paper, for those who may see the exit; on record.

    Raises:
        HandoverNotFound: missing, or no part of hers.
    """
    found = Statement.objects.filter(pk=statement_id).first()
    if found is None:
        raise HandoverNotFound
    head, part = part_of(reader=reader, handover_id=found.handover_id)
    if part is Part.TAKES:
        raise HandoverNotFound
    if part in SEEING_ALL:
        note_view(reader=reader, head=head, view=View.EXIT, at=at)
    told = sealing.unseal(found.handover_id, "statement", found.id, found.sealed)
    upload = papers.read(told["paper"]) if "paper" in told else None
    return canonical.unb64(told["copy"]), upload


def require_return(*, reader: Actor, handover_id: UUID, return_id: UUID) -> None:
    """A thing is reached only below its own hand-over, by those who have a part in the exit.

    Raises:
        ReturnNotFound: it stands on another list. HandoverNotFound: no part of hers.
    """
    _, part = part_of(reader=reader, handover_id=handover_id)
    if part is Part.TAKES:
        raise HandoverNotFound
    if not ReturnItem.objects.filter(pk=return_id, handover=handover_id).exists():
        raise ReturnNotFound


def conditions_of(handover_id: UUID) -> tuple[Condition, ...]:
    """What must be so before the form is complete; five queries. The caller asked the gate."""
    row = Handover.objects.get(pk=handover_id)
    told = queries.progress_of(handover_id)
    leaving = _leaving(row) if row.kind == Kind.LEAVER else None
    return rules.conditions(
        main=(told.main_confirmed, told.main), accepted=(told.accepted, told.customers),
        promises=(told.promises_accepted, told.promises), leaving=leaving,
    )  # fmt: skip


def words_of(row: Handover, paper: Paper, language: str) -> str:
    """A text with the names and days of one exit in it; empty for what has none."""
    if paper not in statements.SIGNED_ON_PAGE:
        return ""
    names = people.names([row.person_id])
    return statements.text_of(
        paper, language, person=names.get(row.person_id, ""), company=people.company().name,
        last_day=row.last_day_on.isoformat() if row.last_day_on else "",
    )  # fmt: skip


def doors_of(person_id: UUID, *, at: datetime) -> tuple[Door, ...]:
    """Every way into the house that somebody may have, counted as it is now; nine queries."""
    who = people.reader(person_id)
    held = held_by_any([person_id])
    return (
        Door("account", int(who is not None and who.state is not State.LEFT)),
        Door("sessions", len(people.sessions_of(person_id))),
        Door("tokens", len(people.tokens_of(person_id, at=at))),
        Door("factors", len(people.factors_of(person_id))),
        Door("feed", int(_at_work(who) and touches.feed_of(person_id) is not None)),
        Door("grants", len(vault.grants_held_by(person_id, at=at, limit=1000))),
        Door("customers", len(held)),
        Door("list", len(vault.handed_by(person_id, at=at))),
    )


def _at_work(who: ReaderRow | None) -> bool:
    """Whether a calendar address of hers still answers: it is silent from notice on."""
    return who is not None and who.state is State.ACTIVE


def _leaving(row: Handover) -> tuple[tuple[int, int], bool, bool]:
    asked = row.returns.filter(is_required=True)
    states = list(asked.values_list("state", flat=True))
    done = sum(one in {ReturnState.RETURNED, ReturnState.NEVER_HELD} for one in states)
    signed = set(row.statements.values_list("paper", flat=True))
    return (done, max(len(states), 1)), Paper.DELETION in signed, Paper.DUTIES in signed


def _returns(row: Handover) -> tuple[ReturnRow, ...]:
    found: list[ReturnItem] = list(row.returns.order_by("position"))
    names = people.names({one.settled_by_id for one in found if one.settled_by_id})
    return tuple(_return(row, one, names) for one in found)


def _return(row: Handover, item: ReturnItem, names: dict[UUID, str]) -> ReturnRow:
    told = sealing.unseal(row.id, "return", item.id, item.sealed)
    by = names.get(item.settled_by_id, "") if item.settled_by_id else ""
    return ReturnRow(
        item.id, item.kind, told.get("name", ""), told.get("note", ""), ReturnState(item.state),
        by, item.settled_at,
    )  # fmt: skip


def _statements(row: Handover) -> tuple[StatementRow, ...]:
    return tuple(_statement(row, one) for one in row.statements.order_by("signed_at", "id"))


def _statement(row: Handover, one: Statement) -> StatementRow:
    copy = canonical.unb64(sealing.unseal(row.id, "statement", one.id, one.sealed)["copy"])
    return StatementRow(
        one.id, Paper(one.paper), one.version, json.loads(copy)["text"], one.hash, one.on_paper,
        one.signed_at, hashlib.sha256(copy).hexdigest() == one.hash,
    )  # fmt: skip
