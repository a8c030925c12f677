"""The people pages: who may see what, and the verbs behind their buttons."""

import re

import pytest
from django.urls import reverse

from muniment.core import clock
from muniment.core.actor import HOUSE
from muniment.people import queries, services
from muniment.people.domain.employment import State
from muniment.people.domain.roles import Role
from muniment.web.access import access_of
from muniment.web.account import urls as account_urls
from muniment.web.people import urls as people_urls
from tests.web.account.conftest import Browser
from tests.web.account.test_account import stale


@pytest.fixture
def adm(company):
    return Browser().comes_in(company.email("adm"), company.has_app("adm"))


def page_of(company, name):
    return reverse("people:person", args=[company.id(name)])


def verb(company, name, of):
    return reverse(f"people:{name}", args=[company.id(of)])


def test_the_address_book_is_for_all_staff(ben):
    page = ben.get(reverse("people:index")).content.decode()

    assert "mia@house.example" in page
    assert reverse("people:invite") not in page


def test_a_guest_sees_no_address_book(company):
    firm = services.add_outside_company(
        kind="law_firm", name="Lex", country="de", by=HOUSE, at=clock.now()
    )
    company.joins("lea", Role.LAWYER, outside_company_id=firm)
    guest = Browser().comes_in(company.email("lea"), company.has_app("lea"))

    for name in ("people:index", "people:chart", "people:teams", "people:outside"):
        assert guest.get(reverse(name)).status_code == 403


def test_nobody_signed_in_sees_nothing(company, browser):
    for address in (reverse("people:index"), page_of(company, "ben"), reverse("people:chart")):
        assert browser.get(address)["Location"].startswith(reverse("account_login"))


def test_the_list_narrows_by_role_and_says_when_nobody_fits(ben):
    page = ben.get(reverse("people:index"), {"role": "administrator"}).content.decode()
    assert "adm@house.example" in page
    assert "mia@house.example" not in page

    assert "Nobody fits" in ben.get(reverse("people:index"), {"text": "zzz"}).content.decode()


def test_htmx_gets_the_table_alone(ben):
    page = ben.get(reverse("people:index"), headers={"HX-Request": "true"}).content.decode()

    assert page.startswith('<div id="people">')


def test_the_list_takes_the_same_queries_for_many_people(
    ben, company, django_assert_max_num_queries
):
    for turn in range(12):
        company.invited(f"p{turn}", Role.FINANCE)
    with django_assert_max_num_queries(5):
        ben.get(reverse("people:index"))


def test_a_colleague_sees_posts_and_no_ways_in(ben, company):
    page = ben.get(page_of(company, "cy")).content.decode()

    assert "reports to Ben" in page
    assert "Ways in" not in page
    assert "End the employment" not in page


def test_an_administrator_sees_no_button_for_an_owner(adm, company):
    page = adm.get(page_of(company, "ada")).content.decode()

    assert "End the employment" not in page
    assert "Reset second factor" not in page


def test_an_administrator_cannot_offer_the_roles_she_may_not_give(adm):
    page = adm.get(reverse("people:invite")).content.decode()

    assert 'value="salesperson"' in page
    assert 'value="owner"' not in page
    assert 'value="compliance"' not in page


def test_a_forged_role_is_refused(adm, company):
    told = {"name": "Eve", "email": "eve@house.example", "role": "owner", "language": "en"}

    assert adm.post(reverse("people:invite"), told).status_code == 422
    assert queries.people(queries.PeopleFilter(text="eve@")).rows == []


def test_an_invitation_is_mailed_in_the_language_of_the_invited(adm, mailoutbox):
    told = {"name": "Dora", "email": "Dora@house.example", "role": "finance", "language": "en"}
    page = adm.post(reverse("people:invite"), told).content.decode()

    assert "Dora is invited" in page
    assert mailoutbox[0].to == ["dora@house.example"]
    assert mailoutbox[0].subject == "Heron Trading invites you"
    link = re.search(r"/invitation/\S+/", mailoutbox[0].body)[0]
    assert Browser().get(link).status_code == 200


