"""The clock of usual business."""

import numpy as np
import pytest

from muniment.warning.domain.book import Book
from muniment.warning.domain.tempo import tempo_of
from tests.unit.warning.domain.departing import END, FIRST, Staffed


def _passed(book: Book, first: int, last: int, **told: object) -> float:
    tempo = tempo_of(book, on=END, **told)  # type: ignore[arg-type]
    return float(tempo.at(last) - tempo.at(first))


def test_in_an_even_book_a_day_is_about_a_day():
    staffed = Staffed()
    staffed.buyers("ben", 200)

    assert _passed(staffed.book({}), FIRST + 200, END) == pytest.approx(END - FIRST - 200, rel=0.1)


def test_weeks_in_which_few_order_pass_slowly():
    staffed = Staffed()
    staffed.buyers("ben", 200)
    staffed.pauses(FIRST + 500, FIRST + 556)

    assert _passed(staffed.book({}), FIRST + 507, FIRST + 549) < 0.5 * 42


def test_customers_left_out_do_not_move_the_clock():
    staffed = Staffed()
    hers = staffed.buyers("ida", 100)
    staffed.buyers("ben", 100)
    before = tempo_of(staffed.book({}), on=END, without=hers)
    staffed.loses(hers, since=FIRST + 500)
    after = tempo_of(staffed.book({}), on=END, without=hers)

    assert np.array_equal(before.passed, after.passed)


def test_new_customers_are_not_taken_for_a_busy_season():
    staffed = Staffed()
    staffed.buyers("ben", 100)
    late = staffed.buyers("ben", 100)
    for it in late:
        staffed.days[it] = [day for day in staffed.days[it] if day > FIRST + 600]

    assert _passed(staffed.book({}), FIRST + 700, FIRST + 1000) == pytest.approx(300, rel=0.15)


def test_a_book_without_others_ticks_as_the_calendar_does():
    staffed = Staffed()
    hers = staffed.buyers("ida", 3)

    assert _passed(staffed.book({}), FIRST + 10, FIRST + 80, without=hers) == pytest.approx(70)
