"""How many requests a token, or an address without one, may make.

Counted in the memory of each web process: a count that is written to disk on every request
would cost more than the request. The processes share the allowance evenly.
"""

import time
from math import ceil

from django.conf import settings

from muniment.api.problems import RETRY_AFTER
from muniment.core.allowances import Allowances
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop

TOKEN_A_MINUTE = 600
ADDRESS_A_MINUTE = 120


class TooManyRequests(MunimentError):
    """The allowance of this minute is used up; nothing was done."""

    code = "api.requests.too_many"
    kind = ErrorKind.LIMITED
    title = gettext_noop("Too many requests in a short time.")
    next_step = gettext_noop("Go on after {retry_after} seconds.")


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
