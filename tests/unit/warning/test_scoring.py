from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muniment.warning.domain.book import Book, Departure, Ownership
from muniment.warning.domain.silence import Suspension
from muniment.warning.scoring import REFIT, fit_day, fit_for, score_day, score_weeks
from tests.unit.warning.books import START, book_of, trading_house
from tests.unit.warning.domain.departing import LEAVES, Staffed, leaves

HOUSE = trading_house(seed=5, customers=80)
LEFT = START + 700


def _with_a_leaver() -> tuple[frozenset[int], Book]:
    hers = frozenset(range(0, 80, 4))
    owners = tuple(
        Ownership(who, "E1" if who in hers else "E2", None, LEFT if who in hers else None)
        for who in range(80)
    )
    return hers, replace(HOUSE, owners=owners, departures=(Departure("E1", LEFT),))


def test_every_customer_that_ordered_has_one_row_of_stopping_a_week() -> None:
    weeks = list(score_weeks(HOUSE, first=START + 500, last=START + 520))
    assert [week[0].day - START for week in weeks] == [500, 507, 514]
    for week in weeks:
        stopped = [it.customer for it in week if it.reason == "stopped"]
        on = week[0].day
        assert stopped == sorted(set(HOUSE.customer[HOUSE.day <= on].tolist()))


def test_a_day_asked_for_alone_gets_the_scores_of_the_weekly_run() -> None:
    for week in score_weeks(HOUSE, first=START + 600, last=START + 640):
        assert week == score_day(HOUSE, on=week[0].day)


def test_a_model_that_was_kept_gives_the_answer_of_a_new_one() -> None:
    on = START + 610
    assert score_day(HOUSE, on=on, model=fit_for(HOUSE, on=on)) == score_day(HOUSE, on=on)


@pytest.mark.parametrize("on", [START, START + 13, START + 27])
def test_fits_fall_on_the_same_days_whenever_a_run_begins(on: int) -> None:
    assert fit_day(on) <= on < fit_day(on) + REFIT
    assert fit_day(fit_day(on)) == fit_day(on)


@settings(max_examples=8, deadline=None)
@given(cut=st.integers(LEFT - 60, START + 1000))
def test_no_row_knows_what_is_dated_later(cut: int) -> None:
    _, book = _with_a_leaver()
    assert score_day(book.until(cut), on=cut) == score_day(book, on=cut)


def test_the_customers_of_somebody_who_left_have_a_row_that_names_her() -> None:
    hers, book = _with_a_leaver()
    rows = [it for it in score_day(book, on=LEFT + 60) if it.reason == "taken:E1"]
    assert {it.customer for it in rows} <= hers
    assert rows
    assert all(0 <= it.score <= 1 for it in rows)
    assert not [it for it in score_day(book, on=LEFT - 1) if it.reason.startswith("taken")]


def test_each_customer_of_a_leaver_has_a_score_every_week_for_a_year_whatever_else_is_said() -> (
    None
):
    hers, book = _with_a_leaver()
    known = {it for it in hers if (book.days_of(it) < LEFT).any()}
    for on in (LEFT, LEFT + 56, LEFT + 91, LEFT + 364):
        rows = score_day(book, on=on)
        assert {it.customer for it in rows if it.reason == "taken:E1"} == known
        assert {it.customer for it in rows if it.reason == "stopped"} >= known


def test_a_suspension_stops_the_clock_of_a_departure() -> None:
    staffed = Staffed()
    hers = staffed.buyers("ida", 12)
    staffed.buyers("ben", 60)
    staffed.loses(hers[:2], since=LEAVES)
    book = staffed.book(leaves())

    def suspicion(*told: Suspension) -> float:
        rows = score_day(book, on=LEAVES + 63, suspensions=told)
        return next(it.score for it in rows if (it.customer, it.reason) == (0, "taken:ida"))

    assert suspicion(Suspension(0, LEAVES - 7, LEAVES + 120)) < suspicion() / 2


def test_whoever_declines_is_told_so_only_when_it_alarms() -> None:
    steady = {f"S{n:02}": range(n, 456, 12) for n in range(12)}
    book = book_of({**steady, "A": [*range(0, 365, 7), 430, 452]})
    declined = [it for it in score_day(book, on=START + 455) if it.reason == "declined"]
    assert [book.names[it.customer] for it in declined] == ["A"]
    assert declined[0].is_alarm
    assert declined[0].silent == 3


def test_a_suspension_within_the_quarter_excuses_a_decline() -> None:
    steady = {f"S{n:02}": range(n, 456, 12) for n in range(12)}
    book = book_of({**steady, "A": [*range(0, 365, 7), 430, 452]})
    closed = [Suspension(0, START + 370, START + 425)]
    rows = score_day(book, on=START + 455, suspensions=closed)
    assert not [it for it in rows if it.reason == "declined"]
