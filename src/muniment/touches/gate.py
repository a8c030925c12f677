"""The one door to the words of touches: decide, put the look on record, commit, then unseal.

Contact names and subjects are about people at the customer, so the cell of `contacts.people`
in the access table decides: open shows them, counted only while a sitting over the contacts
runs, everything else not at all. Days, kinds and our own people need no key.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from muniment.core import cursor as cursors
from muniment.core.actor import Actor
from muniment.core.cursor import CursorInvalid
from muniment.keys.ring import SealingKey
from muniment.ledger.recording import on_record
from muniment.ledger.services import append_entry
from muniment.people import queries as people
from muniment.people.domain.employment import State
from muniment.touches.domain import duties
from muniment.touches.domain.kinds import Direction, Kind, PromiseState, Source, Trace, VisitState
from muniment.touches.domain.share import SingleThread
from muniment.touches.errors import TouchNotYours
from muniment.touches.models import Promise, Touch, Visit, WaitingMail
from muniment.touches.queries.coverage import Coverage, coverage
from muniment.touches.queries.plans import PromiseRow, VisitRow
from muniment.touches.sealing import keys_of, open_words
from muniment.touches.standing import Standing, may_promise, standing
from muniment.vault import gate as vault
from muniment.vault.domain.duties import KEEPERS
from muniment.vault.domain.policy import Cell, Outcome
from muniment.vault.gate.standing import reader_of

READ = "touches.words.read"
TRAY_READ = "touches.tray.read"
COVERAGE_READ = "touches.coverage.read"
FIELD = "contacts.people"
PAGE = 30


@dataclass(frozen=True, slots=True)
class TouchRow:
    """One touch; `contacts` and `words` are empty where the reader may not see them."""

    id: UUID
    person_id: UUID
    kind: Kind
    direction: Direction
    source: Source
    trace: Trace
    happened_on: date
    contacts: str = ""
    words: str = ""
    mine: bool = False


@dataclass(frozen=True, slots=True)
class ToldPromise:
    """A promise with its words, where the reader may see them."""

    row: PromiseRow
    words: str


@dataclass(frozen=True, slots=True)
class ToldVisit:
    """A planned visit with what it is for, where the reader may see it."""

    row: VisitRow
    words: str


@dataclass(frozen=True, slots=True)
class Contact:
    """All about being in touch with one customer, as one reader may see it.

    Attributes:
        shows_words: names, subjects and notes are in it.
        shows_all: touches of others are in it; else the reader's own alone, without traces.
        may_promise: she may note a promise apart from a touch.
    """

    stands: Standing
    touches: tuple[TouchRow, ...]
    promises: tuple[ToldPromise, ...]
    visits: tuple[ToldVisit, ...]
    shows_words: bool
    shows_all: bool
    may_promise: bool
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """One mail in the reader's own tray; `came_by` names the leaver whose post it is, or nobody."""

    id: UUID
    happened_on: date
    direction: Direction
    subject: str
    parties: str
    came_by: str


def read_contact(
    *, reader: Actor, dossier_id: UUID, at: datetime, cursor: str | None = None, limit: int = PAGE
) -> Contact:
    """Read the touches of a customer, newest first, with what was promised and planned.

    Raises:
        DossierNotFound: missing, or somebody from outside asks. CursorInvalid.
        LedgerUnavailable: no record, no words.
    """
    stands = standing(reader, dossier_id, at)
    touches, more = _touches(stands, cursor, limit)
    promises = _promises(stands)
    visits = _visits(stands)
    sealed = [*(it.sealed for it in touches), *(it.sealed for it in promises)]
    sealed += [it.sealed for it in visits]
    words = any(sealed) and _may_show(reader, dossier_id, at)
    if words:
        with on_record():
            facts = {"rows": len(touches) + len(promises) + len(visits)}
            append_entry(kind=READ, subject=dossier_id, by=reader, at=at, facts=facts)
    key = keys_of([dossier_id]).get(dossier_id) if words else None
    return Contact(
        stands=stands,
        touches=tuple(_row(row, key, stands) for row in touches),
        promises=tuple(
            ToldPromise(PromiseRow.of(row), _said(key, "promise", row, "words")) for row in promises
        ),
        visits=tuple(
            ToldVisit(VisitRow.of(row), _said(key, "visit", row, "purpose")) for row in visits
        ),
        shows_words=words, shows_all=stands.may_read, may_promise=may_promise(stands),
        next_cursor=more,
    )  # fmt: skip


