import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from muniment.warning.domain.book import Book
from muniment.warning.domain.hazard import chances, learn, moments_of, quiet
from muniment.warning.domain.spells import Suspension, spells_of
from tests.unit.warning.books import START, book_of


def test_weights_behind_many_weeks_are_found_again() -> None:
    rng = np.random.default_rng(3)
    table = np.column_stack((np.ones(40_000), rng.normal(size=(40_000, 2))))
    true = np.array([-1.5, 0.8, -0.4])
    ordered = rng.random(40_000) < chances(table, true)
    assert_allclose(learn(table, ordered, start=np.zeros(3), pull=1.0), true, atol=0.06)


def test_without_weeks_to_learn_from_the_start_holds() -> None:
    start = np.array([-2.0, 0.5])
    assert_array_equal(learn(np.zeros((0, 2)), np.zeros(0, bool), start=start, pull=9.0), start)


def test_the_pull_keeps_a_little_evidence_near_the_start() -> None:
    table, ordered = np.ones((4, 1)), np.ones(4, bool)
    start = np.zeros(1)
    near = learn(table, ordered, start=start, pull=100.0)
    far = learn(table, ordered, start=start, pull=0.1)
    assert 0 < near[0] < 0.1
    assert far[0] > 1


def test_quiet_weeks_multiply_and_the_last_counts_in_part() -> None:
    found = quiet(lambda some, _: np.full(len(some), 0.2), np.array([0.0, 10.5, 30.0]),
                  np.array([14.0, 14.0, 14.0]))  # fmt: skip
    assert_allclose(found, [0.8**2, 0.8**0.5, 1.0])


def test_each_week_of_a_silence_is_looked_at_once_and_orders_close_it() -> None:
    spells = spells_of(book_of({"A": [0, 21, 30]}), until=START + 60)
    looks = moments_of(spells, until=START + 60, most=1000, longest=189)
    assert_array_equal(looks.day - START, [4, 11, 18, 25, 32, 39, 46, 53])
    assert_array_equal(looks.silent, [4, 11, 18, 4, 2, 9, 16, 23])
    assert_array_equal(looks.ordered, [False, False, True, True, False, False, False, False])


def test_weeks_of_a_suspension_teach_nothing() -> None:
    closed = [Suspension(0, START + 30, START + 50)]
    spells = spells_of(book_of({"A": [0]}), until=START + 60, suspensions=closed)
    looks = moments_of(spells, until=START + 60, most=1000, longest=189, suspensions=closed)
    assert_array_equal(looks.day - START, [4, 11, 18, 53])
    assert_array_equal(looks.silent, [4, 11, 18, 33])


@pytest.mark.parametrize("most", [50, 400])
def test_of_a_large_book_whole_customers_are_taken(most: int) -> None:
    spells = spells_of(book_of({f"C{n:03}": [n, n + 50] for n in range(60)}), until=START + 200)
    looks = moments_of(spells, until=START + 200, most=most, longest=189)
    assert 0 < len(looks.rows) <= 1.6 * most
    taken = set(spells.customer[looks.rows].tolist())
    assert {2 * len(taken)} == {len(set(looks.rows.tolist()))}


def test_which_customers_are_taken_does_not_hang_on_names_still_unknown() -> None:
    known = book_of({f"C{n:03}": [n, n + 50] for n in range(60)})
    later = Book(("A", *known.names), known.customer + 1, known.day, known.amount)
    first, second = (
        moments_of(spells_of(it, until=START + 200), until=START + 200, most=400, longest=189)
        for it in (known, later)
    )
    assert_array_equal(first.day, second.day)
