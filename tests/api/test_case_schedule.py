"""The schedule of cases through the API."""

from muniment.investigations import queries, scheduling
from tests.world import NOON, World

RULE = {"is_on": True, "months": 6, "a_week": 1, "first": "newest", "lead": "compliance"}


def test_a_program_looks_ahead_sets_the_rule_and_reads_it(olga, world: World):
    heron = world.dossier("ada")

    assert olga.get("/case-schedule").json()["number"] == 0
    told = olga.post("/case-schedule/preview", RULE).json()
    assert [row["dossier_id"] for row in told["next"]] == [str(heron)]
    assert told["next"][0]["leader_id"] == str(world.id("kai"))
    assert queries.schedules() == []

    told = olga.put("/case-schedule", RULE).json()
    assert {name: told[name] for name in RULE} == RULE
    assert told["number"] == 1
    assert scheduling.open_cases(at=NOON) == 1


def test_a_rule_out_of_bounds_is_refused(olga):
    assert olga.put("/case-schedule", {**RULE, "months": 0}).status_code == 422
    assert olga.post("/case-schedule/preview", {**RULE, "a_week": 99}).status_code == 422


def test_a_salesperson_neither_reads_nor_sets_it(ada):
    assert ada.get("/case-schedule").status_code == 403
    assert ada.put("/case-schedule", RULE).status_code == 403
