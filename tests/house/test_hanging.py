"""Amounts of exposure go with the order register; one shown past the table would be noticed."""

import pytest

from muniment.exposure.gate import house as map_
from muniment.exposure.gate import people as pages
from muniment.exposure.purse import Purse
from tests.house.hanging import HANGS
from tests.house.visiting import visitor

pytestmark = pytest.mark.django_db


def _asked(house, name):
    who, ada = visitor(house, name), house.world.id("ada")
    heron = house.dossiers["heron"]
    paths = (
        "/exposure/", f"/exposure/people/{ada}/", f"/exposure/customers/{heron}/",
        "/api/v1/exposure", f"/api/v1/exposure/people/{ada}",
        f"/api/v1/exposure/customers/{heron}",
    )  # fmt: skip
    return {path: who.asks("GET", path) for path in paths}


def test_whoever_may_not_read_orders_sees_no_amount_that_hangs_on_anybody(house):
    answers = _asked(house, "kai")

    assert {answer.status for answer in answers.values()} == {200}
    assert {path for path, answer in answers.items() if answer.leaks} == set()


def test_an_amount_shown_past_the_access_table_is_noticed_on_every_page(house, monkeypatch):
    everything = Purse(frozenset(house.dossiers.values()))
    monkeypatch.setattr(map_, "purse_from", lambda *_: everything)
    monkeypatch.setattr(pages, "purse_of", lambda *_, **__: everything)

    for path, answer in _asked(house, "kai").items():
        assert HANGS in {mark.kind for mark in answer.leaks}, path
