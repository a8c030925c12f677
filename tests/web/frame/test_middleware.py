"""Who is asking is settled afresh on every request."""

import pytest
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.http import HttpResponse

from muniment.core.actor import Door
from muniment.people import services
from muniment.people.domain.roles import Role
from muniment.web.middleware import ActorMiddleware, ErrorMiddleware, NoticeMiddleware
from tests.company import NOON, staffed


@pytest.fixture
def company(db):
    return staffed()


@pytest.fixture
def asked(rf):
    """Pass a request of somebody through `ActorMiddleware` and hand it back."""

    def ask(person_id=None, **headers):
        from django.contrib.auth.middleware import AuthenticationMiddleware
        from django.contrib.sessions.middleware import SessionMiddleware

        request = rf.get("/", headers=headers)
        answer = ActorMiddleware(lambda _request: HttpResponse())
        SessionMiddleware(answer).process_request(request)
        if person_id:
            person = get_user_model()._default_manager.get(pk=person_id)
            request.session[SESSION_KEY] = str(person.pk)
            request.session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
            request.session[HASH_SESSION_KEY] = person.get_session_auth_hash()
            request.session.save()
        AuthenticationMiddleware(answer).process_request(request)
        answer(request)
        return request

    return ask


def test_a_request_of_nobody_has_no_actor(asked, db):
    request = asked()

    assert request.reader is None
    assert request.actor is None


def test_an_actor_comes_with_door_device_and_a_name_of_the_session(asked, company):
    request = asked(company.id("ben"), user_agent="Field laptop")

    assert request.reader.role is Role.SALESPERSON
    assert request.actor.person_id == company.id("ben")
    assert request.actor.door is Door.WEB
    assert request.actor.place.device == "Field laptop"
    assert request.actor.place.address == "127.0.0.1"
    assert len(request.actor.session_id) == 16
    assert request.actor.session_id not in request.session.session_key


def test_knowing_who_asks_costs_one_query_beside_the_session(
    asked, company, django_assert_max_num_queries
):
    request = asked(company.id("ben"))
    answer = ActorMiddleware(lambda _request: HttpResponse())
    request._cached_user = None
    del request._cached_user

    with django_assert_max_num_queries(1):
        from django.contrib.auth.middleware import AuthenticationMiddleware

        AuthenticationMiddleware(answer).process_request(request)
        answer(request)


def test_somebody_who_left_is_nobody_on_the_next_request(asked, company):
    ben = company.id("ben")
    assert asked(ben).reader
    services.leave(person_id=ben, by=company.actor("ada"), at=NOON)

    request = asked(ben)

    assert request.reader is None
    assert request.actor is None
    assert not request.user.is_authenticated


@pytest.mark.parametrize(("somebody", "kept_out"), [(True, True), (False, False)])
def test_what_somebody_was_shown_is_not_kept_by_the_browser(rf, somebody, kept_out, company):
    request = rf.get("/")
    request.user = get_user_model()._default_manager.get(pk=company.id("ben"))
    if not somebody:
        request.user = AnonymousUser()
    request.session = SessionStore()

    response = ActorMiddleware(lambda _request: HttpResponse())(request)

    assert ("no-store" in response.get("Cache-Control", "")) is kept_out


def test_a_fragment_brings_its_messages_as_an_event(rf):
    def view(request):
        messages.success(request, "已保存")
        return HttpResponse("row")

    request = rf.get("/", headers={"hx-request": "true"})
    request._messages = CookieStorage(request)

    response = NoticeMiddleware(view)(request)

    assert "muniment:notices" in response["HX-Trigger"]
    assert response["HX-Trigger"].isascii()


def test_an_error_of_another_kind_is_left_to_django(rf):
    handler = ErrorMiddleware(lambda _request: HttpResponse())

    assert handler.process_exception(rf.get("/"), ValueError("x")) is None
