"""The pages of continuity have something to show: handing in, a win-back, a question."""

import pytest

from muniment.demo import winning
from muniment.demo.cast import FADING, LEAVER, MANAGER, SELLERS
from muniment.demo.handing import LATE
from muniment.submissions.queries import lateness_of
from muniment.warning.domain.winback import State
from muniment.warning.reading import read_questions, read_winback, read_winbacks

pytestmark = pytest.mark.django_db


def test_sellers_hand_in_on_a_rhythm_one_was_late_and_one_is(planted):
    found = lateness_of([planted.id(key) for key in SELLERS], at=planted.now)
    told = {key: found[planted.id(key)] for key in SELLERS if key != LEAVER}

    assert min(one.expected for one in told.values()) >= 3
    assert {key for key, one in told.items() if one.missed} == {FADING}
    assert {key for key, one in told.items() if one.late} == {LATE}


def test_a_customer_that_went_silent_was_offered_something_and_ordered_again(planted):
    marcus = planted.actor(MANAGER[winning.SELLER])
    [row] = read_winbacks(reader=marcus, at=planted.now)
    file = read_winback(reader=marcus, case_id=row.id, at=planted.now)

    assert row.dossier_id == winning.returned(planted.stage).customer.id
    assert (row.state, file.why, file.offer) == (State.OFFERED, winning.WHY, winning.OFFER)
    assert [bool(step.done_at) for step in file.steps].count(True) == 3
    assert row.next_on > planted.stage.calendar.today
    assert row.regained.orders >= 1


def test_the_house_asks_about_the_one_who_shares_less(planted):
    rows = read_questions(reader=planted.actor(MANAGER[FADING]), at=planted.now)

    [row] = rows
    assert row.person_id == planted.id(FADING)
    assert row.answer is None
    assert row.numbers["logged"]["sharp"]
