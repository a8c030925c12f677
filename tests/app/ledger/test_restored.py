"""A database put back to yesterday: the signer knows better."""

import pytest
from django.db import IntegrityError, connection, transaction

from muniment.core.canonical import load
from muniment.core.ids import new_id
from muniment.ledger import halt, health, queries, signer
from muniment.ledger.models import Head, Log
from muniment.ledger.services import (
    EntryNotSequenced,
    EntryNotSigned,
    NothingToDeclare,
    ReasonMissing,
    check,
    checkpoint,
    drain,
    fsck,
    incarnate,
    prove,
)
from muniment.ledger.services.beginning import NoActiveLog
from muniment.ledger.signer import Signed, SignerRefuses
from tests.app.ledger.acts import ADA, NOON, look, looks

REASON = "The disk died on Sunday; Saturday's backup was put back."


@pytest.fixture
def yesterday():
    """Sign eight entries, then find a database that has five of them."""
    looks(5)
    drain()
    origin = signer.origin()
    checkpoint(reason="asked", at=NOON)
    signer.remember(Signed(origin, 8, b"\x08" * 32))
    health.compare_again()
    return origin


def test_nothing_is_signed_over_a_smaller_tree(yesterday):
    with pytest.raises(SignerRefuses) as refusal:
        checkpoint(reason="asked", at=NOON)

    assert refusal.value.facts == {"why": "behind"}
    assert [row.size for row in queries.checkpoints()] == [5]


def test_nothing_is_read_either(yesterday):
    with pytest.raises(health.LedgerUnavailable):
        health.require_readable()

    stands = halt.current()
    assert stands is not None
    assert stands.why == "behind"
    assert (stands.facts["signed_size"], stands.facts["found_size"]) == (8, 5)
    assert queries.incidents()[0].kind == "ledger.halted.behind"


def test_growing_past_the_signed_size_does_not_help(yesterday):
    looks(20)
    drain()

    with pytest.raises(SignerRefuses) as refusal:
        checkpoint(reason="asked", at=NOON)
    assert refusal.value.facts == {"why": "forked"}


def test_an_empty_database_is_noticed_too(house):
    signer.remember(Signed(signer.origin(), 8, b"\x08" * 32))
    health.compare_again()

    with pytest.raises(health.LedgerUnavailable):
        health.require_readable()


def test_another_log_is_noticed(house):
    looks(5)
    drain()
    signer.remember(Signed("somebody.example/else", 2, b"\x08" * 32))

    with pytest.raises(SignerRefuses) as refusal:
        check(NOON)
    assert refusal.value.facts == {"why": "other_origin"}


def test_a_tree_that_cannot_be_read_is_noticed(yesterday):
    from tests.app.ledger.mutations import unguarded

    head = queries.head()
    assert head is not None
    signer.remember(Signed(head.origin, 3, b"\x08" * 32))
    with unguarded("tile") as cursor:
        cursor.execute("DELETE FROM ledger_tile")

    with pytest.raises(SignerRefuses) as refusal:
        check(NOON)
    assert refusal.value.facts == {"why": "damaged"}


def test_the_right_database_put_back_lifts_the_halt(yesterday):
    with pytest.raises(SignerRefuses):
        check(NOON)
    head = queries.head()
    assert head is not None
    signer.remember(Signed(head.origin, head.size, head.root))  # as if the eight were back

    check(NOON)

    assert not halt.is_halted()
    assert queries.incidents()[0].kind == "ledger.resumed.restored"
    health.require_readable()


def test_a_declared_loss_begins_a_new_log_that_quotes_the_old_one(yesterday):
    with pytest.raises(SignerRefuses):
        check(NOON)
    waiting = look()

    origin = incarnate(by=ADA, at=NOON, reason=REASON)

    assert origin == f"{yesterday}/2"
    health.require_readable()
    drain()
    first = queries.entries(kinds=["ledger.log.incarnated"]).rows[0]
    told = load(first.leaf)
    assert (first.index, told["log"]) == (0, origin)
    facts = first.facts
    assert (facts["predecessor"], facts["signed_size"]) == (yesterday, 8)
    assert (facts["found_size"], facts["reason"]) == (6, REASON)
    assert facts["found_checkpoint"] == queries.checkpoints()[0].note
    assert queries.entry(waiting.id).log == yesterday
    assert fsck(deep=True).is_good


def test_the_new_log_is_signed_and_proved_under_its_own_name(yesterday):
    with pytest.raises(SignerRefuses):
        check(NOON)
    origin = incarnate(by=ADA, at=NOON, reason=REASON)
    ref = look()

    proof = prove(ref.id)

    assert f"\n{origin}\n2\n" in proof.text
    assert ref.subject_seq == 1  # a new chain, since nobody knows how long the old one was


def test_a_second_loss_begins_a_third_log(yesterday):
    for life in (2, 3):
        head = queries.head()
        assert head is not None
        signer.remember(Signed(head.origin, 80, b"\x08" * 32))
        with pytest.raises(SignerRefuses):
            check(NOON)
        assert incarnate(by=ADA, at=NOON, reason=REASON) == f"{yesterday}/{life}"


def test_a_running_ledger_has_no_loss_to_declare():
    look()

    with pytest.raises(NothingToDeclare):
        incarnate(by=ADA, at=NOON, reason=REASON)


def test_a_loss_is_declared_in_words(yesterday):
    with pytest.raises(SignerRefuses):
        check(NOON)

    with pytest.raises(ReasonMissing):
        incarnate(by=ADA, at=NOON, reason="oops")
    assert Head.objects.count() == 1


def test_a_tree_too_damaged_to_grow_is_left_behind_with_its_rest(yesterday):
    from tests.app.ledger.mutations import unguarded

    with pytest.raises(SignerRefuses):
        check(NOON)
    rest = look()
    with unguarded() as cursor:
        cursor.execute("DELETE FROM ledger_tile")

    incarnate(by=ADA, at=NOON, reason=REASON)

    ref = look()
    health.require_readable()
    assert prove(ref.id).leaf == queries.entry(ref.id).leaf
    assert queries.entry(rest.id).index is None
    with pytest.raises(EntryNotSequenced):
        prove(rest.id)


def test_what_a_frozen_log_never_signed_is_not_proved(yesterday):
    with pytest.raises(SignerRefuses):
        check(NOON)
    rest = look()
    incarnate(by=ADA, at=NOON, reason=REASON)

    with pytest.raises(EntryNotSigned):
        prove(rest.id)


def test_nothing_is_written_into_a_frozen_log(yesterday):
    with pytest.raises(SignerRefuses):
        check(NOON)
    incarnate(by=ADA, at=NOON, reason=REASON)

    columns = "kind, at, actor, subject, subject_seq, body, leaf_hash"
    copy = (
        f"INSERT INTO ledger_entry (log_id, uuid, {columns}) SELECT log_id, %s, kind, at,"
        " actor, NULL, NULL, body, leaf_hash FROM ledger_entry WHERE subject_seq = 1"
    )
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(copy, [new_id().hex])


def test_without_an_active_log_nothing_happens():
    look()
    Log.objects.update(state="frozen")

    with pytest.raises(NoActiveLog):
        look()
