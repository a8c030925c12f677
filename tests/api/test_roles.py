"""Role by operation: what each role is answered, for every operation there is.

The sheet is read like this: `yes` roles get the operation's good answer, everybody else is
refused (403) or learns nothing (404). An operation that is missing here fails the last test.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction

from muniment.api.document import document
from muniment.core.actor import HOUSE
from muniment.ledger import services as ledger
from muniment.people import services as people
from muniment.people.domain.roles import Role
from muniment.vault import services as vault
from muniment.vault.catalogue import current
from muniment.vault.domain.presets import preset_table
from tests.api.conftest import Program, program_of
from tests.world import NOON, World

WHO = {
    "O": "olga", "M": "mia", "S": "ada", "B": "ben", "D": "cy", "C": "cus", "F": "fin",
    "K": "kai", "A": "sam", "E": "eve",
}  # fmt: skip
ALL, STAFF = "OMSBDCFKAE", "OMSBDCFKA"
FOR = {"purpose": "quote 17 lamps", "reference_kind": "visit", "reference": "Canton Fair"}
WHY = {"reason": "as agreed at the meeting of 3 May"}
NOBODY = "01a20059-0000-7000-8000-000000000000"


@dataclass
class Case:
    """One operation: what to send, and who gets the good answer."""

    yes: str
    send: Callable[[World, Program], Any]


def get(path: str) -> Callable[[World, Program], Any]:
    return lambda world, program: program.get(_filled(world, path))


def post(path: str, body: Any = None, **ids: str) -> Callable[[World, Program], Any]:
    def send(world: World, program: Program) -> Any:
        told = {**(body or {}), **{name: str(world.id(who)) for name, who in ids.items()}}
        return program.post(_filled(world, path), told if body is not None else None)

    return send


def put(path: str, body: Any) -> Callable[[World, Program], Any]:
    return lambda world, program: program.put(_filled(world, path), body)


def delete(path: str) -> Callable[[World, Program], Any]:
    return lambda world, program: program.delete(_filled(world, path))


def _filled(world: World, path: str) -> str:
    dossier = world.dossiers[0] if "{d}" in path else ""
    return path.format(d=dossier, cy=world.id("cy"), ben=world.id("ben"))


def _engage(world: World, program: Program) -> Any:
    dossier = world.dossiers[0]
    body = {"company_id": str(world.agency), "order_number": world.order(dossier)}
    return program.post(f"/dossiers/{dossier}/engagements", body)


def _reopen(world: World, program: Program) -> Any:
    dossier = world.dossiers[0]
    vault.retire_dossier(dossier_id=dossier, reason="sold up", by=world.actor("olga"), at=NOON)
    return program.post(f"/dossiers/{dossier}/reopen", WHY)


def _merge(world: World, program: Program) -> Any:
    other = world.dossier("ben", values={})
    return program.post(f"/dossiers/{world.dossiers[0]}/merge", {**WHY, "merge_id": str(other)})


def _send(_world: World, program: Program) -> Any:
    return program.client.generic(
        "POST", "/api/v1/imports?kind=customers", b"Code,Name\nC1,Nordic\n",
        content_type="text/csv", headers={"Authorization": f"Bearer {program.secret}"},
    )  # fmt: skip


def _withdraw_notice(world: World, program: Program) -> Any:
    day = NOON.date()
    people.give_notice(person_id=world.id("cy"), notice_on=day, last_day_on=day, by=HOUSE, at=NOON)
    return program.delete(f"/people/{world.id('cy')}/notice")


def _invite_again(world: World, program: Program) -> Any:
    made = world.invited("zoe", Role.FINANCE)
    return program.post(f"/people/{made.person_id}/invitation")


def _reinstate(world: World, program: Program) -> Any:
    if program.get("/me").json()["id"] != str(world.id("cy")):
        people.leave(person_id=world.id("cy"), by=HOUSE, at=NOON)
    return program.post(f"/people/{world.id('cy')}/reinstate")


def _proposed(world: World) -> int:
    table = preset_table("strict", current().fields.values())
    return vault.propose_table(table=table, note="", by=world.actor("mia"), at=NOON)


def _adopt(world: World, program: Program) -> Any:
    return program.post(f"/access-table/versions/{_proposed(world)}/adopt")


def _withdraw(world: World, program: Program) -> Any:
    return program.post(f"/access-table/versions/{_proposed(world)}/withdraw")


def _restore(world: World, program: Program) -> Any:
    vault.retire(code="identity.website", by=world.actor("olga"), at=NOON)
    return program.post("/fields/identity.website/restore")


def _entry(world: World) -> str:
    [entry] = world.entries("vault.consultation.given")
    return f"/ledger/entries/{entry.id}"


def _signed(world: World, program: Program, path: str) -> Any:
    ledger.drain()
    ledger.checkpoint(reason="asked", at=NOON)
    return program.get(path)


def _bundle(world: World, program: Program) -> Any:
    return _signed(world, program, "/log/tile/entries/000.p/1")


D = "/dossiers/{d}"
I = f"{D}/compartments/identity"  # noqa: E741 - the identity of a customer
SHEET: dict[str, Case] = {
    "me": Case(ALL, get("/me")),
    "choose_language": Case(ALL, put("/me/language", {"language": "en"})),
    "my_tokens": Case(ALL, get("/me/tokens")),
    "revoke_my_token": Case("", delete(f"/me/tokens/{NOBODY}")),
    "my_sessions": Case(ALL, get("/me/sessions")),
    "my_grants": Case(STAFF, get("/me/grants")),
    "my_looks": Case(ALL, get("/me/looks")),
    "dossiers": Case(ALL, get("/dossiers?columns=identity.legal_name")),
    "search_dossiers": Case(ALL, post("/dossiers/search", {"search": "Nordlicht"})),
    "open_dossier": Case("OMSB", post("/dossiers", {})),
    "check_clash": Case("OMSBDC", post("/clash-checks", {"name": "Nordlicht Handels"})),
    "dossier": Case(STAFF, get(D)),
    "consult": Case("OMSDCFK", post(f"{I}/consultations", FOR)),
    "read_again": Case("S", get(I)),
    "history": Case("S", get(f"{D}/fields/identity.legal_name/history")),
    "submit_values": Case(
        "OMS", post(f"{I}/values", {"values": {"identity.legal_name": "Nordlicht AG"}})
    ),
    "verify_values": Case("OM", post(f"{I}/verifications", {"fields": {"identity.legal_name": 1}})),
    "timeline": Case(STAFF, get(f"{D}/timeline")),
    "explanation": Case(STAFF, get(f"{I}/explanation")),
    "orders": Case("", get(f"{D}/orders")),
    "custody": Case(STAFF, get(f"{D}/custody")),
    "assign_custody": Case("OM", post(f"{D}/custody", {**WHY, "duty": "deputy"}, person_id="ben")),
    "end_custody": Case("OM", post(f"{D}/custody/end", {**WHY, "duty": "keeper"})),
    "grants": Case(STAFF, get(f"{D}/grants")),
    "give_grant": Case(
        "OM",
        post(
            f"{D}/grants",
            {**WHY, "compartment": "pricing", "until": "2026-06-01T00:00:00Z"},
            holder_id="cy",
        ),
    ),
    "end_grant": Case("", post(f"/grants/{NOBODY}/end", WHY)),
    "allow_looks": Case(
        "OM", post(f"{D}/looks", {**WHY, "compartment": "pricing", "looks": 2}, person_id="cy")
    ),
    "engagements": Case(STAFF, get(f"{D}/engagements")),
    "engage_agent": Case("OMS", _engage),
    "end_engagement": Case("", post(f"/engagements/{NOBODY}/end")),
    "filings": Case(STAFF, get(f"{D}/filings")),
    "file_dossier": Case("DC", post(f"{D}/filings")),
    "retire_dossier": Case("OM", post(f"{D}/retire", WHY)),
    "reopen_dossier": Case("OM", _reopen),
    "merge_dossiers": Case("OM", _merge),
    "erasures_of": Case(STAFF, get(f"{D}/erasures")),
    "erasures": Case("OMK", get("/erasures")),
    "ask_erasure": Case(
        "OMK", post(f"{D}/erasures", {**WHY, "compartment": "contacts", "basis": "person_asked"})
    ),
    "withdraw_erasure": Case("", post(f"/erasures/{NOBODY}/withdraw")),
    "erase_compartment": Case("", post(f"/erasures/{NOBODY}/confirm")),
    "secret_register": Case("OMSK", get(f"{D}/secrets")),
    "claim_secret": Case(
        "OMK",
        post(
            f"{D}/secrets",
            {
                "point": "What they pay and when",
                "fields": ["pricing.payment_terms"],
                "since": "2026-01-01",
                "bases": ["depth"],
                "basis": "Three years of visits and of sample orders stand behind it.",
            },
        ),
    ),
    "close_secret": Case("", post(f"{D}/secrets/1/close", WHY)),
    "send_file": Case("OMC", _send),
    "imports": Case("OMC", get("/imports")),
    "template": Case("OMC", get("/imports/templates/customers/csv")),
    "import_run": Case("", get(f"/imports/{NOBODY}")),
    "mapping": Case("", get(f"/imports/{NOBODY}/mapping")),
    "correct_mapping": Case("", put(f"/imports/{NOBODY}/mapping", {"choices": {}})),
    "rehearse": Case("", post(f"/imports/{NOBODY}/rehearsal")),
    "load": Case("", post(f"/imports/{NOBODY}/load", {"good_rows_only": True})),
    "progress": Case("", get(f"/imports/{NOBODY}/progress")),
    "report": Case("", get(f"/imports/{NOBODY}/report")),
    "give_up": Case("", post(f"/imports/{NOBODY}/give-up")),
    "people": Case(STAFF, get("/people")),
    "invite": Case(
        "OA", post("/people", {"name": "Zoe", "email": "zoe@house.example", "role": "finance"})
    ),
    "person": Case(STAFF, get("/people/{cy}")),
    "posts": Case(STAFF, get("/people/{cy}/posts")),
    "change_post": Case("OA", put("/people/{cy}/post", {"role": "finance"})),
    "give_notice": Case(
        "OA",
        put("/people/{cy}/notice", {"notice_on": "2026-05-04", "last_day_on": "2026-06-30"}),
    ),
    "withdraw_notice": Case("OA", _withdraw_notice),
    "leave": Case("OA", post("/people/{cy}/leave")),
    "invite_again": Case("OA", _invite_again),
    "reinstate": Case("OA", _reinstate),
    "sessions": Case("OA", get("/people/{cy}/sessions")),
    "end_session": Case("", delete("/people/{cy}/sessions/1")),
    "tokens": Case("OA", get("/people/{cy}/tokens")),
    "revoke_token": Case("", delete(f"/people/{{cy}}/tokens/{NOBODY}")),
    "org_chart": Case(STAFF, get("/org-chart")),
    "teams": Case(STAFF, get("/teams")),
    "create_team": Case("OA", post("/teams", {"name": "North"})),
    "rename_team": Case("", put(f"/teams/{NOBODY}", {"name": "South"})),
    "outside_companies": Case(STAFF, get("/outside-companies")),
    "add_outside_company": Case(
        "OA", post("/outside-companies", {"kind": "other", "name": "Port Ltd", "country": "CN"})
    ),
    "access_table": Case(STAFF, get("/access-table")),
    "table_versions": Case(STAFF, get("/access-table/versions")),
    "presets": Case(STAFF, get("/access-table/presets")),
    "table_version": Case(STAFF, get("/access-table/versions/1")),
    "table_csv": Case(STAFF, get("/access-table/versions/1/csv")),
    "table_diff": Case(STAFF, get("/access-table/versions/1/diff")),
    "simulate_version": Case("OMK", get("/access-table/versions/1/simulation")),
    "simulate_change": Case("OMK", post("/access-table/simulations", {"preset": "strict"})),
    "propose_table": Case("OMK", post("/access-table/proposals", {"preset": "strict"})),
    "adopt_table": Case("OK", _adopt),
    "withdraw_table": Case("OMK", _withdraw),
    "field_catalogue": Case(STAFF, get("/fields")),
    "add_field": Case("OMK", post("/fields", {"code": "profile.tea", "label_en": "Tea"})),
    "add_compartment": Case(
        "OMK", post("/compartments", {"code": "samples", "label_en": "Samples"})
    ),
    "rename_field": Case("OMK", put("/fields/identity.website/labels", {"label_en": "Home page"})),
    "former_labels": Case(STAFF, get("/fields/identity.website/labels")),
    "retire_field": Case("OMK", post("/fields/identity.website/retire")),
    "restore_field": Case("OMK", _restore),
    "entries": Case(ALL, get("/ledger/entries")),
    "entry": Case("OMSKA", lambda world, program: program.get(_entry(world))),
    "proof": Case("OMSKA", lambda world, program: program.get(_entry(world) + "/proof")),
    "leaf": Case("OMSKA", lambda world, program: program.get(_entry(world) + "/leaf")),
    "openings": Case("OSK", lambda world, program: program.get(_entry(world) + "/openings")),
    "ledger_key": Case(ALL, get("/ledger/key")),
    "checkpoints": Case(STAFF, get("/ledger/checkpoints")),
    "ledger_status": Case("OKA", get("/ledger/status")),
    "entry_bundle": Case("OK", _bundle),
    "checkpoint": Case(ALL, lambda world, program: _signed(world, program, "/log/checkpoint")),
    "tile": Case(ALL, lambda world, program: _signed(world, program, "/log/tile/0/000.p/1")),
    "jobs": Case("OA", get("/jobs")),
    "queue": Case("OA", get("/jobs/queue")),
    "schedule": Case("OA", get("/jobs/schedule")),
    "job": Case("", get(f"/jobs/{NOBODY}")),
}

QUESTIONS = {one["get"]["operationId"] for one in document()["paths"].values() if "get" in one}


@pytest.mark.parametrize("name", SHEET)
def test_each_role_is_answered_as_the_sheet_says(world, name):
    case = SHEET[name]
    world.dossiers = [world.dossier("ada")]
    world.look("ada", world.dossiers[0])
    programs = {letter: program_of(world, who) for letter, who in WHO.items()}
    got = {}
    for letter, program in programs.items():
        if name in {"read_again", "history"} and letter == "S":
            program.post(_filled(world, f"{I}/consultations"), FOR)
        before = transaction.savepoint()  # a verb is undone before the next role tries it
        got[letter] = case.send(world, program).status_code
        if name not in QUESTIONS:
            transaction.savepoint_rollback(before)

    good = {letter for letter, status in got.items() if status < 300}
    assert good == set(case.yes), got
    assert {status for letter, status in got.items() if letter not in good} <= {403, 404, 409}, got
    assert all(status < 500 for status in got.values())


def test_no_operation_is_missing_in_the_sheet():
    operations = [one for methods in document()["paths"].values() for one in methods.values()]

    assert {one["operationId"] for one in operations} == set(SHEET)


def test_what_the_document_says_about_roles_is_what_happens():
    letters = {
        "owner": "O", "sales_manager": "M", "salesperson": "SB", "document_clerk": "D",
        "custodian": "C", "finance": "F", "compliance": "K", "administrator": "A",
        "export_agent": "E",
    }  # fmt: skip
    for methods in document()["paths"].values():
        for told in methods.values():
            named = {x for role in told.get("x-roles", []) for x in letters.get(role, "")}
            if named:
                assert set(SHEET[told["operationId"]].yes) <= named, told["operationId"]
