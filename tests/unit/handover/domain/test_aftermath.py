"""Shares of few customers have wide bounds, and only bounds that do not meet say anything."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from muniment.handover.domain.aftermath import (
    Beside,
    Heap,
    Week,
    beside,
    control_line,
    heap_of,
    share_of,
)

NOTICE = date(2026, 5, 4)
HERS, OTHERS = [UUID(int=1), UUID(int=2)], [UUID(int=one) for one in (3, 4, 5)]


def test_bounds_are_those_of_wilson() -> None:
    share = share_of(7, 10)
    assert (share.low, share.high, share.percent) == (497, 846, 70)


@pytest.mark.parametrize(
    ("score", "ordered", "heap"),
    [
        (0.5, True, Heap.TAKEN),
        (0.49, True, Heap.UNCLEAR),
        (0.2, True, Heap.UNCLEAR),
        (0.19, True, Heap.KEPT),
        (None, True, Heap.KEPT),
        (0.0, False, Heap.UNCLEAR),
        (None, False, Heap.UNCLEAR),
    ],
)
def test_an_order_keeps_a_customer_unless_something_speaks_against_it(
    score: float | None, ordered: bool, heap: Heap
) -> None:
    assert heap_of(score, ordered=ordered) is heap


def test_the_line_counts_by_the_end_of_each_week_who_has_ordered() -> None:
    week = timedelta(weeks=1)
    first = {HERS[0]: NOTICE + week, OTHERS[0]: NOTICE + week + timedelta(days=1)}

    told = control_line(HERS, OTHERS, first, since=NOTICE, until=NOTICE + timedelta(days=20))

    assert told == (Week(1, 500, 0), Week(2, 500, 333))


def test_the_line_ends_after_a_year_and_nobody_is_no_share() -> None:
    told = control_line([], OTHERS, {}, since=NOTICE, until=NOTICE + timedelta(days=800))

    assert len(told) == 52
    assert {(one.hers, one.others) for one in told} == {(0, 0)}


@pytest.mark.parametrize(("ordered", "customers"), [(0, 3), (3, 3), (1, 1), (0, 1)])
def test_all_or_none_of_a_few_is_no_certainty(ordered: int, customers: int) -> None:
    share = share_of(ordered, customers)
    assert 0 <= share.low <= 1000 * ordered / customers <= share.high <= 1000
    assert share.high - share.low > 300


def test_without_customers_anything_may_be_so() -> None:
    share = share_of(0, 0)
    assert (share.low, share.high, share.percent) == (0, 1000, None)


@pytest.mark.parametrize(
    ("hers", "others", "said"),
    [
        ((1, 4), (90, 100), Beside.TOO_FEW),
        ((2, 20), (90, 100), Beside.FEWER),
        ((17, 20), (90, 100), Beside.ALIKE),
        ((20, 20), (30, 100), Beside.MORE),
        ((5, 5), (0, 0), Beside.TOO_FEW),
    ],
    ids=["few", "fewer", "alike", "more", "nobody"],
)
def test_two_shares_beside_each_other(
    hers: tuple[int, int], others: tuple[int, int], said: Beside
) -> None:
    assert beside(share_of(*hers), share_of(*others)) is said
