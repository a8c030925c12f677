"""The company's catalogue and access table as plain values, cached by epoch.

The epoch row names the table in force and the catalogue's revision; a process that meets a
new epoch reads again, so an adopted table holds everywhere from the next look on.
"""

from dataclasses import dataclass
from functools import lru_cache

from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.vault.domain.fields import (
    Choice,
    CompartmentSpec,
    FieldSpec,
    FieldType,
    IndexKind,
    MaskKind,
    SecrecyLevel,
)
from muniment.vault.domain.policy import AccessTable
from muniment.vault.models import AccessTableVersion, Compartment, Epoch, Field


class HouseNotFurnished(MunimentError):
    """There is no access table yet; nothing can be read."""

    code = "vault.house.not_furnished"
    kind = ErrorKind.UNAVAILABLE
    title = gettext_noop("The house has no access table yet.")
    next_step = gettext_noop("Start it once with “muniment up”, which lays the first one.")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Compartments and fields in use, in their order, and the table that guards them."""

    compartments: tuple[CompartmentSpec, ...]
    fields: dict[str, FieldSpec]
    table: AccessTable
    table_number: int

    def of(self, compartment: str) -> list[FieldSpec]:
        """The fields of one compartment in their order."""
        return [spec for spec in self.fields.values() if spec.compartment == compartment]

    def compartment(self, code: str) -> CompartmentSpec | None:
        """The compartment in use under this code."""
        return next((known for known in self.compartments if known.code == code), None)


def current() -> Catalogue:
    """The catalogue and table in force now; one query when nothing changed.

    Raises:
        HouseNotFurnished: the first table was never laid.
    """
    return at_epoch(*epoch())


def epoch() -> tuple[int, int]:
    """The table in force and the catalogue's revision, for keys of what is kept; one query.

    Raises:
        HouseNotFurnished: the first table was never laid.
    """
    row = Epoch.objects.values_list("table_number", "catalogue").first()
    if row is None:
        raise HouseNotFurnished
    return row


@lru_cache(maxsize=4)
def at_epoch(table_number: int, catalogue: int) -> Catalogue:  # noqa: ARG001 - part of the key
    """The catalogue and table of an epoch; three queries the first time, then none."""
    fields = {spec.code: spec for spec in map(spec_of, _living_fields())}
    version = AccessTableVersion.objects.get(number=table_number)
    table = AccessTable.restored(version.sheet, fields.values())
    compartments = tuple(
        CompartmentSpec(row.code, row.label_en, row.label_zh, row.icon, row.about_en)
        for row in Compartment.objects.filter(retired_at=None).order_by("position", "code")
    )
    return Catalogue(compartments, fields, table, table_number)


def spec_of(row: Field) -> FieldSpec:
    """Turn a row of the catalogue into the value that rules work on."""
    return FieldSpec(
        code=row.code,
        compartment=row.compartment_id,
        label_en=row.label_en,
        label_zh=row.label_zh,
        type=FieldType(row.type),
        level=SecrecyLevel(row.level),
        mask=MaskKind(row.mask),
        index=IndexKind(row.index),
        in_list=row.in_list,
        required=row.required,
        several=row.several,
        help_en=row.help_en,
        help_zh=row.help_zh,
        choices=tuple(Choice(**choice) for choice in row.choices),
    )


def _living_fields() -> list[Field]:
    living = Field.objects.filter(retired_at=None, compartment__retired_at=None)
    return list(living.order_by("compartment__position", "position", "code"))
