import pytest

from muniment.core.cursor import CursorInvalid
from muniment.core.ids import new_id
from muniment.keys.ring import SealBroken
from muniment.ledger import queries
from muniment.ledger.queries import EntryNotFound
from muniment.ledger.services import drain
from tests.app.ledger.acts import ADA, HERON, NOON, look, looks
from tests.app.ledger.mutations import unguarded


def _walk(ask, limit=10):
    """Read every page and give the ids, in order."""
    ids, cursor = [], None
    while True:
        page = ask(cursor=cursor, limit=limit)
        ids += [row.id for row in page.rows]
        cursor = page.next_cursor
        if cursor is None:
            return ids


def test_the_list_shows_each_entry_once_the_newest_first():
    refs = looks(25)

    assert _walk(queries.entries) == [ref.id for ref in reversed(refs)]


def test_the_last_page_says_that_it_is_the_last():
    looks(20)

    first = queries.entries(limit=10)
    assert first.next_cursor is not None
    assert queries.entries(limit=10, cursor=first.next_cursor).next_cursor is None


def test_entries_are_chosen_by_kind_and_by_person():
    look()
    other = look(kind="vault.compartment.refused")
    by_house = look(by=type(ADA)(person_id=None))

    assert [row.id for row in queries.entries(kinds=["vault.compartment.refused"]).rows] == [
        other.id
    ]
    assert [row.id for row in queries.entries(actor="house").rows] == [by_house.id]
    assert len(queries.entries(actor=ADA.person_id).rows) == 2


def test_the_chain_of_a_customer_is_read_page_by_page():
    refs = []
    for _ in range(12):
        refs.append(look(HERON))
        look(new_id())

    def ask(**page):
        return queries.entries_of(HERON, **page)

    assert _walk(ask, limit=5) == [ref.id for ref in reversed(refs)]
    assert queries.entries_of(HERON, kinds=["vault.compartment.refused"]).rows == []


@pytest.mark.parametrize("cursor", ["", "x", "WyJ4Il0", "WzEsMiwzXQ"])
def test_a_cursor_of_another_list_is_refused(cursor):
    for ask in (queries.entries, lambda cursor: queries.entries_of(HERON, cursor=cursor)):
        with pytest.raises(CursorInvalid):
            ask(cursor=cursor)


def test_a_page_costs_two_queries_whatever_its_length(django_assert_num_queries):
    looks(30)
    drain()

    for limit in (5, 30):
        with django_assert_num_queries(2):
            rows = queries.entries(limit=limit).rows
        assert len(rows) == limit
        assert rows[0].index == 29


def test_an_unknown_entry_is_not_found():
    for ask in (queries.entry, queries.openings):
        with pytest.raises(EntryNotFound):
            ask(new_id())


def test_an_entry_without_sealed_fields_has_no_openings():
    assert queries.openings(look().id) == {}


def test_an_opening_that_was_moved_does_not_open():
    first, second = (look(sealed={"address": f"203.0.113.{n}"}) for n in (1, 2))
    number = queries.entry(first.id).number
    with unguarded() as cursor:
        cursor.execute(
            "UPDATE ledger_opening SET sealed = (SELECT sealed FROM ledger_opening"
            " WHERE entry_number = %s)",
            [number],
        )

    assert queries.openings(first.id)["address"].value == "203.0.113.1"
    with pytest.raises(SealBroken):
        queries.openings(second.id)


def test_before_the_first_entry_there_is_no_head():
    assert queries.head() is None
    assert queries.newest_checkpoint() is None


def test_moments_come_back_as_they_were_written():
    at = NOON.replace(microsecond=123_456)
    ref = look(at=at)

    assert queries.entry(ref.id).at == at
