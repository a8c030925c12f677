"""My account: factors, sessions, tokens, and the fresh proof that some steps need."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from muniment.core import clock
from muniment.people import queries
from muniment.people.domain.scopes import SCOPES
from muniment.web.account.words import SCOPE_WORDS
from tests.company import PASSWORD
from tests.web.account.conftest import Browser, code_of


def stale(browser) -> None:
    """Let the last proof of who is there be an hour old."""
    session = browser.session
    records = session["account_authentication_methods"]
    session["account_authentication_methods"] = [
        {**record, "at": record["at"] - 3600} for record in records
    ]
    session.save()


def token(**changed):
    last_day = (clock.now() + timedelta(days=30)).date().isoformat()
    wanted = {"name": "report", "last_day": last_day, "scopes": ["orders.read"], **changed}
    return {f"token-{key}": value for key, value in wanted.items()}


def test_the_page_shows_factors_sessions_and_tokens(ben):
    page = ben.get(reverse("account:index")).content.decode()

    assert "Authenticator app" in page
    assert "Firefox, Linux" in page
    assert "this browser" in page


@pytest.mark.django_db(transaction=True)  # allauth marks the session on commit
def test_an_app_is_set_up_by_its_first_code(company, browser, mailoutbox, kinds):
    browser.tries(company.email("ben"))
    page = browser.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r"m-secret[^>]*>([A-Z2-7]+)<", page)[1]
    assert "data:image/svg+xml;base64," in page

    answer = browser.post(reverse("mfa_activate_totp"), {"code": code_of(secret)}, follow=True)

    assert answer.redirect_chain[-1][0] == reverse("mfa_view_recovery_codes")
    assert len(re.findall(r"<li><code>\d{8}</code>", answer.content.decode())) == 10
    assert browser.get(reverse("account:index")).status_code == 200
    assert "people.factor.added" in kinds("people.factor.added")
    assert [mail.subject for mail in mailoutbox] == ["Authenticator app set up"]


def test_the_last_second_factor_stays(ben, company):
    page = ben.get(reverse("mfa_deactivate_totp")).content.decode()
    ben.post(reverse("mfa_deactivate_totp"))

    assert "last second factor" in page
    assert [factor.kind for factor in queries.factors_of(company.id("ben"))] == ["totp"]


def test_every_permission_of_a_token_has_words():
    assert set(SCOPE_WORDS) == set(SCOPES)


def test_a_token_is_shown_once(ben, company):
    page = ben.post(reverse("account:issue_token"), token()).content.decode()
    secret = re.search(r"mun_[A-Za-z0-9_-]+", page)[0]

    assert queries.reader_by_token(secret, at=clock.now()).reader.id == company.id("ben")
    assert secret not in ben.get(reverse("account:index")).content.decode()


def test_an_endless_token_is_refused_in_the_form(ben):
    answer = ben.post(reverse("account:issue_token"), token(last_day="2099-01-01"))

    assert answer.status_code == 422
    assert "must end within 366 days" in answer.content.decode()


def test_a_token_can_be_revoked(ben, company):
    ben.post(reverse("account:issue_token"), token())
    (row,) = queries.tokens_of(company.id("ben"), at=clock.now())
    ben.post(reverse("account:revoke_token", args=[row.id]))

    assert queries.tokens_of(company.id("ben"), at=clock.now()) == []


def test_somebody_elses_token_cannot_be_revoked(ben, company):
    from muniment.people import services

    issued = services.issue_token(
        person_id=company.id("cy"),
        name="his",
        scopes=["consult"],
        expires_at=clock.now() + timedelta(days=1),
        by=company.actor("cy"),
        at=clock.now(),
    )
    answer = ben.post(reverse("account:revoke_token", args=[issued.token_id]))

    assert answer.status_code == 403
    assert queries.reader_by_token(issued.secret, at=clock.now())


def test_an_old_proof_is_asked_for_again_before_a_step_that_matters(ben, company):
    stale(ben)
    answer = ben.post(reverse("account:issue_token"), token())

    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    assert queries.tokens_of(company.id("ben"), at=clock.now()) == []
    again = ben.post(answer["Location"], {"password": PASSWORD})
    assert again["Location"] == reverse("account:index")
    assert ben.post(reverse("account:issue_token"), token()).status_code == 200


def test_an_open_page_is_no_place_to_guess_the_password(ben):
    stale(ben)
    answers = [
        ben.post(reverse("account_reauthenticate"), {"password": f"wrong {turn} wrong"})
        for turn in range(5)
    ]

    assert answers[-1].status_code == 429
    assert ben.post(reverse("account_reauthenticate"), {"password": PASSWORD}).status_code == 429


def test_a_fresh_code_does_as_well_as_the_password(ben, company):
    from allauth.mfa.models import Authenticator
    from allauth.mfa.utils import decrypt

    stale(ben)
    stored = Authenticator.objects.get(user=company.id("ben"), type="totp")
    code = code_of(decrypt(stored.data["secret"]), 1)

    answer = ben.post(reverse("mfa_reauthenticate"), {"code": code})
    assert answer.status_code == 302
    assert ben.post(reverse("account:issue_token"), token()).status_code == 200


def test_another_browser_can_be_signed_out(ben, company):
    from allauth.mfa.models import Authenticator
    from allauth.mfa.utils import decrypt

    stored = Authenticator.objects.get(user=company.id("ben"), type="totp")
    secret = decrypt(stored.data["secret"])
    other = Browser("198.51.100.9").comes_in(company.email("ben"), secret, 1)
    assert len(queries.sessions_of(company.id("ben"))) == 2

    ben.post(reverse("account:end_other_sessions"))

    assert other.get(reverse("account:index")).status_code == 302
    assert ben.get(reverse("account:index")).status_code == 200


def test_a_new_password_signs_other_browsers_out_and_keeps_this_one(ben, company, mailoutbox):
    fresh = "four loud geese at noon"
    told = {"oldpassword": PASSWORD, "password1": fresh, "password2": fresh}
    ben.post(reverse("account_change_password"), told)

    assert ben.get(reverse("account:index")).status_code == 200
    assert mailoutbox[0].to == ["ben@house.example"]


def test_the_language_of_the_account_is_kept(ben, company):
    ben.post(reverse("account:set_language"), {"language": "zh-hans"})

    assert queries.reader(company.id("ben")).language == "zh-hans"


def test_addresses_that_allauth_would_add_lead_home(ben):
    for name in ("account_email", "mfa_index", "mfa_list_webauthn", "account_set_password"):
        assert ben.get(reverse(name))["Location"] == reverse("account:index")


def test_one_browser_of_ones_own_can_be_signed_out(ben, company):
    (here,) = queries.sessions_of(company.id("ben"))
    ben.post(reverse("account:end_session", args=[here.id]))

    assert ben.get(reverse("account:index")).status_code == 302


def passkey_of(company, name):
    from allauth.mfa.models import Authenticator

    return Authenticator.objects.create(
        user_id=company.id(name), type="webauthn", data={"name": "Old phone", "credential": {}}
    )


def test_a_passkey_beside_another_factor_can_be_removed(ben, company, mailoutbox, kinds):
    key = passkey_of(company, "ben")
    assert "Old phone" in ben.get(reverse("account:index")).content.decode()
    ben.post(reverse("mfa_remove_webauthn", args=[key.pk]))

    assert [factor.kind for factor in queries.factors_of(company.id("ben"))] == ["totp"]
    assert mailoutbox[-1].subject == "Passkey removed"
    assert kinds("people.factor.removed") == ["people.factor.removed"]


def test_the_last_passkey_stays(ben, company):
    from allauth.mfa.models import Authenticator

    key = passkey_of(company, "ben")
    Authenticator.objects.filter(type="totp").delete()
    ben.post(reverse("mfa_remove_webauthn", args=[key.pk]))

    assert [factor.kind for factor in queries.factors_of(company.id("ben"))] == ["webauthn"]


@pytest.mark.django_db(transaction=True)  # as above
def test_new_recovery_codes_are_on_record_and_told_by_mail(ben, kinds, mailoutbox):
    ben.post(reverse("mfa_generate_recovery_codes"))

    assert kinds("people.factor.renewed") == ["people.factor.renewed"]
    assert mailoutbox[-1].subject == "New recovery codes"


def test_who_has_a_factor_is_led_past_the_set_up(ben):
    assert ben.get(reverse("account:second_factor"))["Location"] == reverse("account:index")


def test_a_fragment_asks_for_a_fresh_proof_too(ben):
    stale(ben)
    headers = {"HX-Request": "true", "Referer": "http://testserver/people/"}
    answer = ben.post(reverse("account:issue_token"), token(), headers=headers)

    assert answer["HX-Redirect"].endswith("?next=%2Fpeople%2F")
    page = ben.get(reverse("account_change_password"))
    assert page.status_code == 200
