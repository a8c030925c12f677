"""The ledger through the API: entries for those concerned, tiles for everybody's tools."""

import pytest

from muniment.ledger import halt, services
from muniment.ledger.domain import checkpoint, merkle, note, tiles
from muniment.ledger.domain.hashing import leaf_hash
from muniment.people import services as people
from tests.api.conftest import program_of
from tests.world import NOON


def _signed(world):
    for number in range(3):
        people.create_team(name=f"Team {number}", by=world.actor("olga"), at=NOON)
    services.drain()
    return services.checkpoint(reason="asked", at=NOON)


def test_the_owner_sees_every_entry_and_others_what_concerns_them(world, ada, olga):
    world.look("mia", world.dossier("ada"))

    everything = olga.get("/ledger/entries?limit=200").json()["rows"]
    mine = ada.get("/ledger/entries?limit=200").json()["rows"]

    assert {row["actor"] for row in everything} > {str(world.id("mia")), str(world.id("ada"))}
    assert str(world.id("olga")) not in {row["actor"] for row in mine}
    assert str(world.id("ada")) in {row["actor"] for row in mine}


def test_entries_hold_no_words_of_people(world, olga):
    world.look("ada", world.dossier("ada"))

    text = olga.get("/ledger/entries?limit=200").content.decode()

    for word in ("Nordlicht", "quote the second colour", "192.0.2.7", "INQ-208", "Heron Trading"):
        assert word not in text


def test_the_chain_of_a_customer_is_for_its_keeper_and_her_managers(world, ada):
    dossier = world.dossier("ada")
    world.look("mia", dossier)
    path = f"/ledger/entries?dossier_id={dossier}"

    rows = ada.get(path).json()["rows"]

    assert [row["subject_seq"] for row in rows] == list(range(len(rows), 0, -1))
    assert program_of(world, "ben").get(path).json()["rows"] == []
    assert program_of(world, "eve").get(path).json()["rows"] == []


def test_entries_are_narrowed_by_kind_and_person(world, olga):
    world.look("ada", world.dossier("ada"))
    query = f"kinds=vault.consultation.given&actor={world.id('ada')}"

    rows = olga.get(f"/ledger/entries?{query}").json()["rows"]

    assert [row["kind"] for row in rows] == ["vault.consultation.given"]


def test_an_entry_of_somebody_else_does_not_exist(world):
    opened = world.look("ada", world.dossier("ada"))
    ben = program_of(world, "ben")

    for part in ("", "/proof", "/leaf"):
        answer = ben.get(f"/ledger/entries/{opened.entry_id}{part}")
        assert (answer.status_code, answer.json()["code"]) == (404, "ledger.entry.not_found")


def test_strangers_can_follow_the_log_without_an_account(world, client):
    signed = _signed(world)

    told = client.get("/api/v1/log/checkpoint")
    found = note.Note.parse(told.content)
    size = checkpoint.Checkpoint.parse(found.text).size

    def fetch(level, n, width):
        return client.get(f"/api/v1/log/{tiles.tile_path(level, n, width)}").content

    assert told["Content-Type"].startswith("text/plain")
    assert size == signed.size
    assert merkle.root(size, fetch) == signed.root


def test_bundles_hold_the_entries_and_are_for_those_who_watch(world, client):
    signed = _signed(world)
    path = f"/log/{tiles.tile_path(tiles.ENTRIES, 0, signed.size)}"

    assert client.get(f"/api/v1{path}").status_code == 401
    assert program_of(world, "ada").get(path).status_code == 403
    entries = tiles.unpack_bundle(program_of(world, "kai").get(path).content)

    hashes = client.get(f"/api/v1/log/{tiles.tile_path(0, 0, signed.size)}").content
    assert tiles.split(hashes) == [leaf_hash(entry) for entry in entries]


@pytest.mark.parametrize(
    "path",
    ["tile/0/999", "tile/0/000.p/255", "tile/7/000", "tile/x", "tile/-1/000", "tile/entries"],
)
def test_a_tile_that_is_not_signed_does_not_exist(world, client, path):
    _signed(world)

    assert client.get(f"/api/v1/log/{path}").json()["code"] == "api.tile.not_found"


def test_nothing_is_signed_in_an_empty_log(client, db):
    assert client.get("/api/v1/log/checkpoint").json()["code"] == "ledger.checkpoint.nothing"


def test_the_state_of_the_ledger_and_its_heads_are_told(world, olga):
    signed = _signed(world)

    status = olga.get("/ledger/status").json()
    [head] = olga.get("/ledger/checkpoints").json()["rows"]

    assert (status["is_good"], status["size"]) == (True, signed.size)
    assert (head["size"], head["note"]) == (signed.size, signed.note)


def test_a_halted_ledger_shows_nothing(world, ada, settings):
    dossier = world.dossier("ada")
    _signed(world)
    halt.halt("behind", {}, at=NOON)
    answer = ada.get("/dossiers")

    assert (answer.status_code, answer.json()["code"]) == (503, "ledger.unavailable")
    assert str(dossier) not in answer.content.decode()


def test_what_is_sealed_in_an_entry_opens_for_those_who_answer_and_on_record(world, olga):
    opened = world.look("ada", world.dossier("ada"))

    told = olga.get(f"/ledger/entries/{opened.entry_id}/openings").json()

    assert {row["field"]: row["value"] for row in told["rows"]}["purpose"] == (
        "quote the second colour"
    )
    assert [str(row.id) for row in world.entries("vault.openings.read")] == [told["record_id"]]
