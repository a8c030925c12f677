"""`muniment backup` and `restore`: copies of the database."""

from pathlib import Path

import click

from muniment.cli import standing
from muniment.core import clock
from muniment.core import config as configuration
from muniment.run import folder


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup(file: Path) -> None:
    """Copy the database to FILE while the house runs. Keys are not in it.

    Back the keys up apart: muniment keys backup.
    """
    standing.set_up()
    from django.utils.translation import gettext as _

    from muniment.run import copies

    size = copies.take(file)
    told = _("{file}: {size} octets. The keys are not in it; see “muniment keys backup”.")
    click.echo(told.format(file=file, size=f"{size:,}"))


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def restore(file: Path) -> None:
    """Put the database copy FILE back; the house must be stopped.

    The present database is put aside (SQLite). The ledger notices a copy that is older than
    what was signed last and refuses reading until that is explained.
    """
    config = configuration.load()
    with folder.held(config.data):
        standing.set_up()
        from django.utils.translation import gettext as _

        from muniment.run import copies

        aside = copies.put_back(file, at=clock.now())
    if aside is not None:
        click.echo(_("The database that was there is now {file}.").format(file=aside))
    click.echo(_("Done. Start with “muniment up”, then look at “muniment ledger status”."))
