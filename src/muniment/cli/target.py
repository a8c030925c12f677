"""Where a command writes: refused before the work begins, not after it."""

from pathlib import Path

import click


def require_place(target: Path, *sources: Path, option: str) -> None:
    """Refuse a file in no folder, and one that the command reads as well.

    Raises:
        BadParameter: of `option`; nothing was read or written yet.
    """
    if not target.parent.is_dir():
        told = _("There is no folder {folder}. Make it, or name another file.")
        raise click.BadParameter(told.format(folder=target.parent), param_hint=option)
    if target.exists() and any(target.samefile(source) for source in sources if source.exists()):
        told = _("{file} is what is read. Name another file, so that it stays.")
        raise click.BadParameter(told.format(file=target.name), param_hint=option)


def _(sentence: str) -> str:
    """Translate where a house stands around the command; it needs none."""
    from django.conf import settings
    from django.utils.translation import gettext

    return gettext(sentence) if settings.configured else sentence
