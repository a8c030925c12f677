"""`muniment keys`: the copy of the keys, its return, and rotation."""

from pathlib import Path

import click

from muniment.cli import standing
from muniment.core import clock
from muniment.core import config as configuration
from muniment.core.files import create_durably
from muniment.keys import backup as copies
from muniment.run import folder


@click.group()
def keys() -> None:
    """Back up, restore and rotate the keys."""


def _passphrase(file: Path | None, *, confirm: bool) -> str:
    if file is not None:
        return file.read_text(encoding="utf-8").rstrip("\r\n")
    told: str = click.prompt("Passphrase", hide_input=True, confirmation_prompt=confirm)
    return told


_from_file = click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Read the passphrase from a file instead of asking.",
)


@keys.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@_from_file
def backup(file: Path, passphrase_file: Path | None) -> None:
    """Copy all keys to FILE, locked by a passphrase.

    Keep FILE away from the database's copies, and the passphrase away from both.
    """
    data = configuration.load().data
    made = copies.bundle(data, _passphrase(passphrase_file, confirm=True), at=clock.now())
    if not create_durably(file.absolute(), made):
        raise click.ClickException(f"{file} exists already; copies are never overwritten.")
    click.echo(f"{file} holds all keys of {data}, locked by your passphrase.")


@keys.command("restore")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@_from_file
@click.option("--replace", is_flag=True, help="Put other keys aside instead of refusing.")
def restore(file: Path, passphrase_file: Path | None, replace: bool) -> None:
    """Put the keys of FILE back; the house must be stopped."""
    data = configuration.load().data
    told = _passphrase(passphrase_file, confirm=False)
    with folder.held(data):
        names = copies.restore(data, file.read_bytes(), told, at=clock.now(), replace=replace)
    click.echo(f"Restored to {data / 'keys'}: {', '.join(names)}")


@keys.command("rotate")
def rotate() -> None:
    """Add a new key-encryption key and wrap every data key under it; values are not touched."""
    standing.set_up()
    from muniment.keys import ring

    count = ring.rotate()
    click.echo(f"{count} data keys are wrapped under a new key. Now run “muniment keys backup”.")


@keys.command("check")
def check() -> None:
    """Open the key ring once, to see that the passphrase and the file are right."""
    standing.set_up()
    from muniment.keys import ring

    ring.require_ring()
    click.echo("The key ring opens.")
