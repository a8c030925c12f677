"""The check for same hands in a house: every customer and case is read and compared each time."""

from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import house
from benchmarks.results import Result

CUSTOMERS = 10_000


def run() -> list[Result]:
    """Measure one check in a house of its own."""
    with TemporaryDirectory(prefix="muniment-bench-") as data:
        told = house.elsewhere("hands_house", str(CUSTOMERS), data=Path(data))
    name = f"same hands, a case against {CUSTOMERS:,} customers"
    return [
        Result(f"{name}: CPU", told["whole"], 60, "s", "low"),
        Result(f"{name}: CPU to unseal them", told["read"], 30, "s", "low"),
        Result(f"{name}: memory", told["memory"], 1000, "MB", "low"),
    ]
