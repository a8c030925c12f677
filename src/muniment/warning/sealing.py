"""Words about a customer or a colleague, sealed under a key of their own.

What a customer said, why a warning was closed, and what a win-back offers belong to
(dossier, "warning"); what a manager answered about somebody belongs to (person, "warning").
"""

import json
from collections.abc import Iterable, Mapping
from uuid import UUID

from muniment.keys import ring

WARNING = "warning"
"""The compartment of the data key."""
Words = Mapping[str, str]
Sealed = bytes | memoryview | None


def seal(owner: UUID, kind: str, row_id: UUID, words: Words) -> bytes:
    """Seal the words of one row; makes the data key at need."""
    text = json.dumps(dict(words), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    plain = text.encode("utf-8", "surrogatepass")
    return ring.seal(owner, WARNING, plain, binding=_binding(kind, row_id))


def opened(kind: str, rows: Iterable[tuple[UUID, UUID, Sealed]]) -> dict[UUID, Words]:
    """Open many rows (owner, row, sealed); erased ones come back without words. One query."""
    wanted = [(owner, row_id, sealed) for owner, row_id, sealed in rows]
    keys = ring.data_keys((owner, WARNING) for owner, _, sealed in wanted if sealed)
    told: dict[UUID, Words] = {}
    for owner, row_id, sealed in wanted:
        key = keys.get((owner, WARNING))
        if key is None or not sealed:
            told[row_id] = {}
            continue
        plain = key.open(bytes(sealed), binding=_binding(kind, row_id))
        told[row_id] = json.loads(plain.decode("utf-8", "surrogatepass"))
    return told


def _binding(kind: str, row_id: UUID) -> bytes:
    return f"muniment/warning/v1\0{kind}\0".encode() + row_id.bytes
