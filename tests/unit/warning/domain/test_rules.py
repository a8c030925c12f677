"""A registered rhythm as days on which no order is expected."""

from datetime import date

from muniment.warning.domain.rules import pauses_of

FIRST, LAST, ON = date(2025, 1, 15), date(2026, 3, 1), date(2026, 5, 4)


def _pauses(months=(), next_on=None):
    return pauses_of(months, next_on, first=FIRST, last=LAST, on=ON)


def test_a_rhythm_without_months_or_day_stops_no_clock():
    assert _pauses() == []
    assert _pauses(range(1, 13)) == []


def test_months_without_orders_stop_the_clock_neighbours_joined():
    assert _pauses([3, 4, 9]) == [
        (date(2025, 1, 1), date(2025, 3, 1)),
        (date(2025, 5, 1), date(2025, 9, 1)),
        (date(2025, 10, 1), date(2026, 3, 1)),
        (date(2026, 5, 1), date(2026, 6, 1)),
    ]


def test_until_the_next_order_that_was_announced_silence_means_nothing():
    assert _pauses(next_on=date(2026, 7, 1)) == [(LAST, date(2026, 7, 1))]


def test_an_announcement_that_came_true_or_lies_too_far_counts_no_more():
    assert _pauses(next_on=date(2026, 2, 1)) == []
    assert _pauses(next_on=date(2028, 1, 1)) == []
