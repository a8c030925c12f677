"""The tripwire through the API: whom the house watches, and whom they met."""

from pathlib import Path

import pytest

from muniment.jobs import services as jobs
from muniment.keys import ring
from tests.api.cases import WHY
from tests.customs_rows import load
from tests.world import NOON, World
from tests.world import world as build

WATCHED = {**WHY, "label": "left in May", "names": ["Silver Oar General Trading"]}


@pytest.fixture
def world(settings, tmp_path: Path, db: None) -> World:
    settings.DATA_DIR = tmp_path
    ring.create()
    return build()


def test_a_watched_party_is_met_judged_and_let_go(olga, world):
    world.dossier("ada")
    party = olga.post("/tripwire/parties", WATCHED).json()["id"]
    load([{
        "source_row": 2, "buyer": "Nordlicht Handels GmbH", "seller": "SILVER OAR GENERAL TRADING",
        "hs6": "690721", "value_usd": 5000.0,
    }])  # fmt: skip

    assert olga.post("/tripwire/runs").status_code == 202
    jobs.work_off(at=NOON)

    told = olga.get("/tripwire").json()
    [hit] = told["hits"]
    assert (hit["watched_id"], hit["state"]) == (party, "open")
    assert hit["why"][0]["trace"] == "name"
    judged = {**WHY, "state": "confirmed"}
    assert olga.post(f"/tripwire/meetings/{hit['id']}/judgement", judged).status_code == 204
    assert olga.post(f"/tripwire/parties/{party}/end", WHY).status_code == 204
    after = olga.get("/tripwire").json()
    assert (after["watched"], after["hits"][0]["state"]) == ([], "confirmed")
    assert len(world.entries("investigations.tripwire.read")) == 2


def test_somebody_without_a_trace_cannot_be_watched(olga):
    answer = olga.post("/tripwire/parties", {**WHY, "label": "nobody"})

    assert answer.json()["code"] == "investigations.tripwire.empty"


def test_a_salesperson_neither_reads_nor_sets_the_tripwire(ada):
    assert ada.get("/tripwire").status_code == 403
    assert ada.post("/tripwire/parties", WATCHED).status_code == 403
