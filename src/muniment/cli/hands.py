"""`muniment hands`: which companies of a table have the same people behind them, and why."""

import csv
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from muniment.cli.target import require_place
from muniment.core.errors import Fact, fill, gettext_noop
from muniment.investigations.domain import hands
from muniment.investigations.domain.hands import words
from muniment.sheets.delimited import read_delimited
from muniment.sheets.sniff import decoded, delimiter_of, encoding_of, refuse_non_tables

_SAMPLE = 256 * 1024  # bytes
_BAD_SHOWN = 20
_STAGES = {
    "reading": gettext_noop("Putting records together …"),
    "pairs": gettext_noop("Looking for what is shared …"),
    "weighing": gettext_noop("Weighing what is shared …"),
    "done": gettext_noop("Done"),
}


@click.command(name="hands")
@click.option(
    "--records",
    "records_file",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="CSV with one record a line; a column rec_id is needed.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write rec_id,cluster_id.",
)
@click.option(
    "--explain",
    "explain_to",
    type=click.Path(dir_okay=False, allow_dash=True),
    help="Where to write the ties as JSON lines; “-” prints them in plain words.",
)
@click.option("--skip-bad", is_flag=True, help="Go on without the rows that cannot be used.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def command(
    records_file: Path, out: Path | None, explain_to: str | None, skip_bad: bool, as_json: bool
) -> int:  # fmt: skip
    """Find which companies have the same people behind them.

    Records of one company are put together first. Then companies are tied by what they share:
    telephones, mailboxes, people, addresses, accounts, web traces. What many otherwise
    unrelated companies share ties nobody; one weak tie is a lead and joins nobody.

    Exit codes: 0 done, 1 rows that cannot be used (nothing was written), 2 misuse.
    """
    if out is None and explain_to is None:
        raise click.UsageError(_("Say where to write: --out FILE, --explain FILE or both."))
    for place, option in ((out, "--out"), (explain_to, "--explain")):
        if place is not None and place != "-":
            require_place(Path(place), records_file, option=option)
    screen = Console(stderr=True)
    records, bad = _read(records_file, screen)
    _report(bad, screen)
    if bad and not skip_bad:
        screen.print(_("Nothing was written. Mend these rows, or leave them out with --skip-bad."))
        return 1
    with _shown(screen) as tell:
        answer = hands.same_hands(records, progress=tell)
    if out is not None:
        _write(out, lambda stream: _clusters(answer, stream))
    if explain_to == "-":
        _say_ties(answer, sys.stdout)
    elif explain_to is not None:
        _write(Path(explain_to), lambda stream: _ties(answer, stream))
    _sum_up(answer, len(records), len(bad), as_json=as_json, to_screen=explain_to == "-")
    return 0


def _read(file: Path, screen: Console) -> tuple[list[hands.Record], list[tuple[int, str]]]:
    """Read the records; and the lines that cannot be used, each with what is wrong."""
    with file.open("rb") as stream:
        sample = stream.read(_SAMPLE)
    refuse_non_tables(sample)
    encoding = encoding_of(sample)
    delimiter = delimiter_of(decoded(sample, encoding))
    records: dict[str, hands.Record] = {}
    bad: list[tuple[int, str]] = []
    with file.open("rb") as stream:
        lines = read_delimited(stream, encoding=encoding, delimiter=delimiter)
        header = [cell.strip().lower() for cell in next(lines).cells]
        _greet(header, screen)
        for line in lines:
            if line.is_blank:
                continue
            row = dict(zip(header, line.cells, strict=False))
            if wrong := _wrong(line.trouble, row, len(line.cells) - len(header), records):
                bad.append((line.number, wrong))
            else:
                record = hands.record_of(row)
                records[record.rec_id] = record
    return list(records.values()), bad


def _greet(header: Sequence[str], screen: Console) -> None:
    if "rec_id" not in header:
        raise hands.RecordsUnusable(column="rec_id")
    if missing := hands.missing_columns(header):
        told = _("Columns that are not there: {columns}. The others will do.")
        screen.print(fill(told, {"columns": ", ".join(missing)}))


def _wrong(
    trouble: str, row: dict[str, str], surplus: int, records: dict[str, hands.Record]
) -> str:
    rec_id = row.get("rec_id", "").strip()
    if trouble:
        return _("the line cannot be read")
    if surplus > 0:
        return _("more cells than the first line has")
    if not rec_id:
        return _("no rec_id")
    return _("its rec_id stands further up too") if rec_id in records else ""


