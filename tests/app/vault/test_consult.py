"""The gate: decide, record, commit – and only then decrypt."""

from datetime import timedelta

import pytest
from django.db import transaction

from muniment.ledger import queries as ledger
from muniment.people import services as people
from muniment.vault import gate
from muniment.vault import services as vault
from muniment.vault.domain.policy import Reason
from muniment.vault.domain.purpose import PurposeUnclear, ReferenceUnclear
from muniment.vault.domain.states import Duty
from muniment.vault.models import Consultation
from tests.world import NOON, World


def texts(opened: gate.Opened) -> dict[str, str]:
    return {field.spec.code: field.text for field in opened.fields if field.text}


def test_the_keeper_reads_what_she_submitted(world: World) -> None:
    heron = world.dossier()

    opened = world.look("ada", heron)

    assert texts(opened)["identity.legal_name"] == "Nordlicht Handels GmbH"
    name = next(f for f in opened.fields if f.spec.code == "identity.legal_name")
    assert (name.told, name.version, name.submitted_by) == ("business card", 1, world.id("ada"))


def test_every_look_has_its_entry_with_the_purpose_as_a_commitment_only(world: World) -> None:
    heron = world.dossier()

    opened = world.look("ada", heron)

    [entry] = world.entries("vault.consultation.given")
    assert entry.id == opened.entry_id
    assert entry.facts["compartment"] == "identity"
    assert "identity.legal_name" in entry.facts["fields"]["show"]
    assert b"quote the second colour" not in entry.leaf
    assert b"192.0.2.7" not in entry.leaf
    assert ledger.openings(entry.id)["purpose"].value == "quote the second colour"


def test_a_refused_consultation_is_still_on_record(world: World) -> None:
    heron = world.dossier()

    with pytest.raises(gate.ConsultationRefused) as refusal:
        world.look("sam", heron)

    assert refusal.value.facts["reason"] == Reason.SHUT.value
    [entry] = world.entries("vault.consultation.refused")
    assert (entry.actor, entry.facts["reason"]) == (str(world.id("sam")), "shut")
    assert Consultation.objects.get().outcome == "refused"


def test_a_refusal_names_the_keepers_manager_as_the_one_to_ask(world: World) -> None:
    with pytest.raises(gate.ConsultationRefused) as refusal:
        world.look("sam", world.dossier())

    assert refusal.value.facts["ask"] == "Mia"


def test_inside_another_transaction_nothing_is_read(world: World) -> None:
    heron = world.dossier()

    @transaction.atomic
    def in_a_transaction() -> None:
        world.look("ada", heron)

    with pytest.raises(RuntimeError, match="durable"):
        in_a_transaction()


@pytest.mark.parametrize("said", [".", "x", "test", "aaaaaa", ""])
def test_a_purpose_that_says_nothing_is_refused(world: World, said: str) -> None:
    with pytest.raises(PurposeUnclear):
        world.look("ada", world.dossier(), purpose=said)


def test_a_bare_dot_is_no_reference(world: World) -> None:
    with pytest.raises(ReferenceUnclear):
        world.look("ada", world.dossier(), reference=".")


def test_reading_again_in_the_sitting_is_no_new_look(world: World) -> None:
    heron = world.dossier()
    first = world.look("ada", heron)

    again = gate.read_again(
        reader=world.actor("ada"), dossier_id=heron, compartment="identity",
        at=NOON + timedelta(minutes=29),
    )  # fmt: skip

    assert again is not None
    assert again.entry_id == first.entry_id
    assert texts(again) == texts(first)
    assert len(world.entries("vault.consultation.given")) == 1


def test_after_the_sitting_nothing_is_read_without_a_new_purpose(world: World) -> None:
    heron = world.dossier()
    world.look("ada", heron)

    again = gate.read_again(
        reader=world.actor("ada"), dossier_id=heron, compartment="identity",
        at=NOON + timedelta(minutes=30),
    )  # fmt: skip

    assert again is None


def test_a_sitting_belongs_to_one_sign_in(world: World) -> None:
    heron = world.dossier()
    world.look("ada", heron, session="laptop")

    elsewhere = gate.read_again(
        reader=world.actor("ada", "phone"), dossier_id=heron, compartment="identity", at=NOON
    )

    assert elsewhere is None


def test_a_leaver_is_refused_in_the_middle_of_a_sitting(world: World) -> None:
    heron = world.dossier()
    world.look("ada", heron)
    people.leave(person_id=world.id("ada"), by=world.actor("olga"), at=NOON)

    with pytest.raises(gate.ReaderUnknown):
        gate.read_again(
            reader=world.actor("ada"), dossier_id=heron, compartment="identity", at=NOON
        )


def test_losing_custody_closes_the_open_page(world: World) -> None:
    heron = world.dossier()
    world.look("ada", heron)
    vault.assign_custody(
        dossier_id=heron, duty=Duty.KEEPER, person_id=world.id("ben"),
        reason="new territory", by=world.actor("mia"), at=NOON,
    )  # fmt: skip

    again = gate.read_again(
        reader=world.actor("ada"), dossier_id=heron, compartment="identity", at=NOON
    )

    shown = {field.spec.code for field in again.fields if field.shown} if again else set()
    assert "identity.legal_name" not in shown


def test_an_outsider_without_an_order_cannot_tell_forbidden_from_missing(world: World) -> None:
    heron = world.dossier()

    with pytest.raises(gate.DossierNotFound):
        world.look("eve", heron)

    assert len(world.entries("vault.consultation.refused")) == 1


def test_an_engaged_agent_sees_logistics_and_nothing_of_the_identity(world: World) -> None:
    heron = world.dossier(values={
        "identity": {"identity.legal_name": "Nordlicht Handels GmbH"},
        "logistics": {"logistics.destination_port": "Hamburg"},
    })  # fmt: skip
    vault.engage_agent(
        dossier_id=heron, company_id=world.agency, order_number=world.order(heron),
        by=world.actor("mia"), at=NOON,
    )  # fmt: skip

    assert texts(world.look("eve", heron, "logistics"))["logistics.destination_port"] == "Hamburg"
    with pytest.raises(gate.ConsultationRefused):
        world.look("eve", heron, "identity")
