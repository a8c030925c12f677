"""The way back after a loss: freeze the log that cannot go on, and declare what happened.

A smaller or different tree is never signed under the old name. The new log's first entry
quotes what was last signed and what was found, so the gap itself is on record.
"""

from contextlib import suppress
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import connection, transaction

from muniment.core.actor import Actor
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.ledger import halt, queries, signer, sql
from muniment.ledger.domain.hashing import TileInvalid
from muniment.ledger.models import Checkpoint, Log
from muniment.ledger.services.append import append_entry
from muniment.ledger.services.beginning import open_head
from muniment.ledger.services.sequencer import BATCH, sequence

SHORTEST_REASON: Final = 10  # letters


class NothingToDeclare(MunimentError):
    """The ledger is not halted, so there is no loss to declare; nothing was changed."""

    code = "ledger.log.not_halted"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("The ledger is running; there is no loss to declare.")
    next_step = gettext_noop("Nothing needs to be done.")


class ReasonMissing(MunimentError):
    """A loss is declared in words that a judge can read later; nothing was changed."""

    code = "ledger.log.reason_missing"
    kind = ErrorKind.INVALID
    title = gettext_noop("Say in a sentence what was lost and why.")
    next_step = gettext_noop("Give a reason of at least ten letters.")


def incarnate(*, by: Actor, at: datetime, reason: str) -> str:
    """Freeze the halted log and begin `<origin>/2` (3, 4, …); give the new origin.

    What waits is sequenced into the old log first. The first entry of the new log,
    `ledger.log.incarnated`, quotes the last signed state, the state that was found and the
    reason, which is public to whoever sees the entry: no names. Run it with the house stopped.

    Raises:
        NothingToDeclare: the ledger is not halted.
        ReasonMissing: the reason is shorter than ten letters.
    """
    if not halt.is_halted():
        raise NothingToDeclare
    if len(reason.strip()) < SHORTEST_REASON:
        raise ReasonMissing
    origin = _next_origin()
    with transaction.atomic(durable=True):
        facts = _freeze(origin) | {"reason": reason.strip()}
        first = _begin(origin, str(facts["predecessor"]), facts, by=by, at=at)
    signer.start_again(origin)
    halt.lift("incarnated", {"origin": origin, "first_entry": str(first)}, at=at)
    return origin


def _next_origin() -> str:
    """Name the next life after every one that the signer or the database knows."""
    signed = signer.remembered()
    known = [*Log.objects.values_list("origin", flat=True), signed.origin if signed else ""]
    base = signer.origin()
    lives = [name.removeprefix(f"{base}/") for name in known]
    newest = max((int(life) for life in lives if life.isdecimal()), default=1)
    return f"{base}/{newest + 1}"


def _freeze(origin: str) -> dict[str, str | int]:
    """Sequence the rest of the old log, freeze it, and say what is known about it."""
    with connection.cursor() as cursor:
        sql.close_the_entries(cursor)
        # A tree too damaged to grow keeps its rest waiting: that is part of the loss.
        with suppress(TileInvalid), transaction.atomic():
            while sequence(cursor, BATCH):
                pass
    found, signed = queries.head(), signer.remembered()
    Log.objects.filter(state="active").update(state="frozen")
    note = Checkpoint.objects.order_by("-log_id", "-size").values_list("note", flat=True).first()
    facts: dict[str, str | int] = {
        "predecessor": signed.origin if signed else found.origin if found else origin,
        "found_origin": found.origin if found else "",
        "found_size": found.size if found else 0,
        "found_root": found.root.hex() if found else "",
        "found_checkpoint": note or "",
    }
    if signed:
        facts |= {"signed_size": signed.size, "signed_root": signed.root.hex()}
    return facts


def _begin(
    origin: str, predecessor: str, facts: dict[str, str | int], *, by: Actor, at: datetime
) -> UUID:
    log = Log.objects.create(origin=origin, state="active", predecessor=predecessor)
    open_head(log)
    kind = "ledger.log.incarnated"
    return append_entry(kind=kind, subject=None, by=by, at=at, facts=facts).id
