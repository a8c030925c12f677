"""Where the rows of customs data lie: Parquet in the data folder, one folder a load.

`data/customs_data/<load_id>/part-*.parquet`, columns as in `domain/shipments.py`. A folder whose
name begins with a point is a load under way and is read by nobody.
"""

import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings

from muniment.customs_data.domain.shipments import COLUMNS

FOLDER = "customs_data"
COMPRESSION = "zstd"
BATCH = 50_000  # rows in memory while rows are written one by one

_TYPES = {
    "string": pa.string(),
    "int64": pa.int64(),
    "float64": pa.float64(),
    "date": pa.date32(),
    "boolean": pa.bool_(),
}
SCHEMA = pa.schema([(name, _TYPES[kind]) for name, kind in COLUMNS.items()])
_EMPTY: Mapping[str, Any] = {
    **{name: "" for name, kind in COLUMNS.items() if kind == "string"},
    "source_row": 0,
    "counts": True,
}


def root() -> Path:
    """Give the folder of all loads; it may not exist yet."""
    return Path(settings.DATA_DIR) / FOLDER


def folder_of(load_id: UUID | str) -> Path:
    """Give the folder of one load that is complete."""
    return root() / str(UUID(str(load_id)))


def staging_of(load_id: UUID | str) -> Path:
    """Give the folder in which a load is written until it is complete."""
    return root() / f".{UUID(str(load_id))}"


def all_ids() -> list[str]:
    """Name the loads whose rows are here, oldest first (their ids are in the order of time)."""
    if not root().is_dir():
        return []
    return sorted(it.name for it in root().iterdir() if it.is_dir() and it.name[0] != ".")


def paths(load_ids: Iterable[UUID | str] | None = None) -> list[Path]:
    """List the Parquet files of these loads, of all when None, in a fixed order.

    A load that is not here has no files; whoever must know asks `queries.loads`.
    """
    wanted = all_ids() if load_ids is None else sorted(str(it) for it in load_ids)
    return [file for it in wanted for file in sorted(folder_of(it).glob("part-*.parquet"))]


def write_rows(load_id: UUID | str, rows: Iterable[Mapping[str, Any]]) -> int:
    """Write canonical rows that Python already has, as one complete load; return their number.

    Columns that a row does not name are empty. For files of any size the loader writes
    with the engine itself.
    """
    staging = fresh_staging(load_id)
    count = 0
    with pq.ParquetWriter(
        staging / "part-00000.parquet", SCHEMA, compression=COMPRESSION
    ) as writer:
        batch: list[Mapping[str, Any]] = []
        for row in rows:
            batch.append({**_EMPTY, "load_id": str(load_id), **row})
            count += 1
            if len(batch) >= BATCH:
                writer.write_table(_table(batch))
                batch = []
        writer.write_table(_table(batch))
    publish(load_id)
    return count


def fresh_staging(load_id: UUID | str) -> Path:
    """Make an empty folder to write a load into."""
    staging = staging_of(load_id)
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True, mode=0o700)
    return staging


def publish(load_id: UUID | str) -> None:
    """Let everybody read a load that was written to its staging folder; once is enough."""
    try:
        staging_of(load_id).rename(folder_of(load_id))
    except FileNotFoundError:
        if not folder_of(load_id).is_dir():  # another process was not faster
            raise


def aside() -> list[tuple[UUID, datetime]]:
    """Name the loads that lie in staging folders, and since when."""
    found = []
    for folder in root().glob(".????????-????-????-????-????????????"):
        with suppress(FileNotFoundError):  # published or thrown away meanwhile
            since = datetime.fromtimestamp(folder.stat().st_mtime, UTC)
            found.append((UUID(folder.name[1:]), since))
    return found


def discard(load_id: UUID | str) -> None:
    """Remove the rows of a load, complete or not; nothing happens when there are none."""
    for folder in (staging_of(load_id), folder_of(load_id)):
        shutil.rmtree(folder, ignore_errors=True)


def _table(rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    return pa.table(
        {name: pa.array([row.get(name) for row in rows], SCHEMA.field(name).type)
         for name in SCHEMA.names},
        schema=SCHEMA,
    )  # fmt: skip
