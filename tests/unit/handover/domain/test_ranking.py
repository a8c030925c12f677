"""Which customers matter most, and which are the main ones."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from muniment.handover.domain.ranking import MAIN_SHARE, Sums, Weight, ranked, told


def weights(*hangs: int) -> list[Weight]:
    return [Weight(UUID(int=place + 1), hang=hang) for place, hang in enumerate(hangs)]


def test_the_main_customers_carry_four_fifths():
    found = ranked(weights(10, 500, 300, 190))
    assert [(one.weight.hang, one.is_main) for one in found] == [
        (500, True), (300, True), (190, False), (10, False),
    ]  # fmt: skip


def test_where_nothing_hangs_every_customer_is_a_main_one():
    assert all(one.is_main for one in ranked(weights(0, 0, 0)))
    assert set(told(weights(0, 0, 0), ()).shares.values()) == {0}


def test_with_every_order_history_open_sums_and_shares_are_of_the_whole():
    rows = weights(10, 500, 300, 190)
    found = told(rows, {one.dossier_id for one in rows})
    assert (found.sums, found.untold) == (Sums(0, 0, 1000, 0), 0)
    assert list(found.shares.values()) == [10, 500, 300, 190]


def test_with_none_open_shares_stay_and_no_sum_is_told():
    found = told(weights(10, 500, 300, 190), ())
    assert (found.sums, found.untold, found.opened) == (None, 4, frozenset())
    assert list(found.shares.values()) == [10, 500, 300, 190]


def test_beside_an_open_amount_no_share_gives_a_closed_one_away():
    rows = weights(100, 300, 600)
    found = told(rows, {rows[0].dossier_id, rows[1].dossier_id})
    assert (found.sums, found.untold) == (Sums(0, 0, 400, 0), 1)
    assert found.shares == {rows[0].dossier_id: 250, rows[1].dossier_id: 750}


def test_a_board_without_customers_holds_no_money():
    assert told([], ()).sums == Sums(0, 0, 0, 0)


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
