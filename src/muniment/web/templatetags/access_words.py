"""Tags of the pages of the access table."""

from collections.abc import Mapping
from uuid import UUID

from django import template
from django.utils.translation import gettext

from muniment.vault.domain.presets import PRESETS
from muniment.vault.queries import TableRow

register = template.Library()
_PRESETS = {preset.code: preset.title for preset in PRESETS}


@register.simple_tag
def name_in(names: Mapping[UUID | None, str], person: UUID | None) -> str:
    """Name a person; nobody is the house itself."""
    return names.get(person, "")


@register.simple_tag
def note_of(row: TableRow) -> str:
    """Say why a version was proposed; the house's own first table names its preset."""
    title = _PRESETS.get(row.note) if row.proposed_by is None else None
    return gettext("Preset: %(title)s") % {"title": gettext(title)} if title else row.note
