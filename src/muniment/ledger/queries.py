"""Reading the ledger: frozen rows, never tables."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Self
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Window

from muniment.core import canonical
from muniment.core import cursor as cursors
from muniment.core.cursor import Page
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.keys import ring
from muniment.ledger import models
from muniment.ledger.domain.entry import Entry
from muniment.ledger.opening import Opening, binding

MOST: Final = 500  # rows on one page


class EntryNotFound(MunimentError):
    """The ledger has no entry with this id."""

    code = "ledger.entry.not_found"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("There is no such entry in the ledger.")
    next_step = gettext_noop("Check the number of the entry and try again.")


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry as it was written.

    Attributes:
        number: counts entries as they were begun; not the index.
        log: origin of the log that it belongs to.
        actor: a person's id, or `house`.
        via: the door: web, api, cli, worker.
        facts: ids, codes and counts.
        commitments: the fields that were sealed, and the 32 bytes that stand for each.
        leaf: the exact bytes that a proof is about; `leaf_hash` is their hash.
        index: its place in the log, from 0; None while it waits for one.
    """

    id: UUID
    number: int
    log: str
    kind: str
    at: datetime
    actor: str
    via: str
    subject: UUID | None
    subject_seq: int | None
    facts: Mapping[str, Any]
    commitments: Mapping[str, bytes]
    refs: tuple[UUID, ...]
    leaf: bytes
    leaf_hash: bytes
    index: int | None

    @classmethod
    def of(cls, row: models.Entry, index: int | None) -> Self:
        """Read the row from its leaf bytes, so that it says what a proof would say."""
        leaf = bytes(row.body)
        told = Entry.parse(leaf)
        return cls(
            id=told.id,
            number=row.number,
            log=told.log,
            kind=told.kind,
            at=told.at,
            actor=told.actor,
            via=told.via,
            subject=told.subject,
            subject_seq=told.subject_seq,
            facts=told.act,
            commitments=told.commit,
            refs=told.refs,
            leaf=leaf,
            leaf_hash=bytes(row.leaf_hash),
            index=index,
        )


@dataclass(frozen=True, slots=True)
class HeadRow:
    """Where the active log stands: `size` leaves under `root` (32 bytes)."""

    log_id: int
    origin: str
    size: int
    root: bytes


@dataclass(frozen=True, slots=True)
class CheckpointRow:
    """A signed tree head; `note` is the signed text as everybody else reads it."""

    log_id: int
    size: int
    root: bytes
    note: str
    vkey: str
    reason: str
    made_at: datetime
    published_at: datetime

    @classmethod
    def of(cls, row: models.Checkpoint, *, published_at: datetime | None = None) -> Self:
        """Take a row over; `published_at` when it was just published again."""
        return cls(
            log_id=row.log_id,
            size=row.size,
            root=bytes(row.root),
            note=row.note,
            vkey=row.vkey,
            reason=row.reason,
            made_at=row.made_at,
            published_at=published_at or row.published_at,
        )


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """Something about the ledger itself that had to be explained; `detail` holds no names."""

    kind: str
    at: datetime
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sight:
    """Which entries somebody may see: her own acts, and all about some subjects.

    `subjects` are ids, or a query of ids that the database runs by itself.
    """

    actor: UUID
    subjects: Collection[UUID] | QuerySet[Any, UUID] = ()


@dataclass(frozen=True, slots=True)
class LinkRow:
    """Where an entry stands in the chain of its subject.

    Attributes:
        number: its place, from 1; `length` is how many entries the chain has now.
        before, after: the entries beside it, None at the ends.
    """

    number: int
    length: int
    before: UUID | None
    after: UUID | None


def entry(entry_id: UUID) -> EntryRow:
    """Find one entry by its id; two queries.

    Raises:
        EntryNotFound: there is none.
    """
    row = models.Entry.objects.filter(uuid=entry_id).first()
    if row is None:
        raise EntryNotFound(entry_id=str(entry_id))
    return _rows([row])[0]


