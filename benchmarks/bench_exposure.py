"""The exposure page of 60 people and 20,000 customers: within a second warm, fifteen reads."""

import tempfile
from pathlib import Path

from benchmarks import house
from benchmarks.results import Result

PEOPLE, CUSTOMERS = 60, 20_000


def run() -> list[Result]:
    """Plant the house by bulk verbs, survey it, and ask for the page as its owner."""
    with tempfile.TemporaryDirectory(prefix="muniment-bench-") as data:
        told = house.elsewhere("exposure_page", str(PEOPLE), str(CUSTOMERS), data=Path(data))
    of = f"{PEOPLE} people, {CUSTOMERS:,} customers"
    return [
        Result(f"exposure: warm page of {of}", told["warm"], 1.0, "s", "low"),
        Result(f"exposure: first page of {of}", told["cold"], 4.0, "s", "low"),
        Result("exposure: reads of the page", told["queries"], 15, "", "low"),
    ]


if __name__ == "__main__":
    from benchmarks.results import table

    print(table(run()))
