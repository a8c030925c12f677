"""Role by operation: what each role is answered, for every operation there is.

The sheet is read like this: `yes` roles get the operation's good answer, everybody else is
refused (403) or learns nothing (404). An operation that is missing here fails the last test.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings

from muniment.api.document import document
from muniment.core import clock
from muniment.core.actor import HOUSE
from muniment.handover import planning
from muniment.handover.domain.states import Kind
from muniment.handover.models import HandoverItem
from muniment.handover.services import begin_handover
from muniment.investigations import services as cases
from muniment.investigations.domain.advice import default_table
from muniment.investigations.domain.questionnaires import forms
from muniment.ledger import services as ledger
from muniment.people import services as people
from muniment.people.domain.roles import Role
from muniment.vault import services as vault
from muniment.vault.catalogue import current
from muniment.vault.domain.presets import preset_table
from tests.api import carrying
from tests.api.cases import MARTA, furnished_case, furnished_lists, sent
from tests.api.conftest import Program, program_of
from tests.world import NOON, World

WHO = {
    "O": "olga", "M": "mia", "S": "ada", "B": "ben", "D": "cy", "C": "cus", "F": "fin",
    "K": "kai", "A": "sam", "E": "eve",
}  # fmt: skip
ALL, STAFF = "OMSBDCFKAE", "OMSBDCFKA"
FOR = {"purpose": "quote 17 lamps", "reference_kind": "visit", "reference": "Canton Fair"}
ECB = "Date, USD\n2026-04-30, 1.10\n"
WHY = {"reason": "as agreed at the meeting of 3 May"}
NOBODY = "01a20059-0000-7000-8000-000000000000"


@dataclass
class Case:
    """One operation: what to send, and who gets the good answer."""

    yes: str
    send: Callable[[World, Program], Any]


Send = Callable[[World, Program], Any]


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
    return path.format(d=dossier, **{name: world.id(name) for name in ("ada", "ben", "cy")})


def carried(row: carrying.Row) -> Case:
    """A row of the other half."""
    good, method, path, body = row

    def send(world: World, program: Program) -> Any:
        told = json.loads(json.dumps(body).replace("ADA", str(world.id("ada"))))
        ways = {"get": get(path), "delete": delete(path), "put": put(path, told)}
        return ways.get(method, post(path, told))(world, program)

    return Case(good, send)


def _prove(world: World, program: Program) -> Any:
    """A visit of one's own today, then the values that it proves."""
    dossier, today = world.dossiers[0], clock.now().date().isoformat()
    told = {"kind": "visit", "happened_on": today}
    visit = program.post(f"/customers/{dossier}/contact/touches", told)
    body = {"compartment": "identity", "versions": {"identity.legal_name": 1}}
    seen = visit.json().get("id", NOBODY)
    return program.post(f"/customers/{dossier}/verify-on-visit", {**body, "visit_id": seen})


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


def _fetch_offline(_world: World, program: Program) -> Any:
    with override_settings(CONFIG=replace(settings.CONFIG, offline=1)):
        return program.post("/warnings/rates/fetch")


def _withdraw_notice(world: World, program: Program) -> Any:
    day = NOON.date()
    if program.get("/me").json()["id"] != str(world.id("cy")):  # hers would end with the notice
        people.give_notice(
            person_id=world.id("cy"), notice_on=day, last_day_on=day, by=HOUSE, at=NOON
        )
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


def _about_case(path: str, body: Any = None, method: str = "POST") -> Send:
    """Do something to Ada's case; `{…}` in the address are the things in it."""

    def send(world: World, program: Program) -> Any:
        told = {**world.in_case, "ben": str(world.id("ben"))}
        sent = json.loads(json.dumps(body).replace("{ben}", told["ben"])) if body else body
        return program.call(method, path.format(**told), sent)

    return send


def _read_case(path: str) -> Send:
    return _about_case(path, method="GET")


def _streamed(path: str) -> Send:
    return lambda world, program: sent(program, path.format(**world.in_case), b"bytes")


def _closed_first(world: World, program: Program) -> Any:
    case_id = UUID(world.in_case["case_id"])
    cases.close_case(case_id=case_id, reason="no order", by=world.actor("olga"), at=NOON)
    return program.post(f"/cases/{case_id}/reopen", WHY)


