"""Exposure for programs: the same answers and the same refusals as on the pages."""

import pytest

from muniment.exposure.domain.weights import Weights
from tests.api.conftest import program_of
from tests.app.exposure.scene import close_orders, scene

SHEET = {**Weights().sheet(), "others": 0.5}


@pytest.fixture
def mia(world):
    return program_of(world, "mia")


def test_a_program_of_the_manager_reads_map_person_customer_and_pair(world, mia):
    alone, _ = scene(world)
    ada, ben = world.id("ada"), world.id("ben")
    house = mia.get("/exposure").json()
    person = mia.get(f"/exposure/people/{ada}").json()
    customer = mia.get(f"/exposure/customers/{alone}").json()
    pair = mia.get(f"/exposure/people/{ada}/with/{ben}").json()

    assert {line["name"] for line in house["people"]} == {"Ada", "Ben"}
    assert sum(len(group["tiles"]) for group in house["groups"]) == 2
    assert person["reach"]["figures"]["customers"] == 2
    assert person["reach"]["causes"][0]["kind"] == "cells"
    assert {row["dossier_id"] for row in person["held"]} >= {str(alone)}
    assert customer["bonds"][0]["cut"] > 0
    assert pair["together"]["middle"] >= pair["first"]["middle"]


def test_a_program_of_somebody_without_reports_gets_nothing(world, ada):
    scene(world)

    assert ada.get("/exposure").status_code == 403
    assert ada.get(f"/exposure/people/{world.id('ben')}").status_code == 403


def test_a_token_without_the_scope_gets_nothing(world):
    narrow = program_of(world, "mia", "people.read")

    assert narrow.get("/exposure").status_code == 403


def test_weights_take_two_people_through_this_door_too(world, mia, olga):
    made = mia.post("/exposure/weights", {"weights": SHEET, "reason": "our fairs"})
    assert made.status_code == 201
    assert mia.get("/exposure/weights").json()["proposal"]["others"] == 0.5
    number = made.json()["number"]

    assert olga.post(f"/exposure/weights/{number}/adopt").status_code == 204
    assert olga.get("/exposure/weights").json()["weights"]["others"] == 0.5
    again = mia.post("/exposure/weights", {"weights": SHEET, "reason": "our fairs"})
    assert again.json()["code"] == "exposure.weights.unchanged"


def test_a_weight_that_is_not_known_is_named(world, mia):
    told = {"weights": {"charm": 2.0}, "reason": "x"}
    answer = mia.post("/exposure/weights", told)

    assert answer.json()["code"] == "exposure.weights.invalid"


def test_a_proposal_is_taken_back_and_a_survey_is_asked_for(world, mia):
    number = mia.post("/exposure/weights", {"weights": SHEET, "reason": "x"}).json()["number"]

    assert mia.post(f"/exposure/weights/{number}/withdraw").status_code == 204
    assert mia.post("/exposure/survey").status_code == 202
    assert mia.post("/exposure/weights/learnt", {"reason": "y"}).status_code == 409


def test_where_the_order_register_is_closed_a_program_gets_no_amount(world, mia):
    alone, _ = scene(world)
    close_orders(world)
    ada, ben = world.id("ada"), world.id("ben")
    house = mia.get("/exposure").json()
    person = mia.get(f"/exposure/people/{ada}").json()
    customer = mia.get(f"/exposure/customers/{alone}").json()
    pair = mia.get(f"/exposure/people/{ada}/with/{ben}").json()

    assert (house["total"], house["untold"], pair["together"]) == (None, 2, None)
    assert {tile["usd"] for group in house["groups"] for tile in group["tiles"]} == {None}
    assert (person["band"], person["reach"]["turnover"], customer["usd"]) == (None, None, None)
    assert {row["middle"] for row in person["held"]} == {None}
    assert customer["bonds"][0]["fall"] > 0.2
    assert customer["bonds"][0]["cut"] is None


def test_a_program_reads_what_departures_taught_with_its_intervals(world, mia):
    told = mia.get("/exposure/weights").json()

    assert [one["name"] for one in told["learnt"]] == list(Weights().sheet())
    assert all(one["low"] < one["after"] < one["high"] for one in told["learnt"])
    assert (told["learnt_leavers"], told["learnt_customers"], told["proposal_between"]) == (
        0,
        0,
        {},
    )
