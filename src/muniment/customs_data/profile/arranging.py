"""Laying the rows of a large load in the order in which they are asked for.

A load is written in the order of its file, because sorting would cost it more than all the
rest. Afterwards, when nobody waits, each large file is written once more in the order of
`shipments.ORDER`: a profile then reads a row group or two instead of everything.
"""

from pathlib import Path
from typing import Final

import duckdb
import pyarrow.parquet as pq

from muniment.customs_data import store
from muniment.customs_data.domain.shipments import ORDER
from muniment.customs_data.loading.lean import mark_of, relation
from muniment.customs_data.loading.quoting import quoted

SMALL: Final = 250_000
"""Files of fewer rows are two row groups anyway."""
ROW_GROUP: Final = 122_880
MEMORY: Final = "1GB"
_MARK: Final = "arranged_by"


def arrange(file: Path) -> bool:
    """Sort one file in place; False when it is small or sorted already. Lean files come out full.

    Readers see the old file or the new one, never half of either; the rows are the same.
    Cost: about 3 s a million rows on two cores, memory bounded by `MEMORY`, as much
    again on disk while it runs.
    """
    small = pq.read_metadata(file).num_rows < SMALL
    if mark_of(file) is None and (small or is_arranged(file)):
        return False
    fresh = file.with_name(f".{file.name}.arranging")
    spill = store.root() / ".arranging"
    spill.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        _write(file, fresh, spill)
        fresh.replace(file)
    finally:
        fresh.unlink(missing_ok=True)
    return True


def is_arranged(file: Path) -> bool:
    """Say whether a file carries the mark of the present order."""
    marks = pq.ParquetFile(file).metadata.metadata or {}
    return marks.get(_MARK.encode()) == ",".join(ORDER).encode()


def _write(file: Path, fresh: Path, spill: Path) -> None:
    with duckdb.connect(":memory:") as engine:
        engine.execute(f"SET memory_limit = '{MEMORY}'")
        engine.execute("SET temp_directory = " + quoted(str(spill)))
        engine.execute("SET preserve_insertion_order = false")
        engine.execute(
            f"COPY (SELECT * EXCLUDE (file_row_number) FROM {relation(file)} "  # noqa: S608 - ours
            f"ORDER BY {', '.join(ORDER)}) TO {quoted(str(fresh))} (FORMAT parquet, "
            f"COMPRESSION {store.COMPRESSION}, ROW_GROUP_SIZE {ROW_GROUP}, "
            f"KV_METADATA {{{_MARK}: '{','.join(ORDER)}'}})"
        )
