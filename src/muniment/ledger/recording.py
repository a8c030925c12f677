"""The durable transaction in which an attempt is put on record, before anything is shown."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import InternalError, OperationalError, transaction

from muniment.ledger import health
from muniment.ledger.health import LedgerUnavailable


@contextmanager
def on_record() -> Iterator[None]:
    """Run a block in the outermost, durable transaction, with the ledger fit to take it.

    When the block is left normally, what it wrote survives a power cut.

    Raises:
        LedgerUnavailable: halted, backlog too old, disk full, database read-only or locked;
            nothing was written, so nothing may be shown.
        RuntimeError: inside another transaction, which could undo the record.
    """
    try:
        with transaction.atomic(durable=True):
            health.require_readable()
            yield
    except (OperationalError, InternalError):  # PostgreSQL calls “read-only” an internal error
        raise LedgerUnavailable(why="not_writable") from None
