"""Who may come in through the API: people, by tokens that allow no more than they may."""

from datetime import timedelta

import pytest

from muniment.api import limits
from muniment.core import clock
from muniment.core.actor import HOUSE
from muniment.people import queries
from muniment.people import services as people
from tests.api.conftest import Program, program_of
from tests.world import NOON


def test_a_token_says_who_it_speaks_for_and_what_it_allows(world):
    told = program_of(world, "ada", "consult").get("/me").json()

    assert told["id"] == str(world.id("ada"))
    assert told["role"] == "salesperson"
    assert told["scopes"] == ["consult"]


@pytest.mark.parametrize("secret", ["", "mun_wrong", "x" * 5000, "mün"])
def test_nobody_comes_in_without_a_live_token(world, secret):
    answer = Program(secret, world.id("ada")).get("/me")

    assert answer.status_code == 401
    assert answer.json()["code"] == "api.token.missing"
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_a_session_of_the_pages_opens_no_operation(world, client):
    assert client.get("/api/v1/me").status_code == 401


def test_a_token_of_somebody_who_leaves_dies_at_once(world, ada):
    assert ada.get("/me").status_code == 200

    people.leave(person_id=world.id("ada"), by=HOUSE, at=NOON)

    assert ada.get("/me").status_code == 401


def test_a_revoked_and_an_expired_token_open_nothing(world, ada):
    with clock.frozen(NOON + timedelta(days=31)):
        assert ada.get("/me").status_code == 401
    assert ada.delete(f"/me/tokens/{ada.token_id}").status_code == 204
    assert ada.get("/me").status_code == 401


def test_nobody_revokes_the_token_of_somebody_else_as_her_own(world, ada, olga):
    assert olga.delete(f"/me/tokens/{ada.token_id}").json()["code"] == "people.token.not_found"


def test_a_token_without_the_scope_is_refused_even_for_the_owner(world):
    answer = program_of(world, "olga", "ledger.read").get("/people")

    assert answer.status_code == 403
    assert answer.json()["code"] == "api.scope.missing"
    assert answer.json()["facts"] == {"scope": "people.read"}


def test_the_use_of_a_token_is_noted(world, ada):
    ada.get("/me")

    [row] = queries.tokens_of(world.id("ada"), at=NOON)
    assert row.last_used_at == NOON


def test_too_many_requests_of_one_token_wait_and_others_go_on(world, ada, olga, monkeypatch):
    monkeypatch.setattr(limits, "TOKEN_A_MINUTE", 2)

    answers = [ada.get("/me") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[2]["Retry-After"]) > 0
    assert answers[2].json()["code"] == "api.requests.too_many"
    assert olga.get("/me").status_code == 200


def test_place_and_door_of_a_look_go_on_record(world, ada):
    dossier = world.dossier()

    ada.post(
        f"/dossiers/{dossier}/compartments/identity/consultations",
        {"purpose": "quote 17 lamps", "reference_kind": "visit", "reference": "Canton Fair"},
        **{"X-Muniment-Site": "%E5%B9%BF%E5%B7%9E", "User-Agent": "stock-sync 3"},
    )

    [entry] = world.entries("vault.consultation.given")
    assert entry.via == "api"
    [look] = ada.get(f"/dossiers/{dossier}/timeline").json()["rows"]
    assert (look["site"], look["device"], look["address"]) == ("广州", "stock-sync 3", "127.0.0.1")
