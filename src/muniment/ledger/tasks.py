"""What the worker does for the ledger."""

import time

from django.db import connection

from muniment.core import clock
from muniment.ledger import sql
from muniment.ledger.services import checkpoints


def tend() -> None:
    """Sequence what waits and sign when it is due; the worker calls this each second.

    Raises:
        SignerRefuses: the database does not continue what was signed; the ledger is halted.
    """
    checkpoints.tend(clock.now())


def wait(seconds: float) -> None:
    """Rest for `seconds`, or less when an act on PostgreSQL calls for the sequencer."""
    if sql.is_sqlite():
        time.sleep(seconds)
        return
    with connection.cursor() as cursor:
        cursor.execute(f"LISTEN {sql.WAKE_CHANNEL}")
    for _ in connection.connection.notifies(timeout=seconds, stop_after=1):
        return