def _adopt_advice(world: World, program: Program) -> Any:
    sheet = default_table().sheet()
    number = cases.propose_advice(sheet=sheet, by=world.actor("mia"), at=NOON)
    return program.post(f"/advice-tables/{number}/adopt")


def _sheet(world: World, program: Program) -> Any:
    return program.post("/advice-tables", {"sheet": default_table().sheet()})


def _plan(world: World, program: Program, path: str = "/plan", **more: Any) -> Any:
    """Plan for the person who keeps the first customer, with Ben as her heir."""
    asked = {"person_id": str(world.id("ada")), "heirs": [str(world.id("ben"))]}
    return program.post(f"/handovers{path}", asked | more)


def _begin(world: World, program: Program) -> Any:
    print_ = planning.plan(
        person_id=world.id("ada"), by=world.actor("olga"), at=NOON, heirs=[world.id("ben")]
    ).fingerprint  # fmt: skip
    days = {"notice_on": "2026-05-04", "last_day_on": "2026-06-30"}
    return _plan(world, program, "", kind="leaver", fingerprint=print_, **days)


def _handed(path: str = "", body: Any = None) -> Send:
    """Do something on the board of Ada, whose customer goes to Ben."""

    def send(world: World, program: Program) -> Any:
        item = HandoverItem.objects.first() or _moved_to_ben(world)
        text = json.dumps(body).replace("ITEM", str(item.id))
        sent = json.loads(text.replace("MIA", str(world.id("mia"))))
        where = f"/handovers/{item.handover_id}{path.format(item=item.id)}"
        return program.call("GET" if body is None else "POST", where, sent)

    return send


def _moved_to_ben(world: World) -> HandoverItem:
    by = world.actor("olga")
    plan = planning.plan(person_id=world.id("ada"), by=by, at=NOON, heirs=[world.id("ben")])
    begin_handover(
        kind=Kind.ROTATION, plan=plan, fingerprint=plan.fingerprint, reason="", by=by, at=NOON
    )
    return HandoverItem.objects.get()


