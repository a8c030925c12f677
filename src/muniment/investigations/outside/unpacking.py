"""Unpacking what came packed, without ever making more of it than was asked for."""

import zlib

from muniment.investigations.domain.checks import NotReached

OFFERED = b"gzip, deflate"
_MOST_CODINGS = 2


def unpack(body: bytes, coding: str, *, limit_bytes: int) -> bytes:
    """Undo a `Content-Encoding`.

    Memory stays near `limit_bytes`, however much a bomb holds.

    Raises:
        NotReached: `too_large` (it holds more than the limit), `malformed` (cut off, damaged,
            or a coding that was not offered).
    """
    codings = [name.strip().lower() for name in coding.split(",") if name.strip()]
    codings = [name for name in codings if name != "identity"]
    if len(codings) > _MOST_CODINGS:
        raise NotReached("malformed")
    for name in reversed(codings if body else []):
        body = _undo(body, name, limit_bytes)
    if len(body) > limit_bytes:
        raise NotReached("too_large")
    return body


def _undo(body: bytes, name: str, limit: int) -> bytes:
    try:
        if name in {"gzip", "x-gzip"}:
            return _gunzip(body, limit)
        if name == "deflate":
            return _inflate(body, limit)
    except zlib.error:
        raise NotReached("malformed") from None
    raise NotReached("malformed")


def _gunzip(body: bytes, limit: int) -> bytes:
    """Undo gzip, which may consist of several members one after the other."""
    out = bytearray()
    while body:
        member = zlib.decompressobj(wbits=31)
        out += _bounded(member, body, limit - len(out))
        body = member.unused_data.lstrip(b"\0")
    return bytes(out)


def _inflate(body: bytes, limit: int) -> bytes:
    """Undo deflate: with its zlib header as the standard says, or without as some servers do."""
    try:
        return _bounded(zlib.decompressobj(), body, limit)
    except zlib.error:
        return _bounded(zlib.decompressobj(wbits=-15), body, limit)


def _bounded(stream: "zlib._Decompress", body: bytes, limit: int) -> bytes:
    out = stream.decompress(body, max(limit, 0) + 1)
    if len(out) > limit:
        raise NotReached("too_large")
    if not stream.eof:
        raise NotReached("malformed")
    return out
