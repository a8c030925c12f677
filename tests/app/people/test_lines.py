"""The org chart and its closure table."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from muniment.core.actor import HOUSE
from muniment.people import queries, services
from muniment.people.domain import lines
from muniment.people.domain.roles import Role
from muniment.people.models import Person, ReportingLine
from muniment.people.services import errors
from tests.company import NOON


def put_under(company, name, manager):
    row = queries.person(company.id(name))
    services.change_post(
        person_id=row.id,
        role=row.role,
        team_id=row.team_id,
        line_manager_id=company.id(manager) if manager else None,
        by=HOUSE,
        at=NOON,
    )


def test_a_manager_stands_above_everybody_below(company):
    below = {company.id("mia"), company.id("ben"), company.id("cy")}

    assert queries.reports_of(company.id("ada")) == below
    assert queries.managers_of(company.id("cy")) == {
        company.id("ben"),
        company.id("mia"),
        company.id("ada"),
    }


def test_nobody_can_stand_above_herself(company):
    with pytest.raises(errors.LineClosesCircle):
        put_under(company, "mia", "cy")
    with pytest.raises(errors.LineClosesCircle):
        put_under(company, "mia", "mia")


def test_a_branch_moves_as_a_whole(company):
    put_under(company, "ben", "ada")

    assert queries.managers_of(company.id("cy")) == {company.id("ben"), company.id("ada")}
    assert queries.reports_of(company.id("mia")) == frozenset()


def test_a_guest_or_a_leaver_is_nobodys_manager(company):
    firm = services.add_outside_company(
        kind="law_firm", name="Lex", country="de", by=HOUSE, at=NOON
    )
    company.joins("lea", Role.LAWYER, outside_company_id=firm)
    with pytest.raises(errors.LineManagerUnfit):
        put_under(company, "ben", "lea")


def test_the_chart_shows_staff_at_work_by_name(company):
    services.leave(person_id=company.id("mia"), by=HOUSE, at=NOON)

    tops = queries.org_chart()
    ada = next(node for node in tops if node.id == company.id("ada"))
    assert [node.name for node in tops] == ["Ada", "Adm"]
    assert [node.name for node in ada.reports] == ["Ben"]
    assert ada.below == 2


def test_the_chart_takes_one_query(company, django_assert_num_queries):
    with django_assert_num_queries(1):
        queries.org_chart()


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(moves=st.lists(st.tuples(st.integers(0, 4), st.integers(-1, 4)), max_size=6))
def test_the_closure_table_is_always_the_closure(company, moves):
    names = ["ada", "adm", "mia", "ben", "cy"]
    for person, manager in moves:
        try:
            put_under(company, names[person], names[manager] if manager >= 0 else None)
        except errors.LineClosesCircle:
            continue
    kept = set(ReportingLine.objects.values_list("manager_id", "report_id"))
    assert kept == lines.closure(dict(Person.objects.values_list("id", "line_manager_id")))
