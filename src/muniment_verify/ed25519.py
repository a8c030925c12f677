"""Ed25519 verification in plain Python: about 200 a second, nothing to install.

Source: RFC 8032, section 5.1. It accepts what OpenSSL accepts: the point is compared as
bytes and no cofactor is cleared. It only verifies, so nothing here is secret and nothing
needs to run in constant time.
"""

from hashlib import sha512
from typing import Final, NamedTuple

_P: Final = 2**255 - 19
_L: Final = 2**252 + 27742317777372353535851937790883648493
_D: Final = -121665 * pow(121666, -1, _P) % _P
_ROOT_OF_MINUS_ONE: Final = pow(2, (_P - 1) // 4, _P)


class _Point(NamedTuple):
    """Extended coordinates: x = X/Z, y = Y/Z, xy = T/Z."""

    x: int
    y: int
    z: int
    t: int


def verify(public: bytes, signature: bytes, message: bytes) -> bool:
    """Say whether the 64 bytes are the signature of the message under the 32-byte key."""
    if len(public) != 32 or len(signature) != 64:
        return False
    key = _decode(public)
    s = int.from_bytes(signature[32:], "little")
    if key is None or s >= _L:
        return False
    digest = sha512(signature[:32] + public + message).digest()
    h = int.from_bytes(digest, "little") % _L
    minus_key = _Point(-key.x % _P, key.y, 1, -key.t % _P)
    return _encode(_add(_times(s, _BASE), _times(h, minus_key))) == signature[:32]


def _add(a: _Point, b: _Point) -> _Point:
    m = (a.y - a.x) * (b.y - b.x) % _P
    n = (a.y + a.x) * (b.y + b.x) % _P
    c = 2 * a.t * b.t * _D % _P
    d = 2 * a.z * b.z % _P
    e, f, g, h = n - m, d - c, d + c, n + m
    return _Point(e * f % _P, g * h % _P, f * g % _P, e * h % _P)


def _times(scalar: int, point: _Point) -> _Point:
    total = _Point(0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            total = _add(total, point)
        point = _add(point, point)
        scalar >>= 1
    return total


def _decode(data: bytes) -> _Point | None:
    number = int.from_bytes(data, "little")
    y, odd = (number & (1 << 255) - 1) % _P, number >> 255
    x = _root_of((y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P)
    if x is None:
        return None
    if x & 1 != odd:
        x = -x % _P
    return _Point(x, y, 1, x * y % _P)


def _root_of(square: int) -> int | None:
    root = pow(square, (_P + 3) // 8, _P)
    if (root * root - square) % _P:
        root = root * _ROOT_OF_MINUS_ONE % _P
    return None if (root * root - square) % _P else root


def _encode(point: _Point) -> bytes:
    inverse = pow(point.z, -1, _P)
    x, y = point.x * inverse % _P, point.y * inverse % _P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def _base() -> _Point:
    point = _decode((4 * pow(5, -1, _P) % _P).to_bytes(32, "little"))
    assert point is not None
    return point


_BASE: Final = _base()