def entries(
    *,
    kinds: Collection[str] = (),
    actor: str | UUID | None = None,
    subject: UUID | None = None,
    since: datetime | None = None,
    before: datetime | None = None,
    sight: Sight | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[EntryRow]:
    """List entries, the newest first; two queries, whatever page it is, three with a sight.

    Args:
        kinds: only these kinds; empty means all.
        actor: only this person (or `house`).
        subject: only the chain of this subject.
        since, before: only entries at or after the one and before the other.
        sight: only what somebody may see; None means everything.
        cursor: where the page before this one ended.
        limit: 1 to 500 rows.

    Raises:
        CursorInvalid: the cursor was not made by this list.
    """
    chosen = models.Entry.objects.order_by("-number")
    if kinds:
        chosen = chosen.filter(kind__in=kinds)
    if actor is not None:
        chosen = chosen.filter(actor=str(actor))
    if subject is not None:
        chosen = chosen.filter(subject=subject)
    if since is not None:
        chosen = chosen.filter(at__gte=since)
    if before is not None:
        chosen = chosen.filter(at__lt=before)
    if sight is not None:
        chosen = chosen.filter(Q(actor=str(sight.actor)) | Q(subject__in=sight.subjects))
    if cursor is not None:
        chosen = chosen.filter(number__lt=cursors.decode(cursor, int)[0])
    if sight is not None:  # sorting numbers costs a quarter of sorting whole entries
        numbers = list(chosen.values_list("number", flat=True)[: _within(limit) + 1])
        chosen = models.Entry.objects.filter(number__in=numbers).order_by("-number")
    return _page(chosen, lambda row: (row.number,), limit)


def entries_of(
    subject: UUID, *, kinds: Collection[str] = (), cursor: str | None = None, limit: int = 50
) -> Page[EntryRow]:
    """List the numbered chain of one subject, the newest first; two queries.

    Raises:
        CursorInvalid: the cursor was not made by this list.
    """
    chosen = models.Entry.objects.filter(subject=subject).order_by("-log_id", "-subject_seq")
    if kinds:
        chosen = chosen.filter(kind__in=kinds)
    if cursor is not None:
        chosen = chosen.filter(_before_in_chain(cursor))
    return _page(chosen, lambda row: (row.log_id, row.subject_seq or 0), limit)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many entries of some kinds there are, and the newest of them.

    Equal tallies at two moments mean that none came in between.
    """

    count: int
    newest: UUID | None


def tally(kinds: Collection[str]) -> Tally:
    """Count the entries of some kinds, queued ones included; one query.

    The count notices an entry that was begun earlier and committed later than the newest.
    """
    chosen = models.Entry.objects.filter(kind__in=kinds)
    counted = chosen.annotate(count=Window(Count("uuid"))).order_by("-number")
    newest = counted.values_list("count", "uuid").first()
    return Tally(*newest) if newest else Tally(0, None)


def link_of(entry_id: UUID) -> LinkRow | None:
    """Find an entry's place in its chain; None when it is about nothing. Three queries."""
    row = models.Entry.objects.filter(uuid=entry_id).defer("body").first()
    if row is None or row.subject is None or row.subject_seq is None:
        return None
    chain = models.Entry.objects.filter(log_id=row.log_id, subject=row.subject)
    beside = chain.filter(subject_seq__in=[row.subject_seq - 1, row.subject_seq + 1])
    ids = dict(beside.values_list("subject_seq", "uuid"))
    tip = models.Subject.objects.filter(log_id=row.log_id, ref=row.subject)
    length = tip.values_list("seq", flat=True).first() or row.subject_seq
    number = row.subject_seq
    return LinkRow(number, length, ids.get(number - 1), ids.get(number + 1))


def seals_of(entry_id: UUID) -> dict[str, tuple[UUID, str]]:
    """Say under whose data key each sealed field of an entry lies; opens nothing. One query."""
    numbers = models.Entry.objects.filter(uuid=entry_id).values("number")
    rows = models.Opening.objects.filter(entry_number__in=numbers)
    return {row.field: (row.owner, row.compartment) for row in rows.order_by("field")}


def openings(entry_id: UUID, *, fields: Collection[str] | None = None) -> dict[str, Opening]:
    """Unseal what the commitments of one entry hide, by field; three queries.

    A field whose data key was destroyed comes without its value. The caller has decided that
    the reader may see it, and recorded the look: this room asks nobody.

    Raises:
        EntryNotFound: there is no such entry.
        SealBroken: an opening was tampered with.
    """
    found = openings_of([entry_id], fields=fields)
    if entry_id not in found:
        raise EntryNotFound(entry_id=str(entry_id))
    return found[entry_id]


def openings_of(
    entry_ids: Iterable[UUID], *, fields: Collection[str] | None = None
) -> dict[UUID, dict[str, Opening]]:
    """Unseal what the commitments of many entries hide, by entry and field; three queries.

    Unknown entries are absent; otherwise as `openings`. With `fields`, no other one is unsealed.

    Raises:
        SealBroken: an opening was tampered with.
    """
    entries = models.Entry.objects.filter(uuid__in=set(entry_ids)).values_list("number", "uuid")
    ids = dict(entries)
    sealed = models.Opening.objects.filter(entry_number__in=ids).order_by("field")
    rows = list(sealed if fields is None else sealed.filter(field__in=fields))
    keys = ring.data_keys({(row.owner, row.compartment) for row in rows})
    found: dict[UUID, dict[str, Opening]] = {entry_id: {} for entry_id in ids.values()}
    for row in rows:
        entry_id = ids[row.entry_number]
        key = keys.get((row.owner, row.compartment))
        found[entry_id][row.field] = _opened(row, entry_id, key)
    return found


def head() -> HeadRow | None:
    """Say where the active log stands; None before the first entry. Two queries."""
    log = models.Log.objects.filter(state="active").first()
    row = models.Head.objects.filter(log_id=log.pk).first() if log else None
    return HeadRow(log.pk, log.origin, row.size, bytes(row.root)) if log and row else None


def newest_checkpoint(*, covering: tuple[int, int] | None = None) -> CheckpointRow | None:
    """Find the newest checkpoint of the active log, or of the log and index to be covered."""
    signed = models.Checkpoint.objects.order_by("-size")
    if covering is None:
        active = models.Log.objects.filter(state="active").values("pk")[:1]
        row = signed.filter(log_id__in=active).first()
    else:
        row = signed.filter(log_id=covering[0], size__gt=covering[1]).first()
    return CheckpointRow.of(row) if row else None


def checkpoints(*, limit: int = 50) -> list[CheckpointRow]:
    """List signed tree heads of all logs, the newest first; one query."""
    newest = models.Checkpoint.objects.order_by("-log_id", "-size")[:limit]
    return [CheckpointRow.of(row) for row in newest]


def incidents(*, limit: int = 50) -> list[IncidentRow]:
    """List what had to be explained about the ledger, the newest first; one query."""
    newest = models.Incident.objects.order_by("-id")[:limit]
    return [IncidentRow(row.kind, row.at, row.detail) for row in newest]


def _page(
    chosen: QuerySet[models.Entry], key: Callable[[models.Entry], tuple[int, ...]], limit: int
) -> Page[EntryRow]:
    limit = _within(limit)
    found = list(chosen[: limit + 1])
    rows = _rows(found[:limit])
    return Page(rows, cursors.encode(*key(found[limit - 1])) if len(found) > limit else None)


def _within(limit: int) -> int:
    return max(1, min(limit, MOST))


def _before_in_chain(cursor: str) -> Q:
    log_id, seq = cursors.decode(cursor, int, int)
    return Q(log_id__lt=log_id) | Q(log_id=log_id, subject_seq__lt=seq)


def _rows(found: Iterable[models.Entry]) -> list[EntryRow]:
    rows = list(found)
    numbers = [row.number for row in rows]
    indexes = dict(
        models.Leaf.objects.filter(entry_number__in=numbers).values_list("entry_number", "idx")
    )
    return [EntryRow.of(row, indexes.get(row.number)) for row in rows]


def _opened(row: models.Opening, entry_id: UUID, key: ring.SealingKey | None) -> Opening:
    if key is None:
        return Opening(row.field, b"", None)
    try:
        plain = key.open(bytes(row.sealed), binding=binding(entry_id, row.field))
    except ring.KeyDestroyed:  # the compartment was erased and filled again
        return Opening(row.field, b"", None)
    told = canonical.load(plain)
    return Opening(row.field, canonical.unb64(told["salt"]), told["value"])
