"""`muniment customs`: bought import and export records, from any provider's layout."""

import importlib
import importlib.util
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from muniment.cli import standing
from muniment.cli.params import CountryParam, CurrencyParam, EncodingParam
from muniment.core import clock
from muniment.customs_data.domain.dates import DateForm
from muniment.customs_data.domain.layouts import Layout, Wishes
from muniment.customs_data.domain.roles import Direction, Role
from muniment.customs_data.domain.shipments import SourceKind
from muniment.customs_data.loading.sources import Source, examine, open_source

if TYPE_CHECKING:
    from muniment.core.actor import Actor
    from muniment.customs_data.queries import LoadRow

_ELSEWHERE = {"profile": "muniment.cli.customs_profile:profile"}
"""Commands of this group that need Django and are defined in a module of their own."""


class _Group(click.Group):
    """Loads Django only for commands that need it, so that `layout` answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands whose module is there."""
        found = [name for name, at in _ELSEWHERE.items() if _exists(at)]
        return sorted({*super().list_commands(ctx), *found})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        at = _ELSEWHERE.get(cmd_name)
        if at is None or not _exists(at):
            return super().get_command(ctx, cmd_name)
        standing.set_up()
        module, _, attribute = at.partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command


@click.group(cls=_Group)
def group() -> None:
    """Customs data that a provider sold: understood, loaded, asked about buyers."""


