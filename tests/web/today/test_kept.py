"""Cards that take counting are kept five minutes, and never beyond a permission."""

from dataclasses import replace

import pytest

from muniment.core.errors import MunimentError
from muniment.people import queries as people
from muniment.people.domain.roles import Role
from muniment.vault import catalogue
from muniment.web.today import kept
from muniment.web.today.cards import Card
from tests.web.today.test_today import NOON


class _Counter:
    """A provider that says how often it was asked."""

    def __init__(self):
        self.times = 0

    def __call__(self, _reader, _at):
        self.times += 1
        return [Card(str(self.times), "bell")]


@pytest.fixture
def reader(world):
    return people.reader(world.id("mia"))


def _title(counter, reader):
    return kept.cards((counter,), reader, NOON)[0].title


def test_what_was_counted_holds_for_the_next_visit_at_the_cost_of_one_query(
    reader, django_assert_num_queries
):
    counter = _Counter()
    _title(counter, reader)

    with django_assert_num_queries(1):
        assert _title(counter, reader) == "1"


def test_another_role_or_access_table_is_never_shown_what_was_kept(reader, monkeypatch):
    counter = _Counter()
    _title(counter, reader)

    assert _title(counter, replace(reader, role=Role.SALESPERSON)) == "2"
    number, revision = catalogue.epoch()
    monkeypatch.setattr(catalogue, "epoch", lambda: (number + 1, revision))
    assert _title(counter, reader) == "3"


def test_nothing_is_kept_when_a_room_cannot_answer(reader):
    def closed(_reader, _at):
        raise MunimentError

    counter = _Counter()
    with pytest.raises(MunimentError):
        kept.cards((counter, closed), reader, NOON)

    assert _title(counter, reader) == "2"


def test_what_the_reader_does_on_a_page_shows_at_once(as_, reader):
    counter, browser = _Counter(), as_("mia")
    _title(counter, reader)

    browser.get("/")
    browser.post("/")

    assert _title(counter, reader) == "2"
