"""The one clock. Doors read it once a request and hand the moment down as `at`."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_frozen: ContextVar[datetime | None] = ContextVar("muniment_frozen_clock", default=None)


def now() -> datetime:
    """Say what time it is: aware, UTC, microseconds."""
    return _frozen.get() or datetime.now(UTC)


@contextmanager
def frozen(at: datetime) -> Iterator[None]:
    """Stop the clock of this context at `at`, for tests and for replaying history."""
    token = _frozen.set(at.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.reset(token)


def rfc3339(at: datetime) -> str:
    """Write a moment as RFC 3339 in UTC with six decimals: `2026-05-03T09:30:00.000000Z`.

    Raises:
        ValueError: `at` is naive, so nobody can say which moment it is.
    """
    if at.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
