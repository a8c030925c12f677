"""Customs data through the API: send, answer what is asked, load, ask, remove."""

from pathlib import Path

import pytest

from muniment.customs_data import store, uploads
from muniment.jobs import services as jobs
from muniment.keys import ring
from tests.api.cases import sent
from tests.api.conftest import Program, program_of
from tests.world import NOON, World
from tests.world import world as build

HEADER = (
    "Import Date,Importer,Supplier,HS Code,Product Description,Quantity,Unit,Net Weight KG,"
    "Value USD,Origin Country\n"
)
ROWS = "".join(
    f"2025-{month:02}-09,Orion Trading LLC,Foshan Tiles Co Ltd,69072100,floor tiles,"
    f"{100 * month},M2,2000,{1000 * month},CN\n"
    for month in range(1, 7)
)
NAMED = {"X-Muniment-File-Name": "Kenya%20Import%202025.csv"}


@pytest.fixture
def world(settings, tmp_path: Path, db: None) -> World:
    settings.DATA_DIR = tmp_path
    ring.create()
    return build()


@pytest.fixture
def mia(world: World) -> Program:
    return program_of(world, "mia")


def uploaded(program: Program, text: str = HEADER + ROWS) -> str:
    made = sent(program, "/customs-data/uploads", text.encode(), **NAMED)
    assert made.status_code == 201, made.content
    return f"/customs-data/uploads/{made.json()['id']}"


def loaded(program: Program, text: str = HEADER + ROWS) -> None:
    assert program.post(f"{uploaded(program, text)}/load").status_code == 202
    jobs.work_off(at=NOON)


def test_a_file_is_understood_loaded_and_listed(mia):
    upload = uploaded(mia)
    layout = mia.get(f"{upload}/layout").json()
    columns = {one["role"]: one["heading"] for one in layout["columns"]}
    assert (columns["buyer"], columns["hs_code"]) == ("Importer", "HS Code")
    assert (layout["questions"], layout["reporting_country"]) == ([], "KE")

    assert mia.post(f"{upload}/load").status_code == 202
    assert mia.get(f"{upload}/progress").json()["job"]["state"] == "waiting"
    jobs.work_off(at=NOON)

    assert mia.get(f"{upload}/progress").json() == {"waiting": False, "trouble": None, "job": None}
    [load] = mia.get("/customs-data/loads").json()["rows"]
    assert (load["name"], load["rows"]) == ("Kenya Import 2025.csv", 6)


def test_what_is_not_clear_is_asked_answered_and_remembered(mia):
    text = HEADER.replace("Import Date", "When") + ROWS.replace("2025-", "03/").replace(
        "-09", "/25"
    )
    upload = uploaded(mia, text)
    asked = mia.get(f"{upload}/layout").json()["questions"]
    assert asked

    told = mia.put(f"{upload}/layout", {"columns": {"date": 0}, "date_form": "day_first"}).json()
    mia.post(f"{upload}/load")
    jobs.work_off(at=NOON)

    assert told["date_form"] == "day_first"
    assert len(mia.get("/customs-data/loads").json()["rows"]) == 1
    again = mia.get(f"{uploaded(mia, text + ROWS[:10])}/layout").json()
    assert again["is_remembered"] is True
    assert (again["date_form"], again["date_form_remembered"]) == ("day_first", True)


def test_the_order_of_dates_and_the_currency_of_a_layout_can_be_said_beforehand(mia):
    text = HEADER + ROWS.replace("2025-", "03/").replace("-09", "/25")
    fingerprint = mia.get(f"{uploaded(mia, text)}/layout").json()["fingerprint"]
    said = {"columns": {}, "date_form": "month_first", "currency": "EUR"}
    mia.put(f"/customs-data/layouts/{fingerprint}", said)

    told = mia.get(f"{uploaded(mia, text + ROWS[:10])}/layout").json()

    assert (told["date_form"], told["currency"]) == ("month_first", "EUR")
    assert told["questions"] == []


def test_a_column_that_the_file_does_not_have_is_refused(mia):
    upload = uploaded(mia)

    answer = mia.put(f"{upload}/layout", {"columns": {"buyer": 10}})

    assert (answer.status_code, answer.json()["code"]) == (422, "api.customs_column.unknown")
    assert mia.get(f"{upload}/layout").status_code == 200


