"""A check or a load that dies half-way comes to the same end when it runs again."""

from collections.abc import Iterator

import pytest

from muniment.intake import services
from muniment.intake.domain.plan import Kind
from muniment.intake.models import Run
from muniment.intake.services import customers as customer_steps
from muniment.intake.services import orders as order_steps
from muniment.ledger import queries as ledger
from muniment.sales.models import Order
from muniment.vault.models import Dossier, FieldValue
from tests.company import NOON

HEADINGS = "Customer Code,Company Name,Country,E-mail\n"
MANY = HEADINGS + "".join(f"K{n},Firm {n},Denmark,a@firm{n}.example\n" for n in range(25))
ORDERS = "Order No,Customer Code,Order Date,Amount,Currency\n" + "".join(
    f"{n},K{n % 25},2026-01-05,{n}.50,EUR\n" for n in range(60)
)


class Killed(BaseException):
    """Not an error that anybody may catch: the process is gone."""


@pytest.fixture
def small_steps(monkeypatch) -> None:
    monkeypatch.setattr(customer_steps, "BATCH", 4)
    monkeypatch.setattr(order_steps, "STEP", 7)


def deaths(intake, run_id, steps: range) -> Iterator[int]:
    """Load again and again, dying after ever more steps, until it lives."""
    for step in steps:
        calls = 0

        def tell(_done: int, _total: int, last: int = step) -> None:
            nonlocal calls
            calls += 1
            if calls > last:
                raise Killed

        try:
            services.load(
                run_id=run_id,
                good_rows_only=False,
                by=intake.company.actor("ada"),
                at=NOON,
                progress=tell,
            )
        except Killed:
            yield step
        else:
            return
    raise AssertionError("it never came to its end")


def test_customers_of_a_killed_load_are_loaded_once_by_the_next(intake, small_steps):
    run_id = intake.receives(Kind.CUSTOMERS, MANY)
    intake.checks(run_id)

    died = list(deaths(intake, run_id, range(10)))

    assert len(died) >= 3
    assert Run.objects.get(pk=run_id).loaded == {"new": 25, "changed": 0, "unchanged": 0}
    assert Dossier.objects.count() == 25
    assert FieldValue.objects.count() == 100
    assert len(ledger.entries(kinds=("vault.dossier.imported",), limit=100).rows) == 25


def test_orders_of_a_killed_load_are_loaded_once_by_the_next(intake, small_steps):
    intake.brings(Kind.CUSTOMERS, MANY)
    run_id = intake.receives(Kind.ORDERS, ORDERS)
    intake.checks(run_id)

    died = list(deaths(intake, run_id, range(12)))

    assert len(died) >= 3
    assert Run.objects.get(pk=run_id).loaded == {"new": 60, "changed": 0, "unchanged": 0}
    assert Order.objects.count() == 60


def test_a_killed_check_can_simply_run_again(intake, small_steps, monkeypatch):
    run_id = intake.receives(Kind.CUSTOMERS, MANY)
    with monkeypatch.context() as dying:
        dying.setattr(customer_steps._Judge, "_seen_before", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            intake.checks(run_id)

    assert intake.checks(run_id)["new"] == 25
