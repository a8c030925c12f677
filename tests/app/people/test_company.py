"""The beginning of the house, its teams, its guests' companies, its address book."""

from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from muniment.core.actor import HOUSE
from muniment.core.cursor import CursorInvalid
from muniment.people import queries, services
from muniment.people.domain.employment import State
from muniment.people.domain.roles import Role
from muniment.people.models import Person, PostPeriod
from muniment.people.queries import PeopleFilter
from muniment.people.services import errors
from tests.company import NOON, PASSWORD, founded

NOBODY = UUID("01937d2e-6c00-7000-8000-00000000beef")
FOUNDING = {
    "company_name": "Heron Trading",
    "owner_name": "Ada",
    "owner_email": "ada@house.example",
    "password": PASSWORD,
    "language": "en",
    "by": HOUSE,
    "at": NOON,
}


def test_a_company_is_founded_once(db):
    token = services.first_run_token()
    services.found_company(token=token, **FOUNDING)

    assert queries.company().name == "Heron Trading"
    assert services.first_run_token() is None
    with pytest.raises(errors.FirstRunClosed):
        services.found_company(token=token, **FOUNDING)


def test_only_the_newest_first_run_link_works(db):
    first, second = services.first_run_token(), services.first_run_token()

    assert not queries.is_first_run(first)
    assert queries.is_first_run(second)
    with pytest.raises(errors.FirstRunClosed):
        services.found_company(token=first, **FOUNDING)


def test_no_link_at_all_founds_nothing(db):
    with pytest.raises(errors.FirstRunClosed):
        services.found_company(token="", **FOUNDING)
    assert not queries.is_first_run("")


def test_a_weak_password_founds_nothing(db):
    token = services.first_run_token()
    with pytest.raises(errors.PasswordTooWeak):
        services.found_company(token=token, **{**FOUNDING, "password": "password"})
    assert queries.company().is_founded is False
    assert Person.objects.count() == 0


def test_a_copy_of_the_keys_is_remembered(db):
    company = founded()
    services.note_keys_kept(by=company.actor("ada"), at=NOON)

    assert queries.company().keys_kept_at == NOON


def test_two_teams_cannot_have_one_name(company):
    east = services.create_team(name="East", by=HOUSE, at=NOON)
    with pytest.raises(errors.NameTaken):
        services.create_team(name="  east ", by=HOUSE, at=NOON)
    services.rename_team(team_id=east, name="EAST", by=HOUSE, at=NOON)

    assert [row.name for row in queries.teams()] == ["EAST"]


def test_a_salesperson_makes_no_team(company):
    with pytest.raises(errors.NotYourAccount):
        services.create_team(name="Mine", by=company.actor("ben"), at=NOON)


def test_guests_belong_to_a_company_and_staff_do_not(company):
    firm = services.add_outside_company(
        kind="export_agent", name="Harbour Export", country="cn", by=HOUSE, at=NOON
    )
    with pytest.raises(errors.PostInvalid):
        company.invited("gus", Role.EXPORT_AGENT)
    with pytest.raises(errors.PostInvalid):
        company.invited("gus", Role.FINANCE, outside_company_id=firm)

    company.joins("gus", Role.EXPORT_AGENT, outside_company_id=firm)
    row = queries.outside_companies()[0]
    assert (row.kind, row.country, row.count) == ("export_agent", "CN", 1)
    assert queries.reader(company.id("gus")).outside_company_id == firm


def test_an_outside_company_stands_once_per_country(company):
    wanted = {"kind": "law_firm", "name": "Lex", "by": HOUSE, "at": NOON}
    services.add_outside_company(country="de", **wanted)
    with pytest.raises(errors.NameTaken):
        services.add_outside_company(country="DE", **wanted)
    services.add_outside_company(country="fr", **wanted)


def test_the_address_book_pages_by_name(company):
    first = queries.people(limit=3)
    second = queries.people(cursor=first.next_cursor, limit=3)

    assert [row.name for row in first.rows] == ["Ada", "Adm", "Ben"]
    assert [row.name for row in second.rows] == ["Cy", "Mia"]
    assert second.next_cursor is None


def test_a_cursor_from_elsewhere_is_refused(company):
    from muniment.core import cursor

    for strange in ("?", cursor.encode(3), cursor.encode("Ada", "not an id")):
        with pytest.raises(CursorInvalid):
            queries.people(cursor=strange)


