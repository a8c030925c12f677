"""Lists through the API: load them, ask them, keep the house's own."""

from pathlib import Path

import pytest

from muniment.keys import ring
from muniment.screening import uploads
from tests.api.cases import WHY, sent
from tests.api.conftest import Program, program_of
from tests.world import World
from tests.world import world as build

DENIED = "name,type,country,id\nGrey Whale Trading LLC,entity,AE,1\nIvan Dorn,person,RU,2\n"
NAMED = {"X-Muniment-File-Name": "denied.csv"}
TODAY = "2026-05-03"
ASKED = {"parties": [{"names": ["Grey Whale Trading"]}, {"names": ["Nordlicht Handels GmbH"]}]}


@pytest.fixture
def world(settings, tmp_path: Path, db: None) -> World:
    settings.DATA_DIR = tmp_path
    ring.create()
    return build()


def loaded(program: Program, text: str = DENIED, day: str = TODAY):
    made = sent(program, "/lists/files", text.encode(), **NAMED)
    assert made.status_code == 201, made.content
    body = {"file_ids": [made.json()["id"]], "dates": {"denied.csv": day}}
    return program.post("/lists/loads", body)


def test_a_list_is_sent_loaded_and_asked(olga, ada):
    [told] = loaded(olga).json()["rows"]
    assert (told["list_id"], told["parties"], told["dated_on"]) == ("denied", 2, TODAY)

    answer = ada.post("/screenings", ASKED).json()

    first, second = answer["answers"]
    assert (first["verdict"], second["verdict"]) == ("hits", "no_hit")
    assert first["hits"][0]["party"]["names"][0]["text"] == "Grey Whale Trading LLC"
    assert first["hits"][0]["list_date"] == TODAY
    assert answer["lists"][0]["too_old"] is False


def test_an_old_list_and_no_list_never_say_no_hit(olga, ada):
    clean = {"parties": [{"names": ["Nordlicht Handels GmbH"]}]}
    [before] = ada.post("/screenings", clean).json()["answers"]

    loaded(olga, day="2025-01-01")

    [after] = ada.post("/screenings", clean).json()["answers"]
    assert (before["verdict"], after["verdict"]) == ("no_list", "list_too_old")


def test_a_list_whose_day_nobody_says_is_not_taken_for_one_of_today(olga):
    file_id = sent(olga, "/lists/files", DENIED.encode(), **NAMED).json()["id"]

    answer = olga.post("/lists/loads", {"file_ids": [file_id]})

    assert (answer.status_code, answer.json()["code"]) == (422, "screening.list.undated")
    assert olga.get("/lists").json()["rows"] == []
    again = olga.post("/lists/loads", {"file_ids": [file_id], "dates": {"denied": TODAY}})
    assert again.status_code == 201


def test_a_load_repeated_with_its_key_is_one_version(olga):
    file_id = sent(olga, "/lists/files", DENIED.encode(), **NAMED).json()["id"]
    body = {"file_ids": [file_id], "dates": {"denied": TODAY}}

    first, second = (olga.post("/lists/loads", body, **{"Idempotency-Key": "l"}) for _ in "12")

    assert first.json() == second.json()
    assert len(olga.get("/lists/versions").json()["rows"]) == 1
    gone = olga.post("/lists/loads", body)
    assert gone.json()["code"] == "screening.file.gone"


def test_a_file_that_is_no_list_is_refused(olga):
    answer = loaded(olga, "nothing\n")

    assert (answer.status_code, answer.json()["code"]) == (422, "screening.list.unreadable")


def test_what_a_newer_state_brings_is_told_in_pages_without_the_own_list(olga, ada):
    version = loaded(olga).json()["rows"][0]["number"]
    olga.post("/own-list", {**WHY, "names": ["Black Pier Ltd"], "kind": "entity"})
    loaded(olga, DENIED.replace("Ivan Dorn,person", "Ivan Dorn,entity") + "Red Buoy,entity,CN,3\n")

    told = ada.get(f"/lists/changes?since={version}&limit=1").json()
    rest = ada.get(f"/lists/changes?since={version}&offset={told['next_offset']}").json()

    assert (told["added"], told["changed"], told["removed"]) == (1, 1, 0)
    names = [row["party"]["names"][0]["text"] for row in told["rows"] + rest["rows"]]
    assert names == ["Red Buoy", "Ivan Dorn"]
    assert rest["next_offset"] is None


def test_the_own_list_is_kept_by_few_and_its_reading_is_on_record(olga, ada, world):
    entry = {**WHY, "names": ["Black Pier Ltd", "Pier Noir"], "kind": "entity"}
    assert ada.post("/own-list", entry).status_code == 403

    made = olga.post("/own-list", entry).json()["id"]
    assert olga.post(f"/own-list/{made}/suspicions").json() == {"times": 2}

    [row] = olga.get("/own-list").json()["rows"]
    assert (row["suspected"], row["reason"]) == (2, WHY["reason"])
    assert ada.get("/own-list").status_code == 403
    assert len(world.entries("screening.own.read")) == 1
    [hit] = ada.post("/screenings", {"parties": [{"names": ["Pier Noir"]}]}).json()["answers"]
    assert hit["verdict"] == "hits"
    assert olga.post(f"/own-list/{made}/remove", WHY).status_code == 204
    assert olga.get("/own-list").json()["rows"] == []


def test_who_stands_on_the_own_list_is_told_to_its_keepers_only(olga, ada):
    entry = {
        **WHY, "names": ["Black Pier Ltd", "Pier Noir"], "kind": "entity", "countries": ["CY"],
        "identifiers": [{"kind": "registration", "number": "HE 77120"}],
    }  # fmt: skip
    made = olga.post("/own-list", entry).json()["id"]
    question = {"parties": [{"names": ["Pier Noirs"], "identifiers": ["HE 77120"]}]}

    hers = ada.post("/screenings", question)
    keepers = olga.post("/screenings", question)

    [[hit]] = [one["hits"] for one in hers.json()["answers"]]
    assert hit["is_hidden"] is True
    assert hit["party"]["list_id"] == "own"
    assert "compliance" in hit["why"]
    left = hers.content.decode()
    for secret in ("Black Pier", 'Pier Noir"', "registration", "CY", WHY["reason"], made):
        assert secret not in left
    [[kept]] = [one["hits"] for one in keepers.json()["answers"]]
    assert (kept["is_hidden"], kept["party"]["uid"]) == (False, made)


def test_files_are_sent_only_by_who_keeps_lists(ada, world):
    assert sent(ada, "/lists/files", DENIED.encode(), **NAMED).status_code == 403
    assert list((Path(uploads._root())).glob(".upload-*")) == []


def test_a_clerk_asks_no_lists(world):
    assert program_of(world, "cy").post("/screenings", ASKED).status_code == 403