def read_tray(*, reader: Actor, at: datetime, limit: int = 100) -> list[WaitingRow]:
    """Read the mails that wait in one's own tray, oldest first; one entry for each reading."""
    if reader.person_id is None:
        return []
    rows = list(
        WaitingMail.objects.filter(person=reader.person_id).order_by("received_at", "id")[:limit]
    )
    if not rows:
        return []
    with on_record():
        append_entry(
            kind=TRAY_READ, subject=reader.person_id, by=reader, at=at, facts={"rows": len(rows)}
        )
    key = keys_of([reader.person_id]).get(reader.person_id)
    names = people.names({row.came_by_id for row in rows if row.came_by_id})
    return [_waiting(row, open_words(key, "waiting", row.id, row.sealed), names) for row in rows]


def _may_show(reader: Actor, dossier_id: UUID, at: datetime) -> bool:
    permit = vault.permits(reader=reader, dossier_id=dossier_id, field=FIELD, at=at)
    decision = permit.decision
    is_open = decision.outcome is Outcome.SHOW and decision.effective is Cell.OPEN
    return is_open or permit.may_show


def _touches(
    stands: Standing, cursor: str | None, limit: int
) -> tuple[Sequence[Touch], str | None]:
    rows = Touch.objects.filter(dossier=stands.head.id, withdrawn_at=None)
    if not stands.may_read:
        rows = rows.filter(person=stands.reader.id)
    if cursor:
        rows = rows.filter(_before(cursor))
    found = list(rows.order_by("-happened_on", "-id")[: limit + 1])
    if len(found) <= limit:
        return found, None
    last = found[limit - 1]
    return found[:limit], cursors.encode(last.happened_on.isoformat(), last.id.hex)


def _promises(stands: Standing) -> list[Promise]:
    rows = Promise.objects.filter(dossier=stands.head.id, state=PromiseState.OPEN)
    if not stands.may_read:
        rows = rows.filter(person=stands.reader.id)
    return list(rows.order_by("due_on", "id")[:100])


def _visits(stands: Standing) -> list[Visit]:
    rows = Visit.objects.filter(dossier=stands.head.id, state=VisitState.PLANNED)
    if not stands.may_read:
        rows = rows.filter(person=stands.reader.id)
    return list(rows.order_by("planned_on", "id")[:100])


def _row(row: Touch, key: SealingKey | None, stands: Standing) -> TouchRow:
    told = open_words(key, "touch", row.id, row.sealed)
    return TouchRow(
        id=row.id, person_id=row.person_id, kind=Kind(row.kind), direction=Direction(row.direction),
        source=Source(row.source),
        # To somebody who does not answer for the customer a trace would confirm an address.
        trace=Trace(row.trace) if stands.may_read else Trace.SAID,
        happened_on=row.happened_on, contacts=told.get("contacts", ""),
        words=told.get("subject", "") or told.get("note", ""),
        mine=row.person_id == stands.reader.id and row.source == Source.LOGGED,
    )  # fmt: skip


def _said(key: SealingKey | None, kind: str, row: Promise | Visit, part: str) -> str:
    return str(open_words(key, kind, row.id, row.sealed).get(part, ""))


def _waiting(row: WaitingMail, told: dict[str, Any], names: Mapping[UUID, str]) -> WaitingRow:
    parties = told.get("parties", {})
    return WaitingRow(
        id=row.id, happened_on=row.happened_on, direction=Direction(row.direction),
        subject=str(told.get("subject", "")),
        parties=", ".join(name or address for address, name in parties.items()),
        came_by=names.get(row.came_by_id, "") if row.came_by_id else "",
    )  # fmt: skip


def _before(cursor: str) -> Q:
    day, row_id = cursors.decode(cursor, str, str)
    try:
        on, last = date.fromisoformat(str(day)), UUID(hex=str(row_id))
    except ValueError:
        raise CursorInvalid from None
    return Q(happened_on__lt=on) | Q(happened_on=on, id__lt=last)


@dataclass(frozen=True, slots=True)
class CoverageTold:
    """The matrix, and for those who answer for people on whom single customers hang."""

    coverage: Coverage
    threads: tuple[SingleThread, ...]
    leads: bool


def read_coverage(
    *, reader: Actor, at: datetime, only: str = "", keeper_id: UUID | None = None, page: int = 1
) -> CoverageTold:
    """Read the matrix of a reader's own scope; of other people's contact only on record.

    Raises:
        TouchNotYours: a role that keeps no customers and watches nobody.
        LedgerUnavailable: no record, no reading.
    """
    row, on = reader_of(reader), timezone.localdate(at)
    watches = duties.may_see_people(row.role) or bool(people.reports_of(row.id))
    leads = watches and row.state is State.ACTIVE
    if row.role.is_outside or not (leads or row.role in KEEPERS):
        raise TouchNotYours
    found = coverage(row, on=on, only=only, keeper_id=keeper_id, page=page, leads=leads)
    if not leads:
        return CoverageTold(found, (), leads=False)
    with on_record():
        append_entry(
            kind=COVERAGE_READ, subject=None, by=reader, at=at, facts={"rows": len(found.rows)}
        )
    return CoverageTold(found, found.threads, leads=True)
