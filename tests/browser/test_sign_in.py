"""The journeys through the front door, in a real browser with a virtual security key."""

import re
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from muniment.core import clock
from muniment.core.actor import HOUSE
from muniment.people import queries, services
from muniment.people.domain.roles import Role
from tests.company import PASSWORD, Company, staffed
from tests.web.account.conftest import code_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def company(transactional_db: None) -> Company:
    company = staffed()
    company.at = clock.now()
    return company


def with_key(page: Page) -> Any:
    """Plug a security key in that checks its owner's finger."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return device


def sign_in(page: Page, email: str) -> None:
    page.goto(reverse("account_login"))
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_a_new_person_comes_in_with_a_passkey_and_later_by_it_alone(company, page):
    invited = company.invited("dora", Role.FINANCE)
    with_key(page)
    page.goto(reverse("entrance:invitation", args=[invited.token]))
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Accept and go on").click()
    page.get_by_role("link", name=re.compile("Passkey")).click()
    page.get_by_label("Name of this device").fill("Dora's laptop")
    page.get_by_label("Let this passkey sign me in by itself").check()
    page.get_by_role("button", name="Make the passkey").click()

    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.goto(reverse("account:index"))
    expect(page.get_by_text("Dora's laptop")).to_be_visible()

    page.goto(reverse("account_logout"))
    page.get_by_role("button", name="Sign out").click()
    page.goto(reverse("account_login"))
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(lambda url: "sign-in" not in url)
    page.goto(reverse("account:index"))
    expect(page.get_by_role("heading", name="My account")).to_be_visible()


def test_a_passkey_serves_as_second_factor_after_the_password(company, page):
    with_key(page)
    sign_in(page, company.email("ben"))
    page.get_by_role("link", name=re.compile("Passkey")).click()
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.goto(reverse("account_logout"))
    page.get_by_role("button", name="Sign out").click()

    sign_in(page, company.email("ben"))
    expect(page.get_by_role("heading", name="Second factor")).to_be_visible()
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(lambda url: "sign-in" not in url)
    page.goto(reverse("people:index"))
    expect(page.get_by_role("heading", name="People")).to_be_visible()


def test_a_key_that_does_not_answer_is_said_and_the_code_still_works(company, page):
    secret = company.has_app("ben")
    sign_in(page, company.email("ben"))
    page.get_by_label("Code").fill(code_of(secret))
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(lambda url: "sign-in" not in url)
    page.goto(reverse("account:index"))

    expect(page.get_by_role("heading", name="My account")).to_be_visible()


def test_an_open_page_of_a_leaver_is_shut_at_the_next_click(company, page):
    secret = company.has_app("ben")
    sign_in(page, company.email("ben"))
    page.get_by_label("Code").fill(code_of(secret))
    page.get_by_role("button", name="Continue").click()
    page.goto(reverse("people:index"))
    services.leave(person_id=company.id("ben"), by=HOUSE, at=clock.now())

    page.get_by_role("link", name="Org chart").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert queries.sessions_of(company.id("ben")) == []


def test_the_chart_folds_by_keyboard(company, page, sign_in):
    sign_in(page, company.id("ada"))
    page.goto(reverse("people:chart"))
    branch = page.locator(".m-chart summary").first
    branch.focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("link", name="Mia")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Mia")).to_be_visible()


def test_a_company_moves_in(transactional_db, page):
    page.goto(reverse("entrance:first_run", args=[services.first_run_token()]))
    page.get_by_label("Name of your company").fill("Heron Trading")
    page.get_by_label("Your name").fill("Ada")
    page.get_by_label("Your e-mail address").fill("ada@house.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("link", name=re.compile("Authenticator app")).click()
    secret = page.locator(".m-secret").inner_text()
    page.get_by_label("Code that the app shows now").fill(code_of(secret))
    page.get_by_role("button", name="Set up").click()
    page.get_by_role("link", name="I have kept them").click()
    page.get_by_label("Passphrase for the copy").fill("nine slow boats upstream")
    page.get_by_label("Passphrase once more").fill("nine slow boats upstream")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the locked copy").click()

    assert download.value.suggested_filename.startswith("muniment-keys-")
    assert queries.company().keys_kept_at is not None
