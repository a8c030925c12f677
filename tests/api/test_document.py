"""The interface describes itself: one document, one page, nothing undocumented."""

import re

import pytest
from ninja.openapi.schema import OpenAPISchema

from muniment.api.document import document
from muniment.api.interface import api
from muniment.people.domain.scopes import SCOPES


def _operations():
    for address, methods in document()["paths"].items():
        for method, told in methods.items():
            yield method.upper(), address, told


def test_the_document_is_open_to_everybody(client, db):
    answer = client.get("/api/v1/openapi.json")

    assert answer.status_code == 200
    assert answer.json()["openapi"].startswith("3.1")
    assert len(answer.json()["paths"]) > 60


def test_every_operation_says_who_may_call_it_or_is_open_by_design():
    silent = {told["operationId"] for _, _, told in _operations() if "x-scope" not in told}

    assert silent == {"checkpoint", "tile"}


def test_every_scope_of_an_operation_is_one_that_tokens_can_have():
    asked = {told["x-scope"] for _, _, told in _operations() if told.get("x-scope")}

    assert asked == set(SCOPES)


def test_every_verb_takes_an_idempotency_key():
    questions = {
        "search_dossiers", "simulate_change", "read_inquiry", "compare_paste", "advice",
        "card_read",
        "compute_deposit", "ties_of_records", "screen", "customs_profile", "customs_plausibility",
        "plan_handover", "rotation_markets", "plan_rotation",
        "preview_case_schedule",
    }  # fmt: skip
    verbs = [told for method, _, told in _operations() if method != "GET"]

    for told in verbs:
        takes = {"$ref": "#/components/parameters/IdempotencyKey"} in told["parameters"]
        assert takes == (told["operationId"] not in questions), told["operationId"]


def test_every_operation_has_a_name_and_a_sentence_of_its_own():
    names = [told["operationId"] for _, _, told in _operations()]

    assert len(names) == len(set(names))
    assert all(told["summary"] for _, _, told in _operations())


def test_no_address_asks_for_words_that_may_name_a_customer():
    words = re.compile("search|name|purpose|reference|reason|value")
    asked = {
        one["name"]
        for _, _, told in _operations()
        for one in told["parameters"]
        if one.get("in") == "query"
    }

    assert not {name for name in asked if words.search(name)}


def test_no_two_shapes_share_a_name(monkeypatch):
    seen: dict[str, object] = {}
    add = OpenAPISchema.add_schema_definitions

    def watched(self, definitions):
        for name, told in definitions.items():
            assert seen.setdefault(name, told) == told, name
        add(self, definitions)

    monkeypatch.setattr(OpenAPISchema, "add_schema_definitions", watched)
    api.get_openapi_schema(path_prefix="api/v1/")
    assert seen


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_page_shows_every_operation_without_a_script_of_its_own(client, db, language):
    answer = client.get("/api/docs", headers={"Accept-Language": language})
    text = answer.content.decode()

    assert answer.status_code == 200
    for _, address, told in _operations():
        assert f'id="{told["operationId"]}"' in text
        assert address in text
    assert "<style" not in text
    assert " style=" not in text
    assert not re.search(r"(src|href)=\"https?://", text)
