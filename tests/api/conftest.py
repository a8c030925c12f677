"""The API's tests: the small company, and programs that speak for its people."""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from muniment.api import limits
from muniment.core import clock
from muniment.people import services as people
from muniment.people.domain.scopes import SCOPES
from tests.world import NOON, World
from tests.world import world as build

JSON = "application/json"


@dataclass
class Program:
    """A program with a token; answers come back as responses of the test client."""

    secret: str
    token_id: UUID
    client: Client = field(default_factory=Client)

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        sent = {"Authorization": f"Bearer {self.secret}", **headers}
        data = b"" if body is None else json.dumps(body).encode()
        return self.client.generic(method, f"/api/v1{path}", data, content_type=JSON, headers=sent)

    def get(self, path: str, **headers: str) -> Any:
        return self.call("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.call("POST", path, body, **headers)

    def put(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.call("PUT", path, body, **headers)

    def delete(self, path: str, **headers: str) -> Any:
        return self.call("DELETE", path, **headers)


def program_of(world: World, name: str, *scopes: str, days: int = 30) -> Program:
    """Give somebody a token with these scopes, or with all."""
    made = people.issue_token(
        person_id=world.id(name), name="a program", scopes=scopes or SCOPES,
        expires_at=NOON + timedelta(days=days), by=world.actor(name), at=NOON,
    )  # fmt: skip
    return Program(made.secret, made.token_id)


@pytest.fixture(autouse=True)
def _noon():
    """Stop the clock, and give every caller a full allowance."""
    limits.allowances.forget()
    with clock.frozen(NOON):
        yield


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.fixture
def ada(world: World) -> Program:
    return program_of(world, "ada")


@pytest.fixture
def olga(world: World) -> Program:
    return program_of(world, "olga")
