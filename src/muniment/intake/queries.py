"""Reads: a person's own runs, how a file is understood, the report."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from muniment.core import cursor as cursors
from muniment.core.actor import Actor
from muniment.core.cursor import CursorInvalid, Page
from muniment.intake import spool
from muniment.intake.access import importer, run_of
from muniment.intake.domain.headings import Guess, How
from muniment.intake.domain.plan import Kind, Plan, from_json
from muniment.intake.domain.table import look_again
from muniment.intake.models import Run
from muniment.intake.reports import PART as REPORT
from muniment.intake.services.receiving import name_binding
from muniment.intake.services.runs import FILE
from muniment.intake.vocabularies import targets_for, words_for
from muniment.intake.words import word_for
from muniment.keys import ring
from muniment.people.queries import ReaderRow


@dataclass(frozen=True, slots=True)
class RunRow:
    """One import as its uploader sees it.

    Attributes:
        name: the file's name, or "" once it was erased with the report.
        counts: what the dry run counted; empty before it.
        loaded: what the load wrote; empty before it.
        failure: the code of what went wrong, or "".
        has_report: a report of bad rows can be downloaded.
    """

    id: UUID
    kind: Kind
    state: str
    name: str
    size: int
    sha256: str
    counts: Mapping[str, int]
    loaded: Mapping[str, int]
    good_rows_only: bool
    failure: str
    job_id: UUID | None
    begun_at: datetime
    ended_at: datetime | None
    report_rows: int
    has_report: bool

    @property
    def left_out(self) -> int:
        """How many customers or orders cannot be loaded as they are."""
        return self.counts.get("refused", 0) + self.counts.get("clashing", 0)

    @property
    def loadable(self) -> int:
        """How many a load would write."""
        return self.counts.get("new", 0) + self.counts.get("changed", 0)


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """One column with what it is taken for and a few of its cells."""

    place: int
    heading: str
    target: str
    word: str
    confidence: int
    how: How
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Understood:
    """How a file is understood, for the page on which it is corrected."""

    plan: Plan
    columns: list[ColumnRow]
    offered: list[tuple[str, str]]
    asks_day_order: bool


def runs_of(by: Actor | ReaderRow, *, cursor: str | None = None, limit: int = 20) -> Page[RunRow]:
    """List the imports of this person, newest first; two SQL queries, one for a reader.

    Raises:
        ImportNotYours, CursorInvalid: as the names say.
    """
    found = Run.objects.filter(by=importer(by).id).select_related("upload")
    if cursor:
        found = found.filter(_before(cursor))
    runs = list(found.order_by("-begun_at", "-id")[: limit + 1])
    names = _names(runs[:limit])
    more = None
    if len(runs) > limit:
        more = cursors.encode(runs[limit - 1].begun_at.isoformat(), str(runs[limit - 1].id))
    return Page(rows=[_row(run, names) for run in runs[:limit]], next_cursor=more)


def run(by: Actor, run_id: UUID) -> RunRow:
    """Give one import of this person.

    Raises:
        ImportNotYours, RunNotFound: as the names say.
    """
    found = run_of(by, run_id)
    return _row(found, _names([found]))


def mapping(by: Actor, run_id: UUID) -> Understood:
    """Say how the file is understood: reads its first 300 rows again.

    Raises:
        SpoolMissing: the file was loaded or given up.
        ImportNotYours, RunNotFound: as the names say.
    """
    found = run_of(by, run_id)
    plan, kind = from_json(found.plan), Kind(found.kind)
    with spool.open_sealed(found.upload_id, FILE) as stream:
        looked = look_again(stream, plan, words_for(kind))
    columns = [
        _column(place, heading, plan, looked.guesses, looked.samples)
        for place, heading in enumerate(looked.headings)
    ]
    offered = [(target, word_for(target)) for target in targets_for(kind)]
    return Understood(plan, columns, offered, looked.asks_day_order)


def report(by: Actor, run_id: UUID) -> io.BufferedReader:
    """Open the report of bad rows; only the uploader gets this far.

    Raises:
        SpoolMissing: there is none, or its time ran out.
        ImportNotYours, RunNotFound: as the names say.
    """
    found = run_of(by, run_id)
    if found.checked_at is None or found.report_erased_at is not None:
        raise spool.SpoolMissing
    return spool.open_sealed(found.id, REPORT)


def _column(
    place: int,
    heading: str,
    plan: Plan,
    guesses: tuple[Guess, ...],
    samples: tuple[tuple[str, ...], ...],
) -> ColumnRow:
    target = plan.targets[place] if place < len(plan.targets) else ""
    guess = guesses[place] if place < len(guesses) else Guess("")
    same = guess.target == target
    return ColumnRow(
        place=place,
        heading=heading,
        target=target,
        word=word_for(target) if target else "",
        confidence=guess.confidence if same else 100,
        how=guess.how if same else How.CHOSEN,
        samples=tuple(row[place].strip()[:40] for row in samples if place < len(row))[:3],
    )


def _names(runs: list[Run]) -> dict[UUID, str]:
    """Open the sealed names of files as long as they are kept; one query."""
    keys = ring.data_keys((run.id, REPORT) for run in runs)
    return {
        run.id: keys[run.id, REPORT]
        .open(bytes(run.upload.name), binding=name_binding(run.id))
        .decode()
        for run in runs
        if (run.id, REPORT) in keys
    }


def _row(run: Run, names: Mapping[UUID, str]) -> RunRow:
    return RunRow(
        id=run.id,
        kind=Kind(run.kind),
        state=run.state,
        name=names.get(run.id, ""),
        size=run.upload.size,
        sha256=bytes(run.upload.sha256).hex(),
        counts=run.counts,
        loaded=run.loaded,
        good_rows_only=run.good_rows_only,
        failure=run.failure,
        job_id=run.job,
        begun_at=run.begun_at,
        ended_at=run.ended_at,
        report_rows=run.report_rows,
        has_report=run.report_rows > 0 and run.report_erased_at is None,
    )


def _before(cursor: str) -> Q:
    moment, run_id = cursors.decode(cursor, str, str)
    try:
        last, last_id = datetime.fromisoformat(str(moment)), UUID(str(run_id))
    except ValueError:
        raise CursorInvalid from None
    return Q(begun_at__lt=last) | Q(begun_at=last, id__lt=last_id)
