"""Every operation is thrown all sorts of requests: no fault, no undocumented answer."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from muniment.api import limits
from muniment.api.document import document
from tests.api.cases import furnished_case, furnished_lists
from tests.api.conftest import Program, program_of
from tests.world import World

EXAMPLES = int(os.environ.get("MUNIMENT_FUZZ_EXAMPLES", "3"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
interface = schemathesis.openapi.from_dict(document())
interface.app = get_wsgi_application()


@pytest.fixture(autouse=True)
def _one_transaction() -> Iterator[None]:
    """Keep the connection of the test open between requests, as Django's own test client does."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


@pytest.fixture
def furnished(world: World, monkeypatch: pytest.MonkeyPatch) -> tuple[Program, dict[str, str]]:
    """A company with a customer, an order and a look; and the ids that addresses ask for."""
    monkeypatch.setattr(limits, "TOKEN_A_MINUTE", 1_000_000)
    monkeypatch.setattr(limits, "ADDRESS_A_MINUTE", 1_000_000)
    dossier = world.dossier("ada")
    world.order(dossier)
    entry = world.look("ada", dossier).entry_id
    known = {
        "dossier_id": str(dossier), "compartment": "identity", "field": "identity.legal_name",
        "person_id": str(world.id("ben")), "entry_id": str(entry), "number": "1",
        "code": "identity.legal_name", "place": "0/000.p/1",
        "check": "search.identity", **furnished_case(world), **furnished_lists(world),
    }  # fmt: skip
    return program_of(world, "olga"), known


@interface.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_documented_and_none_is_a_fault(
    case: Any, furnished: tuple[Program, dict[str, str]]
) -> None:
    program, known = furnished
    headers = {"Authorization": f"Bearer {program.secret}"}
    case.call_and_validate(headers=headers, checks=CHECKS)

    parameters = dict(case.path_parameters or {})
    met = {name: known[name] for name in parameters if name in known}
    if met:
        case.path_parameters = {**parameters, **met}
        case.call_and_validate(headers=headers, checks=CHECKS)
