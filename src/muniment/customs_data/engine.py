"""The engine that works through the rows: DuckDB inside this process, or Spark.

Expressions are written once in Ibis, with its core functions only, and run on either; the
setting `customs_engine` chooses. DuckDB is right up to some hundred million rows.
"""

import importlib.util
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import ibis

from muniment.core import config as configuration
from muniment.core.config import Config
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.customs_data import store
from muniment.customs_data.domain.shipments import COLUMNS
from muniment.customs_data.loading.lean import mark_of, relation
from muniment.customs_data.loading.quoting import quoted

SPILL = ".spill"
_own = threading.local()


class Engine(StrEnum):
    """What can be set as `customs_engine`."""

    DUCKDB = "duckdb"
    SPARK = "spark"


class EngineUnknown(MunimentError):
    """The setting names no engine that there is."""

    code = "customs_data.engine.unknown"
    kind = ErrorKind.INVALID
    title = gettext_noop("The setting customs_engine is {given}, which is no engine.")
    next_step = gettext_noop("Set it to duckdb or spark.")


class EngineMissing(MunimentError):
    """Spark is asked for and not installed."""

    code = "customs_data.engine.missing"
    kind = ErrorKind.UNAVAILABLE
    title = gettext_noop("The engine Spark is not installed.")
    next_step = gettext_noop(
        "Install it with “pip install 'muniment[spark]'” and Java 17, or set customs_engine to "
        "duckdb."
    )


def connect(config: Config | None = None) -> Any:
    """Give this thread's connection to the chosen engine, an Ibis backend; made at first use.

    Raises:
        EngineUnknown, EngineMissing: see there.
    """
    config = config or configuration.load()
    wanted = (config.customs_engine, config.customs_spark)
    if getattr(_own, "made_for", None) != wanted:
        _own.backend = _made(config)
        _own.made_for = wanted
    return _own.backend


def table(backend: Any, files: Sequence[Path]) -> Any:
    """Give the rows of these Parquet files as one Ibis table; nothing is read yet.

    Lean files (see `loading.lean`) are shown as if they were written out; the large engine knows
    only full ones and arranges them first.
    """
    lean = [file for file in files if mark_of(file) is not None]
    if backend.name == Engine.DUCKDB and lean:
        return _with_lean(backend, [file for file in files if file not in lean], lean)
    if backend.name == Engine.DUCKDB:
        return backend.read_parquet([str(file) for file in files])
    for file in lean:
        from muniment.customs_data.profile.arranging import arrange  # it reads with this engine

        arrange(file)
    parts = [backend.read_parquet(str(file)) for file in files]
    return ibis.union(*parts) if len(parts) > 1 else parts[0]


def _with_lean(backend: Any, full: Sequence[Path], lean: Sequence[Path]) -> Any:
    """Show lean and full files together; the view is named by what it shows."""
    named = ", ".join(f'"{name}"' for name in COLUMNS)
    parts = [f"SELECT {named} FROM {relation(file)}" for file in lean]  # noqa: S608 - our paths
    if full:
        listed = ", ".join(quoted(str(file)) for file in full)
        parts.append(f"SELECT {named} FROM read_parquet([{listed}])")  # noqa: S608 - our paths
    told = " UNION ALL ".join(parts)
    place = f"rows_{sha256(told.encode()).hexdigest()[:24]}"
    backend.raw_sql(f"CREATE OR REPLACE TEMP VIEW {place} AS {told}")
    return backend.table(place)


@contextmanager
def kept(backend: Any, expression: Any, name: str) -> Iterator[Any]:
    """Work an expression out once and offer it as a table within the block.

    The table has the same name each time, so that what is asked of it is written in SQL only
    once a thread. Ibis has `cache` for this; its release fails with the SQL writer that this
    DuckDB needs.
    """
    place, query = f"kept_{name}_{threading.get_ident()}", backend.compile(expression)
    is_duckdb = backend.name == Engine.DUCKDB
    backend.raw_sql(f"{'CREATE TEMP TABLE' if is_duckdb else 'CACHE TABLE'} {place} AS {query}")
    try:
        yield backend.table(place)
    finally:
        if not is_duckdb:
            backend.raw_sql(f"UNCACHE TABLE {place}")
        backend.raw_sql(f"DROP {'TABLE' if is_duckdb else 'VIEW'} {place}")


def answer(backend: Any, expression: Any) -> list[dict[str, Any]]:
    """Work an expression out and give its rows; for small results."""
    if backend.name == Engine.DUCKDB:
        found = backend.raw_sql(_compiled(backend, expression.op()))
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    rows: list[dict[str, Any]] = expression.to_pyarrow().to_pylist()
    return rows


@lru_cache(maxsize=256)
def _compiled(backend: Any, operation: Any) -> str:
    """Write an expression in SQL; that costs more than DuckDB needs for its answer."""
    query: str = backend.compile(operation.to_expr())
    return query


def _made(config: Config) -> Any:
    match config.customs_engine:
        case Engine.DUCKDB:
            return _duckdb()
        case Engine.SPARK:
            return _spark(config.customs_spark)
    raise EngineUnknown(given=config.customs_engine)


def _duckdb() -> Any:
    """Connect in memory; large sorts spill into the data folder; nothing is ever downloaded."""
    spill = store.root() / SPILL
    spill.mkdir(parents=True, exist_ok=True, mode=0o700)
    return ibis.duckdb.connect(
        temp_directory=str(spill),
        autoinstall_known_extensions=False,
        autoload_known_extensions=False,
    )


def _spark(master: str) -> Any:
    if importlib.util.find_spec("pyspark") is None:
        raise EngineMissing
    from pyspark.sql import SparkSession  # an extra of 500 MB, loaded only where it is chosen

    session = (
        SparkSession.builder.master(master)
        .appName("muniment")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.session.timeZone", "UTC")
        # Profiles are small aggregates: Spark's 200 partitions would be 200 nearly empty tasks.
        .config("spark.sql.shuffle.partitions", "8")
        .getOrCreate()
    )
    return ibis.pyspark.connect(session)
