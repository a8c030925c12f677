"""Memory does not grow with the file."""

import tracemalloc
from collections.abc import Callable, Iterator

import pytest

from muniment.core.ids import new_id
from muniment.intake import services, spool
from muniment.intake.domain.plan import Kind
from tests.app.intake.conftest import Intake
from tests.company import NOON

HEADINGS = "Order No,Customer Code,Order Date,Quantity,Unit Price,Currency,Description\n"
MEGABYTE = 1024 * 1024


def lines(count: int) -> Iterator[bytes]:
    yield HEADINGS.encode()
    for number in range(count):
        text = f"{number // 10},C{number % 50},2026-01-05,3,1.25,EUR,some article of {number}\n"
        yield text.encode()


def sealed(count: int) -> spool.Spooled:
    with spool.Writer(new_id(), services.FILE) as writer:
        for line in lines(count):
            writer.write(line)
        return writer.finish()


def peak(work: Callable[[], object]) -> float:
    """Give the most memory that Python held while it worked, in MB."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1] / MEGABYTE
    finally:
        tracemalloc.stop()


def checked(intake: Intake, rows: int) -> float:
    ada = intake.company.actor("ada")
    run_id = services.receive(
        kind=Kind.ORDERS, spooled=sealed(rows), name="big.csv", by=ada, at=NOON
    )
    return peak(lambda: services.check(run_id=run_id, by=ada, at=NOON))


@pytest.mark.slow
def test_a_hundred_thousand_rows_take_no_more_memory_than_a_part_of_them(intake):
    checked(intake, 1_000)  # what is made once: caches, compiled patterns, templates

    small, large = checked(intake, 25_000), checked(intake, 100_000)

    assert large < small * 1.2 + 1
    assert large < 40
