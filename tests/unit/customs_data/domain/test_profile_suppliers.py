"""Suppliers: shares, comings and goings, deliveries that were never repeated."""

from datetime import date

import pytest

from muniment.customs_data.domain.profile import Amounts, Measure, Spelling
from muniment.customs_data.domain.profile_suppliers import (
    SellerMonth,
    concentration,
    histories,
    once,
    quarters,
    suppliers,
    switching,
)
from muniment.customs_data.domain.profile_time import month_number

SINCE = month_number(date(2023, 1, 1))
UNTIL = month_number(date(2025, 12, 1))


def sold(key: str, *months: str, value: float = 100.0, ours: bool = False) -> list[SellerMonth]:
    days = [date.fromisoformat(f"{month}-10") for month in months]
    return [
        SellerMonth(key, month_number(day), ours, Amounts(1, value, 5.0), day, day) for day in days
    ]


def test_sellers_are_ranked_by_their_part_and_named_by_their_usual_spelling():
    rows = [*sold("a", "2024-01", value=300), *sold("b", "2024-01", "2024-03", value=350)]
    names = {"b": Spelling("b", "Bay Tiles Ltd", "CN", 2)}

    told = suppliers(histories(rows), names, Measure.VALUE, 1_000.0)

    assert [(one.name, one.share) for one in told] == [("Bay Tiles Ltd", 0.7), ("a", 0.3)]
    assert told[0].active_months == 2


def test_what_has_no_day_still_counts_as_delivered():
    undated = SellerMonth("a", None, True, Amounts(4, 80.0, 0.0), None, None)

    [one] = histories([undated, *sold("a", "2024-05", value=20, ours=True)])

    assert one.amounts.value_usd == 100.0
    assert one.ours.rows == 5
    assert (one.first_on, one.is_once) == (date(2024, 5, 10), True)


@pytest.mark.parametrize(
    ("amounts", "index"), [([5.0], 10_000), ([1.0] * 10, 1_000), ([], None), ([0.0], None)]
)
def test_concentration_runs_from_one_seller_to_many(amounts: list[float], index: int | None):
    assert concentration(amounts) == index


def test_nobody_is_new_when_the_records_begin_and_nobody_lost_when_they_end():
    rows = [
        *sold("old", "2023-01", "2023-05", "2025-11"),
        *sold("came", "2023-08", "2023-09"),
        *sold("late", "2025-10"),
    ]

    told = {one.quarter: one for one in quarters(rows, Measure.VALUE, since=SINCE, until=UNTIL)}

    assert told["2023-Q1"].new == ()
    assert told["2023-Q3"].new == ("came",)
    assert told["2023-Q3"].lost == ("came",)
    assert told["2025-Q4"].new == ("late",)
    assert told["2025-Q4"].lost == ()


def test_a_change_of_the_largest_seller_is_a_switch():
    rows = [
        *sold("a", "2024-01", "2024-04", value=500),
        *sold("b", "2024-01", value=100), *sold("b", "2024-07", "2024-10", value=900),
    ]  # fmt: skip

    told = switching(quarters(rows, Measure.VALUE, since=SINCE, until=UNTIL))

    assert (told.steps, told.switches) == (3, 1)
    assert told.rate == pytest.approx(1 / 3)


def test_without_a_second_quarter_there_is_no_rate_of_switching():
    assert switching(()).rate is None


def one_timers(number: int, month: str = "2024-03") -> list[SellerMonth]:
    return [row for place in range(number) for row in sold(f"once {place}", month)]


def test_suppliers_left_after_one_delivery_are_a_pattern_only_above_the_market():
    told = histories(one_timers(20))

    usual = once(told, since=SINCE, until=UNTIL, market_share=0.9)
    odd = once(told, since=SINCE, until=UNTIL, market_share=0.3)

    assert (odd.settled, odd.once, odd.share) == (20, 20, 1.0)
    assert odd.is_pattern
    assert not usual.is_pattern


def test_four_suppliers_are_too_few_for_a_pattern():
    told = once(histories(one_timers(4)), since=SINCE, until=UNTIL, market_share=0.1)

    assert not told.is_pattern


def test_a_supplier_of_last_month_may_still_come_back():
    told = once(histories(one_timers(9, "2025-11")), since=SINCE, until=UNTIL, market_share=0.1)

    assert (told.settled, told.once, told.share) == (0, 0, None)
    assert told.recent == 9


def test_a_rush_of_newcomers_stands_out_against_the_usual_pace():
    steady = [
        row for place in range(4) for row in sold(f"s{place}", f"2024-0{place + 1}", "2025-01")
    ]
    rush = histories([*steady, *one_timers(9, "2025-11")])

    told = once(rush, since=SINCE, until=UNTIL, market_share=None)

    assert told.recent_usual == 1.0
    assert told.is_jump


def test_short_records_know_no_usual_pace():
    told = once(
        histories(one_timers(9, "2025-11")), since=UNTIL - 8, until=UNTIL, market_share=None
    )

    assert told.recent_usual is None
    assert not told.is_jump
