"""Checks and findings through the API: run, settle, judge."""

import pytest

from muniment.jobs import services as jobs
from tests.api.cases import WHY, file_of, opened
from tests.world import NOON

SEEN = {"signal": "person.not_on_site", "excerpt": "No Maja Lund on the page of the team."}


def test_the_checks_of_the_house_say_where_they_ask_and_on_what_terms(ada):
    rows = {one["id"]: one for one in ada.get("/checks").json()["rows"]}

    assert "search.identity" in rows
    assert all(one["sources"] or one["mode"] != "live" for one in rows.values())


def test_the_catalogue_of_signals_is_told_in_the_callers_language(ada):
    english = ada.get("/signals").json()["rows"][0]
    chinese = ada.get("/signals", **{"Accept-Language": "zh-hans"}).json()["rows"][0]

    assert english["code"] == chinese["code"]
    assert english["sentence"] != chinese["sentence"]


def test_a_run_is_queued_followed_and_answered_in_the_case(ada):
    case = opened(ada)

    made = ada.post(f"{case}/runs", {"checks": ["search.identity"]})
    again = ada.post(f"{case}/runs", {"checks": ["search.identity"]})
    assert (made.status_code, made.json()) == (202, again.json())
    assert ada.get(f"{case}/runs/progress").json()["job"]["state"] == "waiting"
    jobs.work_off(at=NOON)

    assert ada.get(f"{case}/runs/progress").json()["job"] is None
    checks = {one["id"]: one for one in file_of(ada, case)["checks"]}
    assert checks["search.identity"]["run"]["outcome"] == "needs_person"


def test_a_check_that_nobody_has_is_not_queued(ada):
    answer = ada.post(f"{opened(ada)}/runs", {"checks": ["no.such"]})

    assert (answer.status_code, answer.json()["code"]) == (404, "investigations.check.unknown")


def test_a_person_says_how_her_own_check_ended_but_never_that_a_source_was_clean(ada):
    case = opened(ada)
    said = {"outcome": "nothing_found", "note": "looked through five pages"}

    assert ada.post(f"{case}/checks/search.reputation/outcome", said).status_code == 201
    refused = ada.post(f"{case}/checks/lists.denied/outcome", said)

    assert refused.status_code == 422
    checks = {one["id"]: one for one in file_of(ada, case)["checks"]}
    assert checks["search.reputation"]["reached"] is True


@pytest.mark.parametrize(
    ("verb", "state"),
    [("confirm", "confirmed"), ("dismiss", "dismissed"), ("duplicate", "duplicate")],
)
def test_a_finding_is_judged_with_a_reason_and_taken_back(ada, olga, verb, state):
    case = opened(ada)
    finding = olga.post(f"{case}/findings", SEEN).json()["id"]

    assert ada.post(f"{case}/findings/{finding}/{verb}", WHY).status_code == 204
    [judged] = file_of(ada, case)["findings"]
    assert (judged["state"], judged["marks"][0]["reason"]) == (state, WHY["reason"])
    assert ada.post(f"{case}/findings/{finding}/reopen", WHY).status_code == 204

    [open_again] = file_of(ada, case)["findings"]
    assert open_again["state"] == "open"
    assert [mark["state"] for mark in open_again["marks"]] == ["open", state]


def test_nobody_confirms_her_own_finding_through_the_api(ada):
    case = opened(ada)
    finding = ada.post(f"{case}/findings", SEEN).json()["id"]

    answer = ada.post(f"{case}/findings/{finding}/confirm", WHY)

    assert (answer.status_code, answer.json()["code"]) == (403, "investigations.finding.own")


def test_a_judgement_without_a_reason_is_refused(ada):
    case = opened(ada)
    finding = ada.post(f"{case}/findings", SEEN).json()["id"]

    answer = ada.post(f"{case}/findings/{finding}/dismiss", {"reason": "."})

    assert (answer.status_code, answer.json()["code"]) == (422, "investigations.reason.missing")


def test_a_signal_that_the_catalogue_does_not_have_is_refused(ada):
    answer = ada.post(f"{opened(ada)}/findings", {**SEEN, "signal": "no.such"})

    assert answer.json()["code"] == "investigations.signal.unknown"
