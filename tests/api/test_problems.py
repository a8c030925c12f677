"""Errors are problem documents that say what to do next, and never repeat what was sent."""

import pytest
from django.db import OperationalError

from muniment.people import queries
from tests.api.conftest import program_of

SECRET = "zanzibar-copper-heron"
MEMBERS = {"type", "title", "status", "code", "next_step", "facts"}


def _is_problem(answer, status, code):
    told = answer.json()
    assert answer.status_code == status == told["status"], told
    assert answer["Content-Type"] == "application/problem+json"
    assert set(told) >= MEMBERS
    assert told["code"] == code
    assert told["type"] == f"urn:muniment:error:{code}"
    assert told["title"]
    assert told["next_step"]
    return told


def test_an_unknown_address(client, db):
    _is_problem(client.get("/api/v1/nowhere"), 404, "api.address.unknown")
    _is_problem(client.post("/api/nowhere"), 404, "api.address.unknown")


def test_a_method_that_an_address_does_not_know(client, db):
    answer = client.delete("/api/v1/me")

    told = _is_problem(answer, 405, "api.method.unknown")
    assert answer["Allow"] == "GET"
    assert told["facts"] == {"method": "DELETE", "allowed": "GET"}


def test_a_body_that_is_no_json(ada):
    answer = ada.client.post(
        "/api/v1/clash-checks", f"{{{SECRET}", content_type="application/json",
        headers={"Authorization": f"Bearer {ada.secret}"},
    )  # fmt: skip
    _is_problem(answer, 400, "api.body.unreadable")
    assert SECRET not in answer.content.decode()


def test_a_body_of_another_media_type(ada):
    answer = ada.client.post(
        "/api/v1/clash-checks", f"name={SECRET}", content_type="text/plain",
        headers={"Authorization": f"Bearer {ada.secret}"},
    )  # fmt: skip
    _is_problem(answer, 415, "api.media_type.unfit")


def test_a_body_that_is_too_large(ada, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000

    answer = ada.post("/clash-checks", {"name": "x" * 2000})

    _is_problem(answer, 413, "api.body.too_large")


def test_parts_that_do_not_fit_are_named_and_what_stands_there_is_not(world, ada):
    dossier = world.dossier()
    body = {
        "purpose": SECRET * 40,
        "reference_kind": SECRET,
        f"{SECRET} !": SECRET,
        "reference": {"deep": SECRET},
    }
    answer = ada.post(f"/dossiers/{dossier}/compartments/identity/consultations", body)

    told = _is_problem(answer, 422, "api.input.invalid")
    assert {one["where"] for one in told["problems"]} >= {
        "body.purpose", "body.reference_kind", "body.reference",
    }  # fmt: skip
    assert SECRET not in answer.content.decode()


@pytest.mark.parametrize("values", [{"contacts.emails": SECRET}, {f"contacts.{SECRET}": "x"}])
def test_a_value_that_cannot_be_read_is_not_repeated(world, ada, values):
    dossier = world.dossier()

    answer = ada.post(f"/dossiers/{dossier}/compartments/contacts/values", {"values": values})

    assert answer.status_code == 422
    assert SECRET not in answer.content.decode()


def test_a_refusal_says_whom_to_ask(world):
    dossier = world.dossier("ada")

    answer = program_of(world, "ben").post(
        f"/dossiers/{dossier}/compartments/pricing/consultations",
        {"purpose": "quote 17 lamps", "reference_kind": "visit", "reference": "Canton Fair"},
    )

    told = _is_problem(answer, 403, "vault.consultation.refused")
    assert told["next_step"] == "Ask Mia, and say what you need it for."
    assert told["facts"]["compartment"] == "pricing"


def test_problems_speak_the_language_that_was_asked_for(world, ada):
    answer = ada.get("/dossiers/" + str(world.id("ada")), **{"Accept-Language": "zh-hans"})

    _is_problem(answer, 404, "vault.dossier.not_found")
    assert answer["Content-Language"] == "zh-hans"


def test_without_a_wish_problems_speak_the_language_of_the_person(world, ada):
    assert ada.put("/me/language", {"language": "zh-hans"}).status_code == 204

    assert ada.get(f"/dossiers/{world.id('ada')}")["Content-Language"] == "zh-hans"


def test_missing_and_forbidden_dossiers_look_the_same_from_outside(world):
    eve, dossier = program_of(world, "eve"), world.dossier()

    there = eve.get(f"/dossiers/{dossier}")
    missing = eve.get(f"/dossiers/{world.id('ada')}")

    assert there.status_code == missing.status_code == 404
    assert there.json() == missing.json()


def test_letters_that_no_database_holds_are_refused(ada):
    told = _is_problem(ada.get("/people?text=%00"), 422, "api.input.invalid")

    assert told["problems"] == [{"where": "query.text", "what": "value_error"}]
    _is_problem(ada.post("/clash-checks", {"name": "\ud800"}), 422, "api.input.invalid")


def test_a_cursor_of_another_list_is_refused(ada):
    _is_problem(ada.get("/people?cursor=bm9uc2Vuc2U"), 422, "core.cursor.invalid")


def test_a_database_that_is_away_is_said_without_details(ada, monkeypatch):
    def away(**_):
        raise OperationalError(SECRET)

    monkeypatch.setattr(queries, "people", lambda *_, **__: away())

    answer = ada.get("/people")

    _is_problem(answer, 503, "api.database.busy")
    assert SECRET not in answer.content.decode()


def test_a_fault_of_ours_is_a_problem_without_details(world, ada, monkeypatch):
    def broken(*_, **__):
        raise ZeroDivisionError(SECRET)

    monkeypatch.setattr(queries, "people", broken)
    ada.client.raise_request_exception = False

    answer = ada.get("/people")

    _is_problem(answer, 500, "web.fault")
    assert SECRET not in answer.content.decode()


def test_answers_are_kept_by_nobody_on_the_way(ada, client):
    assert ada.get("/me")["Cache-Control"] == "no-store"
