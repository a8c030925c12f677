"""Hand-overs by programs: the same plan, the same act, the same refusals."""

import pytest

from muniment.people import queries as people
from muniment.people.domain.employment import State
from muniment.vault import queries as vault
from tests.api.conftest import program_of
from tests.app.exposure.scene import close_orders
from tests.app.handover.cast import customer, sellers


@pytest.fixture
def hers(world):
    sellers(world)
    return [customer(world), customer(world, country="BR")]


@pytest.fixture
def as_(world):
    return lambda name: program_of(world, name)


def planned(client, world):
    asked = {"person_id": str(world.id("ada")), "heirs": [str(world.id("dan"))]}
    answer = client.post("/handovers/plan", asked)
    assert answer.status_code == 200, answer.content
    return asked | {
        "kind": "leaver", "fingerprint": answer.json()["fingerprint"], "reason": "new job",
        "notice_on": "2026-05-04", "last_day_on": "2036-06-30",
    }  # fmt: skip


def begun(client, world):
    answer = client.post("/handovers", planned(client, world))
    assert answer.status_code == 201, answer.content
    return answer.json()


def test_a_program_plans_and_hands_over(world, as_, hers):
    told = begun(as_("mia"), world)
    assert told["before"] == told["after"]
    assert told["before"]["customers"] == 2
    assert {vault.dossier(one).keeper_id for one in hers} == {world.id("dan")}
    assert people.reader(world.id("ada")).state is State.ON_NOTICE


def test_a_plan_that_moved_is_refused(world, as_, hers):
    body = planned(as_("mia"), world) | {"fingerprint": "0" * 64}
    answer = as_("mia").post("/handovers", body)
    assert (answer.status_code, answer.json()["code"]) == (409, "handover.plan.moved")


def test_a_leaver_needs_a_last_day(world, as_, hers):
    answer = as_("mia").post("/handovers", planned(as_("mia"), world) | {"last_day_on": None})
    assert answer.json()["code"] == "api.handover.days_missing"


def test_the_board_by_part(world, as_, hers):
    told = begun(as_("mia"), world)
    path = f"/handovers/{told['id']}"
    whole = as_("mia").get(path).json()
    assert (whole["part"], whole["total"], whole["progress"]["main"]) == ("leads", 2, 2)
    mine = as_("dan").get(path).json()
    assert (mine["part"], mine["progress"]) == ("takes", None)
    assert {row["share"] for row in mine["rows"]} == {None}
    assert as_("ben").get(path).status_code == 404
    assert len(as_("mia").get("/handovers").json()["rows"]) == 1
    assert as_("ben").get("/handovers").json()["rows"] == []


def test_introduced_accepted_offered_and_taken_back(world, as_, hers):
    mia = as_("mia")
    path = f"/handovers/{begun(mia, world)['id']}"
    items = [row["item_id"] for row in mia.get(path).json()["rows"]]

    assert mia.post(f"{path}/introduced", {"items": items}).json() == {"count": 2}
    assert mia.post(f"{path}/accepted", {"items": items}).status_code == 403
    assert as_("dan").post(f"{path}/accepted", {"items": items}).json() == {"count": 2}
    offer = {"heir_id": str(world.id("eli")), "reason": "asked"}
    assert mia.post(f"{path}/customers/{items[0]}/heir", offer).status_code == 204
    asked = mia.post(f"{path}/withdraw", {"reason": "she stays"}).json()
    assert asked["restored"] is None
    (waits,) = as_("olga").get(f"{path}/withdraw").json()["rows"]
    assert (waits["id"], waits["may_confirm"]) == (asked["id"], True)
    assert mia.post(f"{path}/withdraw/{asked['id']}/confirm").status_code == 403
    told = as_("olga").post(f"{path}/withdraw/{asked['id']}/confirm").json()
    assert told == {
        "customers": 2, "staying": 0, "elsewhere": 0, "deputies": 0, "grants": 0, "tokens": 0,
    }  # fmt: skip


def test_a_withdrawal_is_dropped_and_the_mail_on_hold_is_counted(world, as_, hers):
    mia = as_("mia")
    path = f"/handovers/{begun(mia, world)['id']}"
    asked = mia.post(f"{path}/withdraw", {"reason": "she stays"}).json()
    assert mia.post(f"{path}/withdraw/{asked['id']}/drop").status_code == 204
    assert mia.get(f"{path}/withdraw").json() == {"rows": []}
    told = mia.get(f"{path}/post").json()
    assert told["at_notice"] == {"tray": 0, "passed": 0, "imports": 0}
    assert (told["stands_in"], told["files"]) == ("Mia", [])


def test_a_program_reads_every_prepared_letter(world, as_, hers):
    mia = as_("mia")
    made = begun(mia, world)
    assert made["letters"] == 2
    rows = mia.get(f"/handovers/{made['id']}/letters").json()["rows"]
    assert sum(len(row["customers"]) for row in rows) == 2
    assert all("Ada" in row["text"] for row in rows)


def test_the_look_back_is_sound_and_not_hers_to_read(world, as_, hers):
    path = f"/handovers/{begun(as_('mia'), world)['id']}/look-back"
    assert as_("kai").get(path).json()["is_sound"] is True
    assert as_("dan").get(path).status_code == 403


def test_what_became_of_the_customers_is_told_to_those_who_lead(world, as_, hers):
    path = f"/handovers/{begun(as_('mia'), world)['id']}/after"
    told = as_("mia").get(path).json()
    assert {row["heap"] for row in told["rows"]} == {"unclear"}
    assert (told["took_any"], told["compared"]) == (None, 0)
    assert as_("dan").get(path).status_code == 403


def test_amounts_follow_the_order_histories_that_are_open(world, as_, hers):
    mia = as_("mia")
    asked = {"person_id": str(world.id("ada")), "heirs": [str(world.id("dan"))]}
    assert mia.post("/handovers/plan", asked).json()["hanging"]["hang"] == 0
    path = f"/handovers/{begun(mia, world)['id']}"
    assert mia.get(path).json()["hanging_at_notice"] is not None
    close_orders(world)

    told = mia.get(path).json()
    assert (told["hanging_at_notice"], told["untold"]) == (None, 2)
    after = mia.get(f"{path}/after").json()
    assert (after["lost"], after["untold"]) == (None, 2)
    heir = as_("dan").get(path).json()
    assert (heir["hanging_at_notice"], heir["untold"]) == (None, 0)
