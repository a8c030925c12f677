"""Openings: the value behind a commitment in an entry, with the salt that proves it."""

import hmac
import json
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from muniment_verify.entry import hash_of
from muniment_verify.errors import Misuse, Untrusted

_FIELD = re.compile(r"[a-z0-9_]+")


class Opening(NamedTuple):
    """What is claimed to stand behind the commitment to `field`; the salt is 32 bytes."""

    field: str
    salt: bytes
    value: str


def parse_opening(text: str) -> Opening:
    """Read `FIELD=SALT:VALUE`, the salt in base64url.

    Raises:
        Misuse: it is written in another way.
    """
    field, equals, rest = text.partition("=")
    salt, colon, value = rest.partition(":")
    if not equals or not colon:
        raise Misuse("opening_form")
    return _opening(field, salt, value)


def load_openings(data: bytes) -> list[Opening]:
    """Read a file `{"FIELD": {"salt": "…", "value": "…"}, …}`.

    Raises:
        Misuse: it is written in another way.
    """
    try:
        found = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        raise Misuse("opening_form") from None
    if not isinstance(found, dict):
        raise Misuse("opening_form")
    return [_from_json(field, part) for field, part in found.items()]


def check_openings(entry: Mapping[str, Any] | None, openings: list[Opening]) -> dict[str, str]:
    """Check each opening against the commitments of the entry; gives the values, proven.

    Raises:
        Untrusted: `opening`, when the entry has no such commitment or another one.
    """
    committed = entry["commit"] if entry else {}
    for opening in openings:
        if opening.field not in committed:
            raise Untrusted("opening", "no_such_field")
        if not hmac.compare_digest(_commit(opening), hash_of(committed[opening.field]) or b""):
            raise Untrusted("opening", "differs")
    return {opening.field: opening.value for opening in openings}


def _commit(opening: Opening) -> bytes:
    message = b"\x00".join((b"muniment/commit/v1", opening.field.encode(), opening.value.encode()))
    return hmac.digest(opening.salt, message, "sha256")


def _from_json(field: str, part: object) -> Opening:
    if not isinstance(part, dict) or part.keys() != {"salt", "value"}:
        raise Misuse("opening_form")
    return _opening(field, part["salt"], part["value"])


def _opening(field: str, salt: object, value: object) -> Opening:
    secret = hash_of(salt)
    if not _FIELD.fullmatch(field) or secret is None or not isinstance(value, str):
        raise Misuse("opening_form")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise Misuse("opening_form") from None
    return Opening(field, secret, value)
