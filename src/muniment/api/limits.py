"""How many requests a token, or an address without one, may make.

Counted in the memory of each web process: a count that is written to disk on every request
would cost more than the request. The processes share the allowance evenly.
"""

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from math import ceil

from django.conf import settings

from muniment.api.problems import RETRY_AFTER
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop

TOKEN_A_MINUTE = 600
ADDRESS_A_MINUTE = 120
MOST_KNOWN = 10_000  # callers remembered at once; the longest silent are forgotten first


class TooManyRequests(MunimentError):
    """The allowance of this minute is used up; nothing was done."""

    code = "api.requests.too_many"
    kind = ErrorKind.LIMITED
    title = gettext_noop("Too many requests in a short time.")
    next_step = gettext_noop("Go on after {retry_after} seconds.")


@dataclass(slots=True)
class Allowances:
    """A token bucket for each caller, full at `a_minute` and refilled evenly.

    Time O(1) a request; threads may share one.
    """

    _left: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, caller: str, *, a_minute: int, now: float) -> float:
        """Take one request; give 0, or the seconds to wait when none is left.

        Args:
            now: seconds of a clock that never steps back.
        """
        with self._lock:
            left, since = self._left.pop(caller, (float(a_minute), now))
            left = min(float(a_minute), left + (now - since) * a_minute / 60)
            wait = 0.0 if left >= 1 else (1 - left) * 60 / a_minute
            self._left[caller] = (left - 1 if left >= 1 else left, now)
            if len(self._left) > MOST_KNOWN:
                self._left.popitem(last=False)
        return wait

    def forget(self) -> None:
        """Give everybody a full allowance again."""
        with self._lock:
            self._left.clear()


allowances = Allowances()


def count_request(caller: str, *, a_minute: int) -> None:
    """Count one request of a token or an address.

    Raises:
        TooManyRequests: with the seconds to wait.
    """
    share = max(1, a_minute // max(1, settings.CONFIG.web_workers))
    wait = allowances.take(caller, a_minute=share, now=time.monotonic())
    if wait:
        raise TooManyRequests(**{RETRY_AFTER: ceil(wait)})
