"""People at the sign-in pages: a company, browsers, codes of an authenticator app."""

import time
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from muniment.core import clock
from muniment.ledger import queries as ledger
from muniment.web.account import post
from tests.company import PASSWORD, Company, staffed


def code_of(secret: str, step: int = 0) -> str:
    """Show what the app shows now, or `step` half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step))


def link_in(mailoutbox: list) -> str:
    """Find the one-time address in the newest letter, once the postman is done."""
    post.later(EmailMessage(to=[])).result()
    line = next(line for line in mailoutbox[-1].body.splitlines() if "://" in line)
    return urlsplit(line.strip()).path


class Browser(Client):
    """A browser that signs in by the pages, at an address of its own."""

    def __init__(self, address: str = "192.0.2.7") -> None:
        super().__init__(REMOTE_ADDR=address, HTTP_USER_AGENT="Mozilla/5.0 Firefox/130 (Linux)")

    def tries(self, email: str, password: str = PASSWORD):
        return self.post(reverse("account_login"), {"login": email, "password": password})

    def shows(self, code: str):
        return self.post(reverse("mfa_authenticate"), {"code": code})

    def comes_in(self, email: str, secret: str, step: int = 0) -> "Browser":
        assert self.tries(email)["Location"] == reverse("mfa_authenticate")
        assert self.shows(code_of(secret, step)).status_code == 302
        return self


@pytest.fixture
def company(db) -> Company:
    company = staffed()
    company.at = clock.now()  # links made from now on are still good at the pages
    return company


@pytest.fixture
def browser() -> Browser:
    return Browser()


@pytest.fixture
def ben(company) -> Browser:
    """Ben's browser, signed in with both factors."""
    browser = Browser().comes_in(company.email("ben"), company.has_app("ben"))
    browser.person_id = company.id("ben")
    return browser


@pytest.fixture
def ada(company) -> Browser:
    """Ada's browser, signed in with both factors."""
    return Browser().comes_in(company.email("ada"), company.has_app("ada"))


@pytest.fixture
def kinds():
    """List the newest kinds of entries, newest first."""

    def told(*wanted: str, limit: int = 20) -> list[str]:
        return [row.kind for row in ledger.entries(kinds=wanted, limit=limit).rows]

    return told
