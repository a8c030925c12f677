import json

import pytest
from django.db import transaction

from muniment.core.canonical import NotCanonical
from muniment.keys import ring
from muniment.ledger import queries, sql
from muniment.ledger.domain.commitment import check_opening
from muniment.ledger.domain.entry import EntryInvalid
from muniment.ledger.domain.hashing import leaf_hash
from muniment.ledger.services import EntryOutsideTransaction, append_entry, drain
from tests.app.ledger.acts import ADA, HERON, NOON, look, look_in_vain, looks, rows


def test_an_entry_says_who_did_what_when_and_through_which_door():
    ref = look(facts={"compartment": "pricing", "fields": 3})

    row = queries.entry(ref.id)
    told = json.loads(row.leaf)
    assert told["type"] == "vault.compartment.opened"
    assert told["actor"] == str(ADA.person_id)
    assert told["at"] == "2026-05-03T12:00:00.000000Z"
    assert told["via"] == "web"
    assert told["act"] == {"compartment": "pricing", "fields": 3}
    assert row.leaf_hash == leaf_hash(row.leaf) == ref.leaf_hash


def test_the_entries_about_a_customer_are_a_numbered_chain():
    first, second = look(), look()
    other = look(ADA.person_id)

    assert (first.subject_seq, second.subject_seq, other.subject_seq) == (1, 2, 1)
    told = [json.loads(queries.entry(it.id).leaf) for it in (first, second)]
    assert told[0]["prev"] is None
    assert leaf_hash(queries.entry(first.id).leaf) == queries.entry(first.id).leaf_hash
    assert queries.entry(second.id).subject_seq == 2
    assert told[1]["prev"] is not None


def test_the_chain_holds_within_one_transaction():
    refs = looks(5)

    assert [ref.subject_seq for ref in refs] == [1, 2, 3, 4, 5]


def test_an_entry_without_a_subject_stands_in_no_chain():
    ref = look(None)

    assert ref.subject_seq is None
    assert queries.entry(ref.id).subject is None
    assert rows("SELECT count(*) FROM ledger_subject") == [(0,)]


def test_an_entry_that_is_rolled_back_leaves_no_gap_in_the_chain():
    look()
    look_in_vain()

    assert look().subject_seq == 2


def test_personal_data_enters_the_leaf_as_a_commitment_only():
    ref = look(sealed={"address": "203.0.113.7", "device": "Ada's phone"})

    row = queries.entry(ref.id)
    assert b"203.0.113.7" not in row.leaf
    assert b"phone" not in row.leaf
    assert sorted(row.commitments) == ["address", "device"]
    opened = queries.openings(ref.id)
    assert opened["address"].value == "203.0.113.7"
    for field, opening in opened.items():
        assert opening.value is not None
        check_opening(row.commitments[field], opening.salt, field, opening.value)


def test_the_same_value_is_committed_to_differently_each_time():
    first, second = (look(sealed={"address": "203.0.113.7"}) for _ in range(2))

    assert queries.entry(first.id).commitments != queries.entry(second.id).commitments


def test_an_erased_value_is_gone_while_the_entry_stays():
    ref = look(sealed={"address": "203.0.113.7"}, seal_under=(HERON, "pricing"))
    ring.destroy(HERON, "pricing", at=NOON)

    assert queries.openings(ref.id)["address"].value is None
    assert sorted(queries.entry(ref.id).commitments) == ["address"]


def test_a_value_stays_gone_when_the_compartment_is_filled_again():
    ref = look(sealed={"address": "203.0.113.7"}, seal_under=(HERON, "pricing"))
    ring.destroy(HERON, "pricing", at=NOON)
    look(sealed={"address": "198.51.100.1"}, seal_under=(HERON, "pricing"))

    assert queries.openings(ref.id)["address"].value is None


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"price": 1.5}, NotCanonical),
        ({"Name": "x"}, NotCanonical),
        ({"when": NOON}, NotCanonical),
        ({"text": "x" * 70_000}, EntryInvalid),
    ],
)
def test_facts_outside_the_canonical_form_are_refused(facts, error):
    with pytest.raises(error):
        look(facts=facts)

    assert rows("SELECT count(*) FROM ledger_entry") == [(0,)]


def test_a_kind_has_three_parts():
    with pytest.raises(EntryInvalid):
        look(kind="opened")


def test_sealing_without_a_subject_needs_a_key_to_seal_under():
    with pytest.raises(ValueError, match="seal_under"):
        look(None, sealed={"address": "203.0.113.7"})


@pytest.mark.django_db(transaction=True)
def test_an_entry_outside_a_transaction_is_refused():
    with pytest.raises(EntryOutsideTransaction):
        append_entry(kind="vault.thing.done", subject=None, by=ADA, at=NOON, facts={})


def test_an_entry_costs_two_statements(django_assert_num_queries):
    look()
    with transaction.atomic(), django_assert_num_queries(2):
        append_entry(kind="vault.thing.done", subject=HERON, by=ADA, at=NOON, facts={})


@pytest.mark.django_db(transaction=True)
def test_embedded_an_act_gets_its_index_right_after_its_commit():
    if not sql.is_sqlite():
        pytest.skip("the worker does it on PostgreSQL")
    from muniment.ledger.services import sequencer

    sequencer._last_wake = 0.0
    ref = look()

    assert queries.entry(ref.id).index == 0


@pytest.mark.django_db(transaction=True)
def test_embedded_draining_is_not_paid_by_every_act():
    for _ in range(20):
        look()

    waiting = rows("SELECT count(*) FROM ledger_pending")[0][0]
    assert waiting > 0
    assert drain() == waiting
