"""What an HTTP status means to a check: an answer, nothing there, or not reached."""

from collections.abc import Callable
from datetime import datetime, timedelta

from muniment.core import clock
from muniment.investigations.domain.checks import Fetched, NotReached, Outcome, Result
from muniment.investigations.domain.registries.answers import Malformed
from muniment.investigations.outside.pace import retry_after_s

_NO_KEY = frozenset({401, 403})
_NOTHING = frozenset({404, 410})
_BUSY = frozenset({429})


def body_of(fetched: Fetched) -> bytes | None:
    """The body of a good answer, or None when the source has nothing of that name.

    Raises:
        NotReached: `rate_limited` (with the moment the source named), `no_key`, `server_error`,
            `malformed_request`.
    """
    if 200 <= fetched.status < 300:
        return fetched.body
    if fetched.status in _NOTHING:
        return None
    if fetched.status in _BUSY:
        raise NotReached("rate_limited", _later(fetched))
    if fetched.status in _NO_KEY:
        raise NotReached("no_key")
    if fetched.status >= 500:
        raise NotReached("server_error", _later(fetched))
    raise NotReached("malformed_request")


def reading(run: Callable[[], Result]) -> Result:
    """Run the part of a check that reads answers; one that makes no sense is `FAILED`."""
    try:
        return run()
    except Malformed as fault:
        return Result(Outcome.FAILED, reason="malformed", detail={"what": fault.what})


def _later(fetched: Fetched) -> datetime | None:
    seconds = retry_after_s(fetched.headers.get("retry-after", ""))
    return clock.now() + timedelta(seconds=seconds) if seconds else None
