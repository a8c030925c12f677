"""Access tables to start from, kept as sheets that a manager can read."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.vault.domain.catalogue import FIELDS
from muniment.vault.domain.fields import FieldSpec
from muniment.vault.domain.table import AccessTable


@dataclass(frozen=True, slots=True)
class Preset:
    """A table to start from; `title` and `about` are marked for translation."""

    code: str
    title: str
    about: str


PRESETS: tuple[Preset, ...] = (
    Preset(
        "default",
        gettext_noop("Default"),
        gettext_noop("Keepers work freely; colleagues know the codename and may ask."),
    ),
    Preset(
        "small_firm",
        gettext_noop("Small firm"),
        gettext_noop("Up to ten people who stand in for each other; every look is on record."),
    ),
    Preset(
        "strict",
        gettext_noop("Strict"),
        gettext_noop("Secret values are counted for almost everybody; colleagues see nothing."),
    ),
    Preset(
        "many_agents",
        gettext_noop("Many agents"),
        gettext_noop("Documents go through several export agents; each sees what a form needs."),
    ),
)


class PresetUnknown(MunimentError):
    """There is no preset of this code."""

    code = "vault.preset.unknown"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("There is no preset “{preset}”.")
    next_step = gettext_noop("Choose one of: default, small_firm, strict, many_agents.")


def preset_table(code: str, fields: Iterable[FieldSpec] = FIELDS) -> AccessTable:
    """Build a preset for the fields of a company; fields of its own start shut.

    Raises:
        PresetUnknown: no such preset.
    """
    if code not in {preset.code for preset in PRESETS}:
        raise PresetUnknown(preset=code[:40])
    return _sheet(code).with_fields(fields)


@cache
def _sheet(code: str) -> AccessTable:
    sheet = files("muniment.vault.data").joinpath("presets", f"{code}.csv")
    return AccessTable.from_csv(sheet.read_text(encoding="utf-8"), FIELDS)
