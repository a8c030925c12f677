"""The real order history that travels with the demonstration; see `data/README.md`."""

import csv
import gzip
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib import resources

CURRENCY = "GBP"


@dataclass(frozen=True, slots=True)
class DemoOrder:
    """One real order; `amount_minor` in pence, negative for cancellations."""

    number: str
    customer: str
    ordered_on: date
    amount_minor: int
    lines: int

    @property
    def is_cancellation(self) -> bool:
        """Say whether the number marks it as one."""
        return self.number.startswith("C")


def demo_orders() -> Iterator[DemoOrder]:
    """Yield the packaged orders, oldest first."""
    packed = resources.files("muniment.demo.data").joinpath("orders.csv.gz").read_bytes()
    for row in csv.DictReader(io.StringIO(gzip.decompress(packed).decode())):
        yield DemoOrder(
            number=row["number"],
            customer=row["customer"],
            ordered_on=date.fromisoformat(row["ordered_on"]),
            amount_minor=int(row["amount_minor"]),
            lines=int(row["lines"]),
        )


def demo_customer_numbers() -> list[str]:
    """List the customer numbers of the packaged orders, the busiest first."""
    counted: dict[str, int] = {}
    for order in demo_orders():
        counted[order.customer] = counted.get(order.customer, 0) + 1
    return sorted(counted, key=lambda number: (-counted[number], number))
