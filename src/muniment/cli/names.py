"""`muniment names`: are two names one? For whole files, with no database."""

import json
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, ClassVar

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from muniment.cli.target import require_place
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.matching.names import Kind, Strictness, compare

SHOWN = 20  # bad lines that are told one by one
TOLD_EVERY = 1000  # lines between two moves of the progress bar

NOT_JSON = gettext_noop("not JSON")
NOT_AN_OBJECT = gettext_noop("not an object in braces")
NO_ID = gettext_noop("no “id”")
NOT_NAMES = gettext_noop("“name1” and “name2” must be text")


class BadLines(MunimentError):
    """Some lines cannot be read; nothing was written."""

    code = "names.lines.bad"
    kind: ClassVar[ErrorKind] = ErrorKind.REFUSED
    title = gettext_noop("{bad} of {lines} lines cannot be read. Nothing was written.")
    next_step = gettext_noop("Correct the lines named above, or leave them out with --skip-bad.")


class LineUnreadable(ValueError):
    """One line is not a pair of names; the text says why, without repeating it."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One line of the input."""

    id: str | int
    kind: Kind
    one: str
    two: str


@dataclass(slots=True)
class Tally:
    """What became of the lines."""

    lines: int = 0
    matches: int = 0
    bad: int = 0


@click.group()
def group() -> None:
    """Compare names of companies, people and ships, in any script."""


@group.command("match")
@click.option(
    "--in",
    "source",
    required=True,
    metavar="FILE",
    type=click.File("r", "utf-8-sig"),
    help="One JSON object a line: id, schema, name1, name2. “-” reads standard input.",
)
@click.option(
    "--out",
    "target",
    required=True,
    metavar="FILE",
    type=click.Path(dir_okay=False, allow_dash=True),
    help="Where the answers go: id, match, score, why. “-” writes standard output.",
)
@click.option(
    "--mode",
    type=click.Choice([str(s) for s in Strictness]),
    default="screening",
    show_default=True,
    help="Screening raises what a person should see; merging is strict.",
)
@click.option("--skip-bad", is_flag=True, help="Leave out lines that cannot be read.")
@click.option("--json", "as_json", is_flag=True, help="Sum up in JSON.")
def match(source: IO[str], target: str, mode: str, skip_bad: bool, as_json: bool) -> int:
    """Say for each pair of names whether they are one, how surely, and why.

    A bad line stops the whole file before anything is written, unless --skip-bad is given.
    """  # fmt: skip
    if target != "-":
        require_place(Path(target), Path(source.name), option="--out")
    tally = Tally()
    with _whole_file(target) as answers, _progress(source, quiet=as_json) as tell:
        for answer in _answers(source, Strictness(mode), tally, tell):
            answers.write(json.dumps(answer, ensure_ascii=False) + "\n")
        if tally.bad and not skip_bad:
            raise BadLines(bad=tally.bad, lines=tally.lines)
    _sum_up(tally, as_json=as_json)
    return 0


def _answers(
    source: IO[str], mode: Strictness, tally: Tally, tell: Callable[[], None]
) -> Iterator[dict[str, object]]:
    for number, line in enumerate(_lines(source), start=1):
        if number % TOLD_EVERY == 0:
            tell()
        if not line.strip():
            continue
        tally.lines += 1
        try:
            pair = _pair(line)
        except LineUnreadable as error:
            _complain(number, str(error), tally)
            continue
        told = compare(pair.one, pair.two, kind=pair.kind, strictness=mode)
        tally.matches += told.is_match
        yield {"id": pair.id, "match": told.is_match, "score": told.score, "why": told.why()}


def _lines(source: IO[str]) -> Iterator[str]:
    try:
        yield from source
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{source.name}: not UTF-8 at byte {error.start}.") from error


def _pair(line: str) -> Pair:
    """Read one line.

    Raises:
        LineUnreadable: it is not an object with an id and two names.
    """
    try:
        told = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise LineUnreadable(NOT_JSON) from error
    if not isinstance(told, dict):
        raise LineUnreadable(NOT_AN_OBJECT)
    id_, one, two = told.get("id"), told.get("name1"), told.get("name2")
    if isinstance(id_, bool) or not isinstance(id_, str | int):
        raise LineUnreadable(NO_ID)
    if not isinstance(one, str) or not isinstance(two, str):
        raise LineUnreadable(NOT_NAMES)
    id_ = _clean(id_) if isinstance(id_, str) else id_
    return Pair(id_, Kind.of(str(told.get("schema") or "")), _clean(one), _clean(two))


def _clean(name: str) -> str:
    """Replace lone surrogates, which JSON can carry and UTF-8 cannot."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _complain(number: int, why: str, tally: Tally) -> None:
    tally.bad += 1
    if tally.bad <= SHOWN:
        click.echo(f"line {number}: {why}", err=True)


def _sum_up(tally: Tally, *, as_json: bool) -> None:
    told = {"pairs": tally.lines - tally.bad, "matches": tally.matches, "bad": tally.bad}
    if as_json:
        click.echo(json.dumps(told), err=True)
        return
    click.echo("{pairs} pairs, {matches} matches, {bad} lines left out.".format(**told), err=True)


@contextmanager
def _whole_file(target: str) -> Iterator[IO[str]]:
    """A file that is there whole, or not at all."""
    if target == "-":
        with tempfile.TemporaryFile("w+", encoding="utf-8") as kept:
            yield kept
            kept.seek(0)
            for line in kept:
                click.echo(line, nl=False)
        return
    path = Path(target)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            yield file
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


@contextmanager
def _progress(source: IO[str], *, quiet: bool) -> Iterator[Callable[[], None]]:
    """Show how much of the file is read; nothing when it is no file or nobody looks."""
    screen = Console(stderr=True)
    raw = getattr(source, "buffer", None)
    if quiet or raw is None or not raw.seekable() or not screen.is_terminal:
        yield lambda: None
        return
    columns = (TextColumn("names"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=screen, transient=True) as bar:
        task = bar.add_task("names", total=os.fstat(raw.fileno()).st_size)
        yield lambda: bar.update(task, completed=raw.tell())
