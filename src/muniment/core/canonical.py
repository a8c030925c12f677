"""Canonical JSON: a restricted RFC 8785, so that plain `json` already writes it.

Allowed are objects, arrays, strings, true, false, null and integers within 2^53.
No floats; keys are `[a-z0-9_]`; strings hold no lone surrogates. Inside these limits
`json.dumps(sort_keys=True)` without white space is byte for byte RFC 8785, and a judge
or a browser can read it.
"""

import base64
import binascii
import json
import re
from typing import Any, NoReturn

from muniment.core.errors import ErrorKind, MunimentError, gettext_noop

LARGEST_INTEGER = 2**53 - 1
DEEPEST = 32
_KEY = re.compile(r"[a-z0-9_]+\Z")
_SCALARS, _ARRAYS = (bool, str), (list, tuple)
# One encoder for all: `json.dumps` with these options would make one at each call. Circles
# need no looking for, because `_check` has already found the end of every branch.
_write = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, check_circular=False
).encode


class NotCanonical(MunimentError):
    """The value or the bytes lie outside the restricted profile; nothing was made."""

    code = "core.json.not_canonical"
    kind = ErrorKind.INVALID
    title = gettext_noop("This is not canonical JSON: {why}.")
    next_step = gettext_noop("Send the bytes exactly as they were exported.")


def dump(value: object) -> bytes:
    """Write `value` as canonical JSON, UTF-8.

    Raises:
        NotCanonical: a float, a large integer, a strange key, a lone surrogate, or
            nesting deeper than 32.

    Source: RFC 8785. Time O(size log keys).
    """
    _check(value, DEEPEST)
    try:
        return _write(value).encode()
    except UnicodeEncodeError:
        raise NotCanonical(why=gettext_noop("a string holds a lone surrogate")) from None


def load(data: bytes) -> Any:
    """Read canonical JSON strictly: the same bytes must come out when it is written again.

    Raises:
        NotCanonical: anything else, duplicate keys and trailing white space included.
    """
    try:
        value = json.loads(
            data.decode(),
            object_pairs_hook=_object,
            parse_float=_no_float,
            parse_constant=_no_float,
        )
    except NotCanonical:
        raise
    except (ValueError, RecursionError):
        raise NotCanonical(why=gettext_noop("it is not JSON in UTF-8")) from None
    if dump(value) != data:
        raise NotCanonical(why=gettext_noop("it is written differently when written again"))
    return value


def b64(data: bytes) -> str:
    """Write bytes as base64url without padding, the form of all bytes in the ledger."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    """Read base64url without padding.

    Raises:
        NotCanonical: padding, white space, foreign letters or loose trailing bits.
    """
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise NotCanonical(why=gettext_noop("a value is not base64url")) from None
    if b64(data) != text:
        raise NotCanonical(why=gettext_noop("a value is not canonical base64url"))
    return data


def _check(value: object, depth: int) -> None:
    if depth < 0:
        raise NotCanonical(why=gettext_noop("it is nested too deeply"))
    if value is None or isinstance(value, _SCALARS):
        return
    if isinstance(value, int):
        if abs(value) > LARGEST_INTEGER:
            raise NotCanonical(why=gettext_noop("an integer is beyond 2^53"))
    elif isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str) or not _KEY.match(key):
                raise NotCanonical(why=gettext_noop("a key has other letters than a-z, 0-9 and _"))
            _check(item, depth - 1)
    elif isinstance(value, _ARRAYS):
        for item in value:
            _check(item, depth - 1)
    else:
        raise NotCanonical(
            why=gettext_noop("it holds something that is not text, integer, list or object")
        )


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotCanonical(why=gettext_noop("a key stands twice"))
    return found


def _no_float(_text: str) -> NoReturn:
    raise NotCanonical(why=gettext_noop("it holds a number that is not an integer"))
