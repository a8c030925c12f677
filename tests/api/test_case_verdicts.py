"""Verdicts through the API: advice with its working, terms, the second person."""

from tests.api.cases import WHY, file_of, opened
from tests.api.conftest import program_of
from tests.world import World

USD = "USD"
COSTS = {
    "order": {"minor": 4_000_000, "currency": USD},
    "freight_out": {"minor": 300_000, "currency": USD},
    "freight_back": {"minor": 300_000, "currency": USD},
    "demurrage_a_day": {"minor": 10_000, "currency": USD},
    "resale_loss_percent": 30,
    "free_days": 7,
}


def test_the_deposit_covers_what_a_refusal_costs_line_by_line(ada):
    told = ada.post("/deposits", COSTS).json()

    # 3,000 + 3,000 freight, 23 days at 100, 30 % of 40,000
    assert told["total"] == {"minor": 2_030_000, "currency": USD}
    assert told["percent"] == 51
    assert sum(line["amount"]["minor"] for line in told["lines"]) == 2_030_000
    assert told["is_lower_limit"] is False


def test_a_cost_that_nobody_gave_is_asked_for_and_adds_nothing(ada):
    told = ada.post("/deposits", {"order": COSTS["order"]}).json()

    assert told["is_lower_limit"] is True
    assert {line["basis"] for line in told["lines"]} == {"asked"}


def test_costs_in_two_currencies_are_refused(ada):
    mixed = {**COSTS, "freight_out": {"minor": 1, "currency": "EUR"}}

    assert ada.post("/deposits", mixed).json()["code"] == "investigations.deposit.invalid"


def test_advice_is_fitted_to_the_case_and_the_deal(ada):
    case = opened(ada)

    told = ada.post(f"{case}/advice", {"costs": COSTS}).json()

    assert told["row"] == "insufficient"
    assert told["deposit"]["percent"] == 51
    assert all(one["sentence"] for one in told["terms"])
    assert all("{" not in one["sentence"] for one in told["terms"])


def test_terms_milder_than_the_advice_wait_for_a_second_person(ada, olga, world: World):
    case = opened(ada)
    mild = {"terms": {"way": "open_account", "days": 90}, **WHY}

    made = ada.post(f"{case}/decisions", mild).json()["id"]
    [waiting] = file_of(ada, case)["decisions"]
    assert (waiting["state"], waiting["is_override"]) == ("waiting", True)
    assert waiting["terms"]["way"] == "open_account"
    own = ada.post(f"{case}/decisions/{made}/approve", WHY)
    assert own.status_code == 403

    assert olga.post(f"{case}/decisions/{made}/approve", WHY).status_code == 204

    [decided] = file_of(ada, case)["decisions"]
    assert (decided["state"], decided["second_by"]) == ("in_force", str(world.id("olga")))
    assert ada.get(case).json()["head"]["state"] == "decided"


def test_a_waiting_verdict_can_be_turned_down(ada, olga):
    case = opened(ada)
    made = ada.post(
        f"{case}/decisions", {"terms": {"way": "open_account", "days": 90}, **WHY}
    ).json()["id"]

    assert olga.post(f"{case}/decisions/{made}/refuse", WHY).status_code == 204

    assert file_of(ada, case)["decisions"][0]["state"] == "refused"


def test_the_table_of_advice_is_changed_by_two_people(olga, world: World):
    kai = program_of(world, "kai")
    sheet = olga.get("/advice-tables").json()["in_force"]
    sheet["C"]["recheck_days"] = 45

    number = olga.post("/advice-tables", {"sheet": sheet}).json()["number"]
    assert olga.post(f"/advice-tables/{number}/adopt").status_code == 403
    assert kai.post(f"/advice-tables/{number}/adopt").status_code == 204

    told = kai.get("/advice-tables").json()
    assert told["in_force"]["C"]["recheck_days"] == 45
    assert told["rows"][0]["adopted_by"] == str(world.id("kai"))


def test_a_broken_table_is_refused_with_its_row(olga):
    sheet = olga.get("/advice-tables").json()["in_force"]
    del sheet["E"]

    answer = olga.post("/advice-tables", {"sheet": sheet})

    assert answer.json()["code"] == "investigations.advice.broken"
