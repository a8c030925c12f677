"""What a hand-over knows about a person and a customer, sealed under two data keys.

What is about the leaver belongs to (hand-over, "handover"); what is about a customer belongs
to (dossier, "handover") and dies with the dossier's contacts or identity.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from muniment.keys import ring
from muniment.keys.ring import SealingKey

COMPARTMENT = "handover"
_TAKEN_ALONG = frozenset({"identity", "contacts"})


def seal(owner: UUID, kind: str, row_id: UUID, told: Mapping[str, Any]) -> bytes:
    """Seal the content of one row under its owner's key, bound to its table and id."""
    return seal_bytes(owner, kind, row_id, _plain(told))


def seal_bytes(owner: UUID, kind: str, row_id: UUID, plain: bytes) -> bytes:
    """Seal bytes as they are, for what is known by the hash of its bytes."""
    return ring.seal(owner, COMPARTMENT, plain, binding=_binding(kind, row_id))


def seal_under(key: SealingKey, kind: str, row_id: UUID, told: Mapping[str, Any]) -> bytes:
    """Seal the content of one row under a key that was unwrapped before, for many rows at once."""
    return key.seal(_plain(told), binding=_binding(kind, row_id))


def unseal_bytes(owner: UUID, kind: str, row_id: UUID, sealed: bytes | memoryview) -> bytes:
    """Open bytes; an erased owner's are empty.

    Raises:
        SealBroken: changed, or moved here from elsewhere.
    """
    key = ring.data_keys([(owner, COMPARTMENT)]).get((owner, COMPARTMENT))
    return b"" if key is None else key.open(bytes(sealed), binding=_binding(kind, row_id))


def unseal_under(
    key: SealingKey | None, kind: str, row_id: UUID, sealed: bytes | memoryview
) -> dict[str, Any]:
    """Open the content of one row with a key unwrapped before; without one it is erased.

    Raises:
        SealBroken: changed, or moved here from elsewhere.
    """
    plain = key.open(bytes(sealed), binding=_binding(kind, row_id)) if key else b""
    told: dict[str, Any] = json.loads(plain) if plain else {}
    return told


def unseal(owner: UUID, kind: str, row_id: UUID, sealed: bytes | memoryview) -> dict[str, Any]:
    """Open the content of one row; an erased owner's opens to nothing.

    Raises:
        SealBroken: changed, or moved here from elsewhere.
    """
    plain = unseal_bytes(owner, kind, row_id, sealed)
    told: dict[str, Any] = json.loads(plain) if plain else {}
    return told


def forget(dossier_id: UUID, compartment: str, at: datetime) -> None:
    """Erase what hand-overs keep of a customer when it is erased from the vault."""
    if compartment in _TAKEN_ALONG:
        ring.destroy(dossier_id, COMPARTMENT, at=at)


def _plain(told: Mapping[str, Any]) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _binding(kind: str, row_id: UUID) -> bytes:
    return f"muniment/handover/v1\0{kind}\0".encode() + row_id.bytes
