"""How vault values are bound to their place before they are sealed."""

import json
from dataclasses import dataclass
from uuid import UUID

from muniment.core import canonical
from muniment.keys.ring import SealingKey

RECORD = "_record"
"""The compartment of what is kept about a dossier rather than in it: purposes, places, claims.

It has a data key of its own and outlives the erasure of the other compartments."""


@dataclass(frozen=True, slots=True)
class Told:
    """A value and who it is known from.

    Attributes:
        value: canonical text of the field's type.
        told: "as told by": a contact, a fair card, a letter; may be empty.
    """

    value: str
    told: str = ""


def seal_value(key: SealingKey, told: Told, *, place: "Place") -> bytes:
    """Seal one version of one field for its place."""
    plain = canonical.dump({"told": told.told, "value": told.value})
    return key.seal(plain, binding=place.binding)


def open_value(key: SealingKey, sealed: bytes, *, place: "Place") -> Told:
    """Open one version of one field at its place.

    Raises:
        KeyDestroyed, SealBroken: as the names say.
    """
    # The seal proves that these are the bytes `seal_value` wrote; they need no second look.
    plain = json.loads(key.open(sealed, binding=place.binding))
    return Told(plain["value"], plain["told"])


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed value belongs; bound into the seal, so it cannot be moved."""

    dossier_id: UUID
    compartment: str
    field: str
    version: int

    @property
    def binding(self) -> bytes:
        """The bytes that name the place without ambiguity: no part can contain the separator."""
        names = f"{self.compartment}\0{self.field}\0{self.version}"
        return b"muniment/value/v1\0" + self.dossier_id.bytes + names.encode()


def record_binding(kind: str, row_id: UUID) -> bytes:
    """Bind what stands in a row of the record (a purpose, a claim) to that row."""
    return f"muniment/record/v1\0{kind}\0".encode() + row_id.bytes
