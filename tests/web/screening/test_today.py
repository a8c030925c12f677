"""A list that became too old shows on Today, to those who can load a newer one."""

from datetime import timedelta

from muniment.core import clock
from muniment.people import queries as people
from muniment.web.screening.today import cards


def test_a_list_that_became_too_old_waits_for_its_keepers(listed):
    kai, ada = (people.reader(listed.id(name)) for name in ("kai", "ada"))
    later = clock.now() + timedelta(days=90)

    assert cards(kai, clock.now()) == []
    [card] = cards(kai, later)
    assert [line.note for line in card.lines] == ["91 days old"]
    assert cards(ada, later) == []
