"""Rhythm, season and pauses, from days of purchase."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.customs_data.domain.profile import Amounts, Measure
from muniment.customs_data.domain.profile_time import (
    DayAmounts,
    dormancy,
    month_name,
    month_number,
    months,
    quarter_name,
    rhythm,
    season,
    wilson,
)


def bought(*days: date, value: float = 100.0, exact: bool = True) -> list[DayAmounts]:
    return [DayAmounts(day, exact, 1, Amounts(1, value, 10.0)) for day in days]


def every(days: int, number: int, start: date = date(2024, 1, 10)) -> list[date]:
    return [start + timedelta(days=days * place) for place in range(number)]


def in_months(*numbers: int, value: float = 100.0) -> list[DayAmounts]:
    return bought(*(date(n // 12, n % 12 + 1, 1) for n in numbers), value=value)


def test_a_counted_month_reads_as_people_write_it():
    june = month_number(date(2025, 6, 30))

    assert month_name(june) == "2025-06"
    assert quarter_name(june) == "2025-Q2"


def test_months_without_a_purchase_are_drawn_as_zeros():
    told = months(bought(date(2024, 11, 3), date(2025, 2, 1), date(2025, 2, 9)))

    assert [(month.month, month.purchases) for month in told] == [
        ("2024-11", 1), ("2024-12", 0), ("2025-01", 0), ("2025-02", 2),
    ]  # fmt: skip


def test_no_purchase_has_no_months():
    assert months([]) == ()


def test_a_buyer_who_buys_every_three_weeks_has_that_rhythm():
    told = rhythm(bought(*every(21, 8)))

    assert told is not None
    assert (told.unit, told.mean_days, told.spread_days, told.longest_days) == ("day", 21, 0, 21)


def test_two_purchases_are_no_rhythm():
    assert rhythm(bought(*every(30, 2))) is None


def test_rows_that_know_only_their_month_give_a_rhythm_of_months():
    told = rhythm(bought(date(2025, 1, 1), date(2025, 2, 1), date(2025, 4, 1), exact=False))

    assert told is not None
    assert (told.unit, told.gaps, told.longest_days) == ("month", 2, 59)


def test_a_month_that_is_covered_twice_does_not_look_twice_as_busy():
    start = month_number(date(2024, 6, 1))
    covered = range(start, start + 18)  # June to November come twice

    told = season(in_months(*covered), covered)

    assert {month.share for month in told} == {round(1 / 12, 4)}
    assert [month.covered for month in told] == [1] * 5 + [2] * 6 + [1]


def test_a_month_that_the_records_never_cover_is_unknown_and_not_quiet():
    start = month_number(date(2025, 1, 1))

    told = season(in_months(start, start + 1), range(start, start + 6))

    assert told[7].share is None
    assert told[7].high is None
    assert told[3].share == 0.0


def test_a_season_shows_above_its_band_only_with_many_purchases():
    start = month_number(date(2024, 1, 1))
    spring = [start + 3] * 40 + [start + place for place in range(12)]

    many = season(in_months(*spring), range(start, start + 12))
    few = season(in_months(start + 3, start + 5, start + 8), range(start, start + 12))

    assert many[3].low is not None
    assert many[3].low > 1 / 12
    assert few[3].low is not None
    assert few[3].low < 1 / 12


@given(st.integers(0, 50), st.integers(0, 50))
def test_a_band_holds_the_share_that_was_counted(hits: int, misses: int):
    low, high = wilson(hits, hits + misses)

    assert 0 <= low <= high <= 1
    if hits + misses:
        assert low <= hits / (hits + misses) <= high


def test_quiet_is_measured_against_the_end_of_the_records_and_the_buyers_own_pauses():
    start = month_number(date(2023, 1, 1))
    monthly = in_months(*range(start, start + 12))
    yearly = in_months(start, start + 12, start + 24)

    gone = dormancy(monthly, start + 11 + 8, Measure.VALUE)
    still = dormancy(yearly, start + 24 + 8, Measure.VALUE)

    assert gone is not None
    assert gone.is_dormant
    assert gone.months == 8
    assert still is not None
    assert not still.is_dormant


def test_a_return_with_twice_the_volume_after_a_long_pause_is_a_burst():
    start = month_number(date(2023, 1, 1))
    before = in_months(*range(start, start + 6), value=100)
    after = in_months(*range(start + 15, start + 18), value=400)

    told = dormancy([*before, *after], start + 20, Measure.VALUE)

    assert told is not None
    [burst] = told.bursts
    assert (burst.month, burst.pause_months, burst.ratio) == ("2024-04", 9, 4.0)


@pytest.mark.parametrize("value", [50, 150])
def test_coming_back_as_before_is_no_burst(value: float):
    start = month_number(date(2023, 1, 1))
    before = in_months(*range(start, start + 6), value=100)
    after = in_months(*range(start + 15, start + 18), value=value)

    told = dormancy([*before, *after], start + 20, Measure.VALUE)

    assert told is not None
    assert told.bursts == ()


def test_two_purchases_say_nothing_about_pauses():
    assert dormancy(in_months(24_300, 24_301), 24_330, Measure.ROWS) is None
