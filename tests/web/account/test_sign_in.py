"""Signing in: two factors, one answer for all strangers, silence after five wrong tries."""

import pytest
from django.core.cache import cache
from django.urls import NoReverseMatch, reverse

from muniment.ledger import queries as ledger
from muniment.people import queries
from muniment.web.account.records import FACTOR_KEY
from tests.company import PASSWORD
from tests.web.account.conftest import Browser, code_of


def signed_in(browser) -> bool:
    return browser.get(reverse("account:index")).status_code == 200


def test_password_and_code_together_let_a_person_in(company, browser, kinds):
    secret = company.has_app("ben")

    browser.tries(company.email("ben"))
    assert not signed_in(browser)
    answer = browser.shows(code_of(secret))

    assert answer["Location"] == "/"
    assert signed_in(browser)
    assert kinds("people.session.started") == ["people.session.started"]


def test_capitals_in_the_address_do_not_matter(company, browser):
    company.has_app("ben")

    assert browser.tries("BEN@House.Example")["Location"] == reverse("mfa_authenticate")


def test_an_unknown_address_and_a_wrong_password_get_the_same_answer(company):
    known = Browser().tries(company.email("ben"), "wrong wrong wrong")
    unknown = Browser().tries("zed@house.example", "wrong wrong wrong")

    def told(answer):
        page = answer.content.decode().replace("zed@house.example", company.email("ben"))
        start = page.index("<main")
        return answer.status_code, [
            line for line in page[start:].splitlines() if "csrfmiddlewaretoken" not in line
        ]

    assert told(known) == told(unknown)
    assert "do not fit together" in known.content.decode()


def test_who_left_and_who_never_came_look_like_strangers(company):
    company.invited("dora", _role("finance"))
    stranger = Browser().tries("zed@house.example").content.decode()

    assert "do not fit together" in stranger
    assert "do not fit together" in Browser().tries(company.email("dora")).content.decode()


def test_five_wrong_passwords_lock_the_account_for_that_address(company, kinds):
    company.has_app("ben")
    browser = Browser()
    answers = [browser.tries(company.email("ben"), f"wrong {turn} wrong") for turn in range(5)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 429]
    locked = browser.tries(company.email("ben"))
    assert locked.status_code == 429
    assert "locked for 15 minutes" in locked.content.decode()
    assert Browser("198.51.100.9").tries(company.email("ben")).status_code == 302
    assert "people.sign_in.locked" in kinds("people.sign_in.locked")


def test_capitals_make_no_new_account_to_guess_at(company):
    browser = Browser()
    spellings = ["ben@house.example", "Ben@house.example", "BEN@house.example"]
    for turn in range(5):
        answer = browser.tries(spellings[turn % 3], f"wrong {turn} wrong")

    assert answer.status_code == 429


def test_a_locked_unknown_address_looks_like_a_locked_account(company):
    browser = Browser()
    for turn in range(5):
        answer = browser.tries("zed@house.example", f"wrong {turn} wrong")

    assert answer.status_code == 429


def test_wrong_codes_are_counted_like_wrong_passwords(company, kinds):
    company.has_app("ben")
    browser = Browser()
    browser.tries(company.email("ben"))
    answers = [browser.shows("000000") for _ in range(5)]

    assert [answer.status_code for answer in answers][-1] == 429
    assert kinds("people.sign_in.failed", "people.sign_in.locked")[0] == "people.sign_in.locked"
    secret = company.has_app("ben")
    assert browser.shows(code_of(secret)).status_code == 429


def test_a_code_works_once(company):
    secret = company.has_app("ben")
    code = code_of(secret)
    first, second = Browser(), Browser()
    first.tries(company.email("ben"))
    second.tries(company.email("ben"))

    assert first.shows(code).status_code == 302
    cache.clear()  # as another web worker, which keeps no such memory, would see it
    assert "used already" in second.shows(code).content.decode()
    assert second.shows(code_of(secret, 1)).status_code == 302


def test_a_recovery_code_works_once(company, ben):
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from django.contrib.auth import get_user_model

    user = get_user_model().objects.get(pk=company.id("ben"))
    code = RecoveryCodes.activate(user).get_unused_codes()[0]
    other, third = Browser(), Browser()
    other.tries(company.email("ben"))
    third.tries(company.email("ben"))

    assert other.shows(code).status_code == 302
    assert third.shows(code).status_code == 200


def test_a_person_without_a_second_factor_is_led_to_the_set_up(company, browser):
    browser.tries(company.email("ben"))

    for address in (reverse("account:index"), reverse("people:index"), "/anything/"):
        assert browser.get(address)["Location"] == reverse("account:second_factor")
    assert browser.get(reverse("account:second_factor")).status_code == 200
    assert browser.get("/people/", headers={"HX-Request": "true"}).status_code == 403


def test_a_half_open_session_ends_when_a_factor_was_set_up_elsewhere(company, browser):
    browser.tries(company.email("ben"))
    company.has_app("ben")

    assert browser.get(reverse("account:index"))["Location"] == reverse("account_login")
    assert not signed_in(browser)


def test_a_session_without_a_shown_factor_cannot_set_one_up_beside_the_real_one(company, browser):
    browser.tries(company.email("ben"))
    company.has_app("ben")

    assert browser.get(reverse("mfa_add_webauthn"))["Location"] == reverse("account_login")
    assert [factor.kind for factor in queries.factors_of(company.id("ben"))] == ["totp"]


def test_the_factor_of_one_person_does_not_count_for_another(company, browser):
    session = browser.session
    session[FACTOR_KEY] = "totp"  # as a sign-in of somebody else that stopped half-way leaves it
    session.save()

    browser.tries(company.email("cy"))
    assert browser.get(reverse("people:index"))["Location"] == reverse("account:second_factor")


def test_signing_out_is_on_record(ben, kinds):
    ben.post(reverse("account_logout"))

    assert not signed_in(ben)
    assert kinds("people.session.ended") == ["people.session.ended"]


def test_a_link_cannot_sign_anybody_out(ben):
    ben.get(reverse("account_logout"))

    assert signed_in(ben)


def test_what_was_typed_enters_no_log_and_no_entry(company, browser, caplog, capfd):
    browser.tries("zed@house.example", "a typed secret 7")

    row = ledger.entries(kinds=["people.sign_in.failed"], limit=1).rows[0]
    told = row.leaf.decode() + caplog.text + "".join(capfd.readouterr())
    assert "zed@" not in told
    assert "typed secret" not in told


def test_guessing_leaves_no_password_in_the_tables(company, browser):
    from axes.models import AccessAttempt

    browser.tries(company.email("ben"), "a typed secret 7")

    attempt = AccessAttempt.objects.get()
    assert "typed secret" not in attempt.post_data


@pytest.mark.parametrize("name", ["account_signup", "account_confirm_email"])
def test_nobody_signs_up(db, name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_the_sign_in_page_asks_for_nothing_twice(db, browser):
    page = browser.get(reverse("account_login")).content.decode()

    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page
    assert "remember" not in page


def test_a_next_address_elsewhere_is_not_followed(company, browser):
    secret = company.has_app("ben")
    browser.post(
        reverse("account_login") + "?next=https://evil.example/",
        {"login": company.email("ben"), "password": PASSWORD, "next": "https://evil.example/"},
    )

    assert browser.shows(code_of(secret))["Location"] == "/"


def _role(code: str):
    from muniment.people.domain.roles import Role

    return Role(code)
