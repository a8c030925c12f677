"""Writing an entry: in the act's own transaction, or the act does not happen.

The entry gets no index here. Taking one would make every act wait for the disk of the one
before it (six to seven times slower on PostgreSQL); the sequencer does it after commit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from muniment.core import canonical
from muniment.core.actor import Actor
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.core.ids import new_id
from muniment.keys import ring
from muniment.ledger import sql
from muniment.ledger.domain import commitment
from muniment.ledger.domain.entry import Entry
from muniment.ledger.domain.hashing import leaf_hash
from muniment.ledger.opening import binding
from muniment.ledger.services import beginning, sequencer

RECORD: Final = "_record"
Owner = tuple[UUID, str]
"""Whose data key: an owner and a compartment."""


class EntryOutsideTransaction(MunimentError):
    """An entry must stand or fall with its act; nothing was written."""

    code = "ledger.entry.outside_transaction"
    kind = ErrorKind.UNAVAILABLE
    title = gettext_noop("The act was not in a transaction, so it could not be put on record.")
    next_step = gettext_noop("This is a mistake in the program; please report it.")


@dataclass(frozen=True, slots=True)
class EntryRef:
    """What an act keeps of its entry: the id, its leaf hash (32 bytes), its number in the chain.

    `subject_seq` counts the entries about the subject from 1; None without a subject.
    """

    id: UUID
    leaf_hash: bytes
    subject_seq: int | None


@dataclass(frozen=True, slots=True)
class _Place:
    log_id: int
    origin: str
    seq: int | None = None
    prev: bytes | None = None


@dataclass(frozen=True, slots=True)
class _Secret:
    field: str
    value: str
    salt: bytes


def append_entry(
    *,
    kind: str,
    subject: UUID | None,
    by: Actor,
    at: datetime,
    facts: Mapping[str, Any],
    sealed: Mapping[str, str] | None = None,
    seal_under: Owner | Mapping[str, Owner] | None = None,
    refs: Sequence[UUID] = (),
) -> EntryRef:
    """Put an act on record inside its own transaction; after commit it gets its index.

    Whoever appends about several subjects in one transaction does so in the order of their
    ids, or two such transactions may block each other.

    Args:
        kind: `room.thing.happened`.
        subject: whose numbered chain the entry continues; None for no chain.
        facts: ids, codes and counts in canonical JSON; never a name, a value or a secret.
        sealed: personal data by field. The leaf holds a commitment to each; value and salt lie
            beside, sealed under the data key `seal_under` (owner, compartment): one for all
            fields or one a field; by default that of the subject's `_record`.
        refs: other things the act touches.

    Raises:
        EntryOutsideTransaction: the caller is not inside `transaction.atomic()`.
        EntryInvalid, NotCanonical: the kind or a fact has not the form that the ledger takes.
        KeyRingMissing, KeyRingLocked: there is something to seal and no key.

    Costs two statements, with sealed fields four.
    """
    connection = transaction.get_connection()
    if not connection.in_atomic_block:
        raise EntryOutsideTransaction
    secrets = [
        _Secret(field, text, commitment.new_salt()) for field, text in (sealed or {}).items()
    ]
    with connection.cursor() as cursor:
        place = _next_place(cursor, subject)
        entry = Entry(
            log=place.origin,
            id=new_id(),
            kind=kind,
            at=at,
            actor=by.ref,
            via=by.door.value,
            subject=subject,
            subject_seq=place.seq,
            prev=place.prev,
            act=facts,
            commit={it.field: commitment.commit(it.salt, it.field, it.value) for it in secrets},
            refs=tuple(refs),
        )
        body = entry.to_bytes()
        leaf = leaf_hash(body)
        number = _insert(cursor, place.log_id, entry, body, leaf)
        if secrets:
            rows = _openings(number, entry, seal_under, secrets)
            # One statement: over a network each costs a journey.
            cursor.execute(sql.insert_openings(len(rows)), [cell for row in rows for cell in row])
    _wake_after_commit(connection)
    return EntryRef(entry.id, leaf, place.seq)


def _next_place(cursor: Any, subject: UUID | None) -> _Place:
    place = _find_place(cursor, subject)
    if place is None:  # the very first entry of this installation
        beginning.begin()
        place = _find_place(cursor, subject)
    if place is None:
        raise beginning.NoActiveLog
    return place


def _find_place(cursor: Any, subject: UUID | None) -> _Place | None:
    if subject is None:
        cursor.execute(sql.ACTIVE_LOG)
    else:
        cursor.execute(sql.NEXT_IN_CHAIN, [sql.uuid(subject)])
    row = cursor.fetchone()
    if row is None:
        return None
    seq, prev = row[2:] if subject else (None, None)
    return _Place(row[0], row[1], seq, None if prev is None else bytes(prev))


def _insert(cursor: Any, log_id: int, entry: Entry, body: bytes, leaf: bytes) -> int:
    values = [
        log_id,
        sql.uuid(entry.id),
        entry.kind,
        sql.moment(entry.at),
        entry.actor,
        sql.uuid(entry.subject),
        entry.subject_seq,
        body,
        leaf,
    ]
    cursor.execute(sql.INSERT_ENTRY, values)
    return int(cursor.fetchone()[0])


def _openings(
    number: int, entry: Entry, under: Owner | Mapping[str, Owner] | None, secrets: list[_Secret]
) -> list[tuple[Any, ...]]:
    owners = {it.field: _owner_of(it.field, entry.subject, under) for it in secrets}
    keys = ring.ensure_data_keys(owners.values())
    rows = []
    for it in secrets:
        owner, compartment = owners[it.field]
        plain = canonical.dump({"salt": canonical.b64(it.salt), "value": it.value})
        sealed = keys[owner, compartment].seal(plain, binding=binding(entry.id, it.field))
        rows.append((number, it.field, sql.uuid(owner), compartment, sealed))
    return rows


def _owner_of(field: str, subject: UUID | None, under: Owner | Mapping[str, Owner] | None) -> Owner:
    if under is None:
        if subject is None:
            raise ValueError("sealed fields without a subject need seal_under")
        return subject, RECORD
    return under[field] if isinstance(under, Mapping) else under


def _wake_after_commit(connection: BaseDatabaseWrapper) -> None:
    """Ask for the sequencer once a transaction, however many entries it writes."""
    waiting = connection.run_on_commit
    if not waiting or waiting[-1][1] is not sequencer.wake:
        transaction.on_commit(sequencer.wake, robust=True)
