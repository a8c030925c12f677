"""`muniment import`: customers and orders from files, checked before anything is loaded."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import click
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

from muniment.core import clock
from muniment.core.actor import Actor, Door, Place
from muniment.core.ids import new_id
from muniment.intake import queries, services, spool
from muniment.intake.domain.plan import Kind
from muniment.intake.queries import RunRow, Understood
from muniment.people import queries as people
from muniment.people.queries import PeopleFilter

_OUTCOMES = {
    "new": gettext_noop("new"),
    "changed": gettext_noop("changed"),
    "unchanged": gettext_noop("unchanged"),
    "clashing": gettext_noop("clashing"),
    "refused": gettext_noop("refused"),
}
_COPY = 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class Wishes:
    """What was asked for on the command line."""

    file: Path
    by: Actor
    mapped: tuple[str, ...]
    choices: dict[str, str]
    dry_run: bool
    yes: bool
    good_rows_only: bool
    as_json: bool
    report: Path | None


@click.group()
def group() -> None:
    """Bring customers and orders in from CSV and Excel files.

    Every file is checked first: the check says what would be new, changed, clashing or
    refused and writes a report of every bad row. Importing a file again loads nothing twice.
    """


def _options(command: Callable[..., int]) -> Callable[..., int]:
    """Give both commands the same options."""
    for option in (
        click.option("--report", type=click.Path(dir_okay=False, path_type=Path),
                     help="Where to write the bad rows. Default: FILE.bad-rows.csv, here."),
        click.option("--json", "as_json", is_flag=True, help="Answer in JSON."),
        click.option("--good-rows-only", is_flag=True, help="Leave out what cannot be loaded."),
        click.option("--yes", is_flag=True, help="Load without asking."),
        click.option("--dry-run", is_flag=True, help="Check only; load nothing."),
        click.option("--region", help="Country of phone numbers without code, like GB."),
        click.option("--currency", help="Currency of amounts that name none, like USD."),
        click.option("--decimal", type=click.Choice(["point", "comma"]),
                     help="What stands before the cents."),
        click.option("--dates", type=click.Choice(["day_first", "month_first"]),
                     help="How 03/04/2026 is read."),
        click.option("--delimiter", help="What separates cells, if it is guessed wrongly."),
        click.option("--encoding", help="Encoding of the file, if it is guessed wrongly."),
        click.option("--map", "mapped", multiple=True, metavar="HEADING=TARGET",
                     help="What a column holds; nothing behind = leaves it out. Repeatable."),
        click.option("--as", "email", required=True, metavar="EMAIL", envvar="MUNIMENT_AS",
                     help="Who imports: the record names this person."),
        click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path)),
    ):  # fmt: skip
        command = option(command)
    return command


@group.command()
@_options
def customers(**given: Any) -> int:
    """Import customers and their contact persons."""
    return _import(Kind.CUSTOMERS, _wishes(**given))


@group.command()
@_options
def orders(**given: Any) -> int:
    """Import orders, one row an order or one row an article."""
    return _import(Kind.ORDERS, _wishes(**given))


def _wishes(
    *, file: Path, email: str, mapped: tuple[str, ...], report: Path | None, dry_run: bool,
    yes: bool, good_rows_only: bool, as_json: bool, encoding: str | None, delimiter: str | None,
    dates: str | None, decimal: str | None, currency: str | None, region: str | None,
) -> Wishes:  # fmt: skip
    told = {
        "encoding": encoding, "delimiter": delimiter, "day_order": dates, "decimal": decimal,
        "currency": currency, "region": region,
    }  # fmt: skip
    choices = {name: text for name, text in told.items() if text is not None}
    by = _person(email)
    return Wishes(file, by, mapped, choices, dry_run, yes, good_rows_only, as_json, report)


def _person(email: str) -> Actor:
    wanted = email.strip().lower()
    page = people.people(PeopleFilter(text=wanted), limit=500)
    found = next((row for row in page.rows if row.email.lower() == wanted), None)
    if found is None:
        raise click.BadParameter(_("Nobody at work has this e-mail."), param_hint="--as")
    return Actor(person_id=found.id, door=Door.CLI, place=Place(device="terminal"))


def _import(kind: Kind, wishes: Wishes) -> int:
    screen = Console(stderr=True, quiet=wishes.as_json)
    run_id = _receive(kind, wishes, screen)
    _understand(run_id, wishes, screen)
    with _bar(screen, _("Checking")) as tell:
        services.check(run_id=run_id, by=wishes.by, at=clock.now(), progress=tell)
    run = queries.run(wishes.by, run_id)
    report = _save_report(run, wishes)
    _show_counts(run, report, screen)
    if wishes.dry_run or not _is_wanted(run, wishes):
        services.give_up(run_id=run_id, by=wishes.by, at=clock.now())
        return _answer(wishes, queries.run(wishes.by, run_id), report)
    with _bar(screen, _("Loading")) as tell:
        services.load(
            run_id=run_id,
            good_rows_only=wishes.good_rows_only,
            by=wishes.by,
            at=clock.now(),
            progress=tell,
        )
    return _answer(wishes, queries.run(wishes.by, run_id), report)


def _receive(kind: Kind, wishes: Wishes, screen: Console) -> UUID:
    """Copy the file into the spool, sealed, and begin a run."""
    size, done = wishes.file.stat().st_size, 0
    with (
        _bar(screen, _("Reading")) as tell,
        spool.Writer(new_id(), services.FILE) as writer,
        wishes.file.open("rb") as source,
    ):
        while data := source.read(_COPY):
            done += writer.write(data)
            tell(done, size)
        spooled = writer.finish()
    return services.receive(
        kind=kind,
        spooled=spooled,
        name=wishes.file.name,
        by=wishes.by,
        at=clock.now(),
        language=get_language() or "en",
    )


def _understand(run_id: UUID, wishes: Wishes, screen: Console) -> None:
    """Apply corrections and show how the columns are understood."""
    form = {
        name: text for name, text in wishes.choices.items() if name in {"encoding", "delimiter"}
    }
    if form:
        services.correct(run_id=run_id, choices=form, by=wishes.by, at=clock.now())
    understood = queries.mapping(wishes.by, run_id)
    choices = {**wishes.choices, **_mapped(wishes.mapped, understood)}
    if choices:
        services.correct(run_id=run_id, choices=choices, by=wishes.by, at=clock.now())
        understood = queries.mapping(wishes.by, run_id)
    screen.print(_mapping_table(understood))
    if understood.asks_day_order and "day_order" not in wishes.choices:
        screen.print(_("Dates could be read two ways; choose with --dates if this is wrong:"))
        screen.print(f"  {understood.plan.day_order.value}")


def _mapped(pairs: tuple[str, ...], understood: Understood) -> dict[str, str]:
    places = {column.heading.casefold(): column.place for column in understood.columns}
    targets = {target for target, _word in understood.offered}
    choices: dict[str, str] = {}
    for pair in pairs:
        heading, equals, target = pair.rpartition("=")
        place = places.get(heading.strip().casefold())
        if not equals or place is None:
            raise click.BadParameter(_("There is no such heading in the file."), param_hint="--map")
        if target and target not in targets:
            known = ", ".join(sorted(targets))
            raise click.BadParameter(_("Choose one of: %s") % known, param_hint="--map")
        choices[f"column_{place}"] = target.strip()
    return choices


def _mapping_table(understood: Understood) -> Table:
    table = Table(_("Column"), _("is taken for"), _("sure"), box=None, pad_edge=False)
    for column in understood.columns:
        word = column.word or f"[dim]{_('left out')}[/dim]"
        sure = f"{column.confidence} %" if column.target else ""
        table.add_row(column.heading or "–", word, sure)
    return table


def _save_report(run: RunRow, wishes: Wishes) -> Path | None:
    """Write the report in the clear where the user asked for it; readable by her account only."""
    if not run.has_report:
        return None
    path = wishes.report or Path(f"{wishes.file.stem}.bad-rows.csv")
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with queries.report(wishes.by, run.id) as source, os.fdopen(descriptor, "wb") as target:
        shutil.copyfileobj(source, target, _COPY)
    return path


def _show_counts(run: RunRow, report: Path | None, screen: Console) -> None:
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_row(_("rows"), f"{run.counts.get('rows', 0):,}")
    for outcome, word in _OUTCOMES.items():
        table.add_row(_(word), f"{run.counts.get(outcome, 0):,}")
    screen.print(table)
    if report:
        screen.print(_("%(count)s bad rows are listed in %(path)s") % {
            "count": f"{run.report_rows:,}", "path": report,
        })  # fmt: skip


def _is_wanted(run: RunRow, wishes: Wishes) -> bool:
    """Say whether to load; bad rows stop it unless the user said to leave them out."""
    bad = run.left_out or run.counts.get("bad_rows", 0)
    if bad and not wishes.good_rows_only:
        click.echo(_("Nothing was loaded. --good-rows-only loads the rest."), err=True)
        return False
    return wishes.yes or click.confirm(_("Load %s now?") % f"{run.loadable:,}", err=True)


def _answer(wishes: Wishes, run: RunRow, report: Path | None) -> int:
    """Say how it ended; 1 when something was to be loaded and was not."""
    told = {
        "run": str(run.id),
        "state": run.state,
        "checked": dict(run.counts),
        "loaded": dict(run.loaded),
        "sha256": run.sha256,
        "report": str(report) if report else None,
    }
    if wishes.as_json:
        click.echo(json.dumps(told, ensure_ascii=False))
    elif run.state == "loaded":
        loaded = ", ".join(
            f"{run.loaded.get(it, 0):,} {_(_OUTCOMES[it])}" for it in ("new", "changed")
        )
        click.echo(_("Loaded: %s.") % loaded)
    return 0 if wishes.dry_run or run.state == "loaded" else 1


@contextmanager
def _bar(screen: Console, words: str) -> Iterator[Callable[[int, int], None]]:
    """Show a progress bar on the terminal; what it is told are done and total."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=screen, transient=True) as progress:
        task = progress.add_task(words, total=None)

        def tell(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total or None)

        yield tell
