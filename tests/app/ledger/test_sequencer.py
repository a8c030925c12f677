import threading

import pytest
from django.db import IntegrityError, connection, transaction

from muniment.core.ids import new_id
from muniment.ledger import halt, queries
from muniment.ledger.domain.hashing import TileInvalid
from muniment.ledger.domain.merkle import Frontier
from muniment.ledger.services import drain, fsck
from tests.app.ledger.acts import NOON, look, look_in_vain, looks, rows
from tests.app.ledger.mutations import unguarded


def test_indexes_follow_the_order_of_entries_without_a_gap():
    refs = looks(5)

    assert drain() == 5
    assert [queries.entry(ref.id).index for ref in refs] == [0, 1, 2, 3, 4]
    assert drain() == 0


def test_the_head_is_the_root_over_all_leaves():
    refs = looks(300)
    drain(limit=7)

    frontier = Frontier()
    frontier.extend([ref.leaf_hash for ref in refs])
    head = queries.head()
    assert head is not None
    assert (head.size, head.root) == (300, frontier.root())
    assert fsck(deep=True).is_good


def test_a_rolled_back_act_gets_no_index():
    look()
    look_in_vain()
    last = look()

    assert drain() == 2
    assert queries.entry(last.id).index == 1


def test_while_the_ledger_is_halted_everything_waits():
    look()
    halt.halt("behind", {}, at=NOON)

    assert drain() == 0


def test_a_queue_row_cannot_be_removed_before_its_entry_has_an_index():
    look()

    with pytest.raises(IntegrityError), transaction.atomic():
        rows("DELETE FROM ledger_pending RETURNING 1")


@pytest.mark.django_db(transaction=True)
def test_many_sequencers_give_each_entry_one_index():
    looks(1500)
    moved: list[int] = []

    def sequence() -> None:
        for _ in range(20):
            moved.append(drain(limit=50))
        connection.close()

    threads = [threading.Thread(target=sequence) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    drain()

    found = rows("SELECT idx FROM ledger_leaf ORDER BY idx")
    assert [idx for (idx,) in found] == list(range(1500))
    assert fsck(deep=True).is_good


@pytest.mark.django_db(transaction=True)
def test_writers_who_overlap_lose_nothing_and_keep_their_chains():
    subjects = [new_id() for _ in range(3)]
    failures: list[BaseException] = []

    def write(which: int) -> None:
        try:
            for turn in range(25):
                look(subjects[(which + turn) % 3])
                if turn % 5 == 0:
                    drain()
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(which,)) for which in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    drain()

    assert failures == []
    report = fsck(deep=True)
    assert report.is_good
    assert (report.entries, report.leaves) == (100, 100)


@pytest.mark.django_db(transaction=True)
def test_an_act_that_commits_late_is_not_passed_by():
    """A cursor over ids would lose it: its number is smaller than one that is done already."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer, nobody commits late")
    begun, may_commit = threading.Event(), threading.Event()

    def commit_late() -> None:
        with transaction.atomic():
            look(new_id())
            begun.set()
            may_commit.wait(10)
        connection.close()

    look(new_id())
    late = threading.Thread(target=commit_late)
    late.start()
    begun.wait(10)
    early = look(new_id())
    assert drain() == 2
    may_commit.set()
    late.join()

    assert drain() == 1
    assert queries.entry(early.id).index == 1
    assert fsck(deep=True).is_good


def test_a_sequencer_that_finds_the_head_moved_changes_nothing(monkeypatch):
    """What the advisory lock keeps from happening; the compare-and-set is the second guard."""
    from muniment.ledger.services import sequencer

    looks(3)
    real = sequencer._frontier

    def late(cursor, log_id):
        frontier = real(cursor, log_id)
        cursor.execute("UPDATE ledger_head SET size = size + 1")
        return frontier

    monkeypatch.setattr(sequencer, "_frontier", late)
    assert drain() == 0
    monkeypatch.undo()

    assert drain() == 3
    assert fsck(deep=True).is_good


def test_a_log_without_its_head_grows_no_further():
    looks(2)
    with unguarded() as cursor:
        cursor.execute("DELETE FROM ledger_head")

    with pytest.raises(TileInvalid):
        drain()
    assert rows("SELECT count(*) FROM ledger_pending") == [(2,)]
