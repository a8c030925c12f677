"""What the worker does for the ledger."""

from muniment.core import clock
from muniment.ledger import health
from muniment.ledger.services import checkpoints


def tend() -> None:
    """Sequence what waits and sign when it is due; the worker calls this each second.

    Over a new connection, so at start too, the database is first compared with what was
    signed: that halts the ledger, or lets it run again when the right database is back.

    Raises:
        SignerRefuses: the database does not continue what was signed; the ledger is halted.
    """
    health.compare_once()
    checkpoints.tend(clock.now())