def _reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give the options with which a person says how a file is to be read."""
    for option in (
        click.option("--header-row", type=int, default=0, help="Row that names the columns."),
        click.option("--currency", default="", type=CurrencyParam(),
                     help="Currency of all values, like USD."),
        click.option("--dates", type=click.Choice([form.value for form in DateForm]),
                     help="How the date column writes days."),
        click.option("--kind", type=click.Choice([kind.value for kind in SourceKind]),
                     help="What kind of source it is."),
        click.option("--direction", type=click.Choice(["import", "export"]),
                     help="Which way the goods go, seen from the country that reports."),
        click.option("--country", default="", type=CountryParam(),
                     help="Country that reports, like KE."),
        click.option("--delimiter", default="", help="What separates cells."),
        click.option("--encoding", default="", type=EncodingParam(), help="Encoding of the file."),
        click.option("--map", "mapped", multiple=True, metavar="ROLE=COLUMN",
                     help="What a column holds; nothing behind = means no column. Repeatable."),
    ):  # fmt: skip
        command = option(command)
    return command


@group.command()
@_reading_options
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def layout(*, file: Path, as_json: bool, **given: Any) -> int:
    """Say which column of FILE holds what, and how sure that is. Loads nothing."""
    with Console(stderr=True).status(file.name):
        source = open_source(file, encoding=given["encoding"], delimiter=given["delimiter"])
        found = _understood(source, given)
    if as_json:
        click.echo(json.dumps(_told(source, found), ensure_ascii=False))
        return 0
    screen = Console()
    screen.print(_table(found))
    for question in found.questions:
        screen.print(f"? {question.code} {question.role.value if question.role else ''}")
    return 0


@group.command()
@_reading_options
@click.option("--provider", default="", help="Who sold the data.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Day the provider cut the data.")
@click.option("--skip-bad", is_flag=True, help="Leave out rows that cannot be read in full.")
@click.option("--yes", is_flag=True, help="Load although some columns are unsure.")
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write the bad rows. Default: FILE.bad-rows.csv, here.",
)
@click.option(
    "--as",
    "email",
    metavar="EMAIL",
    envvar="MUNIMENT_AS",
    help="Who loads: the record names this person. Default: the house itself.",
)
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
@click.argument("files", nargs=-1, required=True,
                type=click.Path(exists=True, dir_okay=False, path_type=Path))  # fmt: skip
def load(  # noqa: PLR0917 - click hands over by keyword
    files: tuple[Path, ...], email: str | None, report: Path | None, as_json: bool, skip_bad: bool,
    yes: bool, provider: str, as_of: datetime | None, **given: Any,
) -> int:  # fmt: skip
    """Load FILES; each one wholly or not at all. A file that is here already is left alone."""
    screen = Console(stderr=True, quiet=as_json)
    by = _standing(email, screen)
    answers: list[dict[str, Any]] = []
    for number, file in enumerate(files, start=1):
        wishes = _wishes_for(file, given)
        options = {"provider": provider, "as_of": as_of.date() if as_of else None,
                   "skip_bad": skip_bad, "accept_guesses": yes, "wishes": wishes,
                   "report": report or Path(f"{file.stem}.bad-rows.csv")}  # fmt: skip
        with _bar(screen, f"{number}/{len(files)} {file.name}") as tell:
            answers.append(_load_one(file, by, tell, options))
        _say(screen, answers[-1])
    if as_json:
        click.echo(json.dumps({"files": answers}, ensure_ascii=False))
    return 0 if all("error" not in answer for answer in answers) else 1


@group.command("list")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def list_loads(*, as_json: bool) -> None:
    """List what was loaded."""
    _standing(None, Console(stderr=True, quiet=as_json))
    from muniment.customs_data import queries

    rows = [_row(row) for row in queries.loads()]
    if as_json:
        click.echo(json.dumps({"loads": rows}, ensure_ascii=False))
        return
    table = Table("load", "file", "rows", "from", "to", box=None, pad_edge=False)
    for row in rows:
        table.add_row(row["load"], row["name"], f"{row['rows']:,}", row["first_on"], row["last_on"])
    Console().print(table)


@group.command()
@click.option("--as", "email", metavar="EMAIL", envvar="MUNIMENT_AS", help="Who removes it.")
@click.argument("load_id", type=click.UUID)
def remove(*, load_id: Any, email: str | None) -> None:
    """Remove the rows of one load; that it was here stays on record."""
    by = _standing(email, Console(stderr=True))
    from muniment.customs_data import services

    services.remove_load(load_id=load_id, by=by, at=clock.now())


def _exists(at: str) -> bool:
    return importlib.util.find_spec(at.partition(":")[0]) is not None


def _standing(email: str | None, screen: Console) -> "Actor":
    """Load Django, bring a new data folder to this version, and find who acts."""
    config = standing.set_up()
    from muniment.core.actor import Actor, Door, Place
    from muniment.run import folder, preparing

    if preparing.pending_migrations():
        with folder.held(config.data):
            preparing.prepare(config, tell=screen.print)
    if email is None:
        return Actor(person_id=None, door=Door.CLI, place=Place(device="terminal"))
    from muniment.cli.intake import _person

    return _person(email)


def _understood(source: Source, given: Mapping[str, Any]) -> Layout:
    """Understand a file; columns named by heading are looked up in a first reading."""
    plain = _wishes(given, {})
    found = examine(source, plain)
    if not given["mapped"]:
        return found
    return examine(source, _wishes(given, _columns(given["mapped"], found)))


def _wishes_for(file: Path, given: Mapping[str, Any]) -> Wishes:
    if not given["mapped"]:
        return _wishes(given, {})
    source = open_source(file, encoding=given["encoding"], delimiter=given["delimiter"])
    return _wishes(given, _columns(given["mapped"], examine(source, _wishes(given, {}))))


def _wishes(given: Mapping[str, Any], columns: Mapping[Role, int | None]) -> Wishes:
    return Wishes(
        columns=columns,
        direction=Direction(given["direction"] or ""),
        reporting_country=given["country"],
        source_kind=SourceKind(given["kind"]) if given["kind"] else None,
        date_form=DateForm(given["dates"]) if given["dates"] else None,
        currency=given["currency"].upper(),
        header_row=given["header_row"],
    )


def _columns(mapped: tuple[str, ...], found: Layout) -> dict[Role, int | None]:
    """Read `buyer=IMPORTER NAME` pairs; a number names the column by its place, from 1."""
    places = {heading.casefold(): n for n, heading in enumerate(found.headings)}
    chosen: dict[Role, int | None] = {}
    for pair in mapped:
        role, equals, heading = pair.partition("=")
        if not equals or role.strip() not in {it.value for it in Role}:
            known = ", ".join(it.value for it in Role)
            raise click.BadParameter(f"Choose one of: {known}", param_hint="--map")
        place = places.get(heading.strip().casefold())
        if place is None and heading.strip().isdigit():
            place = int(heading) - 1
        if heading.strip() and (place is None or not 0 <= place < len(found.headings)):
            raise click.BadParameter("There is no such heading in the file.", param_hint="--map")
        chosen[Role(role.strip())] = place if heading.strip() else None
    return chosen


def _told(source: Source, found: Layout) -> dict[str, Any]:
    """Lay a layout out for programs; `mapping` has one entry a role, columns count from 0."""
    mapping = {
        role.value: {
            "column": found.headings[choice.column],
            "index": choice.column,
            "confidence": choice.confidence,
            "by": choice.why,
            "fallbacks": [found.headings[n] for n in choice.fallbacks],
        }
        for role, choice in found.choices.items()
    }
    return {
        "file": source.name,
        "sheet": found.sheet,
        "encoding": source.encoding,
        "delimiter": source.delimiter,
        "header_row": found.header_row,
        "fingerprint": found.fingerprint,
        "source_kind": found.source_kind.value,
        "direction": found.direction.value,
        "reporting_country": found.reporting_country,
        "currency": found.currency,
        "dates": found.dates.form.value if found.dates else None,
        "decimals": {role.value: style.value for role, style in found.decimals.items()},
        "mapping": mapping,
        "columns": [
            {"index": n, "heading": heading, "samples": list(found.samples[n])}
            for n, heading in enumerate(found.headings)
        ],
        "questions": [
            {"code": it.code, "role": it.role.value if it.role else None} for it in found.questions
        ],
    }


def _table(found: Layout) -> Table:
    roles = {choice.column: (role, choice) for role, choice in found.choices.items()}
    table = Table("column", "is taken for", "sure", "samples", box=None, pad_edge=False)
    for n, heading in enumerate(found.headings):
        role, choice = roles.get(n, (None, None))
        sure = f"{choice.confidence:.0%}" if choice else ""
        shown = " | ".join(text[:30] for text in found.samples[n])
        table.add_row(heading, role.value if role else "–", sure, shown)
    return table


def _load_one(
    file: Path, by: "Actor", tell: Callable[[str, int, int], None], options: Mapping[str, Any]
) -> dict[str, Any]:
    """Load one file; what is wrong with it is its answer and does not stop the others."""
    from muniment.cli.main import _in_words
    from muniment.core.errors import MunimentError
    from muniment.customs_data import services

    try:
        row = services.load(path=file, by=by, at=clock.now(), progress=tell, **options)
    except MunimentError as error:
        return {"file": file.name, "error": error.code, "message": _in_words(error),
                **dict(error.facts)}  # fmt: skip
    return {"file": file.name, **_row(row)}


def _row(row: "LoadRow") -> dict[str, Any]:
    return {
        "load": str(row.id), "name": row.name, "rows": row.rows, "counted": row.counted,
        "left_out": row.left_out, "unpriced": row.unpriced, "source_kind": row.source_kind,
        "reporting_country": row.reporting_country, "direction": row.direction,
        "first_on": row.first_on.isoformat() if row.first_on else "",
        "last_on": row.last_on.isoformat() if row.last_on else "", "provider": row.provider,
        "at": clock.rfc3339(row.at), "sha256": row.sha256, "fingerprint": row.fingerprint,
    }  # fmt: skip


def _say(screen: Console, answer: Mapping[str, Any]) -> None:
    if "error" in answer:
        click.echo(f"{answer['file']}: {answer['message']}", err=True)
        return
    screen.print(
        f"{answer['file']}: {answer['rows']:,} rows, {answer['counted']:,} count, "
        f"{answer['left_out']:,} left out, {answer['unpriced']:,} without a rate; "
        f"{answer['source_kind']} {answer['reporting_country']} {answer['direction']} "
        f"{answer['first_on']} – {answer['last_on']}"
    )


@contextmanager
def _bar(screen: Console, words: str) -> Iterator[Callable[[str, int, int], None]]:
    """Show what is being done, and for how long."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=screen, transient=True) as progress:
        task = progress.add_task(words, total=None)

        def tell(step: str, done: int, total: int) -> None:
            progress.update(
                task, description=f"{words}: {step}", completed=done, total=total or None
            )

        yield tell
