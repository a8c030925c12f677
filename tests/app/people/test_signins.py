"""Sessions, tokens and factors, and how `leave` ends them all."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session

from muniment.core.actor import HOUSE
from muniment.people import queries, services
from muniment.people.models import ApiToken
from muniment.people.services import errors
from tests.browser.sessions import session_of
from tests.company import NOON

SOON = NOON + timedelta(days=30)


def token_of(company, name, **changed):
    wanted = {"name": "report", "scopes": ["orders.read"], "expires_at": SOON, **changed}
    return services.issue_token(
        person_id=company.id(name), **wanted, by=company.actor(name), at=NOON
    )


def open_session(company, name):
    from allauth.usersessions.models import UserSession

    key = session_of(company.id(name), "http://localhost")["value"]
    return UserSession.objects.create(
        user_id=company.id(name), ip="192.0.2.7", session_key=key, user_agent="Test browser"
    )


def test_a_token_speaks_for_its_person(company):
    issued = token_of(company, "ben", scopes=["orders.read", "consult"])

    found = queries.reader_by_token(issued.secret, at=NOON)
    assert found.reader.id == company.id("ben")
    assert found.scopes == {"orders.read", "consult"}


def test_the_secret_of_a_token_is_kept_nowhere(company):
    issued = token_of(company, "ben")

    row = ApiToken.objects.get(pk=issued.token_id)
    assert issued.secret.encode() not in bytes(row.digest)
    assert len(row.digest) == 32


def test_a_token_ends_on_its_day(company):
    issued = token_of(company, "ben")

    assert queries.reader_by_token(issued.secret, at=SOON) is None
    assert queries.tokens_of(company.id("ben"), at=SOON) == []


def test_a_revoked_token_opens_nothing(company, told):
    issued = token_of(company, "ben")
    services.revoke_token(token_id=issued.token_id, by=company.actor("ben"), at=NOON)

    assert queries.reader_by_token(issued.secret, at=NOON) is None
    with pytest.raises(errors.TokenNotFound):
        services.revoke_token(token_id=issued.token_id, by=company.actor("ben"), at=NOON)
    assert told(company.id("ben"))[-2:] == ["people.token.issued", "people.token.revoked"]


def test_nobody_makes_a_token_in_another_name(company):
    with pytest.raises(errors.PersonNotFound):
        services.issue_token(
            person_id=company.id("ben"),
            name="mine",
            scopes=["consult"],
            expires_at=SOON,
            by=company.actor("ada"),
            at=NOON,
        )


def test_unknown_permissions_and_endless_tokens_are_refused(company):
    with pytest.raises(errors.ScopesInvalid):
        token_of(company, "ben", scopes=["everything"])
    with pytest.raises(errors.ScopesInvalid):
        token_of(company, "ben", scopes=[])
    with pytest.raises(errors.TokenTermInvalid):
        token_of(company, "ben", expires_at=NOON + timedelta(days=400))
    with pytest.raises(errors.TokenTermInvalid):
        token_of(company, "ben", expires_at=NOON)


def test_use_of_a_token_is_remembered_to_five_minutes(company):
    issued = token_of(company, "ben")
    services.note_token_use(issued.token_id, at=NOON)
    services.note_token_use(issued.token_id, at=NOON + timedelta(minutes=1))

    assert queries.tokens_of(company.id("ben"), at=NOON)[0].last_used_at == NOON


def test_one_session_can_be_ended(company):
    session = open_session(company, "ben")
    assert [row.id for row in queries.sessions_of(company.id("ben"))] == [session.pk]

    services.end_session(
        session_id=session.pk, person_id=company.id("ben"), by=company.actor("adm"), at=NOON
    )
    assert queries.sessions_of(company.id("ben")) == []
    assert not Session.objects.filter(session_key=session.session_key).exists()


def test_a_colleague_cannot_end_a_session(company):
    session = open_session(company, "ben")

    with pytest.raises(errors.NotYourAccount):
        services.end_session(
            session_id=session.pk, person_id=company.id("ben"), by=company.actor("cy"), at=NOON
        )


def test_a_session_of_somebody_else_is_not_found_under_her_name(company):
    session = open_session(company, "ben")

    with pytest.raises(errors.SessionNotFound):
        services.end_session(
            session_id=session.pk, person_id=company.id("cy"), by=company.actor("cy"), at=NOON
        )


def test_all_other_sessions_end_and_this_one_stays(company):
    here, there = open_session(company, "ben"), open_session(company, "ben")

    ended = services.end_sessions(
        person_id=company.id("ben"),
        by=company.actor("ben"),
        at=NOON,
        except_key=here.session_key,
    )
    assert ended == 1
    assert [row.id for row in queries.sessions_of(company.id("ben"))] == [here.pk]
    assert not Session.objects.filter(session_key=there.session_key).exists()


def test_leaving_ends_every_way_in(company):
    session, issued = open_session(company, "ben"), token_of(company, "ben")
    company.has_app("ben")

    services.leave(person_id=company.id("ben"), by=company.actor("adm"), at=NOON)

    assert not Session.objects.filter(session_key=session.session_key).exists()
    assert queries.reader_by_token(issued.secret, at=NOON) is None
    assert queries.factors_of(company.id("ben")) == []
    assert not queries.reader(company.id("ben")).is_active


def test_the_secret_of_an_app_lies_sealed(company):
    from allauth.mfa.models import Authenticator

    secret = company.has_app("ben")

    stored = str(Authenticator.objects.get(user=company.id("ben")).data)
    assert secret not in stored


def test_reset_of_a_second_factor_ends_the_sessions(company, told):
    company.has_app("ben")
    open_session(company, "ben")

    services.reset_second_factor(person_id=company.id("ben"), by=company.actor("adm"), at=NOON)

    assert queries.factors_of(company.id("ben")) == []
    assert queries.sessions_of(company.id("ben")) == []
    assert told(company.id("ben"))[-1] == "people.factor.reset"


def test_a_failed_sign_in_names_the_account_and_keeps_nothing_typed(db, company):
    from muniment.ledger import queries as ledger

    services.note_failed_sign_in(email="my password by mistake", what="password", by=HOUSE, at=NOON)
    services.note_failed_sign_in(email="Ben@house.example", what="password", by=HOUSE, at=NOON)

    known, unknown = ledger.entries(kinds=["people.sign_in.failed"], limit=10).rows[:2]
    assert {known.subject, unknown.subject} == {company.id("ben"), None}
    assert b"mistake" not in known.leaf + unknown.leaf


def test_the_address_of_a_sign_in_is_sealed(company):
    from muniment.ledger import queries as ledger

    services.note_sign_in(by=company.actor("ben"), at=NOON, method="totp")

    row = ledger.entries(kinds=["people.session.started"], limit=1).rows[0]
    assert b"192.0.2.7" not in row.leaf
    assert ledger.openings(row.id)["address"].value == "192.0.2.7"