def test_the_address_book_narrows(company):
    services.leave(person_id=company.id("cy"), by=HOUSE, at=NOON)

    def names(**narrowed):
        return [row.name for row in queries.people(PeopleFilter(**narrowed)).rows]

    assert "Cy" not in names()
    assert names(state=State.LEFT) == ["Cy"]
    assert names(role=Role.SALESPERSON) == ["Ben"]
    assert names(text="mia@") == ["Mia"]
    assert "Cy" in names(at_work=False)


def test_the_address_book_takes_one_query(company, django_assert_num_queries):
    with django_assert_num_queries(1):
        queries.people()


def test_a_reader_takes_one_query(company, django_assert_num_queries):
    with django_assert_num_queries(1):
        queries.reader(company.id("ben"))


@pytest.mark.parametrize(
    "broken",
    [
        {"role": "emperor"},
        {"state": "asleep"},
        {"state": "left"},
        {"state": "on_notice"},
        {"role": "lawyer"},
        {"email": "BEN@house.example"},
        {"language": "tlh"},
    ],
)
def test_the_database_itself_refuses_what_no_verb_would_write(company, broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=company.id("ben")).update(**broken)


def test_nobody_holds_two_posts_at_once(company):
    with pytest.raises(IntegrityError), transaction.atomic():
        PostPeriod.objects.create(person_id=company.id("ben"), role="finance", starts_at=NOON)


def test_what_is_no_name_and_no_address_is_refused(company):
    with pytest.raises(errors.NameMissing):
        services.create_team(name="  ", by=HOUSE, at=NOON)
    with pytest.raises(errors.EmailInvalid):
        services.invite_person(name="X", email="x at y", role=Role.FINANCE, by=HOUSE, at=NOON)
    with pytest.raises(errors.PostInvalid):
        services.add_outside_company(kind="bank", name="B", country="de", by=HOUSE, at=NOON)


def test_groups_that_do_not_exist_are_refused(company):
    nowhere = company.id("ben")  # an id of something else
    with pytest.raises(errors.GroupNotFound):
        company.invited("eve", Role.FINANCE, team_id=nowhere)
    with pytest.raises(errors.GroupNotFound):
        company.invited("eve", Role.LAWYER, outside_company_id=nowhere)
    with pytest.raises(errors.GroupNotFound):
        services.rename_team(team_id=nowhere, name="East", by=HOUSE, at=NOON)
    with pytest.raises(errors.PersonNotFound):
        services.leave(person_id=NOBODY, by=HOUSE, at=NOON)


def test_a_guest_has_no_team(company):
    team = services.create_team(name="East", by=HOUSE, at=NOON)
    firm = services.add_outside_company(
        kind="law_firm", name="Lex", country="de", by=HOUSE, at=NOON
    )
    with pytest.raises(errors.PostInvalid):
        company.invited("lea", Role.LAWYER, outside_company_id=firm, team_id=team)


def test_names_are_told_for_many_at_once(company, django_assert_num_queries):
    with django_assert_num_queries(1):
        told = queries.names([company.id("ada"), company.id("ben"), None, NOBODY])
    assert told == {company.id("ada"): "Ada", company.id("ben"): "Ben"}
    with django_assert_num_queries(0):
        assert queries.names([None]) == {}


def test_before_the_first_run_there_is_no_company_and_no_reader(db):
    assert queries.company().is_founded is False
    assert queries.reader(NOBODY) is None
    assert queries.person(NOBODY) is None


def test_a_language_the_house_does_not_speak_becomes_english(company):
    ben, by = company.id("ben"), company.actor("ben")
    services.choose_language(person_id=ben, language="tlh", by=by, at=NOON)
    assert queries.reader(ben).language == "en"
    with pytest.raises(errors.PersonNotFound):
        services.choose_language(person_id=ben, language="zh-hans", by=company.actor("cy"), at=NOON)


def test_an_invited_person_can_be_given_another_post_before_she_comes(company):
    invited = company.invited("dora", Role.FINANCE)
    services.change_post(
        person_id=invited.person_id,
        role=Role.CUSTODIAN,
        team_id=None,
        line_manager_id=None,
        by=HOUSE,
        at=NOON,
    )
    assert queries.person(invited.person_id).role is Role.CUSTODIAN
    assert queries.posts_of(invited.person_id) == []
