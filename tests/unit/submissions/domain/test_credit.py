"""Months of a commission tail."""

from datetime import date

from muniment.submissions.domain.credit import months_after


def test_a_tail_ends_on_the_same_day_of_a_later_month():
    assert months_after(date(2026, 5, 4), 12) == date(2027, 5, 4)
    assert months_after(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert months_after(date(2026, 12, 31), 1) == date(2027, 1, 31)
