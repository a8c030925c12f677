"""The next 12 months of customers: orders, money, and how sure it is."""

from dataclasses import replace

import numpy as np
import pytest

from muniment.warning.domain.book import Book
from muniment.warning.domain.forecasting import YEAR, forecasts
from muniment.warning.domain.models import Fitted, choose_k, histories_of

ON = 740_000


@pytest.fixture(scope="module")
def book() -> Book:
    """Two hundred customers that order each month or so; the last fifty stopped long ago."""
    random = np.random.default_rng(7)
    customer, day, amount = [], [], []
    for who in range(200):
        end = ON - 5 if who < 150 else ON - 500
        gaps = random.gamma(3.0, 10.0, size=30)
        days = np.round(end - np.cumsum(gaps)).astype(int)[::-1]
        customer += [who] * len(days)
        day += days.tolist()
        amount += (random.gamma(20.0, (100.0 + who) / 20.0, size=len(days))).tolist()
    return Book(
        tuple(f"C{who}" for who in range(200)), np.array(customer, np.int32),
        np.array(day, np.int32), np.array(amount),
    )  # fmt: skip


@pytest.fixture(scope="module")
def fitted(book: Book) -> Fitted:
    return choose_k(histories_of(book, ON))


def test_who_orders_each_month_is_expected_to_order_twelve_times(book, fitted):
    found = forecasts(book, fitted, on=ON)

    assert 10 < found.orders[:150].mean() < 14
    assert found.orders[150:].max() < 1
    assert found.usd[140] == pytest.approx(found.orders[140] * 240, rel=0.15)


def test_the_bounds_hold_the_expectation_of_who_buys_and_reach_zero_for_who_went(book, fitted):
    found = forecasts(book, fitted, on=ON)

    assert np.all(found.low[:150] < found.usd[:150])
    assert np.all(found.usd[:150] < found.high[:150])
    assert np.all(found.low[150:] == 0)
    assert np.all(found.low <= found.high)


def test_the_next_order_is_due_around_a_month_after_the_last(book, fitted):
    found = forecasts(book, fitted, on=ON)

    assert np.all(np.diff(found.due, axis=1) > 0)
    assert np.all((found.due[:, 1] < 40) & (found.due[:, 2] > 20))


def test_the_year_before_is_counted_with_its_money(book, fitted):
    found = forecasts(book, fitted, on=ON)
    mine = (book.customer == 3) & (book.day > ON - YEAR)

    assert found.orders_year[3] == mine.sum()
    assert found.usd_year[3] == pytest.approx(book.amount[mine].sum())
    assert found.last[3] == book.day[book.customer == 3].max()


def test_an_order_without_a_price_counts_as_an_order_and_not_as_money(book, fitted):
    bare = replace(book, amount=np.where(book.customer == 3, np.nan, book.amount))

    found = forecasts(bare, fitted, on=ON)

    assert found.usd[3] == 0
    assert found.orders[3] > 10
    assert np.isfinite(found.usd).all()


def test_one_good_order_is_trusted_less_than_many(book, fitted):
    one = Book(
        (*book.names, "new"), np.append(book.customer, 200).astype(np.int32),
        np.append(book.day, ON - 10).astype(np.int32), np.append(book.amount, 5_000.0),
    )  # fmt: skip

    found = forecasts(one, fitted, on=ON)

    assert found.usd[200] / found.orders[200] < 5_000


def test_later_orders_change_nothing(book, fitted):
    early = forecasts(book, fitted, on=ON - 300)
    cut = forecasts(book.until(ON - 300), fitted, on=ON - 300)

    for name in ("customer", "orders", "usd", "low", "high", "due", "last", "usd_year"):
        assert np.array_equal(getattr(early, name), getattr(cut, name))
