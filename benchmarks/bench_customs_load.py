"""Loading customs data: what cleaning, keys and repeats cost beside DuckDB's bare read.

`MUNIMENT_BENCH_CUSTOMS_ROWS` sets how many rows; the table of docs/speed.md uses 10,000,000.
The bare read is CREATE TABLE AS SELECT * FROM read_csv of the same file into a database file,
in the same run: a load has to keep what it read, too. Copying the file to Parquet, and reading
it without keeping anything, are told beside it. By the clock, and in processor time, which other
work on the machine disturbs less.
"""

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.results import Result

ROWS = int(os.environ.get("MUNIMENT_BENCH_CUSTOMS_ROWS", "1000000"))
_READ = "SELECT * FROM read_csv('{}')"
_FILE = """
COPY (SELECT
    strftime(DATE '2023-01-01' + (hash(i * 7) % 1000)::INT, '%Y-%m-%d') AS "IMP_DATE",
    'BL' || (100000000 + i) AS "BILL_OF_LADING",
    'IMPORTER ' || (hash(i) % 50000) || ' TRADING CO LTD' AS "IMPORTER_NAME",
    'SUPPLIER ' || (hash(i * 3 + 1) % 40000) || ' INDUSTRIES PVT LTD' AS "SUPPLIER_NAME",
    (69072100 + hash(i * 5) % 40)::VARCHAR AS "HS_CODE",
    'GLAZED CERAMIC TILES SIZE ' || (hash(i * 11) % 3000) || ' MM' AS "PRODUCT_DESCRIPTION",
    ['CHINA', 'INDIA', 'ITALY', 'SPAIN', 'TURKEY'][1 + (hash(i * 13) % 5)::INT]
        AS "ORIGIN_COUNTRY",
    ['MUNDRA', 'NINGBO', 'GENOA'][1 + (hash(i * 17) % 3)::INT] AS "LOADING_PORT",
    round((hash(i * 23) % 10000000) / 97.0, 2) AS "TOTAL_VALUE_USD",
    (hash(i * 29) % 500000) / 10.0 AS "QUANTITY",
    'MTK' AS "UNIT",
    (hash(i * 31) % 30000)::INT AS "GROSS_WEIGHT_KG"
FROM range({rows}) AS t(i)) TO '{path}' (HEADER)
"""


def run() -> list[Result]:
    """Read the same file twice: bare, and into the one shape."""
    import django

    django.setup()
    with tempfile.TemporaryDirectory(prefix="muniment-bench-customs-") as name:
        folder = Path(name)
        path = _file(folder)
        bare = _cost(lambda: _bare(path, folder / "bare.db"))
        copied = _cost(lambda: _asked(f"COPY ({_READ.format(path)}) TO '{folder}/bare.parquet'"))
        unkept = _cost(lambda: _asked(f"SELECT count(COLUMNS(*)) FROM ({_READ.format(path)})"))
        loaded = _cost(lambda: _load(path))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    for words, cost in (("kept", bare), ("as Parquet", copied), ("not kept", unkept),
                        ("loaded", loaded)):  # fmt: skip
        print(f"  {words:10} {cost.clock:6.1f} s, {cost.cpu:6.1f} CPU-s", file=sys.stderr)
    name = f"customs data: {ROWS:,} rows loaded"
    return [
        Result(f"{name} / DuckDB's own read, kept", loaded.clock / bare.clock, 2, "x", "low"),
        Result(f"{name}, the same in processor time", loaded.cpu / bare.cpu, 2, "x", "low"),
        Result(f"{name} / copied to Parquet, processor", loaded.cpu / copied.cpu, 4, "x", "low"),
        Result("customs data: rows loaded per second", ROWS / loaded.clock, 300_000, "/s", "high"),
        Result("customs data: memory of the load", memory, 2048, "MB", "low"),
    ]


def _file(folder: Path) -> Path:
    import duckdb

    path = folder / "Kenya Import bench.csv"
    with duckdb.connect() as engine:
        engine.execute(_FILE.format(rows=ROWS, path=path))
    return path


def _bare(path: Path, target: Path) -> None:
    import duckdb

    with duckdb.connect(str(target)) as engine:
        engine.execute(f"CREATE TABLE t AS {_READ.format(path)}")


def _asked(query: str) -> None:
    import duckdb

    with duckdb.connect() as engine:
        engine.execute(query).fetchall()


def _load(path: Path) -> None:
    from muniment.core.ids import new_id
    from muniment.customs_data import store
    from muniment.customs_data.loading import examine, open_source, running

    load_id = str(new_id())
    source = open_source(path)
    outcome = running.run(source, examine(source), load_id, skip_bad=False)
    assert outcome.rows == ROWS, outcome
    store.discard(load_id)


@dataclass(frozen=True, slots=True)
class _Cost:
    """What some work took: seconds by the clock, and of processor in all processes."""

    clock: float
    cpu: float


def _cost(work: Callable[[], object]) -> _Cost:
    clock, cpu = time.perf_counter(), _processor()
    work()
    return _Cost(time.perf_counter() - clock, _processor() - cpu)


def _processor() -> float:
    told = [resource.getrusage(it) for it in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(it.ru_utime + it.ru_stime for it in told)
