"""The company's fields and compartments as a list, retired ones included."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from muniment.vault.catalogue import spec_of
from muniment.vault.domain.fields import FieldSpec
from muniment.vault.models import Compartment, Field, FieldRename


@dataclass(frozen=True, slots=True)
class CompartmentRow:
    """One compartment with its words in both languages."""

    code: str
    label_en: str
    label_zh: str
    about_en: str
    about_zh: str
    icon: str
    retired_at: datetime | None


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field and whether it is in use."""

    spec: FieldSpec
    retired_at: datetime | None


@dataclass(frozen=True, slots=True)
class RenameRow:
    """What something was called before."""

    code: str
    label_en: str
    label_zh: str
    until: datetime
    by: UUID | None


def compartments() -> list[CompartmentRow]:
    """All compartments in their order; one query."""
    return [
        CompartmentRow(
            row.code, row.label_en, row.label_zh, row.about_en, row.about_zh, row.icon,
            row.retired_at,
        )
        for row in Compartment.objects.order_by("position", "code")
    ]  # fmt: skip


def fields() -> list[FieldRow]:
    """All fields in the order of the sheet; one query."""
    rows = Field.objects.order_by("compartment__position", "position", "code")
    return [FieldRow(spec_of(row), row.retired_at) for row in rows]


def renames(code: str) -> list[RenameRow]:
    """Former labels, newest first; one query."""
    return [
        RenameRow(row.code, row.label_en, row.label_zh, row.until, row.by_id)
        for row in FieldRename.objects.filter(code=code).order_by("-until")
    ]
