"""Cases through the API: open, list, read; facts with their history."""

import pytest

from tests.api.cases import FACTS, WHY, file_of, opened
from tests.api.conftest import Program, program_of
from tests.world import World

MAIL = """\
From: Maja Lund <einkauf@nordlicht-handel.example>
To: sales@house.example
Subject: Inquiry floor tiles

Dear Sirs, we want 1200 m2 of porcelain tiles, CIF Hamburg.
Maja Lund, Nordlicht Handels GmbH, +49 40 5550101
"""


@pytest.fixture
def ben(world: World) -> Program:
    return program_of(world, "ben")


def test_a_case_opened_from_fields_is_listed_and_read(ada):
    case = opened(ada, at_risk={"minor": 4_200_000, "currency": "USD"}, about="tiles")

    [row] = ada.get("/cases?mine=true").json()["rows"]
    assert row["state"] == "open"
    told = file_of(ada, case)
    assert (told["about"], told["at_risk"]["minor"]) == ("tiles", 4_200_000)
    assert {fact["code"] for fact in told["facts"]} == set(FACTS)
    assert {fact["state"] for fact in told["facts"]} == {"adopted"}


def test_both_numbers_stand_side_by_side_and_open_to_what_they_rest_on(ada):
    told = file_of(ada, opened(ada))["assessment"]

    assert told["reading"] == "insufficient"
    assert told["coverage"]["percent"] < told["coverage"]["floor"]
    assert {one["why"] for one in told["coverage"]["unchecked"]} >= {"not_run"}
    assert told["flow"][0]["step"] == "basics"
    assert told["next"]["check"] in {one["check"] for one in told["coverage"]["unchecked"]}


def test_a_mail_is_read_without_being_kept_and_then_opened(ada):
    read = ada.post("/cases/inquiry-readings", {"mail": MAIL}).json()
    assert "einkauf@nordlicht-handel.example" in read["facts"]["contact.email"]
    assert ada.get("/cases").json()["rows"] == []

    made = ada.post("/cases", {"mail": MAIL})

    told = file_of(ada, f"/cases/{made.json()['id']}")
    assert [piece["kind"] for piece in told["evidence"]] == ["mail"]


def test_a_case_opened_twice_with_one_key_is_one_case(ada):
    key = {"Idempotency-Key": "case-1"}

    first, second = (ada.post("/cases", {"facts": FACTS}, **key) for _ in range(2))

    assert first.json() == second.json()
    assert len(ada.get("/cases").json()["rows"]) == 1


def test_a_case_about_a_customer_is_opened_once_and_costs_looks(ada, world):
    dossier = world.dossier("ada")
    key = {"Idempotency-Key": "case-2"}

    first, second = (ada.post(f"/dossiers/{dossier}/cases", {}, **key) for _ in range(2))

    assert (first.status_code, first.json()) == (201, second.json())
    assert len(world.entries("vault.consultation.given")) == 2
    [row] = ada.get(f"/dossiers/{dossier}/cases").json()["rows"]
    assert row["id"] == first.json()["id"]


def test_reading_is_one_look_a_sitting_and_everybody_who_reads_may_see_who_did(ada, olga, world):
    case = opened(ada)

    file_of(olga, case)
    proof = file_of(olga, case)["proof"]

    assert len(world.entries("investigations.case.read")) == 1
    [look] = olga.get(f"{case}/looks").json()["rows"]
    assert (look["reader_id"], look["given"]) == (str(world.id("olga")), True)
    assert proof.endswith(f"/{look['entry_id']}/proof")


def test_a_refused_reading_is_on_record(ada, ben, world):
    case = opened(ada)

    answer = ben.get(f"{case}/file")

    assert (answer.status_code, answer.json()["code"]) == (403, "investigations.case.shut")
    assert len(world.entries("investigations.case.refused")) == 1
    assert ben.get(case).status_code == 404
    assert ben.get("/cases").json()["rows"] == []


def test_a_token_without_the_scope_opens_nothing(world):
    reading = program_of(world, "ada", "cases.read")

    assert reading.post("/cases", {"facts": FACTS}).json()["code"] == "api.scope.missing"


def test_a_list_is_paged_by_cursor(ada):
    for _ in range(3):
        opened(ada)

    first = ada.get("/cases?limit=2").json()
    second = ada.get(f"/cases?limit=2&cursor={first['next_cursor']}").json()

    assert len({row["id"] for row in first["rows"] + second["rows"]}) == 3
    assert second["next_cursor"] is None


def test_the_closed_case_says_what_the_caller_may_do_and_is_no_look(ada, olga, world):
    case = opened(ada)

    assert ada.get(case).json()["rights"]["may_approve"] is False
    assert olga.get(case).json()["rights"]["may_approve"] is True
    assert world.entries("investigations.case.read") == []


def test_facts_are_added_corrected_and_withdrawn_and_stay_as_history(ada):
    case = opened(ada)
    [port] = ada.post(f"{case}/facts", {"facts": {"deal.port": ["Bremen"]}}).json()["ids"]

    better = ada.post(f"{case}/facts/{port}/correct", {"value": "Hamburg", "note": "call"})
    ada.post(f"{case}/facts/{better.json()['id']}/withdraw", WHY)

    ports = [fact for fact in file_of(ada, case)["facts"] if fact["code"] == "deal.port"]
    assert {(fact["value"], fact["state"]) for fact in ports} == {
        ("Bremen", "withdrawn"), ("Hamburg", "withdrawn"),
    }  # fmt: skip


def test_what_a_mail_proposes_is_adopted_by_a_person(ada):
    case = opened(ada, facts={"company.name": ["Nordlicht Handels GmbH"]}, mail=MAIL)
    proposed = [one["id"] for one in file_of(ada, case)["facts"] if one["state"] == "proposed"]
    assert proposed

    assert ada.post(f"{case}/facts/adopt", {"fact_ids": proposed}).status_code == 204

    assert {one["state"] for one in file_of(ada, case)["facts"]} == {"adopted"}


def test_the_desk_shows_what_waits_for_the_caller(ada, olga):
    opened(ada)

    assert len(ada.get("/cases/desk").json()["mine"]) == 1
    assert olga.get("/cases/desk").json()["mine"] == []
