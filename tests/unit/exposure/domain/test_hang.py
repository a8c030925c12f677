"""The money that hangs on a person: the band, a deputy, two who leave together."""

from uuid import UUID

import pytest
from hypothesis import given

from muniment.exposure.domain.hang import (
    Band,
    concentration,
    fall_by_deputy,
    hang,
    ranked,
    together,
    total,
    with_deputy,
)
from muniment.exposure.domain.weights import Signs, Weights, follow
from tests.unit.exposure.domain.test_weights import signs

ONE, TWO = UUID(int=1), UUID(int=2)
ALONE = Signs(share=1.0, years=3.0)


@given(signs)
def test_the_middle_lies_within_the_band_and_the_band_within_the_money(told):
    row = hang(ONE, 1_000.0, told, Weights())

    assert 0 <= row.low <= row.middle <= row.high <= 1_000


def test_low_is_five_percent_and_high_the_share_of_touches():
    row = hang(ONE, 1_000.0, Signs(share=0.8), Weights())

    assert row.low == pytest.approx(50)
    assert row.high == pytest.approx(800)


def test_the_heaviest_comes_first_and_sums_add_up():
    light, heavy = (hang(one, usd, ALONE, Weights()) for one, usd in ((ONE, 10.0), (TWO, 20.0)))

    assert ranked([light, heavy]) == (heavy, light)
    assert total([light, heavy]).high == pytest.approx(30)
    assert total([]) == Band()


def test_a_deputy_takes_most_off_where_nobody_else_is_known():
    known = Signs(share=1.0, years=3.0, others=3)

    assert fall_by_deputy(ALONE, Weights()) > fall_by_deputy(known, Weights()) > 0


def test_a_deputy_takes_three_tenths_of_the_touches_and_is_one_more_whom_it_knows():
    asked = Signs(share=0.8, others=1, years=3.0)

    assert with_deputy(asked) == Signs(share=0.8 * 0.7, others=2, years=3.0, deputy=True)
    assert with_deputy(Signs(share=None)) == Signs(share=None, others=1, deputy=True)
    fallen = follow(Weights(), asked) - follow(Weights(), with_deputy(asked))
    assert fall_by_deputy(asked, Weights()) == pytest.approx(fallen)


def test_where_a_deputy_is_named_another_changes_nothing():
    assert fall_by_deputy(Signs(share=1.0, deputy=True), Weights()) == 0


def test_who_leave_together_leave_no_second_contact():
    left = Signs(share=0.6, others=1, deputy=True)
    right = Signs(share=0.4, others=1)
    both = together(left, right)

    assert both == Signs(share=1.0, others=0, deputy=False)
    assert follow(Weights(), both) > max(follow(Weights(), one) for one in (left, right))


def test_a_stayer_who_leaves_with_somebody_on_notice_leaves_the_others_behind():
    leaver, stayer = (
        Signs(share=1 / 3, others=3),
        Signs(share=0.5, others=2),
    )  # 5 touches each of 15
    both = together(leaver, stayer, away=(True, False))

    assert (both.share, both.others) == (pytest.approx(10 / 15), 2)
    assert together(stayer, leaver, away=(False, True)).share == pytest.approx(10 / 15)


def test_two_on_notice_leave_those_who_stay():
    first, second = Signs(share=0.5, others=3), Signs(share=0.5, others=3)
    both = together(first, second, away=(True, True))

    assert (both.share, both.others) == (pytest.approx(2 / 3), 3)
    assert together(Signs(share=1.0), second, away=(True, True)).share == 1.0


def test_what_went_past_the_company_goes_by_who_had_most_of_the_touches():
    left, right = Signs(share=0.7, private=0.9), Signs(share=0.3, private=0.1)

    assert together(left, right).private == together(right, left).private == 0.9
    assert together(Signs(share=0.7), right).private == 0.1


def test_somebody_alone_is_as_before_and_nobody_is_nobody():
    assert together(ALONE, None) is ALONE
    assert together(None, ALONE) is ALONE
    with pytest.raises(ValueError, match="nobody"):
        together(None, None)


def test_touches_of_one_person_are_wholly_concentrated():
    assert concentration([7]) == 1
    assert concentration([5, 5]) == pytest.approx(0.5)
    assert concentration([]) == 0
