"""Not too fast: one host is asked at a steady pace, and left alone when it says so.

The memory is of this process. Two workers asking the same host each keep their own pace; the
host's own `429` and `Retry-After` are what holds both back.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from threading import Lock

from muniment.core import clock
from muniment.investigations.domain.checks import NotReached

_REMEMBERED_HOSTS = 4096
_LONGEST_PAUSE_S = 86_400


class Pace:
    """When each host may be asked again."""

    def __init__(
        self,
        *,
        tick: Callable[[], float] = time.monotonic,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._tick, self._pause = tick, pause
        self._free_at: OrderedDict[str, float] = OrderedDict()
        self._blocked: OrderedDict[str, float] = OrderedDict()
        self._lock = Lock()

    def wait(self, host: str, *, gap_s: float, patience_s: float) -> None:
        """Wait for this host's turn.

        Raises:
            NotReached: `rate_limited`, when the turn comes later than `patience_s` from now.
        """
        with self._lock:
            now = self._tick()
            blocked = self._blocked.get(host, 0.0) - now
            start = max(now, self._free_at.get(host, 0.0), self._blocked.get(host, 0.0))
            if start - now <= patience_s:
                self._remember(self._free_at, host, start + gap_s)
        if start - now > patience_s:
            raise NotReached("rate_limited", _later(blocked) if blocked > 0 else None)
        if start > now:
            self._pause(start - now)

    def block(self, host: str, seconds: float) -> None:
        """Leave this host alone for so long, because it asked for it."""
        with self._lock:
            until = self._tick() + min(seconds, _LONGEST_PAUSE_S)
            self._remember(self._blocked, host, until)

    def _remember(self, where: OrderedDict[str, float], host: str, moment: float) -> None:
        where[host] = moment
        where.move_to_end(host)
        while len(where) > _REMEMBERED_HOSTS:
            where.popitem(last=False)


def retry_after_s(told: str) -> float | None:
    """Read a `Retry-After`: seconds, or a date; nothing when it is neither.

    Source: RFC 9110, section 10.2.3.
    """
    bare = told.strip()
    if bare.isascii() and bare.isdigit():
        return float(min(int(bare[:9]), _LONGEST_PAUSE_S))
    try:
        moment = parsedate_to_datetime(bare)
    except (ValueError, TypeError, OverflowError):
        return None
    if moment.tzinfo is None:
        return None
    return max(0.0, (moment - clock.now()).total_seconds())


def _later(seconds: float) -> datetime:
    return clock.now() + timedelta(seconds=seconds)


SHARED = Pace()
"""The pace of this process."""
