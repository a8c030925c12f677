"""Going dark: a question where somebody shares much less, and none where there is a reason."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import nbinom

from muniment.warning.domain.dark import Drop, Kind, asks, drops, monday_of

WEEK = date(2026, 5, 4)


def _weeks(lately: int, before: int, weeks: int = 26) -> dict[date, int]:
    """So many in each of the last four weeks, and so many in each week before."""
    told = {WEEK - timedelta(weeks=n): lately for n in range(1, 5)}
    return told | {WEEK - timedelta(weeks=n): before for n in range(5, 5 + weeks)}


def _asked(own, peers=None):
    return asks(drops({Kind.MAIL: own}, {Kind.MAIL: peers or []}, week=WEEK))


def test_somebody_who_stops_copying_mails_in_is_asked_about():
    assert _asked(_weeks(0, 8))


def test_somebody_who_goes_on_as_before_is_not():
    assert not _asked(_weeks(8, 8))
    assert not _asked(_weeks(6, 8))


def test_where_everybody_shares_less_nobody_is_asked_about():
    quiet = [_weeks(0, 8) for _ in range(6)]

    assert not _asked(_weeks(0, 8), quiet)


def test_peers_who_share_more_make_nobody_suspicious():
    assert not _asked(_weeks(7, 8), [_weeks(40, 8) for _ in range(6)])


def test_a_short_past_or_little_sharing_asks_nothing():
    assert not _asked(_weeks(0, 8, weeks=3))
    assert not _asked({WEEK - timedelta(weeks=20): 1})
    assert drops({Kind.MAIL: {}}, {}, week=WEEK) == ()


def test_two_likely_drops_ask_where_one_does_not():
    one = {Kind.MAIL: _weeks(0, 2)}
    two = one | {Kind.CALENDAR: _weeks(0, 2)}

    assert not asks(drops(one, {}, week=WEEK))
    assert asks(drops(two, {}, week=WEEK))


def test_weeks_that_have_not_ended_are_not_looked_at():
    later = {WEEK: 0, WEEK + timedelta(weeks=1): 0}

    assert drops({Kind.MAIL: _weeks(8, 8) | later}, {}, week=WEEK) == drops(
        {Kind.MAIL: _weeks(8, 8)}, {}, week=WEEK
    )


@given(st.integers(0, 60), st.integers(0, 60))
def test_more_lately_is_never_a_sharper_drop(lately, before):
    [less] = drops({Kind.MAIL: _weeks(lately, before)}, {}, week=WEEK)
    [more] = drops({Kind.MAIL: _weeks(lately + 1, before)}, {}, week=WEEK)

    assert 0 <= less.chance <= more.chance + 1e-9 <= 1 + 1e-9


@pytest.mark.parametrize(
    ("lately", "before", "weeks", "shape"), [(1, 3, 26, 12.0), (0, 1, 10, 10.5), (2, 2, 8, 12.0)]
)
def test_the_chance_is_that_of_a_past_which_is_itself_a_guess(lately, before, weeks, shape):
    [told] = drops({Kind.MAIL: _weeks(lately, before, weeks)}, {}, week=WEEK)
    expected = 4.0 * before

    assert (told.lately, told.expected) == (4 * lately, expected)
    assert told.chance == pytest.approx(nbinom.cdf(4 * lately, shape, shape / (shape + expected)))


def test_peers_who_share_less_lower_what_is_expected():
    [told] = drops({Kind.MAIL: _weeks(1, 3)}, {Kind.MAIL: [_weeks(1, 3)]}, week=WEEK)

    assert told.expected == 12 * (4 + 4) / (12 + 4)


def test_half_a_year_before_is_looked_at_and_eight_weeks_are_enough():
    older = {WEEK - timedelta(weeks=n): 500 for n in range(31, 60)}

    assert drops({Kind.MAIL: _weeks(2, 8) | older}, {}, week=WEEK) == drops(
        {Kind.MAIL: _weeks(2, 8)}, {}, week=WEEK
    )
    assert len(drops({Kind.MAIL: _weeks(0, 8, weeks=8)}, {}, week=WEEK)) == 1
    assert drops({Kind.MAIL: _weeks(0, 8, weeks=7)}, {}, week=WEEK) == ()


@pytest.mark.parametrize(
    ("lately", "chance", "is_sharp"),
    [(3, 0.019, True), (4, 0.019, False), (3, 0.02, False), (0, 0.0, True)],
)
def test_a_drop_is_sharp_below_half_where_chance_hardly_explains_it(lately, chance, is_sharp):
    assert Drop(Kind.MAIL, lately, 8.0, chance).is_sharp is is_sharp


def test_one_clear_drop_asks_and_one_that_is_not_clear_does_not():
    clear, likely = Drop(Kind.MAIL, 0, 8.0, 0.0009), Drop(Kind.MAIL, 3, 8.0, 0.001)
    not_sharp = Drop(Kind.CALENDAR, 7, 8.0, 0.0)

    assert asks([clear])
    assert not asks([likely, not_sharp])
    assert asks([likely, Drop(Kind.LOGGED, 3, 8.0, 0.019)])


def test_a_week_begins_on_monday():
    assert monday_of(date(2026, 5, 10)) == WEEK
    assert monday_of(WEEK) == WEEK
