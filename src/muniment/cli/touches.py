"""`muniment touches`: mailboxes and calendars from files, checked before anything is loaded.

Whoever has a shell on the machine can read the mail server's own files, so what these commands
bring counts as carried by the house: the customer's own mails count fully.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any
from uuid import UUID

import click
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

from muniment.core import clock
from muniment.core.actor import Actor, Door
from muniment.people.queries.mailboxes import mailboxes
from muniment.people.services.errors import PersonNotFound
from muniment.touches import queries, services
from muniment.touches.queries import ImportRow

_AT_THE_MACHINE = Actor(person_id=None, door=Door.CLI)


@click.group()
def group() -> None:
    """Contact with customers: bring mailboxes and calendars in."""


@group.command("import")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--person", "email", required=True, metavar="EMAIL", help="Whose mailbox it is.")
@click.option("--dry-run", is_flag=True, help="Check only; load nothing.")
@click.option("--yes", is_flag=True, help="Load the good ones without asking.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def bring(files: tuple[Path, ...], email: str, dry_run: bool, yes: bool, as_json: bool) -> int:
    """Read mailboxes (mbox, eml) and calendars (ics) of one person.

    Each file is checked first and every bad mail named; the good ones are loaded only after a
    yes. Texts and attachments are never kept. Exit code 1: a file had bad mails, or was not
    loaded.
    """
    person = mailboxes().get(email.strip().lower())
    if person is None:
        raise PersonNotFound
    told = [
        _one(file, person, load=_wish(dry_run=dry_run, yes=yes), as_json=as_json) for file in files
    ]
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    return 0 if all(not it["bad"] and (dry_run or it["loaded"]) for it in told) else 1


def _wish(*, dry_run: bool, yes: bool) -> bool | None:
    """Whether to load: None asks."""
    return False if dry_run else True if yes else None


def _one(file: Path, person: UUID, *, load: bool | None, as_json: bool) -> dict[str, Any]:
    row = _checked(file, person, quiet=as_json)
    bad = services.bad_pieces(import_id=row.id, by=_AT_THE_MACHINE)
    if not as_json:
        _tell(file, row)
        for it in bad:
            click.echo(f"  {it.where}: {it.why}")
    if load is None:
        load = not as_json and click.confirm(_("Load the good ones?"))
    told: dict[str, Any] = {
        "file": str(file), "seen": row.seen, "touches": row.matched, "known": row.known,
        "unmatched": row.unmatched, "bad": [asdict(it) for it in bad], "loaded": load,
    }  # fmt: skip
    if not load:
        services.give_up_import(import_id=row.id, by=_AT_THE_MACHINE, at=clock.now())
        return told
    with _bar(file.name, row.matched + row.known, quiet=as_json) as progress:
        written = services.load_import(
            import_id=row.id, by=_AT_THE_MACHINE, at=clock.now(), progress=progress
        )
    if not as_json:
        click.echo(_("{count} touches loaded.").format(count=written.new))
    return {**told, "new": written.new, "raised": written.raised}


def _checked(file: Path, person: UUID, *, quiet: bool) -> ImportRow:
    size = file.stat().st_size
    with file.open("rb") as stream, _bar(file.name, size, quiet=quiet) as progress:
        made = services.check_import(
            stream=stream, person_id=person, by=_AT_THE_MACHINE, at=clock.now(), progress=progress
        )
    row = queries.import_named(made)
    assert row is not None
    return row


def _tell(file: Path, row: ImportRow) -> None:
    sentence = _(
        "{file}: {seen} in it, {touches} to load, {known} known already, {unmatched} with nobody "
        "we look for, {bad} unusable."
    )
    click.echo(
        sentence.format(
            file=file.name,
            seen=row.seen,
            touches=row.matched,
            known=row.known,
            unmatched=row.unmatched,
            bad=row.bad,
        )
    )


@contextmanager
def _bar(name: str, total: int, *, quiet: bool) -> Iterator[Any]:
    """A bar over the bytes of a file or the touches in it, on a terminal alone."""
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    with Progress(*columns, console=console) as bar:
        task = bar.add_task(name, total=total)
        yield lambda done: bar.update(task, completed=done)
