from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.warning.domain.book import Book
from muniment.warning.domain.models import HistoriesUnusable, Model, fit, histories, histories_of

START = date(2024, 1, 1).toordinal()


def _book(*orders: tuple[int, int], customers: int = 3) -> Book:
    """Orders as (customer, days after the start)."""
    ordered = sorted(orders)
    customer, day = (np.array(column, dtype=np.int32) for column in zip(*ordered, strict=True))
    names = tuple(f"C{n}" for n in range(customers))
    return Book(names, customer, day + np.int32(START), np.ones(len(ordered)))


def test_a_history_counts_order_days_after_the_first_in_weeks() -> None:
    seen = histories_of(_book((0, 0), (0, 7), (0, 7), (0, 21), (2, 14)), START + 28)
    assert seen.customer is not None
    assert seen.customer.tolist() == [0, 2]
    assert seen.x.tolist() == [2, 0]
    assert seen.last.tolist() == [3, 0]
    assert seen.age.tolist() == [4, 2]
    assert seen.log_gaps.tolist() == pytest.approx([np.log(1) + np.log(2), 0])


def test_orders_after_the_day_asked_for_are_not_seen() -> None:
    orders = ((0, 0), (0, 7), (1, 3), (1, 30), (2, 40))
    book = _book(*orders)
    then = _book(*(order for order in orders if order[1] <= 10))
    early, as_known = histories_of(book, START + 10), histories_of(then, START + 10)
    assert early.x.tolist() == as_known.x.tolist() == [1, 0]
    assert early.age.tolist() == as_known.age.tolist()


def test_a_book_without_orders_has_no_histories() -> None:
    seen = histories_of(_book((0, 50)), START)
    assert (seen.customers, len(seen.x)) == (0, 0)


@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 60)), min_size=1, max_size=60),
    st.integers(0, 60),
)
def test_counting_equal_histories_once_loses_nobody(
    orders: list[tuple[int, int]], until: int
) -> None:
    seen = histories_of(_book(*orders, customers=6), START + until)
    for counted in (seen.distinct(), seen.distinct(rounded=True)):
        assert counted.customers == seen.customers
        assert counted.count @ counted.x == pytest.approx(seen.x.sum())
        assert counted.log_gaps.sum() == pytest.approx(seen.log_gaps.sum())
        rows = list(zip(counted.x, counted.last, counted.age, strict=True))
        assert len(set(rows)) == len(rows)


def test_a_counted_history_teaches_what_its_customers_teach() -> None:
    orders = [(n, day) for n in range(30) for day in range(0, 70, 5 + n % 3)]
    seen = histories_of(_book(*orders, customers=30), START + 90)
    assert len(seen.distinct().x) == 3
    apart, together = fit(Model.MBG_NBD, seen), fit(Model.MBG_NBD, seen.distinct())
    assert apart == together


@pytest.mark.parametrize(
    ("x", "last", "age"),
    [
        pytest.param(-1, 0, 5, id="fewer than no orders"),
        pytest.param(1.5, 2, 5, id="half an order"),
        pytest.param(1, 6, 5, id="an order after today"),
        pytest.param(0, 2, 5, id="a last order that was not counted"),
        pytest.param(1, float("nan"), 5, id="no number"),
    ],
)
def test_an_impossible_history_is_refused_with_its_row(x: float, last: float, age: float) -> None:
    with pytest.raises(HistoriesUnusable) as refusal:
        histories([2, x], [3, last], [5, age])
    assert refusal.value.facts == {"row": 2}
