"""The course of a case through the API: lead, watch, close, copies of the report."""

import hashlib

from tests.api.cases import WHY, file_of, opened
from tests.api.conftest import program_of
from tests.world import World

SHORT = {"form": "short", "language": "en", "kind": "html"}


def test_a_case_is_handed_to_somebody_else_who_then_reads_it(ada, olga, world: World):
    case, ben = opened(ada), program_of(world, "ben")

    assert ada.post(f"{case}/assign", {"owner_id": str(world.id("ben"))}).status_code == 403
    assert olga.post(f"{case}/assign", {"owner_id": str(world.id("ben"))}).status_code == 204

    assert ben.get(f"{case}/file").status_code == 200
    assert ada.get(case).status_code == 404


def test_a_closed_case_takes_nothing_in_until_it_is_reopened(ada):
    case = opened(ada)
    more = {"facts": {"deal.port": ["Hamburg"]}}

    assert ada.post(f"{case}/close", WHY).status_code == 204
    assert ada.post(f"{case}/facts", more).status_code == 409
    assert ada.post(f"{case}/reopen", WHY).status_code == 204

    assert ada.post(f"{case}/facts", more).status_code == 200


def test_a_case_is_watched_settled_and_let_go(ada):
    case = opened(ada)

    assert ada.put(f"{case}/watch", {"every_days": 30}).status_code == 200
    assert file_of(ada, case)["watch"]["every_days"] == 30
    assert ada.post(f"{case}/settle").status_code == 204
    assert ada.delete(f"{case}/watch").status_code == 204

    assert file_of(ada, case)["watch"] is None


def test_a_copy_of_the_report_is_numbered_and_on_record_with_its_hash(ada, world: World):
    case = opened(ada)

    made = ada.post(f"{case}/reports", SHORT)

    assert made.status_code == 201
    digest = hashlib.sha256(made.content).hexdigest()
    assert made["X-Muniment-Sha256"] == digest
    [copy] = ada.get(f"{case}/reports").json()["rows"]
    assert (copy["number"], copy["sha256"]) == (1, digest)
    [entry] = world.entries("investigations.report.made")
    assert entry.facts["sha256"] == digest


def test_a_repeat_makes_no_second_copy_and_says_that_none_is_kept(ada):
    case, key = opened(ada), {"Idempotency-Key": "copy-1"}

    assert ada.post(f"{case}/reports", SHORT, **key).status_code == 201
    repeat = ada.post(f"{case}/reports", SHORT, **key)

    assert (repeat.status_code, repeat.json()["code"]) == (409, "api.report.handed_out")
    assert len(ada.get(f"{case}/reports").json()["rows"]) == 1


def test_the_company_of_a_case_comes_on_the_own_list_and_is_suspected_again(ada, olga):
    case = opened(ada)

    assert ada.post(f"{case}/blacklist", WHY).status_code == 403
    first = olga.post(f"{case}/blacklist", WHY).json()["id"]
    second = olga.post(f"{case}/blacklist", WHY).json()["id"]

    assert first == second
    [entry] = olga.get("/own-list").json()["rows"]
    assert entry["suspected"] == 2
