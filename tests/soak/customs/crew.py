"""A load of customs data that is shot at: `python -m tests.soak.customs.crew KILLS FOLDER`.

The master loads Django once and forks; it never opens the analytical engine itself, whose
threads a child would not inherit. It prints what each death left behind as JSON.
"""

import json
import sys
from pathlib import Path
from typing import Any

import django

import muniment  # noqa: F401 - the sound SQLite first
from tests.soak.forking import killed_at, lines_of

WATCHED = (
    "customs_data/services.py", "customs_data/store.py", "customs_data/loading/running.py",
    "customs_data/loading/repeats.py", "customs_data/queries.py",
)  # fmt: skip
HEADER = "Import Date,Importer,Supplier,HS Code,Quantity,Value USD"
ROWS = 40


def main(kills: int, folder: Path) -> None:
    django.setup()
    _prepare()
    number = 0

    def load() -> None:
        _load(folder / f"{number}.csv")

    _write(folder, number)
    lines_of(load, ())  # the first load of a house runs lines that no later one does
    left = [_left(-1)]
    number += 1
    _write(folder, number)
    lines = lines_of(load, WATCHED)
    left.append(_left(-1))
    for line in range(1, lines + 1, max(1, lines // kills)):
        number += 1
        _write(folder, number)
        # A load may run a line or two fewer than the one that was counted, so the last may live.
        died = killed_at(line, load, WATCHED)
        left.append({**_left(line), "died": died})
        lines_of(load, ())  # loading the same file again ends well, whatever was left
    sys.stdout.write(json.dumps({"lines": lines, "left": left, "at_last": _left(-1)}) + "\n")


def _prepare() -> None:
    from muniment.run import preparing

    preparing.migrate()
    preparing.make_keys()
    preparing.furnish()
    _close()


def _close() -> None:
    from django.db import connections

    connections.close_all()


def _write(folder: Path, number: int) -> None:
    """A file like no other: the same one would be refused, and its rows would not count."""
    rows = [f"2026-01-{1 + row % 28:02},Buyer {number},Seller {row},690721,5,{100 + row}"
            for row in range(ROWS)]  # fmt: skip
    (folder / f"{number}.csv").write_text("\n".join([HEADER, *rows]) + "\n")


def _load(path: Path) -> None:
    from muniment.core import clock
    from muniment.core.actor import Actor, Door
    from muniment.customs_data import services

    by = Actor(person_id=None, door=Door.CLI)
    try:
        services.load(path=path, by=by, at=clock.now())
    except services.AlreadyLoaded:
        return


def _left(line: int) -> dict[str, Any]:
    """What readers see: loads on record, folders with rows, and rows of each that can be read."""
    import pyarrow.parquet as pq

    from muniment.core import clock
    from muniment.customs_data import queries, services, store

    services.settle_loads(at=clock.now())  # as the next load does, and the worker each hour
    found = {
        "line": line,
        "loads": sorted(str(row.id) for row in queries.loads()),
        "folders": store.all_ids(),
        "rows": [pq.ParquetFile(path).metadata.num_rows for path in store.paths()],
    }
    _close()
    return found


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
