"""The first moment of a log: it gets its origin, once."""

from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.ledger import signer
from muniment.ledger.domain.merkle import EMPTY_ROOT, Frontier
from muniment.ledger.models import Head, Log


class NoActiveLog(MunimentError):
    """Every log of this database is frozen; nothing can be put on record."""

    code = "ledger.log.none_active"
    kind = ErrorKind.UNAVAILABLE
    title = gettext_noop("The ledger has no active log.")
    next_step = gettext_noop("Ask an administrator to run “muniment ledger explain”.")


def begin() -> None:
    """Make the first log of this installation; does nothing when there ever was one."""
    if not Log.objects.exists():
        origin = signer.origin()
        Log.objects.bulk_create([Log(origin=origin, state="active")], ignore_conflicts=True)
    for log in Log.objects.filter(state="active"):
        open_head(log)


def open_head(log: Log) -> None:
    """Give a log its empty head."""
    empty = Frontier().to_bytes()
    head = Head(log_id=log.pk, size=0, root=EMPTY_ROOT, frontier=empty, drained_ms=0)
    Head.objects.bulk_create([head], ignore_conflicts=True)
