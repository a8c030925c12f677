"""People for the frame's tests, and requests as they arrive after the middleware."""

from uuid import UUID

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from muniment.core.actor import Actor
from muniment.people.domain.employment import State
from muniment.people.domain.roles import Role
from muniment.people.queries import ReaderRow

ADA = UUID(int=0xADA)


def reader(role: Role = Role.OWNER, name: str = "Ada Lovelace") -> ReaderRow:
    return ReaderRow(ADA, name, "en", role, State.ACTIVE, None, None)


@pytest.fixture
def arrives(rf: RequestFactory):
    """Make a request of somebody of a role (None: nobody)."""

    def make(path: str = "/", role: Role | None = Role.OWNER, **headers: str) -> HttpRequest:
        request = rf.get(path, headers=headers)
        request.reader = reader(role) if role else None
        request.actor = Actor(person_id=ADA) if role else None
        request.session = {}
        return request

    return make
