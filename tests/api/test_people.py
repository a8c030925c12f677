"""Accounts through the API: the rules of the pages, a link instead of a mail."""

from muniment.core.actor import HOUSE
from muniment.people import services as people
from tests.api.conftest import program_of
from tests.company import PASSWORD
from tests.world import NOON

ZOE = {"name": "Zoe", "email": "zoe@house.example", "role": "salesperson"}


def test_somebody_is_invited_and_comes_in_by_the_link(world, olga):
    made = olga.post("/people", {**ZOE, "line_manager_id": str(world.id("mia"))}).json()

    token = made["link"].rstrip("/").rsplit("/", 1)[-1]
    people.accept_invitation(token=token, password=PASSWORD, by=HOUSE, at=NOON)
    told = olga.get(f"/people/{made['person_id']}").json()

    assert (told["name"], told["state"], told["line_manager"]) == ("Zoe", "active", "Mia")
    assert len(olga.get(f"/people/{made['person_id']}/posts").json()["rows"]) == 1


def test_an_administrator_makes_no_owner(world):
    answer = program_of(world, "sam").post("/people", {**ZOE, "role": "owner"})

    assert (answer.status_code, answer.json()["code"]) == (403, "people.account.not_yours")


def test_an_administrator_sees_no_ways_in_of_an_owner(world):
    for what in ("sessions", "tokens"):
        answer = program_of(world, "sam").get(f"/people/{world.id('olga')}/{what}")
        assert answer.json()["code"] == "people.account.not_yours"


def test_the_address_book_is_narrowed_and_paged(olga):
    first = olga.get("/people?limit=3").json()
    second = olga.get(f"/people?limit=3&cursor={first['next_cursor']}").json()
    sellers = olga.get("/people?role=salesperson&text=be").json()["rows"]

    assert [row["name"] for row in first["rows"] + second["rows"]] == sorted(
        row["name"] for row in first["rows"] + second["rows"]
    )
    assert [row["name"] for row in sellers] == ["Ben"]


def test_leaving_takes_every_token_along(world, olga, ada):
    path = f"/people/{world.id('ada')}"
    assert len(olga.get(f"{path}/tokens").json()["rows"]) == 1
    notice = {"notice_on": "2026-05-04", "last_day_on": "2026-06-30"}
    assert olga.put(f"{path}/notice", notice).status_code == 204

    assert olga.post(f"{path}/leave").status_code == 204

    assert ada.get("/me").status_code == 401
    assert olga.get(path).json()["state"] == "left"


def test_a_token_of_somebody_is_revoked(world, olga, ada):
    path = f"/people/{world.id('ada')}/tokens/{ada.token_id}"

    assert olga.delete(path).status_code == 204
    assert ada.get("/me").status_code == 401
    assert olga.delete(path).json()["code"] == "people.token.not_found"


def test_the_chart_lists_managers_before_their_people(world, olga):
    rows = olga.get("/org-chart").json()["rows"]
    places = {row["id"]: place for place, row in enumerate(rows)}

    assert rows[0]["below"] == 8
    assert all(
        places[row["line_manager_id"]] < places[row["id"]] for row in rows if row["line_manager_id"]
    )


def test_teams_are_made_renamed_and_counted(world, olga):
    team = olga.post("/teams", {"name": "North"}).json()["id"]
    assert olga.put(f"/teams/{team}", {"name": "Baltic"}).status_code == 204
    post = {"role": "salesperson", "team_id": team, "line_manager_id": str(world.id("mia"))}
    assert olga.put(f"/people/{world.id('ben')}/post", post).status_code == 204

    assert olga.get("/teams").json()["rows"] == [{"id": team, "name": "Baltic", "count": 1}]


def test_jobs_are_told_without_what_they_carry(olga):
    from muniment.jobs import services as jobs

    job = jobs.enqueue("api.forget_answers", at=NOON)

    [row] = olga.get("/jobs").json()["rows"]
    assert row["id"] == str(job)
    assert olga.get(f"/jobs/{job}").json()["state"] == "waiting"
    assert olga.get("/jobs/queue").json()["waiting"] == 1
    assert "payload" not in row
