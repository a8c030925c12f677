import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from muniment.warning.domain.book import Book
from muniment.warning.domain.signs import names
from muniment.warning.domain.silence import (
    HORIZON,
    Rule,
    Silences,
    Suspension,
    fit_silence,
    prior_weights,
    silences,
)
from tests.unit.warning.books import START, book_of, trading_house

HOUSE = trading_house()


def _of(found: Silences, customer: int) -> int:
    return int(np.flatnonzero(found.customer == customer)[0])


def _stopped(book: Book, customer: int, *, on: int, **given: object) -> float:
    found = silences(book, on=START + on, **given)  # type: ignore[arg-type]
    return float(found.stopped[_of(found, customer)])


def test_the_longer_the_silence_the_likelier_it_is_the_last() -> None:
    book = book_of({"A": range(0, 301, 30), "B": range(0, 500, 30)})
    chances = [_stopped(book, 0, on=300 + silent) for silent in (0, 30, 60, 90, 120, 150)]
    assert chances == sorted(chances)
    assert chances[0] < 0.2
    assert chances[-1] > 0.8


def test_a_silence_of_26_weeks_has_stopped_for_certain() -> None:
    book = book_of({"A": [0, 30, 60], "B": range(0, 300, 20)})
    assert _stopped(book, 0, on=60 + HORIZON) == 1.0
    assert _stopped(book, 0, on=60 + HORIZON - 8) < 1.0


def test_silence_means_more_of_a_regular_buyer_than_of_an_irregular_one() -> None:
    book = book_of(
        {"regular": range(0, 421, 35), "irregular": [0, 5, 110, 118, 125, 230, 240, 420]}
    )
    late = 420 + 80
    assert _stopped(book, 1, on=late) > _stopped(book, 0, on=late)


def test_the_same_odds_alarm_sooner_where_more_money_is_at_stake() -> None:
    days = {"large": range(0, 401, 40), "small": range(0, 401, 40)}
    book = book_of(days, {"large": 50_000.0, "small": 50.0})
    found = silences(book, on=START + 500)
    assert found.stopped[0] == pytest.approx(found.stopped[1])
    assert found.score[0] > found.score[1]


def test_a_registered_rhythm_counts_like_three_gaps() -> None:
    book = book_of({"A": [0, 90], "B": range(0, 200, 30)})
    plain = silences(book, on=START + 150)
    told = silences(book, on=START + 150, rules=[Rule(customer=0, gap=15.0)])
    assert told.gap[0] < plain.gap[0]
    assert told.stopped[0] > plain.stopped[0]
    assert told.gap[1] == pytest.approx(plain.gap[1], rel=0.25)


def test_a_suspension_stops_the_clock_and_keeps_the_alarm_quiet() -> None:
    book = book_of({"A": range(0, 301, 30), "B": range(0, 500, 30)})
    closed = [Suspension(customer=0, start=START + 310, end=START + 400)]
    during = silences(book, on=START + 390, suspensions=closed)
    assert during.silent[0] == 10
    assert during.score[0] == 0
    after = silences(book, on=START + 420, suspensions=closed)
    assert after.silent[0] == 30
    assert 0 < after.score[0] < silences(book, on=START + 420).score[0]


def test_a_suspension_between_two_orders_is_no_slow_rhythm() -> None:
    book = book_of({"A": [0, 30, 60, 90, 240, 270, 300], "B": range(0, 300, 30)})
    closed = [Suspension(customer=0, start=START + 100, end=START + 220)]
    assert silences(book, on=START + 310, suspensions=closed).gap[0] == pytest.approx(30, abs=3)
    assert silences(book, on=START + 310).gap[0] > 35


def test_a_fast_buyer_can_be_given_up_sooner() -> None:
    book = book_of({"fast": range(0, 301, 5), "slow": range(0, 301, 60)})
    patient = silences(book, on=START + 340)
    hasty = silences(book, on=START + 340, patience=6)
    assert hasty.stopped[0] > patient.stopped[0]
    assert hasty.stopped[1] == pytest.approx(patient.stopped[1])


def test_a_young_book_borrows_what_other_books_teach() -> None:
    model = fit_silence(book_of({"A": [0, 3]}), on=START + 5)
    assert len(model.weights) == len(names())
    assert np.allclose(model.weights, prior_weights(), atol=0.05)


def test_an_empty_book_has_nobody_to_warn_of() -> None:
    empty = book_of({})
    assert len(silences(empty, on=START).customer) == 0


@settings(max_examples=15, deadline=None)
@given(cut=st.integers(START + 100, START + 1000))
def test_what_comes_later_changes_no_score(cut: int) -> None:
    known = HOUSE.until(cut)
    seen, foretold = silences(HOUSE, on=cut), silences(known, on=cut)
    assert_array_equal(seen.customer, foretold.customer)
    assert_array_equal(seen.score, foretold.score)


def test_chances_mean_what_they_say() -> None:
    """Of silences with a chance near one half about half last 26 weeks; likewise elsewhere."""
    house = trading_house(seed=7, customers=300)
    chance, truth = [], []
    for on in range(START + 500, START + 800, 28):
        found = silences(house, on=on)
        for row in np.flatnonzero(found.silent < HORIZON).tolist():
            days = house.days_of(int(found.customer[row]))
            last = on - found.silent[row]
            after = days[days > on]
            chance.append(found.stopped[row])
            truth.append(not len(after) or after[0] - last >= HORIZON)
    said, was = np.array(chance), np.array(truth)
    for low, high in ((0.0, 0.25), (0.25, 0.5), (0.5, 0.75), (0.75, 1.0)):
        bin_ = (said >= low) & (said < high)
        assert was[bin_].mean() == pytest.approx(said[bin_].mean(), abs=0.12)
