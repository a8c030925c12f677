import numpy as np
from numpy.testing import assert_allclose, assert_array_equal

from muniment.warning.domain.spells import Suspension, spells_of, suspended_days
from tests.unit.warning.books import START, book_of

BOOK = book_of({"A": [0, 10, 10, 40], "B": [5, 400]}, {"A": 100.0, "B": 7.0})


def test_orders_of_one_day_are_one_and_each_day_begins_a_silence() -> None:
    found = spells_of(BOOK, until=START + 500)
    assert_array_equal(found.customer, [0, 0, 0, 1, 1])
    assert_array_equal(found.day - START, [0, 10, 40, 5, 400])
    assert_array_equal(found.orders, [1, 2, 3, 1, 2])
    assert_array_equal(found.age, [0, 10, 40, 0, 395])


def test_a_silence_lasts_until_the_next_order_or_until_now() -> None:
    found = spells_of(BOOK, until=START + 500)
    assert_array_equal(found.lasted, [10, 30, 460, 395, 100])
    assert_array_equal(found.ended, [True, True, False, True, False])


def test_gaps_are_summed_up_for_each_customer_alone() -> None:
    found = spells_of(BOOK, until=START + 500)
    assert_allclose(found.gaps, [0, np.log(10), np.log(300), 0, np.log(395)])
    assert_allclose(found.recent, [0, np.log(10), np.log(300) / 2, 0, np.log(395)])
    assert_array_equal(found.longest, [0, 10, 30, 0, 395])


def test_the_money_of_a_year_forgets_what_is_older() -> None:
    found = spells_of(BOOK, until=START + 500)
    assert_allclose(found.year, [100, 300, 400, 7, 7])


def test_later_orders_are_not_there() -> None:
    found = spells_of(BOOK, until=START + 20)
    assert_array_equal(found.day - START, [0, 10, 5])
    assert_array_equal(found.ended, [True, False, False])


def test_suspended_days_count_nowhere() -> None:
    closed = [Suspension(0, START + 15, START + 35), Suspension(0, START + 480, START + 600)]
    found = spells_of(BOOK, until=START + 500, suspensions=closed)
    assert_array_equal(found.lasted, [10, 10, 440, 395, 100])
    assert_array_equal(
        suspended_days(np.array([0, 1]), np.array([START + 25] * 2), closed), [10, 0]
    )


def test_a_book_without_orders_has_no_silences() -> None:
    assert len(spells_of(book_of({}), until=START)) == 0
