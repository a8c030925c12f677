"""Entries: the exact bytes that become a leaf, canonical JSON that a judge can read.

Version 1 holds who did what, when, through which door, and its place in the chain of the
customer it is about. Personal data enters only as commitments.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, Self
from uuid import UUID

from muniment.core import canonical
from muniment.core.clock import rfc3339
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.ledger.domain.hashing import HASH_SIZE
from muniment.ledger.domain.note import is_text

VERSION: Final = 1
LONGEST_ENTRY: Final = 65_535
KEYS: Final = {"v", "log", "id", "type", "at", "actor", "via"} | {
    *("subject", "subject_seq", "prev", "act", "commit", "refs")
}
_KIND = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*){2}", re.ASCII)
_VIA = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
_AT = "%Y-%m-%dT%H:%M:%S.%fZ"


class EntryInvalid(MunimentError):
    """These are not the bytes of an entry; `why` names the part that is not as it should be."""

    code = "ledger.entry.invalid"
    kind = ErrorKind.INVALID
    title = gettext_noop("This is not a ledger entry ({why}).")
    next_step = gettext_noop("Send the bytes exactly as they were exported.")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened.

    Attributes:
        log: origin of the log it was made for, so it cannot be shown as another log's.
        kind: `room.thing.happened`.
        at: when, aware; written in UTC with microseconds.
        actor: a random id, or `house`.
        via: the door: web, api, cli, worker.
        subject: what it is about, or None; then `subject_seq` and `prev` are None too.
        subject_seq: its number among the entries about the subject, from 1.
        prev: leaf hash of the entry before it about the subject; None for number 1.
        act: ids, codes and counts; canonical JSON.
        commit: commitments by field, 32 bytes each.
        refs: other things it touches.
    """

    log: str
    id: UUID
    kind: str
    at: datetime
    actor: str
    via: str
    subject: UUID | None = None
    subject_seq: int | None = None
    prev: bytes | None = None
    act: Mapping[str, Any] = field(default_factory=dict)
    commit: Mapping[str, bytes] = field(default_factory=dict)
    refs: tuple[UUID, ...] = ()

    def __post_init__(self) -> None:
        _demand(bool(self.log) and "\n" not in self.log and is_text(self.log), "log")
        _demand(bool(_KIND.fullmatch(self.kind)), "type")
        _demand(self.at.tzinfo is not None, "at")
        _demand(self.actor == "house" or _uuid_or_none(self.actor) is not None, "actor")
        _demand(bool(_VIA.fullmatch(self.via)), "via")
        _demand(self._chain_fits(), "subject_seq")
        _demand(all(len(sum_) == HASH_SIZE for sum_ in self.commit.values()), "commit")

    def to_bytes(self) -> bytes:
        """Write the leaf bytes.

        Raises:
            EntryInvalid: longer than 65,535 bytes.
            NotCanonical: `act` holds what canonical JSON cannot.
        """
        data = canonical.dump(self._envelope())
        _demand(len(data) <= LONGEST_ENTRY, "length")
        return data

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """Read leaf bytes strictly: the same bytes come out when it is written again.

        Raises:
            EntryInvalid: anything else.
        """
        _demand(len(data) <= LONGEST_ENTRY, "length")
        try:
            found = canonical.load(data)
        except canonical.NotCanonical:
            raise EntryInvalid(why="canonical") from None
        _demand(isinstance(found, dict) and found.keys() == KEYS, "keys")
        _demand(type(found["v"]) is int and found["v"] == VERSION, "v")
        return cls._of(found)

    @classmethod
    def _of(cls, found: dict[str, Any]) -> Self:
        for key in ("log", "type", "actor", "via"):
            _demand(isinstance(found[key], str), key)
        _demand(isinstance(found["act"], dict), "act")
        _demand(isinstance(found["commit"], dict), "commit")
        _demand(isinstance(found["refs"], list), "refs")
        return cls(
            log=found["log"],
            id=_uuid(found["id"], "id"),
            kind=found["type"],
            at=_moment(found["at"]),
            actor=found["actor"],
            via=found["via"],
            subject=None if found["subject"] is None else _uuid(found["subject"], "subject"),
            subject_seq=_seq(found["subject_seq"]),
            prev=None if found["prev"] is None else _hash(found["prev"], "prev"),
            act=found["act"],
            commit={name: _hash(text, "commit") for name, text in found["commit"].items()},
            refs=tuple(_uuid(text, "refs") for text in found["refs"]),
        )

    def _envelope(self) -> dict[str, Any]:
        return {
            "v": VERSION,
            "log": self.log,
            "id": str(self.id),
            "type": self.kind,
            "at": rfc3339(self.at),
            "actor": self.actor,
            "via": self.via,
            "subject": str(self.subject) if self.subject else None,
            "subject_seq": self.subject_seq,
            "prev": canonical.b64(self.prev) if self.prev else None,
            "act": dict(self.act),
            "commit": {name: canonical.b64(sum_) for name, sum_ in self.commit.items()},
            "refs": [str(ref) for ref in self.refs],
        }

    def _chain_fits(self) -> bool:
        if self.subject is None or self.subject_seq is None:
            return self.subject is None and self.subject_seq is None and self.prev is None
        if self.subject_seq == 1:
            return self.prev is None
        return self.subject_seq > 1 and self.prev is not None and len(self.prev) == HASH_SIZE


def _demand(holds: bool, why: str) -> None:
    if not holds:
        raise EntryInvalid(why=why)


def _uuid_or_none(text: object) -> UUID | None:
    try:
        found = UUID(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return found if str(found) == text else None


def _uuid(text: object, why: str) -> UUID:
    found = _uuid_or_none(text)
    if found is None:
        raise EntryInvalid(why=why)
    return found


def _seq(value: object) -> int | None:
    if value is None or type(value) is int:
        return value
    raise EntryInvalid(why="subject_seq")


def _moment(text: object) -> datetime:
    try:
        at = datetime.strptime(str(text), _AT).replace(tzinfo=UTC)
    except ValueError:
        raise EntryInvalid(why="at") from None
    _demand(rfc3339(at) == text, "at")
    return at


def _hash(text: object, why: str) -> bytes:
    try:
        found = canonical.unb64(text) if isinstance(text, str) else b""
    except canonical.NotCanonical:
        found = b""
    _demand(len(found) == HASH_SIZE, why)
    return found
