"""`muniment people`: accounts from the machine itself."""

import json

import pytest
from click.testing import CliRunner

from muniment.cli.people import group
from muniment.core import clock
from muniment.people import queries
from muniment.people.domain.employment import State
from muniment.people.services.errors import LastOwner, PersonNotFound
from tests.company import Company, staffed


@pytest.fixture
def company(db) -> Company:
    return staffed()


def run(*words: str):
    result = CliRunner().invoke(group, list(words))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_the_list_names_everybody_at_work(company):
    run("leave", "cy@house.example")

    told = json.loads(run("list", "--json").output)
    assert [row["name"] for row in told] == ["Ada", "Adm", "Ben", "Mia"]
    assert "Cy" in run("list", "--everybody").output


def test_the_chart_is_drawn_as_a_tree(company):
    assert "Ada (owner)\n  Mia (sales_manager)\n    Ben (salesperson)" in run("chart").output


def test_an_invitation_prints_its_link(company):
    told = run("invite", "dora@house.example", "--name", "Dora", "--role", "finance", "--json")

    token = json.loads(told.output)["link"].split("/")[-2]
    assert queries.invitation(token, at=clock.now()).email == "dora@house.example"


def test_the_last_owner_gets_back_in_after_losing_her_phone(company):
    company.has_app("ada")
    run("reset-second-factor", "ADA@house.example")

    assert queries.factors_of(company.id("ada")) == []


def test_leaving_counts_at_once(company):
    run("leave", "ben@house.example")

    assert queries.person(company.id("ben")).state is State.LEFT


def test_the_last_owner_cannot_be_sent_away_from_here_either(company):
    with pytest.raises(LastOwner):
        run("leave", "ada@house.example")


def test_a_part_of_an_address_is_nobody(company):
    with pytest.raises(PersonNotFound):
        run("leave", "@house.example")
