"""Sessions made without the sign-in page, for journeys that are about something else."""

from importlib import import_module
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model

from muniment.web.account.records import FACTOR_KEY


def session_of(person_id: UUID, url: str) -> dict[str, Any]:
    """Start a session of a person and write it as a cookie for Playwright."""
    person = get_user_model()._default_manager.get(pk=person_id)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session[FACTOR_KEY] = "totp"
    session[FACTOR_KEY] = "totp"
    session.create()
    return {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": url}
