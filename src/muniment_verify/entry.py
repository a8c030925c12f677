"""Entries of Muniment, version 1: canonical JSON with a fixed set of keys.

Other logs hold other things; only what claims to be such an entry must be one.
"""

import base64
import json
import re
from datetime import datetime
from typing import Any, Final, NoReturn

from muniment_verify.errors import Untrusted

LONGEST: Final = 65_535
KEYS: Final = {"v", "log", "id", "type", "at", "actor", "via"} | {
    *("subject", "subject_seq", "prev", "act", "commit", "refs")
}
_LARGEST: Final = 2**53 - 1
_DEEPEST: Final = 32
_KEY = re.compile(r"[a-z0-9_]+")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_KIND = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*){2}")
_VIA = re.compile(r"[a-z][a-z0-9_]*")
_AT = re.compile(r"[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z")
_HASH = re.compile(r"[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]")  # 32 bytes, base64url, no loose bits
_CONTROL = re.compile(r"[\x00-\x1f]")


def read_entry(data: bytes) -> dict[str, Any] | None:
    """Read an entry of Muniment strictly; None when the bytes claim to be something else.

    Raises:
        Untrusted: `entry`, when they claim to be one and are not, to the last byte.
    """
    if not (data.startswith(b"{") and b'"subject_seq"' in data):
        return None
    if len(data) > LONGEST:
        raise Untrusted("entry", "canonical")
    found = _load(data)
    if not isinstance(found, dict) or found.keys() != KEYS:
        raise Untrusted("entry", "keys")
    _check_parts(found)
    return found


def hash_of(text: object) -> bytes | None:
    """Read 32 bytes from base64url without padding; None for anything else."""
    if not isinstance(text, str) or not _HASH.fullmatch(text):
        return None
    return base64.urlsafe_b64decode(text + "=")


def _check_parts(found: dict[str, Any]) -> None:
    _demand(type(found["v"]) is int and found["v"] == 1, "v")
    log = found["log"]
    _demand(isinstance(log, str) and bool(log) and not _CONTROL.search(log), "log")
    _demand(_fits(_UUID, found["id"]), "id")
    _demand(_fits(_KIND, found["type"]), "type")
    _demand(_is_moment(found["at"]), "at")
    _demand(found["actor"] == "house" or _fits(_UUID, found["actor"]), "actor")
    _demand(_fits(_VIA, found["via"]), "via")
    _demand(_chain_fits(found["subject"], found["subject_seq"], found["prev"]), "subject_seq")
    _demand(isinstance(found["act"], dict), "act")
    _demand(isinstance(found["commit"], dict), "commit")
    _demand(all(hash_of(text) is not None for text in found["commit"].values()), "commit")
    _demand(isinstance(found["refs"], list), "refs")
    _demand(all(_fits(_UUID, ref) for ref in found["refs"]), "refs")


def _chain_fits(subject: object, number: object, before: object) -> bool:
    if subject is None:
        return number is None and before is None
    if not _fits(_UUID, subject) or type(number) is not int or number < 1:
        return False
    return before is None if number == 1 else hash_of(before) is not None


def _is_moment(text: object) -> bool:
    if not isinstance(text, str) or not _AT.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text[:-1])
    except ValueError:
        return False
    return True


def _fits(pattern: re.Pattern[str], text: object) -> bool:
    return isinstance(text, str) and bool(pattern.fullmatch(text))


def _load(data: bytes) -> object:
    try:
        found = json.loads(data.decode("utf-8"), parse_float=_refuse, parse_constant=_refuse)
        _check_json(found, _DEEPEST)
        again = json.dumps(found, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        same = again.encode("utf-8") == data
    except (ValueError, RecursionError):
        same = False
    _demand(same, "canonical")
    return found


def _check_json(value: object, depth: int) -> None:
    """Hold the restricted RFC 8785 profile: no floats, plain keys, safe integers."""
    _demand(depth >= 0, "canonical")
    if isinstance(value, int) and not isinstance(value, bool):
        _demand(abs(value) <= _LARGEST, "canonical")
    elif isinstance(value, dict):
        for key, item in value.items():
            _demand(bool(_KEY.fullmatch(key)), "canonical")
            _check_json(item, depth - 1)
    elif isinstance(value, list):
        for item in value:
            _check_json(item, depth - 1)


def _refuse(_text: str) -> NoReturn:
    raise Untrusted("entry", "canonical")


def _demand(holds: bool, why: str) -> None:
    if not holds:
        raise Untrusted("entry", why)
