from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.core.money import Money
from muniment.investigations.domain.deposit import (
    Assumptions,
    Basis,
    Costs,
    CostsDiffer,
    deposit,
)


def usd(amount):
    return Money.of(str(amount), "USD")


KNOWN = Costs(
    order=usd(50_000),
    freight_out=usd(3_000),
    freight_back=usd(3_500),
    demurrage_a_day=usd(100),
    resale_loss_percent=30,
    free_days=7,
)


def test_the_deposit_covers_freight_both_ways_demurrage_and_resale_loss():
    found = deposit(KNOWN)

    amounts = {line.what: str(line.amount) for line in found.lines}
    assert amounts == {
        "freight_out": "3,000.00 USD",
        "freight_back": "3,500.00 USD",
        "demurrage": "2,300.00 USD",
        "resale_loss": "15,000.00 USD",
    }
    assert (found.total, found.percent) == (usd(23_800), 48)
    assert not found.is_lower_limit
    assert not found.rests_on_assumptions


def test_what_nobody_said_is_asked_for_and_never_made_up():
    found = deposit(Costs(order=usd(50_000)))

    assert {line.basis for line in found.lines} == {Basis.ASKED}
    assert all(line.amount is None for line in found.lines)
    assert (found.percent, found.is_lower_limit) == (0, True)


def test_an_assumption_says_that_it_is_one():
    assumed = Assumptions(freight_percent=8, demurrage_a_day_permille=2, resale_loss_percent=40)
    found = deposit(Costs(order=usd(10_000)), assumed)

    assert found.rests_on_assumptions
    assert found.total == usd(800 + 800 + 600 + 4_000)


@given(st.integers(1, 10**9), st.integers(0, 10**8), st.integers(0, 100))
def test_the_percentage_always_covers_the_loss(order, freight, loss):
    costs = Costs(Money("EUR", order), Money("EUR", freight), resale_loss_percent=loss)
    found = deposit(costs)

    assert found.percent * order >= 100 * found.total.minor
    assert (found.percent - 1) * order < 100 * found.total.minor or found.percent == 0


@pytest.mark.parametrize(
    "costs",
    [
        replace(KNOWN, freight_out=Money("EUR", 1)),
        replace(KNOWN, order=usd(0)),
        replace(KNOWN, freight_back=usd(-1)),
        replace(KNOWN, resale_loss_percent=101),
        replace(KNOWN, days=-1),
    ],
)
def test_costs_that_cannot_be_added_are_refused(costs):
    with pytest.raises(CostsDiffer):
        deposit(costs)


@pytest.mark.parametrize("percent", [0, 100])
def test_a_loss_of_nothing_and_of_everything_can_be_reckoned_with(percent):
    told = deposit(replace(KNOWN, resale_loss_percent=percent))

    [loss] = [line for line in told.lines if line.what == "resale_loss"]
    assert loss.amount == Money(KNOWN.order.currency, KNOWN.order.minor * percent // 100)


@pytest.mark.parametrize(("days", "free"), [(0, 0), (5, 5), (5, 9)])
def test_days_that_are_free_cost_nothing(days, free):
    told = deposit(replace(KNOWN, days=days, free_days=free))

    [demurrage] = [line for line in told.lines if line.what == "demurrage"]
    assert demurrage.amount == Money(KNOWN.order.currency, 0)
    assert demurrage.facts["free"] == min(days, free)
