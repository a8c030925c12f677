"""The access table and the fields change through the API as on the pages: by two people."""

from muniment.vault.domain.cells import COLUMNS
from tests.api.conftest import program_of


def test_a_change_is_simulated_proposed_compared_and_adopted_by_somebody_else(world, olga):
    world.dossier("ada")
    mia = program_of(world, "mia")
    cells = [{"field": "profile.habits", "column": "salesperson.keeper", "cell": "counted"}]
    field = mia.get("/fields").json()["fields"][-1]["code"]
    cells[0] |= {"field": field, "column": _column("salesperson", "keeper")}

    effects = mia.post("/access-table/simulations", {"cells": cells}).json()["effects"]
    number = mia.post("/access-table/proposals", {"cells": cells, "note": "less"}).json()["number"]
    differs = mia.get(f"/access-table/versions/{number}/diff").json()["cells"]

    assert [one["person_id"] for one in effects] == [str(world.id("ada"))]
    assert [(one["field"], one["after"]) for one in differs] == [(field, "counted")]
    own = mia.post(f"/access-table/versions/{number}/adopt")
    assert own.status_code == 403
    assert olga.post(f"/access-table/versions/{number}/adopt").status_code == 204
    assert olga.get("/access-table").json()["number"] == number


def _column(role, relation):
    return next(
        one.code for one in COLUMNS if (one.role.value, one.relation.value) == (role, relation)
    )


def test_a_sheet_goes_out_and_comes_back_the_same(olga):
    sheet = olga.get("/access-table/versions/1/csv").content.decode()

    answer = olga.post("/access-table/proposals", {"csv": sheet})

    assert answer.json()["code"] == "vault.table.nothing_changes"


def test_a_sheet_that_opens_too_much_is_refused_with_every_place(olga):
    column = _column("administrator", "colleague")
    cells = [{"field": "identity.legal_name", "column": column, "cell": "open"}]

    answer = olga.post("/access-table/proposals", {"cells": cells})

    assert (answer.status_code, answer.json()["code"]) == (422, "vault.table.invalid")
    assert answer.json()["problems"][0]["where"] == f"identity.legal_name.{column}"


def test_a_change_is_said_in_exactly_one_way(olga):
    for body in ({}, {"preset": "strict", "csv": "field"}):
        answer = olga.post("/access-table/simulations", body)
        assert answer.json()["code"] == "api.proposal.unclear"
    wrong = {"cells": [{"field": "identity.country", "column": "king", "cell": "open"}]}
    assert olga.post("/access-table/simulations", wrong).json()["code"] == "api.column.unknown"
    assert olga.get("/access-table/versions/9").json()["code"] == "vault.table.not_found"


def test_a_proposal_is_turned_down(olga, world):
    number = olga.post("/access-table/proposals", {"preset": "strict"}).json()["number"]

    assert (
        program_of(world, "kai").post(f"/access-table/versions/{number}/withdraw").status_code
        == 204
    )
    states = {
        row["number"]: row["state"] for row in olga.get("/access-table/versions").json()["rows"]
    }
    assert states[number] == "withdrawn"
    assert {row["code"] for row in olga.get("/access-table/presets").json()["rows"]} >= {"strict"}


def test_a_new_field_is_shut_until_the_table_opens_it(olga, world):
    field = {
        "code": "profile.tea", "label_en": "Tea", "label_zh": "茶", "type": "choice",
        "choices": [{"code": "green", "label_en": "Green"}, {"code": "black", "label_en": "Black"}],
    }  # fmt: skip
    assert olga.post("/fields", field).status_code == 201

    rows = {row["field"]: row["cells"] for row in olga.get("/access-table").json()["rows"]}
    assert set(rows["profile.tea"]) == {"shut"}


def test_fields_are_renamed_retired_and_taken_back(olga):
    olga.put("/fields/identity.website/labels", {"label_en": "Home page"})
    olga.post("/fields/identity.website/retire")
    retired = {row["code"]: row["retired_at"] for row in olga.get("/fields").json()["fields"]}
    olga.post("/fields/identity.website/restore")
    back = {row["code"]: row for row in olga.get("/fields").json()["fields"]}

    assert retired["identity.website"]
    assert back["identity.website"]["retired_at"] is None
    assert back["identity.website"]["label_en"] == "Home page"
    assert len(olga.get("/fields/identity.website/labels").json()["rows"]) == 1


def test_a_compartment_of_the_companys_own(olga):
    assert olga.post("/compartments", {"code": "samples", "label_en": "Samples"}).status_code == 201
    assert olga.post("/compartments", {"code": "samples", "label_en": "Again"}).status_code == 422
