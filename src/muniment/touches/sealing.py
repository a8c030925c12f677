"""The words of touches, sealed: a customer's under its key, a person's own under hers.

Erasing the identity or the contacts of a customer destroys the key: touches stay as days and
people, without a word.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from muniment.core.actor import HOUSE
from muniment.keys import ring
from muniment.keys.ring import SealingKey
from muniment.ledger.services import append_entry

TOUCHES = "touches"
"""The compartment of the data key, of a dossier and of a person alike."""
ERASED = "touches.words.erased"
_WITH = frozenset({"identity", "contacts"})


def seal_words(owner: UUID, kind: str, row_id: UUID, told: Mapping[str, Any]) -> bytes:
    """Seal words for one row; empty when there are none, or the owner's key was destroyed."""
    words = {name: value for name, value in told.items() if value}
    if not words:
        return b""
    key = key_of(owner)
    return _seal(key, kind, row_id, words) if key else b""


def seal_always(owner: UUID, kind: str, row_id: UUID, told: Mapping[str, Any]) -> bytes:
    """Seal a record that consists of words alone, for an owner who is a person."""
    return _seal(ring.ensure_data_keys([(owner, TOUCHES)])[owner, TOUCHES], kind, row_id, told)


def key_of(owner: UUID) -> SealingKey | None:
    """The living key of one owner, made at need; None when it was destroyed."""
    return ring.ensure_data_keys([(owner, TOUCHES)]).get((owner, TOUCHES))


def keys_of(owners: Iterable[UUID]) -> dict[UUID, SealingKey]:
    """The living keys of many owners; one query for each 400."""
    found = ring.data_keys((owner, TOUCHES) for owner in owners)
    return {owner: key for (owner, _), key in found.items()}


def open_words(
    key: SealingKey | None, kind: str, row_id: UUID, sealed: bytes | memoryview
) -> dict[str, Any]:
    """Open the words of one row; nothing when there are none or their key is gone."""
    if key is None or not sealed:
        return {}
    plain = key.open(bytes(sealed), binding=_binding(kind, row_id))
    told: dict[str, Any] = json.loads(plain.decode("utf-8", "surrogatepass"))
    return told


def on_erased(dossier_id: UUID, compartment: str, at: datetime) -> None:
    """Destroy the words about a customer whose identity or contacts were erased."""
    if compartment in _WITH and ring.destroy(dossier_id, TOUCHES, at=at):
        facts = {"compartment": compartment}
        append_entry(kind=ERASED, subject=dossier_id, by=HOUSE, at=at, facts=facts)


def _seal(key: SealingKey, kind: str, row_id: UUID, told: Mapping[str, Any]) -> bytes:
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return key.seal(text.encode("utf-8", "surrogatepass"), binding=_binding(kind, row_id))


def _binding(kind: str, row_id: UUID) -> bytes:
    return f"muniment/touch/v1\0{kind}\0".encode() + row_id.bytes
