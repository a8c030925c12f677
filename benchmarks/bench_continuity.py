"""Pages of continuity in a house of 60 people and 20,000 customers: processor and queries."""

import json
import os
import tempfile
from pathlib import Path

from benchmarks import house
from benchmarks.results import Result

PEOPLE = int(os.environ.get("MUNIMENT_BENCH_PEOPLE", "60"))
CUSTOMERS = int(os.environ.get("MUNIMENT_BENCH_CUSTOMERS", "20000"))


def run() -> list[Result]:
    """Fill a house by the real verbs, and ask for each page as each reader."""
    with tempfile.TemporaryDirectory(prefix="muniment-bench-") as data:
        people = house.elsewhere("continuity_house", str(PEOPLE), str(CUSTOMERS), data=Path(data))
        told = house.elsewhere("continuity_pages", json.dumps(people), data=Path(data))
    found = [
        Result(f"{it['page']}, {it['reader']}: processor", it["cpu"], 1.0, "s", "low")
        for it in told["pages"]
    ]
    report = next(it["cpu"] for it in told["pages"] if it["page"] == "freshness report")
    return [*found, Result("freshness report / bare read", report / told["bare"], 12, "x", "low")]


if __name__ == "__main__":
    from benchmarks.results import table

    print(table(run()))
