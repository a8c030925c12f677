"""Rows that come more than once: repeated bills, older revisions, house bills, other providers."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from muniment.customs_data.domain.layouts import Layout
from muniment.customs_data.domain.roles import Role
from muniment.customs_data.loading import lean
from muniment.customs_data.loading.quoting import quoted

SHIPPERS: Final = 60
CHAPTERS: Final = 12
"""A consignee of a manifest with so many shippers of so many chapters of goods forwards them."""


def mark(engine: Any, layout: Layout, part: Path, earlier: Sequence[Path]) -> bool:
    """Collect the rows that must not count twice in the table `repeated`; say if there are any.

    Of the lines of one bill that are the same, the last counts. A house bill does not count
    beside its master. What an earlier load has already does not count again.
    """
    rows = lean.relation(part)
    engine.execute("CREATE OR REPLACE TABLE repeated (place BIGINT)")
    if Role.BILL in layout.choices and _come_again(engine, rows):
        engine.execute(
            "INSERT INTO repeated SELECT unnest(list_slice(places, 1, -2)) FROM ("
            f"SELECT list(file_row_number ORDER BY source_row) AS places FROM {rows} "
            "SEMI JOIN again USING (row_hash) WHERE bill <> '' GROUP BY row_hash)"
        )
    if {Role.BILL, Role.MASTER_BILL} <= set(layout.choices):
        engine.execute(
            f"INSERT INTO repeated SELECT h.file_row_number FROM {rows} AS h "
            f"SEMI JOIN {rows} AS m ON m.bill = h.master_bill "
            "WHERE h.master_bill <> '' AND h.master_bill <> h.bill"
        )
    if old := _of_the_loader(engine, earlier):
        engine.execute(
            f"INSERT INTO repeated SELECT file_row_number FROM {rows} AS n "
            f"SEMI JOIN ({_known(old)}) AS o "
            "ON o.row_hash = n.row_hash AND o.source_kind = n.source_kind "
            "AND o.reporting_country = n.reporting_country"
        )
    [found] = engine.execute("SELECT count(*) FROM repeated").fetchone()
    return bool(found)


def _come_again(engine: Any, rows: str) -> bool:
    """Collect the hashes that come more than once in the table `again`; mostly there are none."""
    engine.execute(
        f"CREATE OR REPLACE TABLE again AS SELECT row_hash FROM {rows} "
        "GROUP BY row_hash HAVING count(*) > 1"
    )
    [found] = engine.execute("SELECT count(*) FROM again").fetchone()
    return bool(found)


def mark_forwarders(engine: Any, part: Path) -> bool:
    """Collect consignees that behave like forwarders in the table `moved`; say if there are any."""
    engine.execute(
        "CREATE OR REPLACE TABLE moved AS SELECT buyer_key AS key FROM ("
        "SELECT buyer_key, approx_count_distinct(seller_key) AS sellers, "
        "approx_count_distinct(left(hs6, 2)) AS chapters "
        f"FROM {lean.relation(part)} WHERE buyer_role = 'party' AND buyer_key <> '' "
        f"GROUP BY buyer_key) WHERE sellers >= {SHIPPERS} AND chapters >= {CHAPTERS}"
    )
    [found] = engine.execute("SELECT count(*) FROM moved").fetchone()
    return bool(found)


def settled_sql(part: Path, *, repeated: bool, moved: bool, drop_bad: bool) -> str:
    """Write the SELECT of the rows as they are to be kept."""
    changed = []
    if repeated:
        changed.append("file_row_number NOT IN (SELECT place FROM repeated) AS counts")
    if moved:
        changed.append(
            "CASE WHEN buyer_role = 'party' AND buyer_key IN (SELECT key FROM moved) "
            "THEN 'forwarder' ELSE buyer_role END AS buyer_role"
        )
    replaced = f" REPLACE ({', '.join(changed)})" if changed else ""
    where = " WHERE trouble = 0" if drop_bad else ""
    rows = lean.relation(part)
    return f"SELECT * EXCLUDE (file_row_number){replaced} FROM {rows}{where}"


def _known(files: Sequence[Path]) -> str:
    """Write what earlier loads know of their rows; most files can be read together."""
    columns = "row_hash, source_kind, reporting_country"
    full = [file for file in files if lean.mark_of(file) is None]
    parts = [f"SELECT {columns} FROM {lean.relation(file)}" for file in files if file not in full]
    if full:
        listed = ", ".join(quoted(str(file)) for file in full)
        parts.append(f"SELECT {columns} FROM read_parquet([{listed}])")
    return " UNION ALL ".join(parts)


def _of_the_loader(engine: Any, paths: Sequence[Path]) -> list[Path]:
    """Keep the files that carry the hash of their rows; rows written one by one do not."""
    return [
        path
        for path in paths
        if engine.execute(
            f"SELECT count(*) FROM parquet_schema({quoted(str(path))}) WHERE name = 'row_hash'"
        ).fetchone()[0]
    ]
