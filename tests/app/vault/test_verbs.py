"""The verbs: nothing overwritten, nothing alone, everything on record."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from muniment.keys import ring
from muniment.ledger import queries as ledger
from muniment.people import services as people
from muniment.vault import gate
from muniment.vault import services as vault
from muniment.vault.domain.cells import COLUMN_BY_CODE
from muniment.vault.domain.clash import Verdict
from muniment.vault.domain.fields import FieldSpec
from muniment.vault.domain.policy import Cell
from muniment.vault.domain.secrets import ValueBasis
from muniment.vault.domain.states import Duty
from muniment.vault.domain.values import ValueInvalid, parse
from muniment.vault.models import CustodyPeriod, Dossier, FieldValue, Grant
from muniment.vault.queries import dossiers_by_code, table_in_force
from muniment.vault.services.bulk import ImportedCustomer, import_customers
from tests.world import NOON, World

NAME = "identity.legal_name"
LATER = NOON + timedelta(hours=2)


def name_seen_by(world: World, reader: str, dossier_id: object) -> str:
    opened = world.look(reader, dossier_id, at=LATER)
    return next(field.text for field in opened.fields if field.spec.code == NAME)


def test_a_new_value_supersedes_the_old_one_which_stays(world: World) -> None:
    heron = world.dossier()

    versions = vault.submit_values(
        dossier_id=heron, compartment="identity", values={NAME: "Südwind GmbH"}, told="letter",
        by=world.actor("ada"), at=NOON,
    )  # fmt: skip

    assert versions == {NAME: 2}
    assert name_seen_by(world, "ada", heron) == "Südwind GmbH"
    kept = FieldValue.objects.filter(dossier=heron, field=NAME).order_by("version")
    assert [row.superseded_at is None for row in kept] == [False, True]


def test_two_people_saving_at_once_are_told_apart(world: World) -> None:
    heron = world.dossier()
    seen = {NAME: 1}
    for who, name in (("ada", "First GmbH"), ("mia", "Second GmbH")):
        save = lambda who=who, name=name: vault.submit_values(  # noqa: E731 - said twice
            dossier_id=heron, compartment="identity", values={NAME: name}, seen=seen,
            by=world.actor(who), at=NOON,
        )  # fmt: skip
        if who == "ada":
            save()
        else:
            with pytest.raises(vault.ValueMoved):
                save()

    assert name_seen_by(world, "ada", heron) == "First GmbH"


def test_a_bad_value_writes_nothing(world: World) -> None:
    heron = world.dossier()
    count = FieldValue.objects.count()

    with pytest.raises(ValueInvalid):
        vault.submit_values(
            dossier_id=heron, compartment="identity",
            values={NAME: "Südwind GmbH", "identity.country": "Atlantis"},
            by=world.actor("ada"), at=NOON,
        )  # fmt: skip

    assert FieldValue.objects.count() == count


def test_a_colleague_submits_nothing(world: World) -> None:
    with pytest.raises(vault.NotYours):
        vault.submit_values(
            dossier_id=world.dossier(), compartment="identity", values={NAME: "Mine now"},
            by=world.actor("ben"), at=NOON,
        )  # fmt: skip


def test_a_managers_visit_verifies_a_value(world: World) -> None:
    heron = world.dossier()

    vault.verify_values(
        dossier_id=heron, compartment="identity", fields={NAME: 1}, by=world.actor("mia"), at=NOON
    )

    row = FieldValue.objects.get(dossier=heron, field=NAME)
    assert (row.verified_by_id, row.verified_at) == (world.id("mia"), NOON)
    with pytest.raises(vault.ValueMoved):
        vault.verify_values(
            dossier_id=heron, compartment="identity", fields={NAME: 9},
            by=world.actor("mia"), at=NOON,
        )  # fmt: skip


def test_custody_passes_on_and_every_period_stays(world: World) -> None:
    heron = world.dossier()

    vault.assign_custody(
        dossier_id=heron, duty=Duty.KEEPER, person_id=world.id("ben"), reason="territory",
        by=world.actor("mia"), at=LATER,
    )  # fmt: skip

    periods = CustodyPeriod.objects.filter(dossier=heron).order_by("starts_at")
    assert [(p.person_id, p.ends_at) for p in periods] == [
        (world.id("ada"), LATER), (world.id("ben"), None),
    ]  # fmt: skip
    assert Dossier.objects.get(pk=heron).keeper_id == world.id("ben")


@pytest.mark.parametrize("person", ["mia", "cy", "sam", "eve"])
def test_only_somebody_else_in_a_selling_role_becomes_keeper(world: World, person: str) -> None:
    with pytest.raises(vault.PersonUnfit):
        vault.assign_custody(
            dossier_id=world.dossier(), duty=Duty.KEEPER, person_id=world.id(person),
            reason="territory", by=world.actor("mia"), at=NOON,
        )  # fmt: skip


def test_the_tables_themselves_refuse_a_grant_to_oneself(world: World) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(
            dossier_id=world.dossier(), compartment="identity", holder_id=world.id("ben"),
            approved_by_id=world.id("ben"), starts_at=NOON, until=LATER,
        )  # fmt: skip


def test_a_grant_opens_a_compartment_until_it_ends(world: World) -> None:
    heron = world.dossier()
    grant = vault.give_grant(
        dossier_id=heron, compartment="identity", holder_id=world.id("ben"),
        until=NOON + timedelta(days=5), reason="fair in Guangzhou", by=world.actor("mia"), at=NOON,
    )  # fmt: skip
    assert name_seen_by(world, "ben", heron) == "Nordlicht Handels GmbH"

    vault.end_grant(grant_id=grant, reason="fair is over", by=world.actor("mia"), at=LATER)

    again = gate.read_again(
        reader=world.actor("ben"), dossier_id=heron, compartment="identity", at=LATER
    )
    texts = {field.text for field in again.fields} if again else set()
    assert "Nordlicht Handels GmbH" not in texts


def test_erasing_takes_two_people_and_leaves_proof_but_no_value(world: World) -> None:
    heron = world.dossier()
    [entry] = [
        e for e in world.entries("vault.values.submitted") if e.facts["compartment"] == "contacts"
    ]
    wish = vault.ask_erasure(
        dossier_id=heron, compartment="contacts", basis=vault.Basis.PERSON_ASKED,
        reason="letter of 3 May", by=world.actor("mia"), at=NOON,
    )  # fmt: skip
    with pytest.raises(vault.NotYours):
        vault.erase_compartment(erasure_id=wish, by=world.actor("mia"), at=NOON)

    vault.erase_compartment(erasure_id=wish, by=world.actor("olga"), at=LATER)

    opened = world.look("ada", heron, "contacts", at=LATER)
    assert {field.text for field in opened.fields} == {""}
    assert (heron, "contacts") not in ring.data_keys([(heron, "contacts")])
    assert ledger.openings(entry.id)["contacts_emails"].value is None
    assert ledger.entry(entry.id).commitments["contacts_emails"]


def test_whoever_asked_for_an_erasure_cannot_carry_it_out(world: World) -> None:
    wish = vault.ask_erasure(
        dossier_id=world.dossier(), compartment="contacts", basis=vault.Basis.WRONG_DATA,
        reason="duplicate", by=world.actor("olga"), at=NOON,
    )  # fmt: skip

    with pytest.raises(vault.OtherPersonNeeded):
        vault.erase_compartment(erasure_id=wish, by=world.actor("olga"), at=NOON)


def test_merging_closes_one_dossier_and_points_to_the_other(world: World) -> None:
    keep, gone = world.dossier(), world.dossier("ben", values={})

    vault.merge_dossiers(
        keep_id=keep, merge_id=gone, reason="same company", by=world.actor("mia"), at=NOON
    )

    assert Dossier.objects.get(pk=gone).merged_into_id == keep
    assert [e.facts["part"] for e in world.entries("vault.dossier.merged")] == ["kept", "merged"]
    with pytest.raises(vault.DossierClosed):
        vault.submit_values(
            dossier_id=gone, compartment="identity", values={NAME: "X GmbH"},
            by=world.actor("ben"), at=NOON,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "verdict"),
    [
        ({"email": "einkauf@nordlicht-handel.example"}, Verdict.TAKEN),
        ({"email": "chef@nordlicht-handel.example"}, Verdict.TAKEN),
        ({"website": "nordlicht-handel.example"}, Verdict.TAKEN),
        ({"name": "NORDLICHT Handels-Gesellschaft mbH"}, Verdict.ASK_MANAGER),
        ({"name": "Sunset Retail Inc"}, Verdict.FREE),
        ({"email": "someone@gmail.com"}, Verdict.FREE),
    ],
)
def test_the_clash_check_answers_free_taken_or_ask(
    world: World, asked: dict[str, str], verdict: Verdict
) -> None:
    world.dossier()

    answer = vault.check_clash(**asked, by=world.actor("ben"), at=NOON)

    assert answer.verdict is verdict


def test_clash_checks_are_limited_and_each_is_on_record(world: World) -> None:
    for number in range(20):
        vault.check_clash(name=f"Company number {number}", by=world.actor("ben"), at=NOON)

    with pytest.raises(vault.ClashChecksUsedUp):
        vault.check_clash(name="One more", by=world.actor("ben"), at=LATER)

    assert len(world.entries("vault.clash.checked")) == 20
    assert len(world.entries("vault.clash.refused")) == 1
    vault.check_clash(name="Tomorrow", by=world.actor("ben"), at=NOON + timedelta(hours=25))


def test_an_access_table_needs_a_second_person(world: World) -> None:
    column = COLUMN_BY_CODE["salesperson.colleague"]
    table = table_in_force()[1].changed({(NAME, column): Cell.OPEN})
    heron = world.dossier()
    number = vault.propose_table(table=table, note="open up", by=world.actor("olga"), at=NOON)

    with pytest.raises(vault.OtherPersonNeeded):
        vault.adopt_table(number=number, by=world.actor("olga"), at=NOON)
    vault.adopt_table(number=number, by=world.actor("kai"), at=NOON)

    assert name_seen_by(world, "ben", heron) == "Nordlicht Handels GmbH"


def test_a_new_field_is_shut_to_everybody(world: World) -> None:
    spec = FieldSpec("identity.nickname", "identity", "Nickname", "昵称")
    vault.add_field(spec=spec, by=world.actor("olga"), at=NOON)
    heron = world.dossier()
    vault.submit_values(
        dossier_id=heron, compartment="identity", values={"identity.nickname": "Nordi"},
        by=world.actor("ada"), at=NOON,
    )  # fmt: skip

    for reader in ("ada", "mia", "olga"):
        opened = world.look(reader, heron, at=LATER)
        field = next(f for f in opened.fields if f.spec.code == "identity.nickname")
        assert (field.cell, field.text) == (Cell.SHUT, "")


def test_a_secret_point_is_claimed_changed_and_closed_with_its_history(world: World) -> None:
    heron = world.dossier()
    claim = {
        "dossier_id": heron, "fields": [NAME], "since": date(2024, 1, 1),
        "bases": [ValueBasis.EFFORT], "basis": "Three years of fairs and visits.",
        "by": world.actor("mia"),
    }  # fmt: skip
    number = vault.claim_secret(point="Who buys from us in Kiel", at=NOON, **claim)
    vault.claim_secret(point="Who buys from us in the north", number=number, at=LATER, **claim)
    vault.close_secret(
        dossier_id=heron, number=number, reason="published", by=world.actor("mia"), at=LATER
    )

    rows = gate.secret_register(reader=world.actor("olga"), dossier_id=heron, at=LATER)
    assert [(row.version, row.point, row.closed_at) for row in rows] == [
        (2, "Who buys from us in the north", LATER), (1, "Who buys from us in Kiel", LATER),
    ]  # fmt: skip
    with pytest.raises(gate.RecordShut):
        gate.secret_register(reader=world.actor("ben"), dossier_id=heron, at=LATER)


def test_the_timeline_tells_names_only_to_those_who_answer_for_the_customer(world: World) -> None:
    heron = world.dossier()
    world.look("ada", heron)

    full = gate.timeline(reader=world.actor("mia"), dossier_id=heron, at=LATER)
    bare = gate.timeline(reader=world.actor("ben"), dossier_id=heron, at=LATER)

    assert [(row.reader_id, row.purpose) for row in full.page.rows] == [
        (world.id("ada"), "quote the second colour")
    ]
    assert [(row.reader_id, row.purpose) for row in bare.page.rows] == [(None, "")]
    assert len(world.entries("vault.timeline.read")) == 1


def test_customers_come_in_by_the_hundred_and_again_without_a_trace(world: World) -> None:
    from muniment.vault.domain.catalogue import by_code

    specs = by_code()

    def customer(number: int, known: object = None) -> ImportedCustomer:
        values = {
            NAME: parse(f"Customer number {number} Ltd", specs[NAME]),
            "identity.customer_code": parse(f"K-{number}", specs["identity.customer_code"]),
        }
        return ImportedCustomer(values, known, world.id("ada"))

    told = {"run_id": uuid4(), "told": "list of 2025", "by": world.actor("mia")}
    ids = import_customers(customers=[customer(n) for n in range(120)], at=NOON, **told)
    entries = len(world.entries("vault.dossier.imported"))
    known = [customer(n, ids[n]) for n in range(120)]
    import_customers(customers=known, at=LATER, **told)

    assert entries == 120
    assert FieldValue.objects.count() == 240
    assert world.entries("vault.dossier.updated") == []
    assert dossiers_by_code(["k-7"])["k-7"].id == ids[7]
    assert name_seen_by(world, "ada", ids[7]) == "Customer number 7 Ltd"


@pytest.mark.usefixtures("noon")
def test_nobody_on_notice_keeps_open_cells_on_secrets(world: World) -> None:
    heron = world.dossier()
    people.give_notice(
        person_id=world.id("ada"), notice_on=NOON.date(), last_day_on=date(2026, 6, 1),
        by=world.actor("olga"), at=NOON,
    )  # fmt: skip

    assert world.look("ada", heron, at=LATER).look == 1
