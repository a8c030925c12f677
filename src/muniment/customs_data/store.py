"""Where the rows of customs data lie: Parquet in the data folder, one folder a load.

`data/customs_data/<load_id>/part-*.parquet`, columns as in `domain/shipments.py`. A folder whose
name begins with a point is a load under way and is read by nobody.
"""

import shutil
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

FOLDER = "customs_data"
COMPRESSION = "zstd"
RATES = "rates.csv"


def root() -> Path:
    """Give the folder of all loads; it may not exist yet."""
    return Path(settings.DATA_DIR) / FOLDER


def rates_file() -> Path:
    """Give the place of the house's own exchange rates: month, currency, usd."""
    return root() / RATES


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
