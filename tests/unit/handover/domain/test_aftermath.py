"""Shares of few customers have wide bounds, and only bounds that do not meet say anything."""

import pytest

from muniment.handover.domain.aftermath import Beside, beside, share_of


def test_bounds_are_those_of_wilson() -> None:
    share = share_of(7, 10)
    assert (share.low, share.high) == (497, 846)


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
