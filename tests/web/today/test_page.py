"""The first page of the day, for each role."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from muniment.ledger import halt
from muniment.people import services as people
from muniment.vault import queries
from muniment.vault import services as vault
from tests.web.today.test_today import NOON
from tests.web.vault.conftest import text

ROLES = ["olga", "mia", "ada", "ben", "cy", "cus", "fin", "kai", "sam", "eve"]


@pytest.mark.parametrize("name", ROLES)
def test_everybody_is_greeted_within_the_budget_of_queries(as_, world, name):
    world.dossier()
    browser = as_(name)
    browser.get("/")

    with CaptureQueriesContext(connection) as asked:
        answer = browser.get("/")

    assert f"Good day, {name.title()}" in text(answer)
    assert len(asked) <= (24 if name == "olga" else 15)  # every room has a card for an owner


def test_customers_that_one_looked_at_or_keeps_are_at_hand_by_codename(as_, world):
    heron, other = world.dossier(), world.dossier("ben")
    world.look("mia", other)
    names = queries.codenames_of([heron, other])

    assert names[heron] in text(as_("ada").get("/"))
    assert names[other] not in text(as_("ada").get("/"))
    assert names[other] in text(as_("mia").get("/"))


def test_what_the_customer_is_called_stays_sealed(as_, world):
    world.look("mia", world.dossier())

    assert "Nordlicht" not in text(as_("mia").get("/"))


def test_an_outsider_keeps_no_codename_after_her_work_is_over(as_, world):
    heron = world.dossier()
    world.order(heron)
    engaged = vault.engage_agent(
        dossier_id=heron, company_id=world.agency, order_number="PO-77",
        by=world.actor("ada"), at=NOON,
    )  # fmt: skip
    world.look("eve", heron, "logistics", reference_kind="order", reference="PO-77")
    codename = queries.dossier(heron).codename

    assert codename in text(as_("eve").get("/"))
    vault.end_engagement(engagement_id=engaged, by=world.actor("ada"), at=NOON)
    assert codename not in text(as_("eve").get("/"))


def test_a_halted_ledger_is_the_first_thing_an_owner_sees_and_no_salesperson(as_, world):
    halt.halt("behind", {"found_size": 1}, at=NOON)

    page = text(as_("olga").get("/"))
    assert "m-card-urgent" in page
    assert "could not be put on record" in page
    assert "could not be put on record" not in text(as_("ada").get("/"))


def test_each_role_is_offered_what_it_may_do(as_, world):
    offered = {name: text(as_(name).get("/")) for name in ("ada", "sam", "eve")}

    assert "Open a dossier" in offered["ada"]
    assert "Note a touch" in offered["ada"]
    assert "Invite somebody" in offered["sam"]
    assert "Open a dossier" not in offered["sam"]
    for label in ("Note a touch", "Open a dossier", "Do we already know them?", "Import a file"):
        assert label not in offered["eve"]


def test_on_notice_nothing_is_offered_that_would_refuse(as_, world):
    before = text(as_("mia").get("/"))
    people.give_notice(
        person_id=world.id("mia"), notice_on=NOON.date(), last_day_on=NOON.date(),
        by=world.actor("olga"), at=NOON,
    )  # fmt: skip
    after = text(as_("mia").get("/"))

    for way in ("Import a file", "Check a stranger"):
        assert way in before
        assert way not in after.partition("<main")[2]
    assert "Note a touch" in after