def _report(bad: Sequence[tuple[int, str]], screen: Console) -> None:
    for number, wrong in bad[:_BAD_SHOWN]:
        screen.print(fill(_("Line {line}: {wrong}."), {"line": number, "wrong": wrong}))
    if len(bad) > _BAD_SHOWN:
        screen.print(fill(_("… and {count} more."), {"count": len(bad) - _BAD_SHOWN}))


@contextmanager
def _shown(screen: Console) -> Iterator[Callable[[str, int, int], None]]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=screen, transient=True) as progress:
        task = progress.add_task("", total=None)

        def tell(stage: str, done: int, total: int) -> None:
            progress.update(
                task, description=_(_STAGES[stage]), completed=done, total=total or None
            )

        yield tell


def _write(file: Path, write: Callable[[TextIO], None]) -> None:
    """Write beside and put in place: what stands there is whole, or it is the old file."""
    beside = file.with_name(f".{file.name}.part")
    try:
        with beside.open("w", encoding="utf-8", newline="") as stream:
            write(stream)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)


def _clusters(answer: hands.Hands, stream: TextIO) -> None:
    rows = csv.writer(stream, lineterminator="\n")
    rows.writerow(["rec_id", "cluster_id"])
    rows.writerows(answer.clusters())


def _ties(answer: hands.Hands, stream: TextIO) -> None:
    for pair in _pairs(answer):
        told = {
            "companies": [answer.companies[n].name for n in (pair.company_a, pair.company_b)],
            "records": [answer.companies[n].rec_ids for n in (pair.company_a, pair.company_b)],
            "linked": isinstance(pair, hands.Link),
            "weight": round(pair.weight, 2),
            "ties": [_tie(tie) for tie in pair.ties],
        }
        stream.write(json.dumps(told, ensure_ascii=False) + "\n")
    for hub in answer.ignored_hubs:
        told = {
            "ignored": hub.kind.value,
            "value": hub.value,
            "shared_by": hub.shared_by,
            "says": fill(_(words.HUB), words.hub_facts(hub)),
        }
        stream.write(json.dumps(told, ensure_ascii=False) + "\n")


def _pairs(answer: hands.Hands) -> Iterator[hands.Link | hands.Lead]:
    yield from answer.links
    yield from answer.leads


def _tie(tie: hands.Tie) -> dict[str, object]:
    return {
        "kind": tie.kind.value,
        "left": tie.left_value,
        "right": tie.right_value,
        "seen_in": list(tie.seen_in),
        "shared_by": tie.shared_by,
        "unrelated": tie.unrelated,
        "weight": round(tie.weight, 2),
        "strength": tie.strength.value,
        "why": tie.why,
        "says": _says(tie),
    }


def _says(tie: hands.Tie) -> str:
    phrases = {"what": _(words.what_of(tie)), "strength": _(words.strength_of(tie))}
    said = fill(_(words.TIE), {**words.facts_of(tie), **phrases})
    sentence, facts = words.others_of(tie)
    return f"{said}; {fill(_(sentence), facts)}" if sentence else said


def _say_ties(answer: hands.Hands, stream: TextIO) -> None:
    linked = _("{left} and {right}: the same hands")
    lead = _("{left} and {right}: a lead, not joined")
    for pair in _pairs(answer):
        names: dict[str, Fact] = {
            "left": answer.companies[pair.company_a].name,
            "right": answer.companies[pair.company_b].name,
        }
        stream.write(fill(linked if isinstance(pair, hands.Link) else lead, names) + "\n")
        stream.writelines(f"  {_says(tie)}\n" for tie in pair.ties)
    for hub in answer.ignored_hubs:
        stream.write(fill(_(words.HUB), words.hub_facts(hub)) + "\n")


def _sum_up(answer: hands.Hands, records: int, bad: int, *, as_json: bool, to_screen: bool) -> None:
    counts: dict[str, Fact] = {
        "records": records,
        "left_out": bad,
        "companies": len(answer.companies),
        "groups": len(answer.groups),
        "joined": sum(len(group.companies) for group in answer.groups),
        "links": len(answer.links),
        "leads": len(answer.leads),
        "hubs": len(answer.ignored_hubs),
    }
    told = _(
        "{records} records, {companies} companies; {joined} of them in {groups} groups with the "
        "same hands. {links} links, {leads} leads, {hubs} shared values ignored."
    )
    click.echo(json.dumps(counts) if as_json else fill(told, counts), err=to_screen)


def _(sentence: str) -> str:
    """Translate where a house stands around the command; it needs none."""
    from django.conf import settings  # the command runs without Django being set up
    from django.utils.translation import gettext

    return gettext(sentence) if settings.configured else sentence
