"""The first run, the invitation, the forgotten password."""

import pytest
from django.urls import reverse

from muniment.people import queries, services
from muniment.people.domain.roles import Role
from tests.company import PASSWORD
from tests.web.account.conftest import Browser, link_in

FOUNDER = {
    "company": "Heron Trading",
    "name": "Ada",
    "email": "ada@house.example",
    "password": PASSWORD,
}


def test_the_first_owner_comes_in_and_sets_up_her_second_factor(db, browser):
    link = reverse("entrance:first_run", args=[services.first_run_token()])
    assert browser.get(link).status_code == 200

    answer = browser.post(link, FOUNDER)

    assert answer["Location"] == reverse("account:second_factor")
    assert queries.company().name == "Heron Trading"
    assert browser.get(reverse("people:index"))["Location"] == reverse("account:second_factor")
    assert Browser().get(link).status_code == 404


def test_a_wrong_first_run_link_tells_nothing(db, browser):
    services.first_run_token()

    assert browser.get(reverse("entrance:first_run", args=["guess"])).status_code == 404


def test_a_weak_password_is_said_in_the_form(db, browser):
    link = reverse("entrance:first_run", args=[services.first_run_token()])

    answer = browser.post(link, {**FOUNDER, "password": "password"})

    assert answer.status_code == 422
    assert "too easy to guess" in answer.content.decode()
    assert "Heron Trading" in answer.content.decode()


def test_an_invited_person_chooses_a_password_and_goes_on(company, browser):
    invited = company.invited("dora", Role.FINANCE)
    link = reverse("entrance:invitation", args=[invited.token])
    assert "dora@house.example" in browser.get(link).content.decode()

    answer = browser.post(link, {"password": PASSWORD})

    assert answer["Location"] == reverse("account:second_factor")
    assert queries.reader(invited.person_id).is_active
    assert len(queries.sessions_of(invited.person_id)) == 1
    assert Browser().get(link).status_code == 404


def test_the_set_up_right_after_coming_in_asks_for_no_password_again(company, browser):
    invited = company.invited("dora", Role.FINANCE)
    browser.post(reverse("entrance:invitation", args=[invited.token]), {"password": PASSWORD})

    assert browser.get(reverse("mfa_activate_totp")).status_code == 200
    assert browser.get(reverse("mfa_add_webauthn")).status_code == 200


@pytest.mark.parametrize("name", ["ben", "zed"])
def test_a_forgotten_password_gets_the_same_page_for_everybody(company, browser, name):
    answer = browser.post(reverse("account_reset_password"), {"email": f"{name}@house.example"})

    assert answer["Location"] == reverse("account_reset_password_done")


def test_only_a_known_address_gets_mail(company, browser, mailoutbox):
    for name in ("ben", "zed"):
        browser.post(reverse("account_reset_password"), {"email": f"{name}@house.example"})

    assert link_in(mailoutbox)
    assert [mail.to for mail in mailoutbox] == [["ben@house.example"]]
    assert "Hello Ben" in mailoutbox[0].body


def test_a_mailed_link_sets_a_new_password_and_asks_for_the_second_factor(
    company, browser, mailoutbox, kinds
):
    company.has_app("ben")
    browser.post(reverse("account_reset_password"), {"email": company.email("ben")})
    page = browser.get(link_in(mailoutbox), follow=True)
    fresh = "four loud geese at noon"

    answer = browser.post(
        page.redirect_chain[-1][0], {"password1": fresh, "password2": fresh}, follow=True
    )

    assert "Your password is changed." in answer.content.decode()
    assert browser.tries(company.email("ben"), fresh)["Location"] == reverse("mfa_authenticate")
    assert kinds("people.password.changed") == ["people.password.changed"]
    assert mailoutbox[1].subject == "Your password was changed"


def test_the_mailed_link_leads_to_the_house_whatever_host_was_claimed(
    company, browser, mailoutbox, settings
):
    settings.ALLOWED_HOSTS = ["*"]
    told = {"email": company.email("ben")}
    browser.post(reverse("account_reset_password"), told, headers={"Host": "evil.example"})
    link_in(mailoutbox)

    assert "evil.example" not in mailoutbox[0].body
    assert settings.CONFIG.url in mailoutbox[0].body
