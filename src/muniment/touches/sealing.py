"""The words of touches, sealed: a customer's under its key, a person's own under hers.

Erasing the identity or the contacts of a customer destroys the key: touches stay as days and
people, without a word. What is noted afterwards has a new key.
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
from muniment.touches.models import Promise, Touch, Visit
from muniment.vault.queries.whole import merged_into

TOUCHES = "touches"
"""The compartment of the data key, of a dossier and of a person alike."""
ERASED = "touches.words.erased"
_WITH = frozenset({"identity", "contacts"})


def seal_words(owner: UUID, kind: str, row_id: UUID, told: Mapping[str, Any]) -> bytes:
    """Seal words for one row; empty when there are none."""
    words = {name: value for name, value in told.items() if value}
    return seal_all(owner, kind, row_id, words) if words else b""


def seal_all(owner: UUID, kind: str, row_id: UUID, told: Mapping[str, Any]) -> bytes:
    """Seal a record as it is; the owner's key is made at need."""
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    plain = text.encode("utf-8", "surrogatepass")
    return key_of(owner).seal(plain, binding=_binding(kind, row_id))


def key_of(owner: UUID) -> SealingKey:
    """The living key of one owner, made at need."""
    return ring.ensure_data_keys([(owner, TOUCHES)])[owner, TOUCHES]


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


def resealed(
    old: SealingKey | None, new: SealingKey, kind: str, row_id: UUID, sealed: bytes | memoryview
) -> bytes:
    """Seal the words of one row under another owner's key; what was erased stays so."""
    if old is None or not sealed:
        return b""
    binding = _binding(kind, row_id)
    return new.seal(old.open(bytes(sealed), binding=binding), binding=binding)


def on_erased(dossier_id: UUID, compartment: str, at: datetime) -> None:
    """Destroy the words about a customer whose identity or contacts were erased.

    Of a dossier that was merged the words stand with the one that stayed, and die there: nobody
    can tell any more which were about which.
    """
    owner = merged_into().get(dossier_id, dossier_id)
    if compartment in _WITH and ring.destroy(owner, TOUCHES, at=at):
        for table in (Touch, Promise, Visit):
            table.objects.filter(dossier=owner).update(sealed=b"")  # nothing opens it now
        facts = {"compartment": compartment}
        append_entry(kind=ERASED, subject=owner, by=HOUSE, at=at, facts=facts)


def _binding(kind: str, row_id: UUID) -> bytes:
    return f"muniment/touch/v1\0{kind}\0".encode() + row_id.bytes
