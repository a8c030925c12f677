"""The one clock. Doors read it once a request and hand the moment down as `at`."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from itertools import count

TICK = timedelta(microseconds=100)
_frozen: ContextVar[Callable[[], datetime] | None] = ContextVar(
    "muniment_frozen_clock", default=None
)


def now() -> datetime:
    """Say what time it is: aware, UTC, microseconds."""
    told = _frozen.get()
    return datetime.now(UTC) if told is None else told()


@contextmanager
def frozen(at: datetime) -> Iterator[None]:
    """Stop the clock of this context at `at`, for tests and for replaying history."""
    stopped = at.astimezone(UTC)
    token = _frozen.set(lambda: stopped)
    try:
        yield
    finally:
        _frozen.reset(token)


@contextmanager
def ticking(at: datetime) -> Iterator[None]:
    """Let the clock of this context go on from `at` by one `TICK` a question.

    For replaying work that asks the time again and again: what it does keeps its order, and it
    takes the same time on every machine.
    """
    start, questions = at.astimezone(UTC), count()
    token = _frozen.set(lambda: start + next(questions) * TICK)
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
