"""Which customers matter most, and which are the main ones."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from muniment.handover.domain.ranking import MAIN_SHARE, Weight, ranked


def weights(*hangs: int) -> list[Weight]:
    return [Weight(UUID(int=place + 1), hang=hang) for place, hang in enumerate(hangs)]


def test_the_main_customers_carry_four_fifths():
    found = ranked(weights(10, 500, 300, 190))
    assert [(one.weight.hang, one.is_main) for one in found] == [
        (500, True), (300, True), (190, False), (10, False),
    ]  # fmt: skip
    assert [one.share for one in found] == [500, 300, 190, 10]


def test_where_nothing_hangs_every_customer_is_a_main_one():
    assert all(one.is_main and one.share == 0 for one in ranked(weights(0, 0, 0)))


def test_ties_go_by_what_is_expected_and_then_by_id():
    small, large = Weight(UUID(int=2), expected=5), Weight(UUID(int=1), expected=9)
    same = Weight(UUID(int=3), expected=5)
    assert [one.weight for one in ranked([same, small, large])] == [large, small, same]


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=50))
def test_main_customers_are_the_first_ones_and_no_more_than_needed(hangs):
    found = ranked(weights(*hangs))
    main = [one for one in found if one.is_main]
    assert [one.rank for one in main] == list(range(1, len(main) + 1))
    if sum(hangs):
        assert sum(one.weight.hang for one in main) >= MAIN_SHARE * sum(hangs)
        assert sum(one.weight.hang for one in main[:-1]) < MAIN_SHARE * sum(hangs)
