"""`muniment screen`: a file of customers against a folder of lists, without a database."""

import csv
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

from muniment.cli.target import require_place
from muniment.core import clock
from muniment.core.errors import gettext_noop
from muniment.screening.bulk import screen_many
from muniment.screening.domain.customers import Customer, read_customers
from muniment.screening.domain.hits import Hit, ListState, Verdict, verdict_of
from muniment.screening.domain.lists import (
    BadRow,
    ReadList,
    RowsUnreadable,
    changed_since,
    dates_of,
    difference,
)
from muniment.screening.domain.parties import ListedParty
from muniment.screening.domain.reading import read_lists
from muniment.screening.domain.screener import THRESHOLD, Screener
from muniment.screening.folder import list_files, source_of, state_of
from muniment.sheets.harmless import harmless

_SOURCES = {
    "file": gettext_noop("from the file"),
    "given": gettext_noop("as given"),
    "file_name": gettext_noop("from the name of the file"),
    "file_time": gettext_noop("guessed from the time of the file"),
}
_SHOWN_BAD_ROWS = 10


@dataclass(frozen=True, slots=True)
class _Wishes:
    """What was asked for on the command line."""

    customers: Path
    lists: Path
    out: Path
    since: str
    processes: int
    threshold: int
    max_age_days: int
    accept_old_lists: bool
    good_rows_only: bool
    given: Mapping[str, date]
    as_json: bool


@dataclass(slots=True)
class _Counts:
    """How it came out; `not_checked` were neither found nor cleared."""

    customers: int = 0
    with_hits: int = 0
    hits: int = 0
    no_hit: int = 0
    not_checked: int = 0


@click.command()
@click.option(
    "--customers",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="CSV with a heading for names; id, country, kind, … if there.",
)
@click.option(
    "--lists",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder with the governments' files, packed or not.",
)
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where hits are written, one line of JSON each.",
)
@click.option(
    "--since",
    default="",
    metavar="DAY|FOLDER",
    help="Screen only what came or changed since a day, or against an older folder.",
)
@click.option("--processes", default=2, show_default=True, type=click.IntRange(1, 64))
@click.option(
    "--threshold",
    default=THRESHOLD,
    show_default=True,
    type=click.IntRange(1, 100),
    help="Names less alike than this are no hits.",
)
@click.option(
    "--max-age-days",
    default=10,
    show_default=True,
    type=click.IntRange(0),
    help="A list older than this never says “no hit”.",
)
@click.option("--accept-old-lists", is_flag=True, help="Take “no hit” from old lists too.")
@click.option("--good-rows-only", is_flag=True, help="Leave out rows that cannot be read.")
@click.option(
    "--list-date",
    "dates",
    multiple=True,
    metavar="NAME=YYYY-MM-DD",
    help="The date of a list (or a file) that does not tell it. Repeatable.",
)
@click.option("--json", "as_json", is_flag=True, help="Write the summary as JSON.")
def screen(customers: Path, lists: Path, out: Path, dates: tuple[str, ...], **wished: Any) -> int:
    """Screen customers against lists of denied parties.

    Beside OUT stand OUT.summary.json (dates and ages of the lists, counts) and, when somebody
    could not be cleared, OUT.not-checked.csv with the reason. Exit code 1 says that there are
    such customers.
    """  # fmt: skip
    require_place(out, customers, *list_files(lists), option="--out")
    wishes = _Wishes(customers, lists, out, given=dict(map(_list_date, dates)), **wished)
    return _Run(wishes, Console(stderr=True, quiet=wishes.as_json), clock.now().date()).screen()


def _list_date(pair: str) -> tuple[str, date]:
    name, _equals, text = pair.rpartition("=")
    return name.strip(), _day(text, "--list-date")


def _day(text: str, option: str, remedy: str = "") -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        told = remedy or _("Write the day like 2026-11-20.")
        raise click.BadParameter(told, param_hint=option) from None


