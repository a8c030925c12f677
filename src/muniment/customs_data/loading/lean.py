"""Large files are written lean: a column that says the same in every row is said once, beside them.

Writing some forty columns costs more than reading the file, and half of them hold nothing that the
provider gave. A lean file has only the living columns, in the order of the provider's file; what
is left out stands in its marks. `relation` gives either kind of file in the one shape. Arranging
(`profile.arranging`) writes lean files out in full, so they live for an hour.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from muniment.customs_data.domain.shipments import COLUMNS
from muniment.customs_data.loading.quoting import quoted

MARK = "lean"
LARGE = 64_000_000
"""Bytes of a provider's file from which writing lean pays."""
SOURCE_ROW = "source_row"
BESIDE = ("trouble", "row_hash")
_TYPES = {"string": "VARCHAR", "int64": "BIGINT", "float64": "DOUBLE", "date": "DATE",
          "boolean": "BOOLEAN"}  # fmt: skip


def same_in_every_row(columns: Mapping[str, str]) -> dict[str, str]:
    """Choose the columns whose expression reads nothing of the row."""
    return {name: sql for name, sql in columns.items() if not any(it in sql for it in ("r.", "j_"))}


def mark(first_row: int, said_once: Mapping[str, str]) -> str:
    """Write the mark of a lean file: number of its first row, and the columns said once (SQL)."""
    return json.dumps({"first_row": first_row, "columns": dict(said_once)}, sort_keys=True)


def mark_of(file: Path) -> Mapping[str, Any] | None:
    """Read the mark of a file; None when it is written in full."""
    marks = pq.read_metadata(file).metadata or {}
    found = marks.get(MARK.encode())
    return None if found is None else json.loads(found)


def relation(file: Path) -> str:
    """Write a relation of all canonical columns, `trouble`, `row_hash` and `file_row_number`."""
    rows = f"read_parquet({quoted(str(file))}, file_row_number=true)"
    told = mark_of(file)
    return rows if told is None else f"({complete_sql(rows, told)})"


def complete_sql(rows: str, told: Mapping[str, Any]) -> str:
    """Write the SELECT that says in each row what a lean file says once."""
    listed = []
    for name, kind in COLUMNS.items():
        if name == SOURCE_ROW:
            listed.append(f"file_row_number + {int(told['first_row'])} AS {SOURCE_ROW}")
        elif name in told["columns"]:
            listed.append(f"({told['columns'][name]})::{_TYPES[kind]} AS {name}")
        else:
            listed.append(name)
    return f"SELECT {', '.join([*listed, *BESIDE, 'file_row_number'])} FROM {rows}"
