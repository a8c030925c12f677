"""`muniment ledger`: checkpoints, proofs, and the check of the record."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import click
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from muniment.core import clock
from muniment.core.actor import Actor, Door
from muniment.ledger import health, queries, services, signer
from muniment.ledger.health import StatusRow
from muniment.ledger.services.fsck import SENTENCES

_AT_THE_MACHINE = Actor(person_id=None, door=Door.CLI)
_SITUATIONS = {
    "behind": gettext_noop("The database holds less than was signed: an older copy was put back."),
    "forked": gettext_noop("The database holds something else than what was signed."),
    "other_origin": gettext_noop("The database belongs to another ledger than the keys."),
    "state_missing": gettext_noop("The signer has lost its memory of what was signed."),
    "damaged": gettext_noop(
        "The stored tree is damaged; “muniment ledger fsck --deep” says where."
    ),
}

as_json = click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
_file = click.Path(dir_okay=False, writable=True, path_type=Path)


@click.group()
def ledger() -> None:
    """Checkpoints, proofs, checking the record."""


@ledger.command()
@as_json
def key(as_json: bool) -> None:
    """Print the public key of the ledger; it belongs into contracts."""
    head = queries.head()
    vkey = str(signer.verifier_key(head.origin if head else signer.origin()))
    _answer(as_json, {"vkey": vkey}, vkey)


@ledger.command()
@as_json
def checkpoint(as_json: bool) -> None:
    """Sign where the ledger stands, and print the text."""
    services.drain()
    made = services.checkpoint(reason="asked", at=clock.now())
    _answer(as_json, {"size": made.size, "note": made.note}, made.note.rstrip("\n"))


@ledger.command()
@click.argument("entry_id", metavar="ENTRY", type=click.UUID)
@click.option("--proof", "proof_file", type=_file, required=True, help="Write the proof here.")
@click.option("--entry", "entry_file", type=_file, required=True, help="Write the entry here.")
@as_json
def prove(entry_id: UUID, proof_file: Path, entry_file: Path, as_json: bool) -> None:
    """Write the proof of one entry.

    ENTRY is its id. The proof goes into one file, the exact bytes that it is about into another;
    a stranger checks both with “muniment verify PROOF --entry ENTRY --key KEY”.
    """
    made = services.prove(entry_id)
    proof_file.write_text(made.text, encoding="utf-8", newline="")
    entry_file.write_bytes(made.leaf)
    told = {"proof": str(proof_file), "entry": str(entry_file)}
    _answer(as_json, told, _("Proof in {proof}, entry in {entry}.").format(**told))


@ledger.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@as_json
def export(folder: Path, as_json: bool) -> None:
    """Write the ledger as C2SP tiles.

    Other people's tools read them. The entries are in it: hand the folder to those only
    who may see them.
    """
    with _bar(_("Writing tiles"), hidden=as_json) as step:
        made = services.export_tiles(folder, step, at=clock.now())
    told = _("{size} entries in {files} files, {written} of them written now.")
    _answer(as_json, asdict(made), told.format(**asdict(made)))


@ledger.command()
@click.option("--deep", is_flag=True, help="Read and hash everything again; takes minutes.")
@as_json
@click.pass_context
def fsck(ctx: click.Context, deep: bool, as_json: bool) -> None:
    """Check the ledger and name each damaged row. Exit code 1 when there is one."""
    with _bar(_("Checking"), hidden=as_json or not deep) as step:
        report = services.fsck(deep=deep, progress=step)
    _answer(as_json, asdict(report) | {"is_good": report.is_good}, *_report_lines(report))
    ctx.exit(0 if report.is_good else 1)


@ledger.command()
@as_json
@click.pass_context
def status(ctx: click.Context, as_json: bool) -> None:
    """Say how the ledger is. Exit code 1 when nothing may be read."""
    row = health.status()
    _answer(as_json, asdict(row) | {"is_good": row.is_good}, *_status_lines(row))
    ctx.exit(0 if row.is_good else 1)


@ledger.command()
@as_json
@click.pass_context
def explain(ctx: click.Context, as_json: bool) -> None:
    """Say why the ledger stands still.

    Looks again whether it still must, and tells the ways back.
    """
    with suppress(signer.SignerRefuses):  # the halt that stands now says everything
        services.check(clock.now())
    row = health.status()
    told = asdict(row.halt) if row.halt else None
    _answer(as_json, {"halt": told}, *_explanation(row))
    ctx.exit(1 if row.halt else 0)


@ledger.command()
@click.option("--reason", required=True, help="What was lost and why; no names, it is public.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@as_json
def incarnate(reason: str, yes: bool, as_json: bool) -> None:
    """Declare a loss, begin a new ledger.

    The old one is frozen as it is; the first entry of the new one quotes what is known.
    Nobody can take this back. Stop the house first.
    """
    if not yes:
        click.confirm(_("Freeze this ledger for good and begin a new one?"), abort=True)
    origin = services.incarnate(by=_AT_THE_MACHINE, at=clock.now(), reason=reason)
    vkey = str(signer.verifier_key(origin))
    told = _("The new ledger is {origin}. Its key, for contracts: {vkey}")
    _answer(as_json, {"origin": origin, "vkey": vkey}, told.format(origin=origin, vkey=vkey))


def _answer(as_json: bool, told: dict[str, Any], *lines: str) -> None:
    if as_json:
        click.echo(json.dumps(told, default=_plain, ensure_ascii=False))
        return
    for line in lines:
        click.echo(line)


def _plain(value: object) -> str:
    return clock.rfc3339(value) if isinstance(value, datetime) else str(value)


def _report_lines(report: services.Report) -> Iterator[str]:
    told = _("Looked at {entries} entries, {leaves} leaves, {openings} sealed values.")
    yield told.format(entries=report.entries, leaves=report.leaves, openings=report.openings)
    if report.is_good:
        yield _("Everything is as it was written.")
        return
    for damage in report.damages:
        detail = f" ({damage.detail})" if damage.detail else ""
        yield f"{damage.table} {damage.row}: {_(SENTENCES[damage.what])}{detail}"
    if report.more:
        yield ngettext("… and {n} more.", "… and {n} more.", report.more).format(n=report.more)


def _status_lines(row: StatusRow) -> Iterator[str]:
    yield _("Ledger: {origin}").format(origin=row.origin or "–")
    yield _("Entries: {size}; waiting for an index: {waiting}").format(
        size=row.size, waiting=row.waiting
    )
    at = clock.rfc3339(row.signed_at) if row.signed_at else "–"
    yield _("Newest checkpoint: {size} entries, {at}").format(size=row.signed_size, at=at)
    if row.halt:
        yield _("Halted since {at}; “muniment ledger explain” says why.").format(at=row.halt.at)
    elif not row.is_good:
        yield _(
            "The oldest entry waits for {n} s: nothing may be read. Is the worker running?"
        ).format(n=row.oldest_seconds)


def _explanation(row: StatusRow) -> Iterator[str]:
    if row.halt is None:
        yield _("The ledger is running; there is nothing to explain.")
        return
    yield _(_SITUATIONS.get(row.halt.why, row.halt.why))
    yield _("Noticed: {at}").format(at=row.halt.at)
    for name, value in sorted(row.halt.facts.items()):
        yield f"  {name}: {value}"
    yield _("Nothing is signed or read meanwhile. There are two ways back:")
    yield _("1. Put the right database back, with the keys that go with it, and start again.")
    yield _("2. If it is lost, declare that: “muniment ledger incarnate --reason …”.")


@contextmanager
def _bar(label: str, *, hidden: bool) -> Iterator[Callable[[int, int], None]]:
    """Show how far a long command is, on standard error and only where somebody watches."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    screen = Console(stderr=True)
    off = hidden or not screen.is_terminal
    with Progress(*columns, TimeRemainingColumn(), console=screen, disable=off) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
