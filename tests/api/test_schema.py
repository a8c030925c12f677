"""Every operation is thrown all sorts of requests: no fault, no undocumented answer."""

import io
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
from muniment.customs_data import uploads
from muniment.investigations import services as cases
from muniment.investigations.domain.advice import Terms, Way
from muniment.investigations.services import Traces
from muniment.screening import services as screening
from muniment.screening.domain.parties import PartyKind
from tests.api.conftest import Program, program_of
from tests.world import NOON, World

EXAMPLES = int(os.environ.get("MUNIMENT_FUZZ_EXAMPLES", "3"))
RECORDS = b"Import Date,Importer,Supplier,HS Code,Value USD\n2025-03-01,Orion,Foshan,690721,5\n"
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
        **_case(world), **_lists_and_records(world),
    }  # fmt: skip
    return program_of(world, "olga"), known


def _case(world: World) -> dict[str, str]:
    """A case with something in every part of it that has an address."""
    by = world.actor("ada")
    facts = {"company.name": ["Nordlicht Handels GmbH"], "company.country": ["DE"]}
    case_id = cases.open_case(facts=facts, by=by, at=NOON)
    fact = cases.add_facts(case_id=case_id, facts={"deal.port": ["Hamburg"]}, by=by, at=NOON)
    evidence = cases.add_evidence(
        case_id=case_id, content=b"a page", kind="paste", source="a fair", by=by, at=NOON
    )
    finding = cases.add_finding(
        case_id=case_id, signal="person.not_on_site", facts={}, excerpt="x", by=by, at=NOON
    )
    decision = cases.decide(
        case_id=case_id, terms=Terms(Way.OPEN_ACCOUNT, days=90), reason="as ever", by=by, at=NOON
    )
    return {
        "case_id": str(case_id), "fact_id": str(fact[0]), "evidence_id": str(evidence.id),
        "finding_id": str(finding), "decision_id": str(decision), "check": "search.identity",
    }  # fmt: skip


def _lists_and_records(world: World) -> dict[str, str]:
    """An entry of the own list, somebody watched, a customs file that waits."""
    by = world.actor("olga")
    own = screening.enter_own(
        names=["Bad Harbour Ltd"], kind=PartyKind.ENTITY, reason="took goods", by=by, at=NOON
    )
    watched = cases.watch_party(
        traces=Traces("left in May", names=["Silver Oar Co"]), reason="left", by=by, at=NOON
    )
    upload = uploads.keep(io.BytesIO(RECORDS), name="Kenya Import 2025.csv")
    return {"own_id": str(own), "party_id": str(watched), "upload_id": str(upload)}


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
