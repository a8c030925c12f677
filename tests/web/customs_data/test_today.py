"""Meetings that wait show on Today, to those who may judge them, without a name."""

from muniment.core import clock
from muniment.people import queries as people
from muniment.web.customs_data.today import cards
from tests.web.customs_data.test_watching import met


def test_a_meeting_waits_on_the_pages_of_those_who_judge_it(loaded, enters):
    met(loaded, enters("mia"))

    mia, ada = (people.reader(loaded.id(name)) for name in ("mia", "ada"))

    [card] = cards(mia, clock.now())
    assert card.count == 1
    assert "Quick Silver" not in repr(card)
    assert cards(ada, clock.now()) == []
