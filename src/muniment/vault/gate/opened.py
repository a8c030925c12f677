"""What comes out of the gate: frozen rows, already masked where they must be."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from muniment.vault.domain import masks
from muniment.vault.domain.fields import CompartmentSpec, FieldSpec
from muniment.vault.domain.policy import Cell, Decision, Outcome
from muniment.vault.sealing import Told


@dataclass(frozen=True, slots=True)
class OpenedField:
    """One field as this reader may have it.

    Attributes:
        cell: the effective cell, for the look of it on the page.
        text: canonical text when shown, the mask when masked, "" otherwise.
        told: "as told by", only when shown.
        has_value: whether a value is there; always False where the cell says shut or ask.
    """

    spec: FieldSpec
    decision: Decision
    text: str = ""
    told: str = ""
    has_value: bool = False
    version: int = 0
    submitted_by: UUID | None = None
    submitted_at: datetime | None = None
    verified_by: UUID | None = None
    verified_at: datetime | None = None

    @property
    def cell(self) -> Cell:
        """The cell that decided, after grants and employment."""
        return self.decision.effective

    @property
    def shown(self) -> bool:
        """Whether the text is the value itself."""
        return self.decision.outcome is Outcome.SHOW

    @property
    def masked(self) -> bool:
        """Whether the text is a mask."""
        return self.decision.outcome is Outcome.MASK


@dataclass(frozen=True, slots=True)
class Opened:
    """One compartment as this reader may have it, and the proof handle of the look."""

    dossier_id: UUID
    codename: str
    compartment: CompartmentSpec
    fields: tuple[OpenedField, ...]
    entry_id: UUID
    sitting_ends_at: datetime
    look: int | None
    looks_allowed: int


@dataclass(frozen=True, slots=True)
class StoredValue:
    """A current value as it lies in the table."""

    field: str
    version: int
    sealed: bytes
    submitted_by: UUID | None
    submitted_at: datetime
    verified_by: UUID | None
    verified_at: datetime | None


def project(
    spec: FieldSpec, decision: Decision, stored: StoredValue | None, told: Told | None
) -> OpenedField:
    """Give out one field as decided: in clear, as its mask, or as nothing at all."""
    if decision.outcome not in {Outcome.SHOW, Outcome.MASK}:
        return OpenedField(spec, decision)
    if stored is None or told is None:
        return OpenedField(spec, decision)
    shown = decision.outcome is Outcome.SHOW
    return OpenedField(
        spec,
        decision,
        text=told.value if shown else masks.mask(told.value, spec.mask),
        told=told.told if shown else "",
        has_value=True,
        version=stored.version,
        submitted_by=stored.submitted_by,
        submitted_at=stored.submitted_at,
        verified_by=stored.verified_by,
        verified_at=stored.verified_at,
    )
