"""Somebody who left can sign in nowhere within one second, open pages included."""

import time

from django.urls import reverse

from muniment.core import clock
from muniment.core.actor import HOUSE
from muniment.people import queries, services
from tests.company import NOON
from tests.web.account.conftest import Browser, code_of, link_in


def test_an_open_page_is_shut_on_the_next_request(company, ben):
    assert ben.get(reverse("people:index")).status_code == 200
    began = time.monotonic()
    services.leave(person_id=company.id("ben"), by=HOUSE, at=clock.now())

    answer = ben.get(reverse("people:index"))
    assert time.monotonic() - began < 1
    assert answer["Location"].startswith(reverse("account_login"))


def test_a_fragment_of_an_open_page_is_shut_too(company, ben):
    services.leave(person_id=company.id("ben"), by=HOUSE, at=clock.now())

    answer = ben.get(reverse("people:index"), headers={"HX-Request": "true"})
    assert answer["HX-Redirect"].startswith(reverse("account_login"))


def test_a_session_that_nobody_listed_is_shut_all_the_same(company, ben):
    from allauth.usersessions.models import UserSession

    UserSession.objects.all().delete()
    services.leave(person_id=company.id("ben"), by=HOUSE, at=clock.now())

    assert ben.get(reverse("people:index")).status_code == 302


def test_the_state_alone_is_enough_to_be_refused(company, ben):
    from muniment.people.models import Person

    Person.objects.filter(pk=company.id("ben")).update(state="left", left_at=NOON)

    assert ben.get(reverse("people:index")).status_code == 302


def test_a_sign_in_half_done_goes_no_further(company):
    secret = company.has_app("ben")
    browser = Browser()
    browser.tries(company.email("ben"))
    services.leave(person_id=company.id("ben"), by=HOUSE, at=clock.now())

    browser.shows(code_of(secret))
    assert browser.get(reverse("people:index")).status_code == 302


def test_the_old_password_opens_nothing(company):
    services.leave(person_id=company.id("ben"), by=HOUSE, at=clock.now())

    assert "do not fit together" in Browser().tries(company.email("ben")).content.decode()


def test_a_mailed_link_asked_for_before_leaving_opens_nothing(company, mailoutbox):
    browser = Browser()
    browser.post(reverse("account_reset_password"), {"email": company.email("ben")})
    link = link_in(mailoutbox)
    services.leave(person_id=company.id("ben"), by=HOUSE, at=clock.now())

    page = browser.get(link, follow=True)
    assert "not valid any more" in page.content.decode()


def test_nobody_who_left_gets_a_mailed_link(company, mailoutbox):
    services.leave(person_id=company.id("ben"), by=HOUSE, at=clock.now())
    for name in ("ben", "mia"):
        Browser().post(reverse("account_reset_password"), {"email": company.email(name)})

    assert link_in(mailoutbox)
    assert [mail.to for mail in mailoutbox] == [["mia@house.example"]]


def test_tokens_stop_within_the_same_second(company):
    issued = services.issue_token(
        person_id=company.id("ben"),
        name="report",
        scopes=["orders.read"],
        expires_at=clock.now().replace(year=clock.now().year + 1, day=1, month=1),
        by=company.actor("ben"),
        at=clock.now(),
    )
    assert queries.reader_by_token(issued.secret, at=clock.now())
    services.leave(person_id=company.id("ben"), by=HOUSE, at=clock.now())

    assert queries.reader_by_token(issued.secret, at=clock.now()) is None
