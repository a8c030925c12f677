"""Submissions and credit for programs."""

import io
import zipfile
from uuid import UUID

import pytest

from muniment.submissions import queries
from muniment.touches.domain.kinds import Kind
from muniment.touches.services.logging import NewTouch, log_touch
from tests.api.conftest import program_of
from tests.world import NOON

CARD = "Maria Lund\nBuyer\nNordlicht Handels GmbH\n+49 40 555 0123\nmaria@nordlicht.example"


@pytest.fixture
def heron(world) -> UUID:
    return world.dossier()


@pytest.fixture
def mia(world):
    return program_of(world, "mia")


@pytest.fixture
def ben(world):
    return program_of(world, "ben")


def test_a_program_hands_in_for_its_owner(ada, mia, world, heron):
    mia.post("/submissions/settings/rhythm", {"weeks": 1, "weekday": 4})

    draft = ada.get("/submissions/draft").json()
    made = ada.post("/submissions", {"confirmed": [str(heron)]})

    assert (draft["due_on"], draft["is_asked"]) == ("2026-05-08", True)
    assert {one["state"] for one in draft["customers"][0]["fields"]} >= {"fresh", "missing"}
    assert "Nordlicht" not in str(draft)
    assert made.status_code == 201
    assert ada.post("/submissions", {}).status_code == 409
    (row,) = ada.get("/submissions").json()["rows"]
    assert (row["customers_confirmed"], row["is_late"]) == (1, False)


def test_leaders_read_the_report_on_record_and_set_what_is_asked(ada, mia, olga, world, heron):
    assert (
        mia.post("/submissions/settings/limit", {"code": "pricing", "days": 40}).status_code == 204
    )
    assert olga.post(
        "/submissions/settings/tail", {"basis_points": 150, "months": 12}
    ).status_code == 204  # fmt: skip
    assert (
        mia.post("/submissions/settings/tail", {"basis_points": 1, "months": 1}).status_code == 403
    )

    report = mia.get("/submissions/report").json()

    assert [row["name"] for row in report["people"]] == ["Ada", "Ben"]
    assert report["customers"][0]["dossier_id"] == str(heron)
    assert len(world.entries("submissions.report.read")) == 1
    assert ada.get("/submissions/report").status_code == 404
    told = mia.get("/submissions/settings").json()
    assert (told["limits"], told["tail"]) == ({"pricing": 40}, {"basis_points": 150, "months": 12})


def test_origin_and_credit_are_told_to_those_they_concern(ada, ben, mia, world, heron):
    url, me = f"/customers/{heron}/origin-file", str(world.id("ada"))
    assert ada.get(url).status_code == 409
    asked = {"found_by": me, "first_contact_on": "2026-05-01", "channel": "fair", "proof": "bill"}
    assert ada.post(url, asked).status_code == 204
    assert ada.post(f"{url}/confirm").status_code == 403
    assert mia.post(f"{url}/confirm").status_code == 204

    assert ada.get(url).json()["confirmed_by"] == str(world.id("mia"))
    assert ben.get(url).status_code == 403
    (line,) = ada.get("/credit").json()["rows"]
    assert line["found"]["before_first_order"]
    assert mia.get(f"/people/{me}/credit").status_code == 200
    assert ben.get(f"/people/{me}/credit").status_code == 404
    bundle = zipfile.ZipFile(io.BytesIO(ada.get("/credit/statement").content))
    assert {"statement.json", "key.txt", "verify.html"} <= set(bundle.namelist())


def test_a_card_is_read_and_saved_and_a_visit_verifies_it(ada, mia, world, heron):
    card = ada.post("/cards", {"text": CARD}).json()
    assert (card["name"], card["numbers"][0]["number"]) == ("Maria Lund", "+49405550123")
    saved = ada.post(
        f"/customers/{heron}/contacts-from-card",
        {"name": card["name"], "post": card["post"], "phone": card["numbers"][0]["number"]},
    )
    assert saved.json() == {"fields": ["contacts.people"]}
    visit = log_touch(
        dossier_id=heron, touch=NewTouch(kind=Kind.VISIT, happened_on=NOON.date()),
        by=world.actor("mia"), at=NOON,
    )  # fmt: skip

    rows = mia.get(f"/customers/{heron}/proving-visits").json()["rows"]
    done = mia.post(
        f"/customers/{heron}/verify-on-visit",
        {"compartment": "contacts", "versions": {"contacts.people": 1}, "visit_id": str(visit)},
    )

    assert [row["touch_id"] for row in rows] == [str(visit)]
    assert done.status_code == 204
    assert queries.freshness_of([heron], at=NOON)[heron].verified == 1


def test_a_token_without_the_scope_hands_in_nothing(world, heron):
    reader = program_of(world, "ada", "customers.read")

    assert reader.post("/submissions", {}).status_code == 403
    assert reader.post("/cards", {"text": CARD}).status_code == 403
