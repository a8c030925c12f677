"""The look: what a reader pays for having it decided, on record and decrypted.

A bare durable commit of one short row, on the same disk in the same minute, is the measure.
On a disk that answers in a fraction of a millisecond the processor is what limits both, so the
same is measured once more with commits that take 3 ms: SQLite's by waiting after each commit,
PostgreSQL's by its own `commit_delay`.
"""

import tempfile
from pathlib import Path
from typing import Any

from benchmarks import house
from benchmarks.results import Result

BARE = "bare durable one-row commits"
SLOW_COMMIT = {"commit_delay": "3000", "commit_siblings": "0"}  # microseconds; also when alone


def run() -> list[Result]:
    lite = _sqlite()
    fast, slow = _postgres(), _postgres(**SLOW_COMMIT)
    return [
        Result("look: CPU of the gate beside the commit", lite["cpu_ms"], 1.5, "ms", "low"),
        Result(f"look: SQLite, one process, looks / {BARE}", 100 * lite["ratio"], 60, "%", "high"),
        Result("look: the same, each commit made 3 ms longer", 100 * lite["slow_ratio"], 60, "%",
               "high"),
        Result("look: SQLite, looks per second", 1000 / lite["look_ms"], 100, "/s", "high"),
        Result(f"look: PostgreSQL, 8 clients, looks / {BARE}", 100 * fast["ratio"], 60, "%",
               "high"),
        Result("look: the same, each commit made 3 ms longer", 100 * slow["ratio"], 60, "%",
               "high"),
        Result("look: PostgreSQL, 8 clients, looks per second", fast["looks_per_second"], 100,
               "/s", "high"),
    ]  # fmt: skip


def _sqlite() -> Any:
    with tempfile.TemporaryDirectory(prefix="muniment-bench-") as data:
        return house.elsewhere("look_sqlite", data=Path(data), MUNIMENT_DATABASE_URL="")


def _postgres(**settings: str) -> Any:
    from tests import postgres

    durable = {"fsync": "on", "full_page_writes": "on", **settings}
    with tempfile.TemporaryDirectory(prefix="muniment-bench-") as data, \
            postgres.server(**durable) as address:  # fmt: skip
        return house.elsewhere("look_postgres", data=Path(data), MUNIMENT_DATABASE_URL=address)
