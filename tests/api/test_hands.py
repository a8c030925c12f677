"""Same hands through the API: ties of a case judged, ties of records that are sent."""

from uuid import UUID

import pytest

from muniment.investigations.runner import run_checks
from tests.api.cases import WHY, file_of, opened
from tests.world import NOON, World

BANK = {"bank.account": ["DE89370400440532013000"], "contact.phone": ["+49 40 5550188"]}


def _sighting(rec_id: str, **told: str) -> dict[str, str]:
    return {"rec_id": rec_id, **told}


RECORDS = [
    _sighting("1", company_name="Grey Whale Trading LLC", phone="+971 4 5550101",
              bank_account="AE070331234567890123456", email="deepak67@oceanmail.example"),
    _sighting("2", company_name="Silver Oar General Trading", phone="+971 4 5550101",
              bank_account="AE070331234567890123456", email="deepak6701@oceanmail.example"),
    *(_sighting(f"x{n}", company_name=f"{word} Imports GmbH", phone=f"+49 30 55501{n:02}")
      for n, word in enumerate(["Blue", "Green", "Amber", "Ivory", "Coral", "Hazel"])),
]  # fmt: skip


@pytest.fixture
def tied(ada, world: World) -> str:
    """A case that shares bank and telephone with another one."""
    opened(ada, facts={"company.name": ["Grey Whale Trading LLC"], **BANK})
    case = opened(ada, facts={"company.name": ["Silver Oar General Trading"], **BANK})
    run_checks(
        case_id=UUID(case.removeprefix("/cases/")), ids=["hands.same"], by=world.actor("ada"),
        at=NOON, progress=lambda *_: None,
    )  # fmt: skip
    return case


def test_ties_are_told_one_by_one_and_judged_by_who_may_accuse(ada, olga, tied):
    [link] = ada.get(f"{tied}/links").json()["rows"]
    assert {tie["kind"] for tie in link["ties"]} >= {"bank", "phone"}
    assert link["state"] == "open"

    assert ada.post(f"{tied}/links/{link['id']}/confirm", WHY).status_code == 403
    assert olga.post(f"{tied}/links/{link['id']}/confirm", WHY).status_code == 204
    assert file_of(ada, tied)["links"][0]["state"] == "confirmed"
    assert olga.post(f"{tied}/links/{link['id']}/deny", WHY).status_code == 204

    assert file_of(ada, tied)["links"][0]["state"] == "denied"


def test_all_ties_are_told_without_a_value_and_the_reading_is_on_record(ada, olga, tied, world):
    answer = olga.get("/hands")

    [pair] = answer.json()["rows"]
    assert {tie["kind"] for tie in pair["ties"]} >= {"bank", "phone"}
    assert b"DE8937" not in answer.content
    assert ada.get("/hands").status_code == 403
    assert len(world.entries("investigations.hands.read")) == 1


def test_records_that_are_sent_are_tied_and_nothing_is_kept(ada, world):
    told = ada.post("/hands/ties", {"records": RECORDS}).json()

    pairs = {frozenset((one["left"], one["right"])) for one in told["links"]}
    numbers = {rec: one["number"] for one in told["companies"] for rec in one["rec_ids"]}
    assert pairs == {frozenset((numbers["1"], numbers["2"]))}
    assert {tie["kind"] for tie in told["links"][0]["ties"]} >= {"bank", "phone"}


def test_one_company_is_asked_about_by_itself(ada):
    told = ada.post("/hands/ties", {"records": RECORDS[1:], "subject": RECORDS[:1]}).json()

    assert {one["left"] for one in told["links"]} == {-1}
