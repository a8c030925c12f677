from collections.abc import Mapping

import numpy as np
from numpy.testing import assert_array_equal

from muniment.warning.domain.book import Book
from muniment.warning.domain.decline import declines
from tests.unit.warning.books import START, book_of

STEADY = {f"S{n}": range(n, 456, 12) for n in range(12)}
ON = START + 455


def _book(days: Mapping[str, list[int]], usd: float = 100.0) -> Book:
    return book_of({**STEADY, **days}, usd)


def _score(book: Book, name: str) -> float:
    found = declines(book, on=ON)
    return float(found.score[found.customer == book.names.index(name)][0])


def test_fewer_orders_than_in_the_own_year_are_a_decline() -> None:
    book = _book({"A": [*range(0, 365, 7), 400]})
    assert _score(book, "A") > 0.5 > _score(book, "S3")


def test_smaller_orders_are_a_decline_although_their_number_stays() -> None:
    days = {"A": [*range(0, 455, 8)]}
    book = _book(days)
    shrunk = (book.customer == 0) & (book.day > START + 364)
    money = np.where(shrunk, 10.0, book.amount)
    assert _score(Book(book.names, book.customer, book.day, money), "A") > 0.5 > _score(book, "A")


def test_a_slow_quarter_of_the_whole_book_accuses_nobody() -> None:
    slow = {f"C{n}": [*range(n, 365, 7), *range(372 + n, 455, 28)] for n in range(20)}
    assert not (declines(book_of(slow), on=ON).score >= 0.5).any()


def test_a_rare_buyer_is_not_judged_by_one_quarter() -> None:
    book = _book({"A": [0, 90, 180, 270, 440]})
    assert book.names.index("A") not in declines(book, on=ON).customer


def test_whoever_is_silent_altogether_is_left_to_the_judgement_of_silences() -> None:
    book = _book({"A": [*range(0, 365, 7)]})
    assert book.names.index("A") not in declines(book, on=ON).customer


def test_later_orders_change_nothing() -> None:
    book = _book({"A": [*range(0, 365, 7), 400, *range(456, 600, 3)]})
    assert_array_equal(declines(book, on=ON).score, declines(book.until(ON), on=ON).score)


def test_a_book_without_orders_has_no_declines() -> None:
    assert len(declines(book_of({}), on=ON).customer) == 0
