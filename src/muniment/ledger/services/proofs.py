"""Proofs that leave the house: one text, and the exact bytes that it is about."""

import threading
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from muniment.core import clock
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.ledger import queries, tree
from muniment.ledger.domain import merkle, proof
from muniment.ledger.domain.hashing import ProofInvalid, TileInvalid
from muniment.ledger.domain.tiles import Pyramids
from muniment.ledger.models import Entry, Leaf
from muniment.ledger.queries import CheckpointRow, EntryNotFound
from muniment.ledger.services.checkpoints import checkpoint
from muniment.ledger.services.sequencer import drain

_cache: Final = threading.Lock()  # the tile cache is one a process and knows no threads


class EntryNotSequenced(MunimentError):
    """The entry is on record but has no place in the log yet, so nothing can be proved."""

    code = "ledger.entry.not_sequenced"
    kind = ErrorKind.UNAVAILABLE
    title = gettext_noop("The entry is on record but not in the log yet.")
    next_step = gettext_noop("Try again in a minute; if it stays so, look at the ledger's status.")


class EntryNotSigned(MunimentError):
    """The entry stands in a part of a frozen log that was never signed."""

    code = "ledger.entry.not_signed"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("No checkpoint covers this entry: its log was frozen before.")
    next_step = gettext_noop("The first entry of the log that followed quotes the frozen state.")


@dataclass(frozen=True, slots=True)
class Proof:
    """What a stranger needs besides the key: a C2SP tlog-proof and the exact leaf bytes."""

    text: str
    leaf: bytes


def prove(entry_id: UUID) -> Proof:
    """Prove that an entry stands in the log, under the newest checkpoint that covers it.

    When none covers it, one is signed now. Not inside a transaction then.

    Raises:
        EntryNotFound: there is no such entry.
        EntryNotSequenced: it has no index yet and could not get one now.
        EntryNotSigned: it stands in the unsigned rest of a frozen log.
        SignerRefuses: nothing can be signed; the ledger is halted.
        TileInvalid: the stored tree is damaged; `fsck` names the place.

    Costs three queries with a warm cache.
    """
    row = Entry.objects.filter(uuid=entry_id).first()
    if row is None:
        raise EntryNotFound(entry_id=str(entry_id))
    index = _index(row.number)
    signed = queries.newest_checkpoint(covering=(row.log_id, index))
    signed = signed or _signed_now(row.log_id)
    path = _path(row, index, signed)
    made = proof.Proof(index, tuple(path), signed.note.encode())
    return Proof(made.to_bytes().decode(), bytes(row.body))


def _index(number: int) -> int:
    for _ in range(2):
        found = Leaf.objects.filter(entry_number=number).values_list("idx", flat=True).first()
        if found is not None:
            return found
        drain()
    raise EntryNotSequenced


def _signed_now(log_id: int) -> CheckpointRow:
    head = queries.head()
    if head is None or head.log_id != log_id:
        raise EntryNotSigned
    return checkpoint(reason="proof", at=clock.now())


def _path(row: Entry, index: int, signed: CheckpointRow) -> list[bytes]:
    """Make the path and check it against the signed root, so no wrong proof leaves the house."""
    leaf = merkle.leaf_hash(bytes(row.body))
    origin = signed.note.partition("\n")[0]
    with _cache:
        try:
            return _checked_path(tree.cached(row.log_id, origin), leaf, index, signed)
        except ProofInvalid:  # the cache is from before a restore, or the tree is damaged
            tree.forget()
    try:
        return _checked_path(Pyramids(tree.tiles_of(row.log_id)), leaf, index, signed)
    except ProofInvalid:
        raise TileInvalid(why="root_differs") from None


def _checked_path(tiles: Pyramids, leaf: bytes, index: int, signed: CheckpointRow) -> list[bytes]:
    path = merkle.inclusion(index, signed.size, tiles)
    merkle.verify_inclusion(leaf, index, signed.size, path, signed.root)
    return path