def test_a_remembered_column_beyond_the_file_is_left_out(mia):
    fingerprint = mia.get(f"{uploaded(mia)}/layout").json()["fingerprint"]
    mia.put(f"/customs-data/layouts/{fingerprint}", {"columns": {"notify": 99}})

    told = mia.get(f"{uploaded(mia)}/layout").json()

    assert "notify" not in {one["role"] for one in told["columns"]}


def test_a_load_that_was_stopped_says_why_and_reports_the_rows(mia):
    bad = HEADER + ROWS + "no day,Orion,Foshan,69072100,tiles,1,M2,1,none,CN\n"
    upload = uploaded(mia, bad)
    mia.post(f"{upload}/load")
    jobs.work_off(at=NOON)

    told = mia.get(f"{upload}/progress").json()
    assert told["trouble"]["code"] == "customs_data.load.rows_bad"
    assert b"no day" in mia.get(f"{upload}/report").getvalue()
    mia.put(f"{upload}/layout", {"skip_bad": True})
    mia.post(f"{upload}/load")
    jobs.work_off(at=NOON)

    [load] = mia.get("/customs-data/loads").json()["rows"]
    assert load["left_out"] == 1


def test_a_file_sent_twice_with_a_key_waits_once_and_is_given_up(mia):
    key = {"Idempotency-Key": "f-1", **NAMED}

    first, second = (sent(mia, "/customs-data/uploads", ROWS.encode(), **key) for _ in "12")

    assert first.json() == second.json()
    assert len(mia.get("/customs-data/uploads").json()["rows"]) == 1
    assert mia.delete(f"/customs-data/uploads/{first.json()['id']}").status_code == 204
    assert uploads.waiting() == []


def test_a_file_that_is_too_large_leaves_nothing_behind(mia, monkeypatch):
    monkeypatch.setattr("muniment.api.customs_data.LARGEST", 10)

    answer = sent(mia, "/customs-data/uploads", ROWS.encode(), **NAMED)

    assert (answer.status_code, answer.json()["code"]) == (413, "api.body.too_large")
    assert list(store.root().glob(".upload-*")) == []


def test_a_profile_tells_what_the_records_say_and_what_they_rest_on(mia):
    loaded(mia)
    ada = {"name": "ORION TRADING", "our_codes": ["6907"]}

    told = mia.post("/customs-data/profiles", ada).json()

    assert told["is_habit"] is True
    assert told["profile"]["totals"]["rows"] == 6
    assert told["profile"]["our_share"] == 1.0
    assert told["profile"]["suppliers"][0]["name"] == "Foshan Tiles Co Ltd"
    assert told["profile"]["coverage"]


def test_with_nothing_loaded_nothing_is_known_which_is_no_good_sign(mia):
    answer = mia.post("/customs-data/profiles", {"name": "Orion"})

    assert (answer.status_code, answer.json()["code"]) == (409, "customs_data.profile.no_data")


def test_an_inquiry_is_held_against_the_history(mia):
    loaded(mia)
    facts = {"company.name": ["Orion Trading LLC"], "deal.hs_code": ["940510"]}

    rows = mia.post("/customs-data/plausibility", {"facts": facts}).json()["rows"]

    assert "end_use.does_not_fit" in {one["signal"] for one in rows}
    assert all("{" not in one["sentence"] for one in rows)


def test_a_load_is_removed_by_few_and_stays_on_record(mia, olga):
    loaded(mia)
    [load] = mia.get("/customs-data/loads").json()["rows"]

    assert mia.delete(f"/customs-data/loads/{load['id']}").status_code == 403
    assert olga.delete(f"/customs-data/loads/{load['id']}").status_code == 204

    assert mia.get("/customs-data/loads").json()["rows"] == []
    [removed] = mia.get("/customs-data/loads?removed=true").json()["rows"]
    assert removed["removed_at"]


def test_columns_and_our_codes_are_said_once(mia):
    fingerprint = mia.get(f"{uploaded(mia)}/layout").json()["fingerprint"]

    answer = mia.put(f"/customs-data/layouts/{fingerprint}", {"columns": {"notify": 4}})
    codes = mia.put("/customs-data/our-codes", {"codes": ["6907.21", "69"]}).json()

    assert answer.status_code == 204
    columns = mia.get(f"{uploaded(mia)}/layout").json()["columns"]
    assert {one["role"]: one["column"] for one in columns}["notify"] == 4
    assert mia.get("/customs-data/our-codes").json() == codes == {"codes": ["690721", "69"]}