class _Run:
    """One screening from the first file read to the summary."""

    def __init__(self, wishes: _Wishes, console: Console, today: date) -> None:
        self._wishes = wishes
        self._console = console
        self._today = today
        self._counts = _Counts()
        self._unreadable: list[str] = []
        self._states: tuple[ListState, ...] = ()

    def screen(self) -> int:
        """Read, screen, write; the exit code."""
        self._require_since()
        people, bad = read_customers(source_of(self._wishes.customers))
        held = self._read_folder(self._wishes.lists)
        self._states = tuple(
            state_of(it, today=self._today, max_age_days=self._wishes.max_age_days) for it in held
        )
        self._console.print(_list_table(self._states))
        parties = self._wanted_parties(held)
        screener = Screener(parties, dates_of(held), threshold=self._wishes.threshold)
        self._screen(people, bad, screener)
        return self._finish()

    def _require_since(self) -> None:
        since = self._wishes.since
        if since and not Path(since).is_dir():
            _day(since, "--since", _("Write a day like 2026-11-20, or name a folder of lists."))

    def _read_folder(self, folder: Path) -> Sequence[ReadList]:
        """Read every file of a folder; notes and hidden files are not lists."""
        paths = list_files(folder)
        if not paths:
            raise click.BadParameter(_("There is no list in this folder."), param_hint="--lists")
        with _bar(self._console, _("Reading the lists"), None):
            held = read_lists(
                [source_of(it) for it in paths],
                today=self._today,
                given=self._wishes.given,
                unreadable=lambda file: self._unreadable.append(file.name),
            )
        for name in self._unreadable:
            self._console.print(_("{file} is no list that can be read.").format(file=name))
        self._require_good([row for it in held for row in it.bad])
        return held

    def _require_good(self, bad: Sequence[BadRow]) -> None:
        for row in bad[:_SHOWN_BAD_ROWS]:
            self._console.print(f"{row.file}:{row.line}: {row.code}", markup=False, highlight=False)
        if bad and not self._wishes.good_rows_only:
            raise RowsUnreadable(rows=len(bad), file=bad[0].file, line=bad[0].line)

    def _wanted_parties(self, held: Sequence[ReadList]) -> Sequence[ListedParty]:
        """Choose what is screened: everything, or what came or changed."""
        everything = [party for it in held for party in it.parties]
        since = self._wishes.since
        if not since:
            return everything
        if Path(since).is_dir():
            before = [party for it in self._read_folder(Path(since)) for party in it.parties]
            fresh: Sequence[ListedParty] = difference(before, everything).fresh
        else:
            fresh = changed_since(everything, _day(since, "--since"))
        self._console.print(
            _(
                "New or changed: {fresh} of {all} listed parties. Rows without a date count as new."
            ).format(fresh=f"{len(fresh):,}", all=f"{len(everything):,}")
        )
        return fresh

    def _screen(
        self, people: Sequence[Customer], bad: Sequence[BadRow], screener: Screener
    ) -> None:
        questions = [it.question for it in people]
        told = screen_many(screener, questions, processes=self._wishes.processes)
        aside = _beside(self._wishes.out, ".not-checked.csv")
        with (
            _written(self._wishes.out) as out,
            _written(aside, keep=lambda: self._counts.not_checked > 0) as refused,
            _bar(self._console, _("Screening"), len(people)) as tell,
        ):
            rows = csv.writer(refused)
            rows.writerow(["customer", "line", "reason"])
            rows.writerows(["", row.line, row.code] for row in bad)
            self._counts.customers += len(bad)
            self._counts.not_checked += len(bad)
            for start, answers in told:
                for customer, hits in zip(people[start:], answers, strict=False):
                    _write_hits(out, customer, hits)
                    if reason := self._count(hits):
                        rows.writerow([harmless(customer.id), customer.line, reason])
                tell(len(answers))

    def _count(self, hits: tuple[Hit, ...]) -> str:
        """Count one customer; gives why she could not be cleared, or ""."""
        counts = self._counts
        counts.customers += 1
        counts.hits += len(hits)
        verdict = verdict_of(hits, self._states)
        if verdict is Verdict.HITS:
            counts.with_hits += 1
            return ""
        is_old = verdict is Verdict.LIST_TOO_OLD and not self._wishes.accept_old_lists
        if self._unreadable and not self._wishes.good_rows_only:
            reason = "list_unreadable"
        else:
            reason = verdict.value if is_old or verdict is Verdict.NO_LIST else ""
        counts.not_checked += bool(reason)
        counts.no_hit += not reason
        return reason

    def _finish(self) -> int:
        counts = asdict(self._counts)
        summary = {
            **counts,
            "since": self._wishes.since or None,
            "threshold": self._wishes.threshold,
            "unreadable_files": self._unreadable,
            "lists": [it.facts() for it in self._states],
        }
        with _written(_beside(self._wishes.out, ".summary.json")) as file:
            json.dump(summary, file, ensure_ascii=False, indent=1)
        if self._wishes.as_json:
            click.echo(json.dumps(summary, ensure_ascii=False))
        self._console.print(
            _(
                "{customers} customers: {with_hits} with hits, {no_hit} without, "
                "{not_checked} not checked."
            ).format(**{key: f"{value:,}" for key, value in counts.items()})
        )
        if self._counts.not_checked:
            self._console.print(
                _(
                    "Who was not checked, and why, stands in {file}. A list that is too old or "
                    "cannot be read clears nobody: get new ones, or say --accept-old-lists or "
                    "--good-rows-only."
                ).format(file=_beside(self._wishes.out, ".not-checked.csv"))
            )
        return 1 if self._counts.not_checked else 0


def _write_hits(out: IO[str], customer: Customer, hits: tuple[Hit, ...]) -> None:
    for rank, hit in enumerate(hits, 1):
        told = {"customer": customer.id, "line": customer.line, "rank": rank, **hit.facts()}
        out.write(json.dumps(told, ensure_ascii=False) + "\n")


def _list_table(states: Sequence[ListState]) -> Table:
    table = Table(_("List"), _("of"), _("days old"), _("parties"), box=None, pad_edge=False)
    for it in states:
        old = f"[bold red]{it.age_days}[/bold red]" if it.too_old else str(it.age_days)
        told = f"{it.on} ({_(_SOURCES[it.source.value])})"
        table.add_row(it.list_id, told, old, f"{it.parties:,}")
    return table


def _beside(out: Path, ending: str) -> Path:
    return out.with_name(out.name + ending)


@contextmanager
def _written(path: Path, keep: Any = lambda: True) -> Iterator[IO[str]]:
    """Write a file that is whole or absent, readable by this account only."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            yield file
        if keep():
            fresh.replace(path)
        else:
            path.unlink(missing_ok=True)  # what an earlier run left would mislead
    finally:
        fresh.unlink(missing_ok=True)


@contextmanager
def _bar(screen_: Console, words: str, total: int | None) -> Iterator[Any]:
    """Show a progress bar on the terminal; what it is told is how much more is done."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=screen_, transient=True) as progress:
        task = progress.add_task(words, total=total)

        def tell(done: int) -> None:
            progress.update(task, advance=done)

        yield tell


def _(sentence: str) -> str:
    """Translate when the house stands; this command does not need it to."""
    from django.conf import settings
    from django.utils.translation import gettext

    return gettext(sentence) if settings.configured else sentence
