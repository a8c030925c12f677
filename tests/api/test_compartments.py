"""The main job through the API: exactly the allowed fields, for a purpose, with a proof."""

from datetime import timedelta

import pytest

from muniment.core import clock
from muniment_verify import verifier
from tests.api.conftest import program_of
from tests.world import NOON

FOR = {"purpose": "quote 17 lamps", "reference_kind": "visit", "reference": "Canton Fair"}


def _at(dossier, compartment="identity", *rest):
    return "/".join([f"/dossiers/{dossier}/compartments/{compartment}", *rest])


def _fields(answer):
    return {one["field"]: one for one in answer.json()["fields"]}


def test_a_look_gives_the_allowed_fields_and_a_proof_that_a_stranger_can_check(world, ada):
    dossier = world.dossier()

    answer = ada.post(_at(dossier, "identity", "consultations"), FOR)

    assert answer.status_code == 201
    assert _fields(answer)["identity.legal_name"]["text"] == "Nordlicht Handels GmbH"
    told = answer.json()
    proof = ada.get(told["proof"].removeprefix("/api/v1"))
    leaf = ada.get(f"/ledger/entries/{told['entry_id']}/leaf")
    key = ada.get("/ledger/key").json()["vkey"]
    finding = verifier.verify(proof.content, leaf.content, [key])
    assert finding.entry["id"] == told["entry_id"]
    assert finding.entry["actor"] == str(world.id("ada"))


def test_a_colleague_gets_no_more_than_the_access_table_says(world):
    dossier = world.dossier("ada")

    answer = program_of(world, "mia").post(_at(dossier, "contacts", "consultations"), FOR)
    refused = program_of(world, "ben").post(_at(dossier, "contacts", "consultations"), FOR)

    assert answer.status_code == 201
    assert refused.status_code == 403
    assert "nordlicht" not in refused.content.decode()
    assert len(world.entries("vault.consultation.refused")) == 1


def test_a_purpose_that_says_nothing_opens_nothing(world, ada):
    answer = ada.post(_at(world.dossier(), "identity", "consultations"), {**FOR, "purpose": "."})

    assert answer.status_code == 422
    assert answer.json()["code"] == "vault.purpose.unclear"


def test_reading_on_is_no_new_look_while_the_sitting_of_this_token_lasts(world, ada):
    dossier = world.dossier()
    ada.post(_at(dossier, "identity", "consultations"), FOR)

    assert ada.get(_at(dossier)).status_code == 200
    assert program_of(world, "ada").get(_at(dossier)).json()["code"] == "api.sitting.over"
    with clock.frozen(NOON + timedelta(minutes=31)):
        assert ada.get(_at(dossier)).status_code == 409
    assert len(world.entries("vault.consultation.given")) == 1


def test_the_scope_consult_is_needed_to_open_anything(world):
    program = program_of(world, "ada", "customers.read", "customers.write", "orders.read")

    assert program.post(_at(world.dossier(), "identity", "consultations"), FOR).status_code == 403


def test_values_are_added_and_former_ones_stay(world, ada):
    dossier = world.dossier()
    ada.post(_at(dossier, "identity", "consultations"), FOR)

    body = {"values": {"identity.legal_name": "Nordlicht AG"}, "told": "letter of 2 May"}
    answer = ada.post(_at(dossier, "identity", "values"), body)

    assert answer.json() == {"versions": {"identity.legal_name": 2}}
    history = ada.get(f"/dossiers/{dossier}/fields/identity.legal_name/history").json()
    assert [one["text"] for one in history["versions"]] == [
        "Nordlicht AG", "Nordlicht Handels GmbH",
    ]  # fmt: skip
    assert history["versions"][0]["told"] == "letter of 2 May"


def test_a_value_that_moved_in_the_meantime_refuses_the_submission(world, ada):
    dossier = world.dossier()
    body = {"values": {"identity.legal_name": "Other"}, "seen": {"identity.legal_name": 0}}

    answer = ada.post(_at(dossier, "identity", "values"), body)

    assert (answer.status_code, answer.json()["code"]) == (409, "vault.value.moved")


def test_a_manager_verifies_values(world):
    dossier, mia = world.dossier(), program_of(world, "mia")

    checked = {"fields": {"identity.legal_name": 1}}
    assert mia.post(_at(dossier, "identity", "verifications"), checked).status_code == 204
    answer = mia.post(_at(dossier, "identity", "consultations"), FOR)

    assert _fields(answer)["identity.legal_name"]["verified_by"] == str(world.id("mia"))


def test_the_timeline_tells_the_keeper_who_looked_and_colleagues_only_that(world, ada):
    dossier = world.dossier("ada")
    world.look("mia", dossier)

    [seen] = ada.get(f"/dossiers/{dossier}/timeline").json()["rows"]
    [hidden] = program_of(world, "ben").get(f"/dossiers/{dossier}/timeline").json()["rows"]

    assert (seen["reader_id"], seen["purpose"]) == (str(world.id("mia")), "quote the second colour")
    assert (hidden["reader_id"], hidden["purpose"], hidden["entry_id"]) == (None, "", None)


def test_everybody_learns_which_cell_decides_her_own_case(world):
    dossier, ben = world.dossier("ada"), program_of(world, "ben")

    rows = ben.get(_at(dossier, "pricing", "explanation")).json()["rows"]
    other = ben.get(_at(dossier, "pricing", f"explanation?person_id={world.id('ada')}"))

    assert {one["relation"] for one in rows} == {"colleague"}
    assert "The column that decides is Salesperson, Colleague." in rows[0]["sentences"]
    assert other.status_code == 404


@pytest.mark.parametrize("name", ["ada", "eve"])
def test_orders_are_listed_while_a_look_at_them_lasts(world, name):
    dossier = world.dossier("ada")
    number, program = world.order(dossier), program_of(world, name)
    path = f"/dossiers/{dossier}/orders"

    assert program.get(path).status_code == (403 if name == "ada" else 404)
    program.post(_at(dossier, "product", "consultations"), FOR)
    rows = program.get(path).json().get("rows", [])

    assert [row["number"] for row in rows] == ([number] if name == "ada" else [])


def test_a_dossier_lies_closed_on_the_table_and_says_what_would_open(world, ada):
    dossier = world.dossier("ada")
    told = ada.get(f"/dossiers/{dossier}").json()

    assert told["relation"] == "keeper"
    assert {card["code"] for card in told["cards"]} >= {"identity", "contacts", "pricing"}
    assert "Nordlicht" not in str(told)
