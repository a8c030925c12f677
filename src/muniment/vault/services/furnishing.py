"""Lay what an empty house needs: the default catalogue and the first access table."""

from datetime import datetime

from django.db import transaction

from muniment.core.actor import HOUSE
from muniment.ledger.services import append_entry
from muniment.vault.domain import catalogue, presets
from muniment.vault.domain.fields import FieldSpec
from muniment.vault.models import AccessTableVersion, Compartment, Epoch, Field


def furnish(*, at: datetime) -> bool:
    """Lay catalogue and access table number 1 unless they are there; say whether it did.

    Safe to call at every start.
    """
    if Epoch.objects.exists():
        return False
    with transaction.atomic():
        _lay_catalogue()
        table = presets.preset_table("default")
        AccessTableVersion.objects.create(
            number=1, state=AccessTableVersion.State.ADOPTED, sheet=table.to_dict(),
            note="default", proposed_at=at, closed_at=at,
        )  # fmt: skip
        Epoch.objects.create(table_number=1, catalogue=1)
        facts = {"number": 1, "preset": "default"}
        append_entry(kind="vault.table.adopted", subject=None, by=HOUSE, at=at, facts=facts)
    return True


def _lay_catalogue() -> None:
    Compartment.objects.bulk_create(
        Compartment(
            code=spec.code, label_en=spec.label_en, label_zh=spec.label_zh, icon=spec.icon,
            about_en=spec.about, position=position,
        )
        for position, spec in enumerate(catalogue.COMPARTMENTS)
    )  # fmt: skip
    Field.objects.bulk_create(
        field_row(spec, position) for position, spec in enumerate(catalogue.FIELDS)
    )


def field_row(spec: FieldSpec, position: int) -> Field:
    """Turn the rules' value into a row of the catalogue."""
    return Field(
        code=spec.code,
        compartment_id=spec.compartment,
        label_en=spec.label_en,
        label_zh=spec.label_zh,
        help_en=spec.help_en,
        help_zh=spec.help_zh,
        type=spec.type.value,
        level=spec.level.value,
        mask=spec.mask.value,
        index=spec.index.value,
        in_list=spec.in_list,
        required=spec.required,
        several=spec.several,
        choices=[
            {"code": choice.code, "label_en": choice.label_en, "label_zh": choice.label_zh}
            for choice in spec.choices
        ],
        position=position,
    )
