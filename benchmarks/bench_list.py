"""The list of customers: a page of 50 in a large house must cost what it costs in a small one.

`MUNIMENT_BENCH_DOSSIERS` sets the large house; the table of docs/speed.md uses 100,000, which
take some ten minutes to bring in.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from benchmarks import house
from benchmarks.results import Result

SMALL = 1_000
LARGE = int(os.environ.get("MUNIMENT_BENCH_DOSSIERS", "100000"))
TURNS = 25
Page = subprocess.Popen[str]


def run() -> list[Result]:
    """Measure both houses in turns, so that both meet the same load of the machine."""
    with _served(LARGE) as large, _served(SMALL) as small:
        turns = [(_measured(small), _measured(large)) for _ in range(TURNS)]
    ratio = median(many["cpu_ms"] for _, many in turns) / median(few["cpu_ms"] for few, _ in turns)
    wall = median(many["ms"] for _, many in turns) / median(few["ms"] for few, _ in turns)
    sizes = f"of a page of 50, {LARGE:,} dossiers / {SMALL:,}"
    return [
        Result(f"list: CPU {sizes}", ratio, 1.3, "x", "low"),
        Result(f"list: time {sizes}", wall, 1.3, "x", "low"),
        Result("list: queries of a page", max(many["queries"] for _, many in turns), 12, "", "low"),
        Result("list: CPU of a page", median(many["cpu_ms"] for _, many in turns), 80, "ms", "low"),
    ]  # fmt: skip


@contextmanager
def _served(dossiers: int) -> Iterator[Page]:
    with tempfile.TemporaryDirectory(prefix="muniment-bench-") as data:
        command = [sys.executable, "-m", "benchmarks.parts.list_page", str(dossiers)]
        with subprocess.Popen(
            command, env=house.environment(Path(data), {}), text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        ) as page:  # fmt: skip
            assert page.stdin
            assert page.stdout
            assert page.stdout.readline() == "ready\n"
            yield page
            page.stdin.close()


def _measured(page: Page) -> dict[str, float]:
    assert page.stdin
    assert page.stdout
    page.stdin.write("\n")
    page.stdin.flush()
    told: dict[str, float] = json.loads(page.stdout.readline())
    return told
