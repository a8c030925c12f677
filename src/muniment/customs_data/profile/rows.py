"""Single rows of loads, for those who judge what was found in them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq

from muniment.customs_data import store

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
        for row in _rows_of(str(path), numbers)
    }


def _rows_of(path: str, numbers: set[int]) -> list[dict[str, Any]]:
    table = pq.read_table(path, filters=pc.field("source_row").isin(sorted(numbers)))
    rows: list[dict[str, Any]] = table.to_pylist()
    return rows
