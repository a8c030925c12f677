"""Evidence of a case through the API: kept as it came, handed out on record."""

import hashlib

from tests.api.cases import WHY, file_of, opened, sent
from tests.world import World

PAGE = b"<p>Nordlicht Handels GmbH, tel. +49 40 5550101</p>"


def test_evidence_is_kept_as_it_came_and_handed_out_as_a_file(ada, world: World):
    case = opened(ada)

    made = sent(ada, f"{case}/evidence?kind=paste", PAGE, **{"X-Muniment-Source": "a%20fair"})

    assert made.json()["sha256"] == hashlib.sha256(PAGE).hexdigest()
    answer = ada.get(f"{case}/evidence/{made.json()['id']}")
    assert answer.content == PAGE
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"
    assert len(world.entries("investigations.evidence.read")) == 1
    assert file_of(ada, case)["evidence"][0]["source"] == "a fair"


def test_evidence_sent_twice_with_a_key_is_kept_once(ada):
    case, key = opened(ada), {"Idempotency-Key": "page-1"}

    first, second = (sent(ada, f"{case}/evidence", PAGE, **key) for _ in range(2))

    assert first.json() == second.json()
    assert sent(ada, f"{case}/evidence", b"other", **key).json()["code"] == "api.key.used_before"
    assert len(file_of(ada, case)["evidence"]) == 1


def test_the_chain_of_evidence_can_be_looked_through(ada):
    case = opened(ada)
    sent(ada, f"{case}/evidence", PAGE)

    assert ada.get(f"{case}/evidence-chain").json() == {
        "count": 1, "broken": [], "is_whole": True,
    }  # fmt: skip


def test_a_piece_can_be_said_to_be_about_somebody_else(ada):
    case = opened(ada)
    piece = sent(ada, f"{case}/evidence", PAGE).json()["id"]

    answer = ada.post(f"{case}/evidence/{piece}/bearing", {**WHY, "bearing": "other_party"})

    assert answer.status_code == 200
    assert [one["kind"] for one in file_of(ada, case)["evidence"]] == ["upload", "note"]


def test_evidence_without_bytes_of_another_case_is_not_found(ada):
    first, second = opened(ada), opened(ada)
    piece = sent(ada, f"{first}/evidence", PAGE).json()["id"]

    answer = ada.get(f"{second}/evidence/{piece}")

    assert answer.json()["code"] == "investigations.evidence.not_found"


def test_queries_are_written_for_the_callers_own_browser(ada, world: World):
    case = opened(ada)

    told = ada.get(f"{case}/searches?goal=official_site").json()["rows"]

    assert told
    assert all(one["url"].startswith("https://") for one in told)
    assert {one["goal"] for one in told} == {"official_site"}
    assert len(world.entries("investigations.case.read")) == 1


def test_a_paste_is_compared_with_the_case_and_not_kept(ada):
    case = opened(ada)

    rows = ada.post(f"{case}/comparisons", {"text": PAGE.decode() + " new@other.example"}).json()

    verdicts = {(one["kind"], one["verdict"]) for one in rows["rows"]}
    assert ("phone", "same") in verdicts
    assert file_of(ada, case)["evidence"] == []


def test_a_goal_counts_as_looked_for_by_a_capture_or_a_word(ada):
    case = opened(ada)

    sent(ada, f"{case}/evidence?kind=paste&goal=official_site", PAGE)
    assert ada.post(f"{case}/searches/nothing", {"goal": "court"}).status_code == 204

    rows = ada.get(f"{case}/searches?per_goal=1").json()["rows"]
    assert {one["goal"] for one in rows if one["captured"]} == {"official_site", "court"}
