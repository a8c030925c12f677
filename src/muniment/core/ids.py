"""Identifiers: UUIDv7 inside the house, random tokens outside it."""

import os
import secrets
import threading
import time
from uuid import UUID

_lock = threading.Lock()
_last = 0  # the newest id handed out by this process, as a 128-bit integer

_VERSION = 0x7 << 76
_VARIANT = 0b10 << 62


def new_id() -> UUID:
    """Make a UUIDv7: 48 bits of Unix milliseconds, then random bits.

    Within one process ids only grow, also inside one millisecond and when the
    clock steps back: the random part of the last id is then counted up.

    Source: RFC 9562, section 5.7 and method 2 of section 6.2.
    """
    global _last  # noqa: PLW0603 - one counter a process is the point
    with _lock:
        fresh = (time.time_ns() // 1_000_000) << 80 | int.from_bytes(os.urandom(10), "big")
        value = fresh & ~(0xF << 76) & ~(0b11 << 62) | _VERSION | _VARIANT
        if value <= _last:
            value = _next_after(_last)
        _last = value
    return UUID(int=value)


def _next_after(value: int) -> int:
    """Count the 62 low random bits up; when they are used up, move on a millisecond."""
    low = (value & ((1 << 62) - 1)) + 1
    if low < 1 << 62:
        return value & ~((1 << 62) - 1) | low
    moved = ((value >> 80) + 1) << 80
    return moved | _VERSION | _VARIANT


def new_token(octets: int = 24) -> str:
    """Make a URL-safe random token with `octets` x 8 bits of entropy."""
    return secrets.token_urlsafe(octets)
