"""Explain: anybody for her own case, managers for their people, and never more than that."""

from datetime import timedelta

import pytest
from django.urls import reverse

from muniment.core import clock
from muniment.vault import queries
from muniment.vault import services as vault
from tests.world import NOON


@pytest.fixture
def heron(world):
    dossier = world.dossier("ada")
    world.codename = queries.codenames_of([dossier])[dossier]
    return dossier


def explained(browser, world, compartment="identity", person="", codename=""):
    told = {"codename": codename or world.codename, "compartment": compartment}
    if person:
        told["person"] = str(world.id(person))
    return browser.get(reverse("access:explain"), told)


def test_a_keeper_reads_why_she_may(world, heron, enters):
    page = explained(enters("ada"), world)

    assert page.context["facts"]["column"] == "Salesperson, Keeper"
    assert "The value is shown." in page.content.decode()


def test_a_colleague_reads_whom_to_ask(world, heron, enters):
    page = explained(enters("ben"), world)

    assert page.context["facts"]["column"] == "Salesperson, Colleague"
    assert {line.effective for line in page.context["lines"]} == {"ask"}
    assert "Nordlicht" not in page.content.decode()


def test_a_grant_is_seen_to_lift_the_cell(world, heron, enters):
    now = clock.now()
    vault.give_grant(
        dossier_id=heron, compartment="identity", holder_id=world.id("ben"),
        reason="holiday cover", until=now + timedelta(days=30), by=world.actor("mia"), at=now,
    )  # fmt: skip
    page = explained(enters("ben"), world)

    assert page.context["facts"]["has_grant"]
    assert all(line.moved for line in page.context["lines"])
    assert "A grant in force lifts the cell to Open." in page.content.decode()


def test_a_manager_asks_for_her_people(world, heron, enters):
    page = explained(enters("mia"), world, person="ben")

    assert page.context["subject"].name == "Ben"
    assert "What Ben sees of" in page.content.decode()


def test_a_salesperson_cannot_ask_for_somebody_else(world, heron, enters):
    page = explained(enters("ben"), world, person="ada")

    assert page.context["subject"].name == "Ben"
    assert "person" not in page.context["form"].fields


def test_a_manager_cannot_ask_for_people_of_others(world, heron, enters):
    assert explained(enters("mia"), world, person="kai").status_code == 422


def test_compliance_asks_for_anybody(world, heron, enters):
    assert explained(enters("kai"), world, person="ada").context["subject"].name == "Ada"


def test_an_outsider_learns_nothing_of_a_customer_she_does_not_work_on(world, heron, enters):
    answer = explained(enters("eve"), world)

    assert answer.status_code == 422
    assert explained(enters("sam"), world, codename="No Such Bird").status_code == 422
    assert "legal name" not in answer.content.decode().lower()


def test_an_engaged_outsider_sees_her_own_column_alone(world, heron, enters):
    world.order(heron)
    vault.engage_agent(
        dossier_id=heron, company_id=world.agency, order_number="PO-77",
        by=world.actor("ada"), at=NOON,
    )  # fmt: skip
    page = explained(enters("eve"), world, compartment="logistics")

    assert [name for name, _ in page.context["mini"].heads] == ["On a live order"]
    assert f'href="{reverse("access:index")}"' not in page.content.decode()


def test_an_explanation_takes_few_queries_and_no_look(
    world, heron, enters, django_assert_max_num_queries
):
    olga = enters("olga")
    with django_assert_max_num_queries(15):
        explained(olga, world, person="ben")

    assert world.entries("vault.consultation") == []


def test_the_empty_page_asks_which_customer(enters):
    page = enters("ben").get(reverse("access:explain"))

    assert page.status_code == 200
    assert 'name="codename"' in page.content.decode()
    assert "How things stand" not in page.content.decode()
