"""What a case knows, sealed under its one data key.

The key belongs to (case, "case"); destroying it erases the case everywhere, backups included.
Each sealed row is bound to its table and id, so nothing can be moved to another place.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.keys import ring
from muniment.keys.ring import SealingKey

CASE = "case"
"""The compartment of a case's data key."""


class CaseErased(MunimentError):
    """The data key of the case was destroyed; nothing of it can be read or added."""

    code = "investigations.case.erased"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("This case was erased.")
    next_step = gettext_noop("The ledger still proves that it existed and who decided what.")


class CaseSeal:
    """Seals and opens the rows of one case."""

    def __init__(self, key: SealingKey) -> None:
        self._key = key

    def seal(self, kind: str, row_id: UUID, told: Mapping[str, Any]) -> bytes:
        """Seal the content of one row, as JSON."""
        text = json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        return self.seal_bytes(kind, row_id, text.encode("utf-8", "surrogatepass"))

    def open(self, kind: str, row_id: UUID, sealed: bytes | memoryview) -> dict[str, Any]:
        """Open the content of one row.

        Raises:
            SealBroken, KeyDestroyed: changed, moved, or sealed under a key that is gone.
        """
        plain = self.open_bytes(kind, row_id, sealed)
        told: dict[str, Any] = json.loads(plain.decode("utf-8", "surrogatepass"))
        return told

    def seal_bytes(self, kind: str, row_id: UUID, plain: bytes) -> bytes:
        """Seal raw bytes for one row."""
        return self._key.seal(plain, binding=_binding(kind, row_id))

    def open_bytes(self, kind: str, row_id: UUID, sealed: bytes | memoryview) -> bytes:
        """Open raw bytes of one row.

        Raises:
            SealBroken, KeyDestroyed: as `open`.
        """
        return self._key.open(bytes(sealed), binding=_binding(kind, row_id))


def new_seal(case_id: UUID) -> CaseSeal:
    """Make the data key of a case that is being opened."""
    pair = (case_id, CASE)
    return CaseSeal(ring.ensure_data_keys([pair])[pair])


def seal_of(case_id: UUID) -> CaseSeal:
    """Unwrap the data key of a case; one query.

    Raises:
        CaseErased: it was destroyed. A new key is never made: that would hide the erasure.
    """
    seals = seals_of([case_id])
    if case_id not in seals:
        raise CaseErased
    return seals[case_id]


def seals_of(case_ids: Iterable[UUID]) -> dict[UUID, CaseSeal]:
    """Unwrap the data keys of many cases; erased ones are absent."""
    keys = ring.data_keys((case_id, CASE) for case_id in case_ids)
    return {case_id: CaseSeal(key) for (case_id, _), key in keys.items()}


def _binding(kind: str, row_id: UUID) -> bytes:
    return f"muniment/case/v1\0{kind}\0".encode() + row_id.bytes
