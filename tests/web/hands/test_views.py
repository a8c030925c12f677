"""The same hands on their pages: groups, the ties one by one, a person's judgement."""

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from muniment.investigations import gate
from muniment.ledger import queries as ledger
from tests.world import NOON


def pair_of(world):
    [pair] = gate.read_hands(reader=world.actor("kai"), at=NOON)
    return pair


def address(world, page: str = "pair") -> str:
    pair = pair_of(world)
    return reverse(f"hands:{page}", args=[pair.case_id, pair.id])


def test_a_group_is_drawn_and_told_by_kinds_not_by_values(world, tied, enters):
    page = enters("kai").get(reverse("hands:index")).content.decode()

    assert "2 companies" in page
    assert 'class="picture"' in page
    assert "the same bank account" in page
    assert "AE0703" not in page
    assert "123 4567" not in page


def test_the_values_stand_behind_a_look_into_the_case(world, tied, enters):
    before = len(ledger.entries(kinds=["investigations.case.read"]).rows)

    page = enters("kai").get(address(world)).content.decode()

    assert "AE070331234567890123456" in page
    assert "Golden Ibis" not in page
    assert re.search(r"by these two alone|shared by", page)
    assert len(ledger.entries(kinds=["investigations.case.read"]).rows) == before + 1


def test_a_person_confirms_with_a_reason(world, tied, enters):
    browser = enters("kai")

    empty = browser.post(address(world, "judge"), {"say": "confirm", "reason": ""})
    given = browser.post(address(world, "judge"), {"say": "confirm", "reason": "Same voice."})

    assert (empty.status_code, given.status_code) == (422, 302)
    assert pair_of(world).state == "confirmed"
    assert "Same voice." in browser.get(address(world)).content.decode()


def test_a_denied_tie_holds_no_group_together(world, tied, enters):
    browser = enters("kai")

    browser.post(address(world, "judge"), {"say": "deny", "reason": "One accountant."})
    page = browser.get(reverse("hands:index")).content.decode()

    assert "2 companies" not in page
    assert "1 tie was denied" in page


def test_who_may_not_accuse_does_not_read_it(world, tied, enters):
    assert enters("ada").get(reverse("hands:index")).status_code == 403
    assert enters("ada").get(address(world)).status_code == 403


def test_the_reading_is_on_record_and_costs_few_queries(world, tied, enters):
    browser = enters("kai")
    browser.get(reverse("hands:index"))

    with CaptureQueriesContext(connection) as asked:
        browser.get(reverse("hands:index"))

    assert len(ledger.entries(kinds=["investigations.hands.read"]).rows) == 2
    assert sum(1 for one in asked if one["sql"].startswith("SELECT")) <= 15


def test_with_nothing_tied_the_page_says_what_would_stand_there(world, enters):
    page = enters("fin").get(reverse("hands:index")).content.decode()

    assert "Nothing ties two companies yet" in page