C, INSIDE, KEEPERS = "/cases/{case_id}", "OMSFK", "OK"
DEAL = {"order": {"minor": 100_00, "currency": "USD"}}
CASES: dict[str, Case] = {
    "cases": Case("OMSBFK", get("/cases")),
    "desk": Case("OMSBFK", get("/cases/desk")),
    "read_inquiry": Case("OMSBFK", post("/cases/inquiry-readings", {"mail": "we want tiles"})),
    "open_case": Case("OMSBFK", post("/cases", {"facts": {"company.name": ["Nordlicht"]}})),
    "open_case_for_dossier": Case("OMSFK", post("/dossiers/{d}/cases", {})),
    "cases_of_dossier": Case("OMSBFK", get("/dossiers/{d}/cases")),
    "case": Case(INSIDE, _read_case(C)),
    "read_case": Case(INSIDE, _read_case(f"{C}/file")),
    "case_looks": Case(INSIDE, _read_case(f"{C}/looks")),
    "add_facts": Case(INSIDE, _about_case(f"{C}/facts", {"facts": {"deal.unit": ["m2"]}})),
    "adopt_facts": Case("", _about_case(f"{C}/facts/adopt", {"fact_ids": [NOBODY]})),
    "correct_fact": Case(INSIDE, _about_case(f"{C}/facts/{{fact_id}}/correct", {"value": "Kiel"})),
    "withdraw_fact": Case(INSIDE, _about_case(f"{C}/facts/{{fact_id}}/withdraw", WHY)),
    "add_evidence": Case(INSIDE, _streamed(f"{C}/evidence")),
    "read_evidence": Case(INSIDE, _read_case(f"{C}/evidence/{{evidence_id}}")),
    "verify_evidence": Case(INSIDE, _read_case(f"{C}/evidence-chain")),
    "mark_evidence": Case(
        INSIDE, _about_case(f"{C}/evidence/{{evidence_id}}/bearing", {**WHY, "bearing": "relevant"})
    ),
    "checks": Case("OMSBFK", get("/checks")),
    "signals": Case("OMSBFK", get("/signals")),
    "queue_run": Case(INSIDE, _about_case(f"{C}/runs", {"checks": []})),
    "run_progress": Case(INSIDE, _read_case(f"{C}/runs/progress")),
    "record_manual_outcome": Case(
        INSIDE,
        _about_case(f"{C}/checks/search.trade/outcome", {"outcome": "done", "note": "looked"}),
    ),
    "add_finding": Case(
        INSIDE, _about_case(f"{C}/findings", {"signal": "person.not_on_site", "excerpt": "x"})
    ),
    "confirm_finding": Case(INSIDE, _about_case(f"{C}/findings/{{finding_id}}/confirm", WHY)),
    "dismiss_finding": Case(INSIDE, _about_case(f"{C}/findings/{{finding_id}}/dismiss", WHY)),
    "mark_duplicate": Case(INSIDE, _about_case(f"{C}/findings/{{finding_id}}/duplicate", WHY)),
    "reopen_finding": Case(INSIDE, _about_case(f"{C}/findings/{{finding_id}}/reopen", WHY)),
    "searches": Case(INSIDE, _read_case(f"{C}/searches")),
    "compare_paste": Case(INSIDE, _about_case(f"{C}/comparisons", {"text": "Nordlicht"})),
    "nothing_in_search": Case(INSIDE, _about_case(f"{C}/searches/nothing", {"goal": "court"})),
    "advice": Case(INSIDE, _about_case(f"{C}/advice", {})),
    "compute_deposit": Case("OMSBFK", post("/deposits", DEAL)),
    "decide": Case("", _about_case(f"{C}/decisions", {**WHY, "terms": {"way": "decline"}})),
    "approve_override": Case("OMFK", _about_case(f"{C}/decisions/{{decision_id}}/approve", WHY)),
    "refuse_override": Case(INSIDE, _about_case(f"{C}/decisions/{{decision_id}}/refuse", WHY)),
    "advice_tables": Case("OMSBFK", get("/advice-tables")),
    "propose_advice": Case("OMFK", _sheet),
    "adopt_advice": Case("OFK", _adopt_advice),
    "take_bank_rates": Case("OF", post("/warnings/rates/bank", {"content": ECB})),
    "fetch_bank_rates": Case("", _fetch_offline),
    "case_schedule": Case("OK", get("/case-schedule")),
    "set_case_schedule": Case("OK", put("/case-schedule", {"is_on": True})),
    "preview_case_schedule": Case("OK", post("/case-schedule/preview", {"is_on": True})),
    "assign_case": Case("OMK", _about_case(f"{C}/assign", {"owner_id": "{ben}"})),
    "close_case": Case(INSIDE, _about_case(f"{C}/close", WHY)),
    "reopen_case": Case(INSIDE, _closed_first),
    "watch_case": Case(INSIDE, _about_case(f"{C}/watch", {"every_days": 30}, "PUT")),
    "end_watch": Case(INSIDE, _about_case(f"{C}/watch", None, "DELETE")),
    "settle_due": Case(INSIDE, _about_case(f"{C}/settle")),
    "blacklist_case": Case("OK", _about_case(f"{C}/blacklist", WHY)),
    "report_copies": Case(INSIDE, _read_case(f"{C}/reports")),
    "make_report": Case(INSIDE, _about_case(f"{C}/reports", {"kind": "html", "form": "short"})),
    "questionnaire_forms": Case("OMSBFK", get("/questionnaire-forms")),
    "questionnaires": Case(INSIDE, _read_case(f"{C}/questionnaires")),
    "ask_third_party": Case(
        INSIDE,
        _about_case(
            f"{C}/questionnaires",
            {
                "form": next(iter(forms())),
                "name": "Marta",
                "email": MARTA,
                "about": "Nordlicht",
                "reason": "as they ask for credit",
                "signed_as": "Ada",
            },
        ),
    ),
    "remind_third_party": Case(
        INSIDE, _about_case(f"{C}/questionnaires/{{questionnaire_id}}/remind")
    ),
    "hand_over_link": Case(INSIDE, _about_case(f"{C}/questionnaires/{{questionnaire_id}}/link")),
    "close_questionnaire": Case(
        INSIDE, _about_case(f"{C}/questionnaires/{{questionnaire_id}}/close", WHY)
    ),
    "links": Case(INSIDE, _read_case(f"{C}/links")),
    "confirm_link": Case("", _about_case(f"{C}/links/{NOBODY}/confirm", WHY)),
    "deny_link": Case("", _about_case(f"{C}/links/{NOBODY}/deny", WHY)),
    "hands": Case("OMFK", get("/hands")),
    "ties_of_records": Case("OMSBFK", post("/hands/ties", {"records": [{"rec_id": "1"}]})),
    "lists": Case("OMSBFK", get("/lists")),
    "list_versions": Case("OMSBFK", get("/lists/versions")),
    "list_changes": Case("OMSBFK", get("/lists/changes?since=0")),
    "screen": Case("OMSBFK", post("/screenings", {"parties": [{"names": ["Nordlicht"]}]})),
    "send_list_file": Case(KEEPERS, _streamed("/lists/files")),
    "load_lists": Case("", post("/lists/loads", {"file_ids": [NOBODY]})),
    "read_own": Case(KEEPERS, get("/own-list")),
    "enter_own": Case(KEEPERS, post("/own-list", {**WHY, "names": ["Pier"], "kind": "entity"})),
    "suspect_again": Case(KEEPERS, _about_case("/own-list/{own_id}/suspicions")),
    "remove_own": Case(KEEPERS, _about_case("/own-list/{own_id}/remove", WHY)),
    "send_customs_file": Case("OMCK", _streamed("/customs-data/uploads")),
    "customs_uploads": Case("OMCK", get("/customs-data/uploads")),
    "customs_layout": Case("OMCK", _read_case("/customs-data/uploads/{upload_id}/layout")),
    "answer_customs_questions": Case(
        "OMCK", _about_case("/customs-data/uploads/{upload_id}/layout", {"skip_bad": True}, "PUT")
    ),
    "load_customs_file": Case("OMCK", _about_case("/customs-data/uploads/{upload_id}/load")),
    "customs_progress": Case("OMCK", _read_case("/customs-data/uploads/{upload_id}/progress")),
    "customs_report": Case("", get(f"/customs-data/uploads/{NOBODY}/report")),
    "drop_customs_file": Case("OMCK", delete(f"/customs-data/uploads/{NOBODY}")),
    "remember_columns": Case(
        "OMCK", put(f"/customs-data/layouts/{'a' * 32}", {"columns": {"buyer": 0}})
    ),
    "customs_loads": Case("OMSBCFK", get("/customs-data/loads")),
    "remove_load": Case("", delete(f"/customs-data/loads/{NOBODY}")),
    "our_codes": Case("OMSBCFK", get("/customs-data/our-codes")),
    "set_our_codes": Case("OMCK", put("/customs-data/our-codes", {"codes": ["6907"]})),
    "customs_profile": Case("", post("/customs-data/profiles", {"name": "Orion"})),
    "customs_plausibility": Case("", post("/customs-data/plausibility", {"facts": {}})),
    "tripwire": Case("OMK", get("/tripwire")),
    "watch_party": Case("OMK", post("/tripwire/parties", {**WHY, "label": "x", "names": ["Oar"]})),
    "end_watching": Case("OMK", _about_case("/tripwire/parties/{party_id}/end", WHY)),
    "judge_meeting": Case(
        "", post(f"/tripwire/meetings/{NOBODY}/judgement", {**WHY, "state": "open"})
    ),
    "queue_tripwire": Case("OMK", post("/tripwire/runs")),
}
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
    "handovers_of_mine": Case("OMSBK", get("/handovers")),
    "plan_handover": Case("OM", _plan),
    "begin_handover": Case("OM", _begin),
    "handover": Case("OMSBK", _handed()),
    "look_back": Case("", get(f"/handovers/{NOBODY}/look-back")),
    "what_became": Case("", get(f"/handovers/{NOBODY}/after")),
    "introduce_customers": Case("OMSB", _handed("/introduced", {"items": ["ITEM"]})),
    "accept_customers": Case("B", _handed("/accepted", {"items": ["ITEM"]})),
    "offer_other_heir": Case("O", _handed("/customers/{item}/heir", {**WHY, "heir_id": "MIA"})),
    "withdraw_handover": Case("OM", _handed("/withdraw", WHY)),
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
    "verify_on_visit": Case("OM", _prove),
    **{name: carried(row) for name, row in carrying.ROWS.items()},
    **CASES,
}

QUESTIONS = {one["get"]["operationId"] for one in document()["paths"].values() if "get" in one}


@pytest.mark.parametrize("name", SHEET)
def test_each_role_is_answered_as_the_sheet_says(world, name):
    case = SHEET[name]
    world.dossiers = [world.dossier("ada")]
    world.look("ada", world.dossiers[0])
    if name in CASES:
        world.in_case = furnished_case(world) | furnished_lists(world)
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
