"""One file loaded: dictionaries first, then the whole table in one statement, then what repeats."""

import csv
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb

from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.customs_data import store
from muniment.customs_data.domain.dates import contradicts
from muniment.customs_data.domain.layouts import Layout
from muniment.customs_data.domain.roles import Role
from muniment.customs_data.domain.shipments import SourceKind
from muniment.customs_data.loading import dictionaries, lean, repeats
from muniment.customs_data.loading.quoting import quoted
from muniment.customs_data.loading.sources import Source, write_plain
from muniment.customs_data.loading.sql import (
    DICTIONARIES,
    LISTED,
    TROUBLES,
    Reading,
    dictionary_roles,
    distinct_sql,
    lean_sql,
    otherwise,
    shipments_sql,
)  # fmt: skip
from muniment.sheets.harmless import harmless

PART = "part-00000.parquet"
_PLAIN = "plain.csv"
MEMORY = "1GB"
REPORTED = 10_000  # bad rows in a report
MOST_LISTED = 300_000
"""Texts of a type of their own; all of them are written in every group of rows."""
ROW_GROUP = 491_520
"""Rows of a group in a lean file: many, as each group repeats the names that are in the file."""
Progress = Callable[[str, int, int], None]

_REMEDIES = {
    "date": "Write the day as 2025-06-30, or say with --dates how the column writes it.",
    "value": "Write the amount in digits with one decimal sign, or leave it empty.",
    "quantity": "Write the quantity in digits with one decimal sign, or leave it empty.",
    "weight": "Write the weight in digits with one decimal sign, or leave it empty.",
    "row": "Check the quotes and the number of cells of this row.",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a file came to.

    Attributes:
        rows: that would be (or were) kept; bad ones are not among them.
        counted: rows that count once repeats are set aside.
        bad: rows that cannot be read in full.
        unpriced: rows with a value but no dollars, as their currency has no rate.
    """

    rows: int
    counted: int
    bad: int
    unpriced: int
    first_on: date | None
    last_on: date | None


def run(
    source: Source,
    layout: Layout,
    load_id: str,
    *,
    skip_bad: bool,
    report: Path | None = None,
    rates: Path | None = None,
    aside: Path | None = None,
    progress: Progress = lambda _words, _done, _total: None,
) -> Outcome:
    """Write the canonical rows of a file to the staging folder of a load.

    Args:
        aside: an empty folder to write to instead; then earlier loads do not matter either.

    Raises:
        DaysContradict: see there.

    Nothing is published: with bad rows and not `skip_bad`, the caller throws the folder away.
    The report, if there are bad rows, names each with its place and remedy.
    Cost: two passes over the file by the engine; memory bounded by `MEMORY`.
    """
    staging = aside or store.fresh_staging(load_id)
    earlier = [] if aside else store.paths()
    with _engine(staging) as engine:
        plain = _plain_copy(source, layout, staging, progress)
        reading = Reading.of(source, layout, plain)
        progress("names", 0, 0)
        reading = _fill_dictionaries(engine, layout, reading, rates)
        progress("rows", 0, 0)
        _write(engine, layout, reading, load_id, staging / PART)
        bad = _bad_rows(engine, source, layout, staging / PART, report)
        progress("repeats", 0, 0)
        _settle(engine, layout, staging / PART, earlier, drop_bad=bool(bad) and skip_bad)
        outcome = _outcome(engine, staging / PART, bad)
    for name in (_PLAIN, "engine.db", "engine.db.wal"):
        (staging / name).unlink(missing_ok=True)
    shutil.rmtree(staging / "spill", ignore_errors=True)
    return outcome


class DaysContradict(MunimentError):
    """What was remembered of the dates does not hold for this file; nothing was loaded."""

    code = "customs_data.load.days_contradict"
    kind = ErrorKind.INVALID
    title = gettext_noop("Some dates contradict how files with these headings were read before.")
    next_step = gettext_noop("Say which part of the dates in this file is the day.")


@contextmanager
def _engine(staging: Path) -> "Iterator[duckdb.DuckDBPyConnection]":
    """Open the engine with bounded memory; what does not fit lies beside the load."""
    engine = duckdb.connect(":memory:")
    try:
        engine.execute(f"SET memory_limit = {quoted(MEMORY)}")
        engine.execute(f"SET temp_directory = {quoted(str(staging / 'spill'))}")
        engine.execute(f"SET threads = {min(os.cpu_count() or 1, 8)}")
        engine.execute("SET enable_progress_bar = false")
        # The dictionaries are built, the file streams past them: left to guess, the engine
        # builds on the file instead, holds it in memory and loses the order of its rows.
        engine.execute("SET disabled_optimizers = 'build_side_probe_side,join_order'")
        yield engine
    finally:
        engine.close()


def _plain_copy(source: Source, layout: Layout, staging: Path, progress: Progress) -> Path | None:
    """Make a copy that the engine can read, where it cannot read the file itself."""
    if source.is_plain and "\n" not in "".join(layout.headings):
        return None
    progress("reading", 0, 0)
    write_plain(source, layout, staging / _PLAIN)
    return staging / _PLAIN


def _fill_dictionaries(
    engine: "duckdb.DuckDBPyConnection", layout: Layout, reading: Reading, rates: Path | None
) -> Reading:
    """Read the distinct texts; quoted line breaks make the engine read in one thread.

    Raises:
        DaysContradict: days above 12 stand where the months were remembered.
    """
    texts: dict[str, set[str]] = {table: set() for table in DICTIONARIES.values()}
    roles = dictionary_roles(layout)
    if roles:
        try:
            found = engine.execute(distinct_sql(layout, reading)).fetchall()
        except duckdb.InvalidInputException:
            reading = replace(reading, parallel=False)
            found = engine.execute(distinct_sql(layout, reading)).fetchall()
        for place, text in found:
            if text is not None:
                texts[DICTIONARIES[roles[place]]].add(text)
    if layout.dates is not None and contradicts(texts["days"], layout.dates):
        raise DaysContradict
    tables = {
        "names": dictionaries.names_table(texts["names"]),
        "days": dictionaries.days_table(texts["days"], layout.dates),
        "units": dictionaries.units_table(texts["units"]),
        "countries": dictionaries.countries_table(texts["countries"]),
        "currencies": dictionaries.currencies_table(texts["currencies"]),
        "codes": dictionaries.codes_table(texts["codes"]),
        "directions": dictionaries.directions_table(texts["directions"]),
        "rates": dictionaries.rates_table(rates),
        "pegs": dictionaries.pegs_table(),
    }
    for name, table in tables.items():
        _hand_over(engine, name, table, otherwise(layout))
    return reading


def _hand_over(
    engine: "duckdb.DuckDBPyConnection", name: str, table: Any, more: Sequence[str]
) -> None:
    """Hand a dictionary to the engine; its texts get their types before they are written down.

    Changing the type of a column that is there already costs ten times as much.
    """
    engine.register("handed", table)
    listed = LISTED.get(name, ())
    for column in listed:
        _make_type(engine, f"{name}_{column}", column, more)
    columns = ", ".join(
        f"{it}::{name}_{it} AS {it}" if it in listed else it for it in table.column_names
    )
    engine.execute(f"CREATE TABLE {name} AS SELECT {columns} FROM handed")
    engine.unregister("handed")


def _make_type(
    engine: "duckdb.DuckDBPyConnection", named: str, column: str, more: Sequence[str]
) -> None:
    """Make the texts of a column a type of their own, numbered; very many stay plain texts."""
    [many] = engine.execute(f"SELECT count(DISTINCT {column}) FROM handed").fetchone() or (0,)
    if many > MOST_LISTED:
        engine.execute(f"CREATE TYPE {named} AS VARCHAR")
        return
    listed = ", ".join(f"({quoted(text)})" for text in more)
    engine.execute(
        f"CREATE TYPE {named} AS ENUM (SELECT DISTINCT text FROM (SELECT {column} FROM handed "
        f"UNION ALL VALUES {listed}) AS known(text) WHERE text IS NOT NULL)"
    )


def _write(
    engine: "duckdb.DuckDBPyConnection", layout: Layout, reading: Reading, load_id: str, to: Path
) -> None:
    marks = ""
    if reading.parallel and reading.path.stat().st_size >= lean.LARGE:
        select, mark = lean_sql(layout, reading, load_id)
        marks = f", ROW_GROUP_SIZE {ROW_GROUP}, KV_METADATA {{{lean.MARK}: {quoted(mark)}}}"
    else:
        select = shipments_sql(layout, reading, load_id)
    engine.execute(
        f"COPY ({select}) TO {quoted(str(to))} (FORMAT parquet, COMPRESSION snappy{marks})"
    )
    if marks:
        _without_footers(engine, to)


def _without_footers(engine: "duckdb.DuckDBPyConnection", part: Path) -> None:
    """Write a lean file again in full if lines stand in it that are no rows; most have none."""
    rows = f"read_parquet({quoted(str(part))}, file_row_number=true)"
    footers: Any = engine.execute(f"SELECT count(*) FROM {rows} WHERE footer").fetchone()
    if not footers[0]:
        return
    fresh = part.with_name("fresh.parquet")
    select = lean.complete_sql(rows, lean.mark_of(part) or {})
    engine.execute(
        f"COPY (SELECT * EXCLUDE (file_row_number) FROM ({select} WHERE NOT footer)) "
        f"TO {quoted(str(fresh))} (FORMAT parquet, COMPRESSION snappy)"
    )
    fresh.replace(part)


def _bad_rows(
    engine: "duckdb.DuckDBPyConnection",
    source: Source,
    layout: Layout,
    part: Path,
    report: Path | None,
) -> int:
    """Count bad rows, and list them where the caller wants the list."""
    troubled = f"SELECT count(*) FROM {lean.relation(part)} WHERE trouble <> 0"
    [bad] = engine.execute(troubled).fetchone() or (0,)
    broken = engine.execute(
        "SELECT line, any_value(error_message) FROM reject_errors GROUP BY line ORDER BY line "
        f"LIMIT {REPORTED}"
    ).fetchall()
    if report is not None and (bad or broken):
        cells = _troubled_cells(engine, source, layout, part)
        _write_report(report, cells, [(int(line), str(why)) for line, why in broken])
    return int(bad) + len(broken)


def _troubled_cells(
    engine: "duckdb.DuckDBPyConnection", source: Source, layout: Layout, part: Path
) -> list[tuple[int, str, str, str]]:
    """Fetch the cells that could not be read, as (row, heading, role, text)."""
    rows = engine.execute(
        f"SELECT source_row, trouble FROM {lean.relation(part)} "
        f"WHERE trouble <> 0 ORDER BY source_row LIMIT {REPORTED}"
    ).fetchall()
    wanted = {int(row): int(bits) for row, bits in rows}
    if not wanted:
        return []
    found: list[tuple[int, str, str, str]] = []
    for line in islice(source.lines(layout.sheet), max(wanted) + 1):
        for bit, role in TROUBLES.items():
            if wanted.get(line.number, 0) & bit:
                column = layout.choices[Role(role)].column
                cell = line.cells[column] if column < len(line.cells) else ""
                found.append((line.number, layout.headings[column], role, cell))
    return found


def _write_report(
    report: Path, cells: list[tuple[int, str, str, str]], broken: list[tuple[int, str]]
) -> None:
    descriptor = os.open(report, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("row", "column", "what", "cell", "remedy"))
        for row, heading, role, cell in cells:
            writer.writerow((row, harmless(heading), role, harmless(cell), _REMEDIES[role]))
        for row, _why in broken:
            writer.writerow((row, "", "row", "", _REMEDIES["row"]))


def _settle(
    engine: "duckdb.DuckDBPyConnection", layout: Layout, part: Path, earlier: Sequence[Path], *,
    drop_bad: bool,
) -> None:  # fmt: skip
    """Mark repeats and forwarders by behaviour, drop bad rows; write again only if need be."""
    repeated = repeats.mark(engine, layout, part, earlier)
    moved = (
        repeats.mark_forwarders(engine, part)
        if layout.source_kind is SourceKind.MANIFEST
        else False
    )
    if not (repeated or moved or drop_bad):
        return
    fresh = part.with_name("fresh.parquet")
    select = repeats.settled_sql(part, repeated=repeated, moved=moved, drop_bad=drop_bad)
    engine.execute(f"COPY ({select}) TO {quoted(str(fresh))} (FORMAT parquet, COMPRESSION snappy)")
    fresh.replace(part)


def _outcome(engine: "duckdb.DuckDBPyConnection", part: Path, bad: int) -> Outcome:
    told: Any = engine.execute(
        "SELECT count(*), count(*) FILTER (counts), "
        "count(*) FILTER (value IS NOT NULL AND value <> 0 AND value_usd IS NULL), "
        f"min(shipped_on), max(shipped_on) FROM {lean.relation(part)} WHERE trouble = 0"
    ).fetchone()
    rows, counted, unpriced, first, last = told
    return Outcome(rows, counted, bad, unpriced, first, last)
