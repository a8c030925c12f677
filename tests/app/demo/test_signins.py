"""The printed sign-ins open the house by its real front door."""

import stat

import pytest
from django.conf import settings
from django.urls import reverse

from muniment.demo import sign_ins
from muniment.demo.cast import EVERYBODY
from muniment.demo.signins import FILE, load
from tests.web.account.conftest import Browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser():
    return Browser()


def test_everybody_has_a_sign_in_and_some_are_shown(planted):
    assert {one.email for one in load()} == {part.email for part in EVERYBODY}
    told = sign_ins()
    shown = [part.email for part in EVERYBODY if part.shown]
    assert all(any(email in line for line in told) for email in shown)
    assert load()[0].password in told[0]


def test_only_the_owner_of_the_data_folder_can_read_them(planted):
    assert stat.S_IMODE((settings.DATA_DIR / FILE).stat().st_mode) == 0o600


def test_password_and_code_let_a_person_in(planted, browser):
    chen = next(one for one in load() if one.email.startswith("chen.jing"))
    assert browser.tries(chen.email, chen.password)["Location"] == reverse("mfa_authenticate")
    assert browser.get("/customers/").status_code == 302  # not by the password alone
    assert browser.shows(chen.code()).status_code == 302
    page = browser.get("/customers/").content.decode()
    assert "Keeper" in page


def test_the_password_of_a_planting_is_its_own(planted):
    words = load()[0].password.split("-")
    assert len(words) == 4
    assert all(len(word) >= 3 for word in words)
