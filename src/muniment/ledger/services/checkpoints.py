"""Checkpoints: signing where the log stands, and noticing when it stands where it cannot."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Final

from django.db import transaction

from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.ledger import halt, queries, signer, tree
from muniment.ledger.domain import merkle
from muniment.ledger.domain.checkpoint import Checkpoint as Statement
from muniment.ledger.domain.hashing import TileInvalid
from muniment.ledger.domain.note import Note
from muniment.ledger.models import Checkpoint, Log
from muniment.ledger.queries import CheckpointRow
from muniment.ledger.services.sequencer import drain

NEWS_SECONDS: Final = 10.0
HEARTBEAT_SECONDS: Final = 600.0


class NothingToSign(MunimentError):
    """The log is empty; there is nothing that a checkpoint could say."""

    code = "ledger.checkpoint.nothing"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("The ledger is still empty.")
    next_step = gettext_noop("Do something that is put on record, then ask again.")


def checkpoint(*, reason: str, at: datetime) -> CheckpointRow:
    """Sign where the log stands now; a size that is signed already is published again.

    Not inside a transaction: what is signed must never be undone.

    Args:
        reason: `news`, `heartbeat`, `proof`, `export` or `asked`.

    Raises:
        NothingToSign: the log is empty.
        SignerRefuses: the database does not continue what was signed; the ledger is halted.

    Costs one fsync of the signer's memory and one durable commit.
    """
    with transaction.atomic(durable=True):
        pass  # refuses to run inside another transaction
    if standing().statement.size == 0:
        raise NothingToSign
    with _halting(at):
        statement, note = signer.sign(standing)
    return _publish(statement, note, reason, at)


def tend(at: datetime) -> None:
    """Do what is due: sequence what waits, sign when there is news, and beat at rest.

    The worker calls this each second. News is signed at most every 10 s; without news the
    newest checkpoint is published again every 10 min.

    Raises:
        SignerRefuses: the database does not continue what was signed; the ledger is halted.
    """
    if halt.is_halted():
        halt.put_on_record()
        return
    drain()
    reason = _due(at)
    if reason:
        checkpoint(reason=reason, at=at)


def check(at: datetime) -> None:
    """Compare the database with the signer's memory, and halt the ledger when it cannot be.

    Runs at start and on the first read over each new connection. When the ledger is halted and
    the right database has been put back, it runs again.

    Raises:
        SignerRefuses: the database does not continue what was signed; the ledger is halted.

    Costs three queries, and a consistency proof when the log grew since.
    """
    with _halting(at):
        statement = signer.check(standing)
    if halt.is_halted():
        halt.lift("restored", {"size": statement.size, "origin": statement.origin}, at=at)


def _publish(statement: Statement, note: Note, reason: str, at: datetime) -> CheckpointRow:
    row, made = Checkpoint.objects.get_or_create(
        log_id=Log.objects.get(origin=statement.origin).pk,
        size=statement.size,
        defaults={
            "root": statement.root,
            "note": note.to_bytes().decode(),
            "vkey": str(signer.verifier_key(statement.origin)),
            "reason": reason,
            "made_at": at,
            "published_at": at,
        },
    )
    if not made:
        Checkpoint.objects.filter(log_id=row.log_id, size=row.size).update(published_at=at)
    return CheckpointRow.of(row, published_at=at)


def standing() -> signer.Standing:
    """Say where the database stands; one without any log stands at the very beginning."""
    head = queries.head()
    has_signed = Checkpoint.objects.exists()
    if head is None:
        nothing = Statement(signer.origin(), 0, merkle.EMPTY_ROOT)
        return signer.Standing(nothing, lambda _signed: [], has_signed)

    def prove(signed: int) -> list[bytes]:
        return merkle.consistency(signed, head.size, tree.tiles_of(head.log_id))

    return signer.Standing(Statement(head.origin, head.size, head.root), prove, has_signed)


@contextmanager
def _halting(at: datetime) -> Iterator[None]:
    """Halt the ledger when the signer refuses, or when the tree cannot even be read."""
    try:
        yield
    except signer.SignerRefuses as refusal:
        halt.halt(str(refusal.facts["why"]), _facts(), at=at)
        raise
    except TileInvalid:
        halt.halt("damaged", _facts(), at=at)
        raise signer.SignerRefuses(why="damaged") from None


def _facts() -> dict[str, str | int]:
    """Tell both sides of the disagreement in sizes and hashes."""
    signed, found = signer.remembered(), standing().statement
    told: dict[str, str | int] = {
        "found_origin": found.origin,
        "found_size": found.size,
        "found_root": found.root.hex(),
    }
    if signed is not None:
        told |= {
            "signed_origin": signed.origin,
            "signed_size": signed.size,
            "signed_root": signed.root.hex(),
        }
    return told


def _due(at: datetime) -> str | None:
    """Say why a checkpoint is due, if one is. A clock that was put back makes it due."""
    head, newest = queries.head(), queries.newest_checkpoint()
    if head is None or head.size == 0:
        return None
    if newest is None:
        return "news"
    age = (at - newest.published_at).total_seconds()
    if head.size > newest.size and not 0 <= age < NEWS_SECONDS:
        return "news"
    return None if 0 <= age < HEARTBEAT_SECONDS else "heartbeat"
