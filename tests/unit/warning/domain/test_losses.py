"""What a taken customer costs: orders missed, the worth of one, and between what it lies."""

import numpy as np
import pytest

from muniment.warning.domain.book import Book
from muniment.warning.domain.losses import missing, poisson_quantiles, quantiles, usual_order


def test_of_a_customer_gone_whole_every_day_is_missed_and_of_one_gone_in_part_a_share():
    passed = np.array([0.0, 10.0, 40.0])

    assert missing(passed, 0.0, 0).tolist() == [0, 10, 40]
    assert missing(passed, 0.25, 0) == pytest.approx([0, 7.5, 30])


def test_one_that_fades_is_missed_little_first_and_wholly_in_the_end():
    lost = missing(np.array([20.0, 80.0, 81.0]), 0.0, 80)

    assert lost == pytest.approx([2.5, 40, 41])


def test_an_order_is_worth_what_the_orders_of_the_last_year_were():
    days = np.array([1000, 1500, 1510, 1510], np.int32)
    usd = np.array([9000.0, 100.0, 200.0, 300.0])
    book = Book(("A",), np.zeros(4, np.int32), days, usd)

    assert usual_order(book, 0, 1600) == 300  # two order days, 600 dollars
    assert usual_order(book, 0, 2600) == pytest.approx(9600 / 3)


def test_eight_in_ten_lie_between_the_bounds():
    assert quantiles(np.arange(10.0), np.ones(10)) == (0, 8)
    low, high = poisson_quantiles(np.array([10.0]), np.array([1.0]))
    drawn = np.random.default_rng(3).poisson(10, 20_000)

    assert 0.8 <= ((drawn >= low) & (drawn <= high)).mean() < 0.9
    assert poisson_quantiles(np.array([0.0]), np.array([1.0])) == (0, 0)
