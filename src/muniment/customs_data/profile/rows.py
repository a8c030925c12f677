"""Single rows of loads, for those who judge what was found in them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.compute as pc
import pyarrow.parquet as pq

from muniment.customs_data import store
from muniment.customs_data.loading.lean import mark_of, relation

Place = tuple[str, int]
"""A load and a row of its file, counted from 1."""


def rows_at(places: Iterable[Place]) -> Mapping[Place, Mapping[str, Any]]:
    """Give rows by where they stand; what is not here any more is absent.

    Costs one reading of the row numbers of each file named, and the row groups that hold a row.
    """
    wanted: defaultdict[str, set[int]] = defaultdict(set)
    for load_id, number in places:
        wanted[load_id].add(number)
    return {
        (load_id, row["source_row"]): row
        for load_id, numbers in wanted.items()
        for path in store.paths([load_id])
        for row in _rows_of(path, numbers)
    }


def _rows_of(path: Path, numbers: set[int]) -> list[dict[str, Any]]:
    if mark_of(path) is None:
        wanted = pc.field("source_row").isin(sorted(numbers))
        full: list[dict[str, Any]] = pq.read_table(str(path), filters=wanted).to_pylist()
        return full
    listed = ", ".join(str(int(number)) for number in sorted(numbers))
    with duckdb.connect(":memory:") as engine:
        found = engine.sql(
            f"SELECT * FROM {relation(path)} WHERE source_row IN ({listed})"  # noqa: S608 - numbers
        ).to_arrow_table()
    lean: list[dict[str, Any]] = found.to_pylist()
    return lean
