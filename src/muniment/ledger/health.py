"""May anybody read? Only while what they read can be put on record."""

import threading
import time
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import connection

from muniment.core import clock
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.ledger import halt, queries, signer, sql
from muniment.ledger.halt import Halt
from muniment.ledger.services import checkpoints

_thread = threading.local()  # a connection belongs to one thread, and so does its comparison


class LedgerUnavailable(MunimentError):
    """No log, no look: nothing may be read until the ledger works again.

    `why` is `halted` or `backlog`.
    """

    code = "ledger.unavailable"
    kind = ErrorKind.UNAVAILABLE
    title = gettext_noop("Nothing can be read now, because reading could not be put on record.")
    next_step = gettext_noop("Ask an administrator to look at “muniment ledger status”.")


@dataclass(frozen=True, slots=True)
class StatusRow:
    """How the ledger is.

    Attributes:
        waiting: entries without an index; `oldest_seconds` how long the oldest waits.
        size: leaves in the log; `signed_size` of the newest checkpoint, made `signed_at`.
        vkey: the public key, or "" while there is no log.
    """

    origin: str
    vkey: str
    size: int
    waiting: int
    oldest_seconds: int
    signed_size: int
    signed_at: datetime | None
    halt: Halt | None

    @property
    def is_good(self) -> bool:
        """Whether reading is possible now."""
        return self.halt is None and self.oldest_seconds <= settings.CONFIG.backlog_limit_seconds


def require_readable() -> None:
    """Make sure that a look can be put on record; call before each one.

    Raises:
        LedgerUnavailable: the ledger is halted, or its queue is older than the limit.

    Costs one tiny query and a look at the file system; over a new connection also the
    comparison with the signer's memory.
    """
    if halt.is_halted():
        raise LedgerUnavailable(why="halted")
    try:
        compare_once()
    except signer.SignerRefuses:
        raise LedgerUnavailable(why="halted") from None
    if _oldest_seconds() > settings.CONFIG.backlog_limit_seconds:
        raise LedgerUnavailable(why="backlog")


def status() -> StatusRow:
    """Say how the ledger is, for pages and for the terminal; six queries."""
    head, newest = queries.head(), queries.newest_checkpoint()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_pending")
        waiting = cursor.fetchone()[0]
    return StatusRow(
        origin=head.origin if head else "",
        vkey=str(signer.verifier_key(head.origin)) if head else "",
        size=head.size if head else 0,
        waiting=waiting,
        oldest_seconds=int(_oldest_seconds()),
        signed_size=newest.size if newest else 0,
        signed_at=newest.published_at if newest else None,
        halt=halt.current(),
    )


def compare_once() -> None:
    """Compare the database with the signer's memory, once for each connection.

    Raises:
        SignerRefuses: the database does not continue what was signed; the ledger is halted.
    """
    if not getattr(_thread, "is_compared", False):
        checkpoints.check(clock.now())
        _thread.is_compared = True


def compare_again() -> None:
    """Ask for the comparison before this thread reads the next time."""
    _thread.is_compared = False


def _oldest_seconds() -> float:
    """Say how long the oldest entry waits by the real clock; 0 when none does."""
    with connection.cursor() as cursor:
        cursor.execute(sql.OLDEST_PENDING)
        row = cursor.fetchone()
    return max(0.0, time.time() - row[0] / 1000) if row else 0.0
