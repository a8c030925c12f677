"""How notes, keys, checkpoints and proofs are written.

Sources: https://c2sp.org/signed-note, https://c2sp.org/tlog-checkpoint,
https://c2sp.org/tlog-cosignature, https://c2sp.org/tlog-proof
"""

import base64
import binascii
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from muniment_verify.errors import Misuse, Untrusted

LOG_KEY: Final = 1
WITNESS_KEY: Final = 4
QUANTUM_SAFE_KEY: Final = 6
PUBLIC_SIZES: Final = {LOG_KEY: 32, WITNESS_KEY: 32, QUANTUM_SAFE_KEY: 1312}
LARGEST: Final = 2**63 - 1
LONGEST_PROOF: Final = 2_000_000
LONGEST_PATH: Final = 63
MOST_SIGNATURES: Final = 100

# Unicode white space, written out: languages disagree on what their own `\s` covers.
_NAME = re.compile(r"[^\x00-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000+]+")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
_LINE = re.compile(r"\u2014 ([^ ]+) ([A-Za-z0-9+/=]+)")
_KEY = re.compile(r"([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)")
_COUNT = re.compile(r"0|[1-9][0-9]{0,18}")


@dataclass(frozen=True)
class Key:
    """A public key somebody trusts: `kind` 1 of a log, 4 or 6 of a witness."""

    name: str
    key_id: bytes
    kind: int
    public: bytes


@dataclass(frozen=True)
class Line:
    """One signature line of a note."""

    name: str
    key_id: bytes
    payload: bytes


@dataclass(frozen=True)
class Checkpoint:
    """What a log says about itself; `text` is what was signed."""

    text: str
    lines: tuple[Line, ...]
    origin: str
    size: int
    root: bytes


@dataclass(frozen=True)
class Proof:
    """Where an entry is said to stand: `path` from the leaf's sibling up to the root's child."""

    index: int
    path: tuple[bytes, ...]
    checkpoint: Checkpoint


def parse_key(text: str) -> Key:
    """Read `name+hex8+base64`; white space around it is forgiven.

    Raises:
        Misuse: it is not a key, or of a kind that this verifier does not know.
    """
    found = _KEY.fullmatch(text.strip(" \t\r\n"))
    blob = _base64(found[3]) if found else None
    if not found or not blob or not _is_name(found[1]):
        raise Misuse("key_form")
    kind, public = blob[0], blob[1:]
    if PUBLIC_SIZES.get(kind) != len(public):
        raise Misuse("key_kind")
    key_id = sha256(found[1].encode() + b"\n" + blob).digest()[:4]
    if key_id.hex() != found[2]:
        raise Misuse("key_id")
    return Key(found[1], key_id, kind, public)


def parse_proof(data: bytes) -> Proof:
    """Read a proof, whoever made it.

    Raises:
        Untrusted: `format`, when it has not the form of one.
    """
    head, blank, note = data.partition(b"\n\n")
    if len(data) > LONGEST_PROOF or not blank or not head.isascii():
        raise Untrusted("format", "proof")
    lines = head.decode("ascii").split("\n")
    if lines.pop(0) != "c2sp.org/tlog-proof@v1":
        raise Untrusted("format", "proof")
    if lines and lines[0].startswith("extra ") and _base64(lines.pop(0)[6:]) is None:
        raise Untrusted("format", "proof")
    index = _count(lines.pop(0).removeprefix("index ")) if _says_index(lines) else None
    if index is None or len(lines) > LONGEST_PATH:
        raise Untrusted("format", "proof")
    path = tuple(_hash(line, "proof") for line in lines)
    return Proof(index, path, parse_checkpoint(note))


def parse_checkpoint(data: bytes) -> Checkpoint:
    """Read a signed note that holds a checkpoint; checks no signature.

    Raises:
        Untrusted: `format`, when it has not the form of one.
    """
    text, lines = _note(data)
    rows = text.split("\n")[:-1]
    if len(rows) < 3 or not all(rows):
        raise Untrusted("format", "checkpoint")
    size = _count(rows[1])
    if size is None:
        raise Untrusted("format", "checkpoint")
    return Checkpoint(text, lines, rows[0], size, _hash(rows[2], "checkpoint"))


def _note(data: bytes) -> tuple[str, tuple[Line, ...]]:
    try:
        whole = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Untrusted("format", "note") from None
    text, blank, tail = whole.rpartition("\n\n")
    if not blank or not tail.endswith("\n") or _CONTROL.search(whole):
        raise Untrusted("format", "note")
    lines = tail[:-1].split("\n")
    if len(lines) > MOST_SIGNATURES:
        raise Untrusted("format", "note")
    return text + "\n", tuple(_line(line) for line in lines)


def _line(text: str) -> Line:
    found = _LINE.fullmatch(text)
    blob = _base64(found[2]) if found else None
    if not found or not blob or len(blob) < 5 or not _is_name(found[1]):
        raise Untrusted("format", "note")
    return Line(found[1], blob[:4], blob[4:])


def _is_name(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return bool(_NAME.fullmatch(text))


def _says_index(lines: list[str]) -> bool:
    return bool(lines) and lines[0].startswith("index ")


def _count(text: str) -> int | None:
    if not _COUNT.fullmatch(text) or int(text) > LARGEST:
        return None
    return int(text)


def _hash(text: str, what: str) -> bytes:
    found = _base64(text)
    if found is None or len(found) != 32:
        raise Untrusted("format", what)
    return found


def _base64(text: str) -> bytes | None:
    """Read canonical base64 with padding; None for anything else."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if base64.b64encode(data).decode("ascii") == text else None
