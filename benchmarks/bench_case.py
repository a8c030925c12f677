"""The page of a case: with 200 findings few queries, and not ten times what 20 cost."""

from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks import house
from benchmarks.results import Result

FEW, MANY = 20, 200


def run() -> list[Result]:
    """Measure both cases in turns within one process."""
    with TemporaryDirectory(prefix="muniment-bench-") as data:
        turns = house.elsewhere("case_page", str(FEW), str(MANY), data=Path(data))
    cpu = {size: median(turn["cpu_ms"] for turn in turns[str(size)]) for size in (FEW, MANY)}
    queries = max(turn["queries"] for turn in turns[str(MANY)])
    ratio = cpu[MANY] / cpu[FEW]
    return [
        Result(f"case: queries of a page with {MANY} findings", queries, 15, "", "low"),
        Result(f"case: CPU of a page, {MANY} findings / {FEW}", ratio, 4, "x", "low"),
        Result(f"case: CPU of a page with {MANY} findings", cpu[MANY], 400, "ms", "low"),
    ]  # fmt: skip
