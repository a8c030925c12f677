"""Early warning through the API: the same rights, the same record."""

from datetime import timedelta

import pytest

from muniment.core.actor import HOUSE
from muniment.warning import services
from tests.api.conftest import Program, program_of
from tests.app.warning.book import TODAY, book
from tests.world import NOON, World


@pytest.fixture
def ben(world: World) -> Program:
    """A colleague who keeps other customers."""
    return program_of(world, "ben")


@pytest.fixture
def scored(world):
    made = book(world)
    services.score_house(by=HOUSE, at=NOON)
    return made


def _customer(made):
    return f"/warnings/customers/{made['silent']}"


def test_warnings_are_listed_within_reach_and_on_record(ada, ben, olga, scored, world):
    [row] = ada.get("/warnings").json()["rows"]

    assert row["dossier_id"] == str(scored["silent"])
    assert row["reason"] == "stopped"
    assert row["facts"]["silent"] == 120
    assert ben.get("/warnings").json()["rows"] == []
    assert len(olga.get("/warnings").json()["rows"]) == 1
    assert len(world.entries("warning.list.read")) == 3


def test_a_customer_is_told_with_its_orders_and_an_old_day_again(ada, ben, scored):
    told = ada.get(_customer(scored)).json()

    assert len(told["orders"]) == 24
    assert told["forecast"]["money"]["usd"] > 0
    again = ada.get(f"{_customer(scored)}/days/{TODAY}").json()
    assert again["is_same"] is True
    assert again["rows"][0]["score"] == told["warnings"][0]["score"]
    assert ben.get(_customer(scored)).status_code == 403


def test_a_warning_is_answered_once_and_opened_again(ada, ben, scored):
    [row] = ada.get("/warnings").json()["rows"]
    address = f"/warnings/{row['id']}/outcome"
    told = {"outcome": "lost", "reason": "They closed down."}

    assert ben.post(address, told).status_code == 404
    assert ada.post(address, {**told, "outcome": "ordered"}).status_code == 422
    assert ada.post(address, told).status_code == 204
    assert ada.post(address, told).status_code == 409
    closed = ada.get("/warnings?show=closed").json()["rows"]
    assert closed[0]["outcome"] == "lost"
    assert ada.post(f"/warnings/{row['id']}/withdraw", {}).status_code == 204


def test_words_suspensions_and_rhythms_are_written_and_ended(ada, scored):
    here, until = _customer(scored), (TODAY + timedelta(days=30)).isoformat()
    word = {"said_on": TODAY.isoformat(), "words": "Back in June.", "until": until}

    assert ada.post(f"{here}/words", word).status_code == 201
    span = {"starts_on": TODAY.isoformat(), "ends_on": until, "why": "stock"}
    made = ada.post(f"{here}/suspensions", span)
    assert made.status_code == 201
    assert ada.post(f"/warnings/suspensions/{made.json()['id']}/end", {}).status_code == 204
    assert ada.post(f"{here}/rhythm", {"gap_days": 45, "months": [3, 9]}).status_code == 201
    told = ada.get(here).json()
    assert told["words"][0]["words"] == "Back in June."
    assert [it["ended_at"] is None for it in told["pauses"]].count(True) == 1
    assert told["rhythm"]["months"] == [3, 9]
    assert ada.post(f"{here}/rhythm/end", {}).status_code == 204
    assert ada.post(f"{here}/rhythm/end", {}).status_code == 404


def test_a_win_back_case_goes_its_way(ada, ben, scored, world):
    opening = {"person_id": str(world.id("ada")), "why": "Price"}
    made = ada.post(f"{_customer(scored)}/winback", opening)
    case = f"/winbacks/{made.json()['id']}"

    assert made.status_code == 201
    assert ada.post(f"{_customer(scored)}/winback", opening).status_code == 409
    step = {"kind": "visit", "person_id": str(world.id("mia")), "due_on": TODAY.isoformat()}
    added = ada.post(f"{case}/steps", step).json()["id"]
    assert ada.post(f"/winbacks/steps/{added}/done", {"words": "Seen."}).status_code == 204
    assert ada.put(f"{case}/words", {"offer": "Five percent."}).status_code == 204
    told = ada.get(case).json()
    assert (told["why"], told["offer"]) == ("Price", "Five percent.")
    assert {it["result"] for it in told["steps"]} == {"", "Seen."}
    assert ben.get(case).status_code == 404
    assert ada.post(f"{case}/move", {"state": "won", "reason": "Ordered."}).status_code == 204
    assert ada.get("/winbacks?closed=true").json()["rows"][0]["state"] == "won"


def test_settings_rates_and_runs(ada, olga, scored):
    days = {"horizon_days": 100, "watch_days": 300}

    assert ada.put("/warnings/settings", days).status_code == 403
    assert olga.put("/warnings/settings", days).status_code == 204
    assert olga.put("/warnings/rates", {"usd": {"EUR": "1.1"}}).status_code == 204
    told = ada.get("/warnings/settings").json()
    assert told["horizon_days"] == 100
    assert told["rates"] == {"USD": 1.0, "EUR": 1.1}
    assert len(told["runs"]) == 1
    assert olga.post("/warnings/runs", {}).status_code == 202
    assert ada.post("/warnings/runs", {}).status_code == 403


def test_questions_about_people_are_for_those_above_them(ada, olga):
    assert ada.get("/warnings/people").status_code == 403
    assert olga.get("/warnings/people").json() == {"rows": []}
