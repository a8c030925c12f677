"""Who may read which entry, and what is sealed in it."""

import pytest
from django.db import OperationalError

from muniment.ledger import queries as ledger
from muniment.ledger.health import LedgerUnavailable
from muniment.ledger.queries import EntryNotFound
from muniment.people import services as people
from muniment.people.domain.roles import Role
from muniment.vault import gate
from muniment.vault import services as vault
from muniment.vault.domain.secrets import ValueBasis
from muniment.vault.domain.states import Duty
from muniment.vault.gate import OpeningsShut, openings
from tests.world import NOON

GIVEN = "vault.consultation.given"


def seen_by(world, name, **wanted):
    return gate.entries_for(reader=world.actor(name), at=NOON, limit=200, **wanted).rows


def opened(world, name, entry_id):
    return gate.read_openings(reader=world.actor(name), entry_id=entry_id, at=NOON)


@pytest.fixture
def look(world):
    """The entry of Mia's look at a customer that Ada keeps."""
    return world.look("mia", world.dossier()).entry_id


def test_owner_compliance_and_administrator_see_every_entry(world, look):
    everything = {row.id for row in ledger.entries(limit=200).rows}

    for name in ("olga", "kai", "sam"):
        assert {row.id for row in seen_by(world, name)} == everything


def test_a_keeper_sees_what_happened_to_her_customer_and_her_colleague_does_not(world, look):
    assert look in {row.id for row in seen_by(world, "ada")}
    assert look not in {row.id for row in seen_by(world, "ben")}
    with pytest.raises(EntryNotFound):
        gate.entry_for(reader=world.actor("ben"), entry_id=look)


def test_the_manager_of_a_keeper_sees_it_too(world):
    heron = world.dossier("ben")
    look = world.look("ben", heron).entry_id

    assert gate.entry_for(reader=world.actor("mia"), entry_id=look).subject == heron


def test_everybody_sees_her_own_acts_and_an_outsider_nothing_else(world, look):
    world.order(world.dossier("ben"))

    for name in ("cy", "fin", "eve"):
        rows = seen_by(world, name)
        assert {row.actor for row in rows} <= {str(world.id(name))}


def test_a_list_for_one_customer_is_no_way_to_guess_at_codenames(world, look):
    heron = ledger.entry(look).subject

    assert look in {row.id for row in seen_by(world, "olga", dossier_id=heron)}
    assert seen_by(world, "eve", dossier_id=heron) == []


def test_the_chain_shows_its_neighbours_only_to_those_who_see_them(world, look):
    row = gate.entry_for(reader=world.actor("mia"), entry_id=look)

    whole = gate.link_for(reader=world.actor("ada"), row=row)
    assert (whole.number, whole.length, whole.after) == (row.subject_seq, row.subject_seq, None)
    assert ledger.entry(whole.before).subject_seq == row.subject_seq - 1
    vault.assign_custody(
        dossier_id=row.subject, duty=Duty.KEEPER, person_id=world.id("ben"),
        reason="new", by=world.actor("olga"), at=NOON,
    )  # fmt: skip
    people.change_post(
        person_id=world.id("ben"), role=Role.SALESPERSON, team_id=None,
        line_manager_id=world.id("olga"), by=world.actor("olga"), at=NOON,
    )  # fmt: skip
    assert gate.link_for(reader=world.actor("mia"), row=row).before is None


def test_whoever_looked_can_open_her_own_purpose_and_that_is_on_record(world, look):
    found = opened(world, "mia", look)

    assert found.shown["purpose"].value == "quote the second colour"
    record = ledger.entry(found.record_id)
    assert (record.kind, record.actor) == (openings.READ, str(world.id("mia")))
    assert record.facts["entry"] == str(look)
    assert record.refs == (look,)


def test_owner_and_compliance_can_open_it_too(world, look):
    for name in ("olga", "kai"):
        assert opened(world, name, look).shown["reference"].value == "INQ-208"


def test_keeper_and_administrator_see_the_entry_and_their_attempt_to_open_it_is_on_record(
    world, look
):
    for name in ("ada", "sam"):
        with pytest.raises(OpeningsShut):
            opened(world, name, look)
    refused = world.entries(openings.REFUSED)
    assert [row.actor for row in refused] == [str(world.id(name)) for name in ("ada", "sam")]


def test_an_administrator_opens_nothing_of_her_own_either(world):
    people.note_sign_out(by=world.actor("sam"), at=NOON)
    own = world.entries("people.session.ended")[-1]

    with pytest.raises(OpeningsShut):
        opened(world, "sam", own.id)


def test_who_may_not_see_an_entry_is_not_told_that_it_is_there(world, look):
    with pytest.raises(EntryNotFound):
        opened(world, "ben", look)
    assert world.entries(openings.REFUSED) == []


def test_values_of_a_customer_are_never_opened_through_the_ledger(world):
    world.dossier()
    submitted = world.entries("vault.values.submitted")[0]

    for name in ("ada", "olga"):
        found = opened(world, name, submitted.id)
        assert found.shown == {}
        assert set(found.withheld) == set(submitted.commitments)


def test_a_secret_point_stays_with_those_who_answer_for_the_customer(world):
    heron = world.dossier()
    vault.claim_secret(
        dossier_id=heron, point="Who decides there", fields=["contacts.people"],
        since=NOON.date(), bases=[ValueBasis.EFFORT], by=world.actor("mia"), at=NOON,
        basis="Three fairs and two years of letters went into it.",
    )  # fmt: skip
    claimed = world.entries("vault.secret_point.claimed")[0]
    assert opened(world, "mia", claimed.id).shown["point"].value == "Who decides there"

    people.change_post(
        person_id=world.id("ada"), role=Role.SALESPERSON, team_id=None,
        line_manager_id=world.id("olga"), by=world.actor("olga"), at=NOON,
    )  # fmt: skip
    assert opened(world, "mia", claimed.id).shown == {}


def test_nothing_is_unsealed_when_the_reading_cannot_be_recorded(world, look, monkeypatch):
    unsealed = []

    def no_disk(**_entry):
        raise OperationalError("disk full")

    monkeypatch.setattr(openings, "append_entry", no_disk)
    monkeypatch.setattr(ledger, "openings", lambda *_, **__: unsealed.append(1))

    with pytest.raises(LedgerUnavailable):
        opened(world, "olga", look)
    assert unsealed == []
