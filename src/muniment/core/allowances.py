"""How often somebody may ask: token buckets in the memory of one process.

A count that is written to disk on every request would cost more than the request. Doors that
run in several processes share an allowance evenly among them.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass, field

MOST_KNOWN = 10_000  # callers remembered at once; the longest silent are forgotten first


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
