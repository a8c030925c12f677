"""Whom a leaver took: what is suspected, since when, how much it costs, and what is not."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muniment.warning.domain.book import Book, Departure
from muniment.warning.domain.departures import Judged, TakenRow, judged, taken
from muniment.warning.domain.spells import Suspension
from tests.unit.warning.domain.departing import END, FIRST, LEAVES, Staffed, leaves

WEEKS_13 = LEAVES + 91


@pytest.fixture(scope="module")
def robbed() -> tuple[Book, list[int]]:
    """Ida leaves with three of twelve; sixty customers of Ben stay."""
    staffed = Staffed()
    hers = staffed.buyers("ida", 12)
    staffed.buyers("ben", 60)
    staffed.loses(hers[:3], since=LEAVES)
    return staffed.book(leaves()), hers[:3]


def _scores(book: Book, *, on: int = WEEKS_13) -> dict[int, float]:
    return {row.customer: row.score for row in taken(book, on=on)}


def _only(book: Book, *, on: int = WEEKS_13) -> Judged:
    (found,) = judged(book, on=on)
    return found


def _row(book: Book, customer: int, *, on: int = WEEKS_13) -> TakenRow:
    return next(it for it in taken(book, on=on) if it.customer == customer)


def test_customers_who_went_with_her_stand_before_those_who_go_on_buying(robbed):
    book, gone = robbed
    rows = _only(book).rows

    assert {it.customer for it in rows[:3]} == set(gone)
    assert min(it.score for it in rows[:3]) > 0.8
    assert max(it.score for it in rows[3:]) < 0.3


def test_every_customer_of_the_leaver_is_judged_and_nobody_else(robbed):
    book, _ = robbed

    assert sorted(_scores(book)) == list(range(12))


def test_it_says_since_when_and_that_nothing_is_left(robbed):
    book, gone = robbed
    row = _row(book, gone[0])

    assert abs(row.since - LEAVES) <= 28
    assert row.remaining < 0.2


def test_the_money_lost_so_far_comes_with_an_interval(robbed):
    book, gone = robbed
    row = _row(book, gone[0])
    really = 91 / 20 * 1000

    assert row.low <= row.usd_lost <= row.high
    assert row.low <= really <= row.high


def test_a_leaver_who_took_somebody_is_told_from_one_who_took_nobody(robbed):
    book, _ = robbed
    staffed = Staffed()
    staffed.buyers("ida", 12)
    staffed.buyers("ben", 60)
    innocent = _only(staffed.book(leaves()))

    assert _only(book).took_any > 0.9
    assert innocent.took_any < 0.2
    assert innocent.share < 0.1 < _only(book).share
    assert _only(book).low <= _only(book).share <= _only(book).high


def test_a_customer_lost_long_before_she_left_was_not_taken():
    staffed = Staffed()
    hers = staffed.buyers("ida", 12)
    staffed.buyers("ben", 60)
    staffed.loses(hers[:1], since=LEAVES - 300)

    assert _scores(staffed.book(leaves()))[hers[0]] < 0.05


def test_a_season_in_which_nobody_orders_makes_nobody_a_suspect():
    staffed = Staffed()
    staffed.buyers("ida", 12)
    staffed.buyers("ben", 60)
    staffed.pauses(LEAVES + 30, WEEKS_13)

    assert max(_scores(staffed.book(leaves())).values()) < 0.5


def test_the_same_silence_weighs_more_where_she_took_others():
    def suspicion(others: int) -> float:
        staffed = Staffed()
        slow = staffed.buyers("ida", 1, gap=45)
        hers = staffed.buyers("ida", 12)
        staffed.buyers("ben", 60)
        staffed.loses([*slow, *hers[:others]], since=LEAVES)
        return _scores(staffed.book(leaves()), on=LEAVES + 70)[slow[0]]

    assert suspicion(8) > suspicion(0) + 0.1


def test_a_customer_taken_in_part_is_found_and_something_is_left():
    staffed = Staffed()
    hers = staffed.buyers("ida", 12, gap=7)
    staffed.buyers("ben", 60)
    for _ in range(2):
        staffed.loses(hers[:2], since=LEAVES, every=2)
    row = _row(staffed.book(leaves()), hers[0], on=LEAVES + 182)

    assert row.score > 0.5
    assert 0.1 < row.remaining < 0.6


def test_whoever_was_taken_before_the_last_day_is_found_too():
    staffed = Staffed()
    hers = staffed.buyers("ida", 12)
    staffed.buyers("ben", 60)
    staffed.loses(hers[:3], since=LEAVES - 42)
    rows = _only(staffed.book(leaves()), on=LEAVES + 14).rows[:3]

    assert {it.customer for it in rows} == set(hers[:3])
    assert all(it.score > 0.3 and it.since < LEAVES for it in rows)


def test_judging_begins_with_the_notice():
    staffed = Staffed()
    staffed.buyers("ida", 5)
    staffed.buyers("ben", 30)
    book = staffed.book(leaves(noticed=LEAVES - 30))

    assert judged(book, on=LEAVES - 31) == ()
    assert len(taken(book, on=LEAVES - 30)) == 5


def test_without_a_notice_judging_begins_with_the_last_day_and_ends_after_a_year(robbed):
    book, _ = robbed

    assert taken(book, on=LEAVES - 1) == ()
    assert taken(book, on=LEAVES) != ()
    assert taken(book, on=LEAVES + 91, watch=90) == ()


def test_other_evidence_moves_a_suspicion_and_never_makes_one(robbed):
    book, _ = robbed
    buying = 7
    told = {
        factor: {
            it.customer: it.score for it in taken(book, on=WEEKS_13, odds={(buying, "ida"): factor})
        }
        for factor in (0.001, 0.25, 1.0, 4.0, 1000.0)
    }

    assert told[0.001][buying] == told[0.25][buying] < told[1.0][buying]
    assert told[1.0][buying] < told[4.0][buying] == told[1000.0][buying] < 0.5


def test_customers_who_never_ordered_before_she_left_are_not_judged():
    staffed = Staffed()
    hers = staffed.buyers("ida", 4)
    staffed.buyers("ben", 30)
    staffed.days[hers[0]] = [day for day in staffed.days[hers[0]] if day > LEAVES + 7]

    assert sorted(_scores(staffed.book(leaves()))) == hers[1:]


def test_a_leaver_without_customers_took_nobody():
    staffed = Staffed()
    staffed.buyers("ben", 30)
    found = _only(staffed.book({"ida": Departure("ida", LEAVES)}))

    assert (found.took_any, found.rows) == (0.0, ())


def test_a_book_without_orders_or_departures_has_nothing_to_judge():
    staffed = Staffed()
    staffed.buyers("ben", 3)

    assert taken(staffed.book({}), on=WEEKS_13) == ()
    assert taken(Staffed().book(leaves()), on=WEEKS_13) == ()


def test_a_company_of_one_salesperson_is_judged_without_peers():
    staffed = Staffed()
    hers = staffed.buyers("ida", 6)
    staffed.loses(hers[:2], since=LEAVES)
    rows = _only(staffed.book(leaves())).rows

    assert {it.customer for it in rows[:2]} == set(hers[:2])


def test_two_who_leave_are_judged_each_for_her_own_customers():
    staffed = Staffed()
    hers, his = staffed.buyers("ida", 10), staffed.buyers("carl", 10)
    staffed.buyers("ben", 60)
    staffed.loses(hers[:4], since=LEAVES)
    both = {**leaves(), "carl": Departure("carl", LEAVES + 7)}
    found = {it.employee: it for it in judged(staffed.book(both), on=WEEKS_13)}

    assert found["ida"].took_any > 0.9
    assert found["carl"].took_any < 0.3
    assert {row.customer for row in found["carl"].rows} == set(his)


@settings(max_examples=6, deadline=None)
@given(on=st.integers(LEAVES, LEAVES + 200))
def test_nothing_dated_later_is_looked_at(on: int):
    staffed = Staffed()
    hers = staffed.buyers("ida", 5)
    staffed.buyers("ben", 25)
    staffed.loses(hers[:1], since=LEAVES)
    book = staffed.book({**leaves(), "ben": Departure("ben", END - 30)})

    assert taken(book, on=on) == taken(book.until(on), on=on)


def _paused(*, told_by: str | None = None, until: int = WEEKS_13 + 1) -> list[float]:
    """Two customers fall silent as she leaves; score the first, not paused and paused."""
    staffed = Staffed()
    hers = staffed.buyers("ida", 12)
    staffed.buyers("ben", 60)
    staffed.loses(hers[:2], since=LEAVES)
    book = staffed.book(leaves())
    closed = [Suspension(hers[0], LEAVES, until, told_by)]
    return [
        next(it.score for it in taken(book, on=WEEKS_13, suspensions=told) if it.customer == 0)
        for told in ((), closed)
    ]


def test_a_customer_who_said_that_it_would_pause_is_no_suspect_for_its_silence():
    before, after = _paused()

    assert before > 0.8
    assert after < 0.3


def test_a_silence_that_goes_on_after_the_pause_is_one():
    assert _paused(until=LEAVES + 7)[1] > 0.7


def test_the_word_of_the_leaver_hides_no_customer_of_hers():
    before, after = _paused(told_by="ida")

    assert after == pytest.approx(before, abs=0.05)
    assert _paused(told_by="ben")[1] < 0.3


def test_no_money_is_missed_on_days_on_which_a_customer_does_not_order():
    staffed = Staffed()
    hers = staffed.buyers("ida", 12)
    staffed.buyers("ben", 60)
    staffed.loses(hers[:3], since=LEAVES)
    book, closed = staffed.book(leaves()), [Suspension(hers[0], LEAVES + 14, LEAVES + 49)]
    lost = [
        {it.customer: it.usd_lost for it in taken(book, on=WEEKS_13, suspensions=told)}[hers[0]]
        for told in ((), closed)
    ]

    assert 0.4 * lost[0] < lost[1] < 0.7 * lost[0]


def test_a_yearly_pause_on_record_is_no_slower_pace():
    """Closed each winter: the pace is that of the open months, and so is the suspicion."""
    staffed = Staffed()
    hers = staffed.buyers("ida", 12)
    staffed.buyers("ben", 60)
    closed = [Suspension(hers[0], day, day + 90) for day in (FIRST + 60, FIRST + 360)]
    staffed.days[hers[0]] = [
        day for day in staffed.days[hers[0]] if not any(it.start <= day < it.end for it in closed)
    ]
    staffed.loses(hers[:1], since=LEAVES)
    book = staffed.book(leaves())
    unknown, known = (
        next(it.score for it in taken(book, on=LEAVES + 63, suspensions=told) if it.customer == 0)
        for told in ((), closed)
    )

    assert known > unknown


def test_whoever_was_handed_over_shortly_before_she_left_is_still_looked_at():
    staffed = Staffed()
    hers = staffed.buyers("ida", 12)
    staffed.buyers("ben", 60)
    staffed.loses(hers[:3], since=LEAVES)
    book = staffed.book(leaves())
    handed = {hers[0]: LEAVES - 30, hers[1]: LEAVES - 200}
    owners = [
        replace(it, start=it.start and handed.get(it.customer, it.start),
                end=it.end and handed.get(it.customer, it.end))
        for it in book.owners
    ]  # fmt: skip
    found = _scores(replace(book, owners=tuple(owners)))

    assert found[hers[0]] > 0.6
    assert hers[1] not in found


def test_a_silence_proves_less_where_customers_of_those_who_stayed_stop_as_well():
    def suspicion(stopping: int) -> float:
        staffed = Staffed()
        hers = staffed.buyers("ida", 12, gap=30)
        others = staffed.buyers("ben", 60, gap=30)
        staffed.loses([*hers[:2], *others[:stopping]], since=LEAVES - 20)
        return _scores(staffed.book(leaves()), on=LEAVES + 70)[hers[0]]

    assert suspicion(24) < suspicion(0) - 0.1
