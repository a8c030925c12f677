"""The customers' word, the exit and rotation by programs: the same verbs, the same refusals."""

from base64 import b64encode

import pytest

from muniment.core import clock
from muniment.handover.domain.states import ItemState
from muniment.handover.models import Handover, ReturnItem
from muniment.vault import queries as vault
from tests.api.conftest import program_of
from tests.app.handover.cast import begin, customer, sellers
from tests.app.handover.words import answer, asked, item_of, link

PDF = b64encode(b"%PDF-1.7").decode()


@pytest.fixture
def as_(world):
    return lambda name: program_of(world, name)


@pytest.fixture
def left(world):
    sellers(world)
    one = customer(world)
    return one, f"/handovers/{begin(world, chosen={one: world.id('dan')}).handover_id}"


def test_a_program_asks_hands_a_link_over_and_reads_the_answer(world, as_, left):
    one, path = left
    told = as_("mia").post(f"{path}/questions", {"items": [str(item_of(one).id)]})
    assert told.status_code == 201, told.content
    (question,) = told.json()["ids"]
    made = as_("mia").post(f"{path}/links", {"confirmations": [question]}).json()["rows"][0]
    answer(made["link"].split("/contact/")[1].partition("/")[0], at=clock.now())

    (row,) = as_("mia").get(f"{path}/questions").json()["rows"]
    assert (row["state"], row["answer"], row["is_traced"]) == ("answered", "confirmed", False)
    said = as_("mia").get(f"{path}/questions/{question}/answer").json()
    assert said["promises"] == ["samples by 3 June", "drawing"]
    assert said["receipt"] == row["receipt"]


def test_a_question_is_closed_and_only_one_by_mail_is_reminded_of(world, as_, left):
    one, path = left
    question = asked(world, one, at=clock.now())
    assert as_("dan").post(f"{path}/questions/{question}/remind").status_code == 404
    assert as_("dan").post(
        f"{path}/questions/{question}/close", {"reason": "by phone"}
    ).status_code == 204  # fmt: skip


def test_a_signed_sheet_is_filed(world, as_, left):
    one, path = left
    body = {
        "way": "paper", "answer": "confirmed", "answered_by": "K. Weber", "content": PDF,
    }  # fmt: skip
    filed = as_("mia").post(f"{path}/customers/{item_of(one).id}/answer", body)
    assert filed.status_code == 201, filed.content
    assert item_of(one).state == ItemState.CONFIRMED
    again = as_("mia").post(
        f"{path}/customers/{item_of(one).id}/answer", body | {"content": "no base64!"}
    )
    assert again.json()["code"] == "handover.paper.unfit"


@pytest.mark.parametrize("name", ["ada", "eli", "ben"])
def test_strangers_and_the_leaver_reach_no_question(world, as_, left, name):
    one, path = left
    question = asked(world, one, at=clock.now())
    made = link(world, question, at=clock.now())
    answer(made.token, at=clock.now())
    client = as_("ben" if name == "ada" else name)
    assert client.get(f"{path}/questions").status_code == 404
    assert client.get(f"{path}/questions/{question}/answer").status_code == 404


def test_the_exit_by_a_program(world, as_, left):
    _, path = left
    mia = as_("mia")
    assert mia.post(f"{path}/exit/list").json() == {"count": 13}
    assert mia.post(
        f"{path}/exit/returns", {"kind": "other", "name": "chart"}
    ).status_code == 201  # fmt: skip
    item = ReturnItem.objects.first()
    settled = mia.post(f"{path}/exit/returns/{item.id}", {"state": "returned"})
    assert settled.status_code == 204
    filed = mia.post(f"{path}/exit/papers", {"paper": "deletion", "content": PDF})
    assert filed.status_code == 201
    told = mia.get(f"{path}/exit").json()
    assert {one["code"]: one["done"] for one in told["conditions"]}["returns"] == 1
    assert list(told["unsigned"]) == ["duties"]
    signed = mia.post(f"{path}/exit/sign", {"paper": "duties", "name": "Ada"})
    assert signed.json()["code"] == "handover.statement.not_yours"


def test_only_an_owner_completes_what_is_open(world, as_, left):
    _, path = left
    body = {"reason": "the company closed"}
    refused = as_("mia").post(f"{path}/exit/complete", body)
    assert refused.json()["code"] == "handover.exit.not_ready"
    assert as_("olga").post(f"{path}/exit/complete", body).json() == {"is_clean": False}
    assert Handover.objects.get().overridden


def test_a_program_rotates_a_market(world, as_):
    sellers(world)
    here, there = customer(world, country="BR"), customer(world, country="DE")
    mia, persons = as_("mia"), [str(world.id("ada"))]
    markets = mia.post("/rotations/markets", {"persons": persons}).json()["rows"]
    assert {one["country"] for one in markets} == {"BR", "DE"}
    body = {"persons": persons, "markets": ["BR"], "heirs": [str(world.id("dan"))]}
    plan = mia.post("/rotations/plan", body).json()
    done = mia.post(
        "/rotations", body | {"kind": "rotation", "fingerprint": plan["fingerprint"]}
    )  # fmt: skip
    assert done.status_code == 201, done.content
    assert vault.dossier(here).keeper_id == world.id("dan")
    assert vault.dossier(there).keeper_id == world.id("ada")