def test_a_dead_mail_server_stops_no_invitation(adm, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 1
    told = {"name": "Dora", "email": "dora@house.example", "role": "finance", "language": "en"}
    page = adm.post(reverse("people:invite"), told).content.decode()

    link = re.search(r"/invitation/[^/]+/", page)[0]
    assert Browser().get(link).status_code == 200


def test_a_taken_address_is_said_in_the_form(adm):
    told = {"name": "Ben", "email": "ben@house.example", "role": "finance", "language": "en"}
    answer = adm.post(reverse("people:invite"), told)

    assert answer.status_code == 422
    assert "exists already" in answer.content.decode()


def test_the_last_day_is_one_button_and_counts_at_once(adm, ben, company):
    assert "End the employment" in adm.get(page_of(company, "ben")).content.decode()
    answer = adm.post(verb(company, "leave", "ben"), follow=True)

    assert "Every way in is closed." in answer.content.decode()
    assert queries.person(company.id("ben")).state is State.LEFT
    assert ben.get(reverse("people:index")).status_code == 302


def test_a_notice_needs_two_days_in_order(adm, company):
    wrong = {"notice-notice_on": "2026-05-04", "notice-last_day_on": "2026-05-03"}
    answer = adm.post(verb(company, "give_notice", "ben"), wrong)
    assert answer.status_code == 422
    assert "before the day of the notice" in answer.content.decode()

    right = {**wrong, "notice-last_day_on": "2026-06-30"}
    adm.post(verb(company, "give_notice", "ben"), right)
    assert queries.person(company.id("ben")).state is State.ON_NOTICE
    assert "2026-06-30" in adm.get(reverse("people:index")).content.decode()
    adm.post(verb(company, "withdraw_notice", "ben"))
    assert queries.person(company.id("ben")).state is State.ACTIVE


def test_a_post_is_changed_and_the_old_one_shown(adm, company):
    team = services.create_team(name="East", by=HOUSE, at=clock.now())
    told = {"post-role": "custodian", "post-team": str(team), "post-line_manager": ""}
    page = adm.post(verb(company, "change_post", "cy"), told, follow=True).content.decode()

    assert "the old one stays on record" in page
    assert queries.person(company.id("cy")).role is Role.CUSTODIAN
    assert "Salesperson" in page


def test_the_questions_show_their_fields(adm, company):
    page = adm.get(page_of(company, "ben")).content.decode()

    assert 'name="post-role"' in page
    assert 'name="notice-last_day_on"' in page


def test_a_circle_is_explained(adm, company):
    told = {"post-role": "sales_manager", "post-line_manager": str(company.id("cy"))}
    answer = adm.post(verb(company, "change_post", "mia"), told)

    assert answer.status_code == 422
    assert "reports to the person herself" in answer.content.decode()


def test_the_owner_of_a_reset_factor_is_told_by_mail(adm, ben, company, mailoutbox):
    adm.post(verb(company, "reset_factor", "ben"))

    assert queries.factors_of(company.id("ben")) == []
    assert mailoutbox[0].to == ["ben@house.example"]
    assert ben.get(reverse("people:index")).status_code == 302


def test_a_manager_of_accounts_signs_a_browser_out(adm, ben, company):
    (session,) = queries.sessions_of(company.id("ben"))
    where = reverse("people:end_session", args=[company.id("ben"), session.id])
    assert where in adm.get(page_of(company, "ben")).content.decode()
    adm.post(where)

    assert ben.get(reverse("people:index")).status_code == 302


def test_who_left_is_taken_back_by_invitation(adm, company, mailoutbox):
    adm.post(verb(company, "leave", "ben"))
    adm.post(verb(company, "reinstate", "ben"))

    assert queries.person(company.id("ben")).state is State.INVITED
    assert "/invitation/" in mailoutbox[0].body


@pytest.mark.parametrize(
    "name", ["leave", "reset_factor", "reinstate", "invite_again", "withdraw_notice"]
)
def test_a_salesperson_uses_no_verb(ben, company, name):
    assert ben.post(verb(company, name, "cy")).status_code == 403
    assert queries.person(company.id("cy")).state is State.ACTIVE


@pytest.mark.parametrize("name", ["leave", "reset_factor", "change_post", "give_notice"])
def test_a_verb_needs_a_fresh_proof(adm, company, name):
    stale(adm)
    answer = adm.post(verb(company, name, "cy"))

    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    assert queries.person(company.id("cy")).state is State.ACTIVE


@pytest.mark.parametrize("name", ["leave", "reset_factor", "change_post", "give_notice"])
def test_a_link_changes_nothing(adm, company, name):
    assert adm.get(verb(company, name, "cy")).status_code == 405


def test_the_chart_nests_people_under_their_managers(ben):
    page = ben.get(reverse("people:chart")).content.decode()
    page = page[page.index("m-chart") :]

    assert page.index(">Ada<") < page.index(">Mia<") < page.index(">Ben<") < page.index(">Cy<")
    assert 'data-below="3"' in page


def test_teams_are_made_and_renamed(adm):
    adm.post(reverse("people:create_team"), {"name": "East"})
    assert adm.post(reverse("people:create_team"), {"name": "east"}).status_code == 422
    (team,) = queries.teams()
    adm.post(reverse("people:rename_team", args=[team.id]), {"name": "West"})

    assert "West" in adm.get(reverse("people:teams")).content.decode()


def test_outside_companies_are_added(adm):
    told = {"name": "Harbour", "kind": "export_agent", "country": "cn"}
    adm.post(reverse("people:add_outside"), told)
    assert adm.post(reverse("people:add_outside"), told).status_code == 422

    page = adm.get(reverse("people:outside")).content.decode()
    assert "Harbour" in page
    assert "Export agent, CN" in page


def test_an_unknown_person_is_not_found(ben):
    unknown = reverse("people:person", args=["01937d2e-6c00-7000-8000-00000000beef"])

    assert ben.get(unknown).status_code == 404


def _patterns(patterns):
    for pattern in patterns:
        nested = getattr(pattern, "url_patterns", None)
        yield from _patterns(nested) if nested else [pattern]


def test_every_view_says_who_may_call_it():
    routes = [*_patterns(account_urls.urlpatterns), *_patterns(people_urls.urlpatterns)]

    assert len(routes) > 40
    assert [route.name for route in routes if access_of(route.callback) is None] == []


def test_no_page_needs_a_looser_content_policy(ada, company):
    for name in ("account:index", "mfa_add_webauthn", "people:index", "people:chart"):
        page = ada.get(reverse(name)).content.decode()
        assert not re.search(r"<script(?![^>]*(\bsrc=|application/json))", page)
        assert not re.search(r"\sstyle=|\son[a-z]+=", page)
